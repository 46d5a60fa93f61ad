// What `call` and `apply` can't call is named like the callee.
const attempt = (f) => { try { f(); } catch (e) { console.log(e.message); } };
const o = {}, f = function () {};
attempt(() => f.call.call(1));
attempt(() => f.apply.call(o));
attempt(() => { const call = f.call; call(); });
attempt(() => { o.call = f.call; o.call(1); });
attempt(() => (0, f.call)(1));
attempt(() => f.call.call.call(f.call, 5));
attempt(() => [1].map(f.call));
attempt(() => [1].map(f.call, 5));
