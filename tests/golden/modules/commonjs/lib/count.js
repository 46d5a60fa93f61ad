globalThis.count = (globalThis.count || 0) + 1; exports.n = globalThis.count;
