// Everything that can be called, on values as large as they come. The driver calls `prepare(i)`,
// which makes the values of case i, then `run()`, which makes the call and is what is measured.
(function (scale) {
    'use strict';
    const N = Math.floor(1e6 * scale), CHARS = Math.floor(1e7 * scale);
    const GLOBAL = (0, eval)('this');

    // What the machine itself works with, which calls must not have changed.
    const { apply, ownKeys, getOwnPropertyDescriptor, getPrototypeOf, construct } = Reflect;

    // Functions, by the way that leads to them.
    const LEAVE = new Set(['exit', 'reallyExit', 'abort', 'kill', 'hostile', 'gc']);
    const functions = [];
    const seen = new Set();
    const walk = (value, path, depth) => {
        if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
        if (seen.has(value) || depth > 6) return;
        seen.add(value);
        if (typeof value === 'function') functions.push([path, value]);
        for (const key of ownKeys(value)) {
            if (LEAVE.has(key)) continue;
            const name = typeof key === 'symbol' ? `[${key.description}]` : key;
            let found;
            try { found = getOwnPropertyDescriptor(value, key) } catch { continue }
            if (!found) continue;
            walk(found.value, `${path}.${name}`, depth + 1);
            walk(found.get, `get ${path}.${name}`, depth + 1);
            walk(found.set, `set ${path}.${name}`, depth + 1);
        }
        walk(getPrototypeOf(value), `proto(${path})`, depth + 1);
    };
    walk(GLOBAL, 'globalThis', 0);
    for (const [name, make] of Object.entries({
        ArrayIterator: () => [][Symbol.iterator](), MapIterator: () => new Map().entries(),
        SetIterator: () => new Set().values(), StringIterator: () => ''[Symbol.iterator](),
        RegExpStringIterator: () => ''.matchAll(/a/g), Generator: () => (function* () { })(),
        AsyncGenerator: () => (async function* () { })(), AsyncFunction: () => async function () { },
        IteratorHelper: () => Iterator.from([]).map(x => x), WrapIterator: () => Iterator.from({ next() { } }),
        Arguments: () => (function () { return arguments })(), CallSite: () => {
            const prepare = Error.prepareStackTrace;
            Error.prepareStackTrace = (_, sites) => sites[0];
            const site = new Error().stack;
            Error.prepareStackTrace = prepare;
            return site;
        },
    })) walk(make(), name, 0);

    // Values: those that calls can't change are made once, the others for each function.
    const nothing = () => undefined;
    const range = make => { const list = []; for (let i = 0; i < N; i++) list[i] = make(i); return list };
    const constants = {
        text: () => 'a'.repeat(CHARS),
        other: () => 'a'.repeat(CHARS - 1) + 'b',
        wide: () => 'aé\u0301Ω\ud83d\ude00'.repeat(CHARS / 8),
        spaces: () => ' '.repeat(CHARS),
        middle: () => 'x' + ' '.repeat(CHARS) + 'x',
        digits: () => '1'.repeat(CHARS),
        small_fraction: () => '0.' + '0'.repeat(CHARS) + '1',
        hex: () => '0x' + 'f'.repeat(CHARS / 8),
        base64: () => 'AAAA'.repeat(CHARS / 4),
        percent: () => '%41'.repeat(CHARS / 4),
        json: () => '[' + '1,'.repeat(CHARS / 2) + '1]',
        json_text: () => '"' + 'ab\\n'.repeat(CHARS / 4) + '"',
        json_spaces: () => ' '.repeat(CHARS) + '1',
        date: () => '2020-01-01T00:00:00.' + '0'.repeat(CHARS) + 'Z',
        words: () => 'Jan '.repeat(CHARS / 4),
        parentheses: () => '('.repeat(CHARS / 8),
        sum: () => '1+'.repeat(CHARS / 16) + '1',
        bigint: () => (1n << BigInt(CHARS)) - 1n,
        small_bigint: () => 3n ** 40000n,
        symbol: () => Symbol('a'.repeat(CHARS)),
        million: () => N,
        huge: () => 2 ** 28,
        small: () => 3,
        zero: () => 0,
        negative: () => -1,
        nothing,
        callback: () => () => 1,
        identity: () => x => x,
        compare: () => (a, b) => b - a,
    };
    const variables = {
        array: () => range(i => i),
        rope: () => { let s = 'ab'; for (let i = 0; i < N; i++) s = i % 2 ? 'x' + s : s + 'yz'; return s },
        long_rope: () => ('a'.repeat(CHARS) + 'b'.repeat(CHARS)) + 'a'.repeat(CHARS),
        doubles: () => range(i => i + 0.5),
        texts: () => range(i => 'k' + i),
        pairs: () => range(i => [i, i]).slice(0, N / 4),
        objects: () => range(i => ({ i })).slice(0, N / 4),
        holes: () => new Array(2 ** 32 - 1),
        sparse: () => { const list = []; for (let i = 0; i < N / 4; i++) list[i * 1000 + 5000000] = i; return list },
        long_texts: () => Array(100).fill('a'.repeat(CHARS / 10) + 'b'),
        nested: () => { let list = []; for (let i = 0; i < 5e4; i++) list = [list]; return list },
        array_like: () => ({ length: 2 ** 53 - 1 }),
        backwards: () => ({ length: 2 ** 53 - 1, 0: 1, [2 ** 53 - 2]: 1, [2 ** 53 - 3]: 1 }),
        million_like: () => ({ length: N }),
        object: () => { const o = {}; for (let i = 0; i < N / 4; i++) o['k' + i] = i; return o },
        indexed: () => { const o = {}; for (let i = 0; i < N; i++) o[i * 3] = i; return o },
        wrapper: () => Object('a'.repeat(CHARS)),
        bytes: () => new Uint8Array(CHARS * 2),
        floats: () => new Float64Array(N * 2).map((_, i) => 7 * i % 1000),
        bigs: () => new BigInt64Array(N),
        clamped: () => new Uint8ClampedArray(CHARS),
        shared: () => new Int32Array(new SharedArrayBuffer(CHARS)),
        buffer: () => new ArrayBuffer(CHARS * 10),
        resizable: () => new ArrayBuffer(CHARS, { maxByteLength: CHARS * 20 }),
        view: () => new DataView(new ArrayBuffer(CHARS)),
        map: () => new Map(range(i => [i, i]).slice(0, N / 4)),
        set: () => new Set(range(i => i)),
        weak_map: () => new WeakMap(range(i => [{}, i]).slice(0, N / 8)),
        regexp: () => /(a|b)*?$|x/g,
        long_regexp: () => new RegExp('a'.repeat(CHARS / 100)),
        date_object: () => new Date(0),
        error: () => { const e = new Error('a'.repeat(CHARS)); e.stack; return e },
        aggregate: () => new AggregateError(range(i => i).slice(0, N / 4), 'many'),
        endless: () => ({ next: Object, [Symbol.iterator]() { return this } }),
        iterator: () => range(i => i).values(),
        helper: () => Iterator.from({ next: Object }).filter(() => false),
        generator: () => (function* () { for (; ;) yield 1 })(),
        chain: () => { let o = {}; for (let i = 0; i < N / 10; i++) o = Object.create(o); return o },
        proxies: () => { let o = {}; for (let i = 0; i < 3000; i++) o = new Proxy(o, {}); return o },
        endless_proxy: () => new Proxy([], { get: (target, key) => key === 'length' ? 2 ** 53 - 1 : 1, has: () => true }),
        getters: () => Object.defineProperty({ length: 2 ** 53 - 1 }, 'x', { get() { return this }, enumerable: true }),
        bound: () => { let f = () => 1; for (let i = 0; i < 1e4; i++) f = f.bind(null); return f },
        many_arguments: () => (function () { return arguments })(...range(i => i).slice(0, 60000)),
        set_like: () => ({ size: 2 ** 40, has: () => true, keys: () => ({ next: () => ({ value: 1, done: false }) }) }),
        promise: () => Promise.resolve(1),
        console_table: () => range(i => ({ i })).slice(0, N / 16),
    };
    const made = new Map();
    let fresh = new Map();
    const value = name => {
        const [cache, make] = name in constants ? [made, constants[name]] : [fresh, variables[name]];
        if (!cache.has(name)) cache.set(name, make());
        return cache.get(name);
    };
    const ALL = [...Object.keys(constants), ...Object.keys(variables)];
    const SECOND = ['callback', 'text', 'other', 'wide', 'identity', 'million', 'huge', 'small', 'negative', 'array',
        'texts', 'holes', 'array_like', 'bytes', 'set', 'map', 'endless', 'regexp', 'small_bigint', 'buffer', 'object'];
    const MORE = [['huge', 'text'], ['huge', 'zero'], ['text', 'text'], ['zero', 'million'], ['zero', 'zero', 'text'], ['small', 'huge'],
        ['zero', 'zero', 'array'], ['array', 'callback'], ['small', 'zero', 'million'], ['text', 'callback'],
        ['negative', 'text'], ['array', 'array'], ['objects', 'zero'], ['callback', 'array'],
        ['callback', 'nothing', 'holes'], ['callback', 'nothing', 'array_like'], ['object', 'array'],
        ['nested', 'huge'], ['huge', 'identity'], ['text', 'million'], ['identity', 'zero']];

    // What isn't a call: a name, the values, what is done with them.
    const evaluate = eval;
    const FORMS = [
        ['a == b', ['text', 'other'], (a, b) => a == b],
        ['a < b', ['text', 'other'], (a, b) => a < b],
        ['wide < wide', ['wide', 'wide'], (a, b) => a < b + 'x'],
        ['a == b, ropes', ['long_rope', 'other'], (a, b) => a == b],
        ['switch', ['text', 'other'], (a, b) => { switch (a) { case b: } }],
        ['rope[0]', ['rope'], a => a[0]],
        ['long_rope[0]', ['long_rope'], a => a[0]],
        ['rope.length, key', ['rope', 'object'], (a, o) => o[a]],
        ['object[text]', ['other', 'object'], (a, o) => o[a]],
        ['object[text] = ', ['wide', 'object'], (a, o) => { o[a] = 1 }],
        ['text in object', ['other', 'object'], (a, o) => a in o],
        ['wide rope', ['wide', 'text'], (a, b) => (a + b + a)[1]],
        ['+text', ['digits'], a => +a],
        ['+spaces', ['spaces'], a => +a],
        ['+fraction', ['small_fraction'], a => +a],
        ['+hex', ['hex'], a => +a],
        ['text | 0', ['digits'], a => a | 0],
        ['text * 1', ['middle'], a => a * 1],
        ['text == number', ['digits'], a => a == 1],
        ['text == bigint', ['digits'], a => a == 1n],
        ['text < bigint', ['digits'], a => a < 1n],
        ['template', ['text', 'wide', 'bigint'], (a, b, c) => `${a}${b}${c}`],
        ['bigint * bigint', ['bigint'], a => a * (a - 1n)],
        ['bigint * small', ['bigint', 'small_bigint'], (a, b) => a * b],
        ['bigint / small', ['bigint', 'small_bigint'], (a, b) => a / b],
        ['bigint % half', ['bigint'], a => a % (a >> BigInt(CHARS / 2))],
        ['small ** million', ['small_bigint'], a => a ** 1000n],
        ['3n ** 10000000n', [], () => 3n ** 10000000n],
        ['bigint + bigint', ['bigint'], a => a + a],
        ['bigint << n', ['bigint'], a => a << 900000000n],
        ['1n << n', [], () => 1n << 1073741822n],
        ['bigint >> n', ['bigint'], a => a >> 3n],
        ['bigint & bigint', ['bigint'], a => a & -a],
        ['~bigint', ['bigint'], a => ~a],
        ['-bigint', ['bigint'], a => -a],
        ['bigint == bigint', ['bigint'], a => a == (a | 1n)],
        ['bigint to text', ['bigint'], a => '' + a],
        ['Number(bigint)', ['bigint'], a => Number(a)],
        ['length = 0', ['array'], a => { a.length = 0 }],
        ['length = 0, sparse', ['sparse'], a => { a.length = 0 }],
        ['length = 0, texts', ['texts'], a => { a.length = 0 }],
        ['length of frozen', ['array'], a => { Object.freeze(a); try { a.length = 0 } catch { } }],
        ['spread', ['array'], a => [...a]],
        ['spread set', ['set'], a => [...a]],
        ['spread text', ['wide'], a => [...a]],
        ['spread arguments', ['array'], a => { try { Math.max(...a) } catch { } }],
        ['spread object', ['object'], a => ({ ...a })],
        ['spread indexed', ['indexed'], a => ({ ...a })],
        ['spread array to object', ['array'], a => ({ ...a })],
        ['spread text to object', ['text'], a => ({ ...a })],
        ['rest of object', ['object'], ({ k1, ...rest }) => rest],
        ['rest of array', ['array'], ([first, ...rest]) => rest],
        ['for in', ['object'], o => { for (const k in o) return k }],
        ['for in, indexed', ['indexed'], o => { for (const k in o) return k }],
        ['for in, array', ['array'], o => { for (const k in o) return k }],
        ['for in, text', ['wrapper'], o => { for (const k in o) return k }],
        ['for in, chain', ['chain'], o => { for (const k in o) return k }],
        ['for in, proxies', ['proxies'], o => { for (const k in o) return k }],
        ['for in, bytes', ['bytes'], o => { for (const k in o) return k }],
        ['in chain', ['chain'], o => 'x' in o],
        ['get of chain', ['chain'], o => o.x],
        ['set of chain', ['chain'], o => { o.x = 1 }],
        ['instanceof chain', ['chain'], o => o instanceof Map],
        ['get of proxies', ['proxies'], o => o.x],
        ['delete', ['array'], o => { delete o[1000]; o.x = 1 }],
        ['delete of object', ['object'], o => { delete o.k0; delete o.k1 }],
        ['define index', ['array'], o => Object.defineProperty(o, 5, { get() { } })],
        ['far index', ['array'], o => { o[4e9] = 1 }],
        ['call bound', ['bound'], f => f()],
        ['eval sum', ['sum'], a => evaluate(a)],
        ['eval text', ['text'], a => { try { evaluate(a) } catch { } }],
        ['eval words', ['words'], a => { try { evaluate(a) } catch { } }],
        ['eval json', ['json'], a => evaluate(a).length],
        ['eval json text', ['json_text'], a => evaluate(a).length],
        ['eval digits', ['digits'], a => evaluate(a)],
        ['eval bigint', ['digits'], a => evaluate(a.slice(0, CHARS / 10) + 'n')],
        ['eval spaces', ['spaces'], a => evaluate(a)],
        ['eval comment', ['text'], a => evaluate('/*' + a + '*/')],
        ['eval comments', [], () => evaluate('/**/'.repeat(CHARS / 10))],
        ['eval lines', [], () => evaluate('\n'.repeat(CHARS))],
        ['eval template', ['text'], a => evaluate('`' + a + '`').length],
        ['eval regexp', [], () => { try { evaluate('/' + 'ab|'.repeat(CHARS / 100) + '/') } catch { } }],
        ['eval class regexp', [], () => { try { evaluate('/[' + 'ab'.repeat(CHARS / 100) + ']/') } catch { } }],
        ['eval statements', [], () => evaluate('x=1;'.repeat(CHARS / 40))],
        ['eval variables', [], () => { let s = ''; for (let i = 0; i < N / 40; i++) s += `var v${i};`; evaluate('(function(){' + s + '})') }],
        ['eval lets', [], () => { let s = ''; for (let i = 0; i < N / 40; i++) s += `{let v${i};}`; evaluate(s) }],
        ['eval functions', [], () => evaluate('function f(){}'.repeat(CHARS / 400))],
        ['eval closures', [], () => evaluate('(function(){return x=>x})();'.repeat(CHARS / 400))],
        ['eval object', [], () => { let s = ''; for (let i = 0; i < N / 20; i++) s += `v${i}:${i},`; evaluate('({' + s + '})') }],
        ['eval class', [], () => { let s = ''; for (let i = 0; i < N / 40; i++) s += `m${i}(){}`; evaluate('(class{' + s + '})') }],
        ['eval calls', [], () => { try { evaluate('x.y(1).'.repeat(CHARS / 400) + 'z') } catch { } }],
        ['eval switch', [], () => { let s = ''; for (let i = 0; i < N / 40; i++) s += `case ${i}:`; evaluate('switch(-1){' + s + '}') }],
        ['eval labels', [], () => { try { let s = ''; for (let i = 0; i < N / 400; i++) s += `l${i}:`; evaluate(s + ';') } catch { } }],
        ['eval nesting', [], () => { try { evaluate('['.repeat(CHARS / 100)) } catch { } }],
        ['eval blocks', [], () => { try { evaluate('{'.repeat(CHARS / 1000) + '}'.repeat(CHARS / 1000)) } catch { } }],
        ['eval arrows', [], () => { try { evaluate('x=>'.repeat(CHARS / 1000) + '1') } catch { } }],
        ['eval patterns', [], () => { try { evaluate('let [' + 'a,'.repeat(CHARS / 100) + ']=[]') } catch { } }],
        ['eval with an error at the end', [], () => { try { evaluate('x=1;\n'.repeat(CHARS / 40) + '}') } catch { } }],
        ['eval with an early error', [], () => { try { evaluate('x=1;\n'.repeat(CHARS / 40) + 'let a; let a') } catch { } }],
        ['new Function', ['sum'], a => new Function(a)],
        ['regexp of text', ['text'], a => new RegExp(a.slice(0, CHARS / 10)).test('b')],
        ['regexp of alternatives', [], () => new RegExp('ab|'.repeat(CHARS / 30)).test('c')],
        ['regexp of groups', [], () => { try { new RegExp('(a)'.repeat(CHARS / 300)).test('c') } catch { } }],
        ['regexp of repeats', [], () => { try { new RegExp('(?:(?:(?:a{1000}){1000}){1000})').test('a') } catch { } }],
        ['regexp of classes', [], () => { try { new RegExp('[a-c\\w\\p{L}]'.repeat(CHARS / 3000), 'u').test('c') } catch { } }],
        ['regexp of one class', [], () => { try { new RegExp('[' + 'axz'.repeat(CHARS / 30) + ']', 'iv').test('c') } catch { } }],
        ['regexp of names', [], () => { let s = ''; for (let i = 0; i < N / 100; i++) s += `(?<n${i}>a)`; try { new RegExp(s).exec('c') } catch { } }],
        ['regexp', ['text'], a => /(a|b)*c/.test(a)],
        ['regexp in each place', ['text'], a => /a*?b/.test(a)],
        ['regexp literal search', ['text'], a => /b/.test(a)],
        ['regexp class search', ['text'], a => /[bc]/i.test(a)],
        ['regexp wide', ['wide'], a => /\p{Lu}{3}/u.test(a)],
        ['regexp replaced by captures', ['text'], a => a.replace(/(a)(a)/g, "$2$1$'").length],
        ['regexp lookbehind', ['text'], a => /(?<=b)a/.test(a)],
        ['regexp sticky', ['text'], a => /.*/sy.exec(a)],
        ['regexp back reference', ['text'], a => /(a*)\1b/.test(a)],
        ['replaced by the rest', ['text'], a => a.slice(0, CHARS / 100).replaceAll('a', "$'").length],
        ['throw text', ['text'], a => { try { throw new Error(a) } catch (e) { e.stack } }],
        ['not a function', ['text'], a => { try { a() } catch { } }],
        ['not a function, name', ['text', 'object'], (a, o) => { try { o[a]() } catch { } }],
        ['no property of undefined', ['text'], a => { try { undefined[a] } catch { } }],
        ['not iterable', ['symbol'], a => { try { [...{ [Symbol.iterator]: a }] } catch { } }],
        ['duplicate symbol', ['symbol'], a => String(a)],
        ['define many', ['object'], o => Object.defineProperties({}, Object.getOwnPropertyDescriptors(o))],
        ['structuredClone', ['objects'], a => structuredClone(a)],
        ['structuredClone of map', ['map'], a => structuredClone(a)],
        ['structuredClone of buffer', ['buffer'], a => structuredClone(a)],
        ['structuredClone, transfer', ['buffer'], a => structuredClone(a, { transfer: [a] })],
        ['stringify objects', ['objects'], a => JSON.stringify(a)],
        ['stringify, spaces', ['objects'], a => JSON.stringify(a, null, 4)],
        ['stringify, replacer', ['objects', 'texts'], (a, list) => JSON.stringify(a, list)],
        ['parse text', ['json_text'], a => JSON.parse(a)],
        ['sort long texts', ['long_texts'], a => a.sort()],
        ['sort doubles', ['doubles'], a => a.sort((x, y) => y - x)],
        ['sort as text', ['doubles'], a => a.sort()],
        ['sort objects', ['objects'], a => a.sort()],
        ['sort floats', ['floats'], a => a.sort()],
        ['toSorted floats', ['floats'], a => a.toSorted((x, y) => x - y)],
        ['weak map', ['weak_map'], a => new WeakMap(a)],
        ['map of map', ['map'], a => new Map(a)],
        ['set of set', ['set'], a => new Set(a)],
        ['grow map', [], () => { const m = new Map(); for (let i = 0; i < N; i++) m.set(i, i); m.clear() }],
        ['deep inspect', ['nested'], a => console.log(a)],
        ['format', ['text'], a => console.log('%s %o %j'.repeat(1000), a, a)],
        ['group', ['text'], a => { console.group(a.slice(0, 1000)); console.log('\n'.repeat(CHARS / 100)); console.groupEnd() }],
        ['table', ['console_table'], a => console.table(a)],
        ['dir', ['objects'], a => console.dir(a, { maxArrayLength: Infinity })],
        ['dir of object', ['object'], a => console.dir(a)],
        ['dir of text', ['text'], a => console.dir([a], { maxStringLength: Infinity })],
        ['tagged', ['text'], a => String.raw`${a}${a}`],
        ['promise all', ['array'], a => Promise.all(a)],
        ['write', ['text'], a => process.stdout.write(a)],
        ['microtasks', [], () => { for (let i = 0; i < N; i++) queueMicrotask(() => { }) }],
        ['timers', [], () => { for (let i = 0; i < N / 10; i++) setTimeout(() => { }, i) }],
    ];

    // The cases: a function's name, the function, `this`, the arguments.
    const cases = [];
    for (const [name, list, run] of FORMS) cases.push([name, run, 'nothing', list]);
    for (const [path, f] of functions) {
        for (const x of ALL) cases.push([path, f, 'nothing', [x]]);
        for (const list of MORE) cases.push([path, f, 'nothing', list]);
        for (const x of ALL) {
            cases.push([path, f, x, []]);
            for (const y of SECOND) cases.push([path, f, x, [y]]);
            for (const list of MORE) cases.push([path, f, x, list]);
        }
        if (getOwnPropertyDescriptor(f, 'prototype')) {
            for (const x of ALL) cases.push([path, f, 'new', [x]]);
            for (const list of MORE) cases.push([path, f, 'new', list]);
        }
    }
    // How often a function refused a receiver at once: after two times it isn't asked again.
    const refused = new Map();
    const refusals = (f, self) => refused.get(f)?.get(self) ?? 0;
    let now, previous;
    return {
        count: cases.length,
        functions: functions.length,
        describe(i) {
            const [path, , self, list] = cases[i];
            return self === 'new' ? `new ${path}(${list})` : self === 'nothing' ? `${path}(${list})`
                : `${path}.call(${[self, ...list]})`;
        },
        // Makes the values of a case; false where it has nothing new to say.
        prepare(i) {
            const [, f, self, list] = cases[i];
            if (f !== previous) fresh = new Map();
            previous = f;
            if (self !== 'nothing' && refusals(f, self) > 1) return false;
            now = [f, self, self === 'new' ? self : value(self), list.map(value)];
            return true;
        },
        run() {
            const [f, name, self, list] = now;
            try {
                if (name === 'new') construct(f, list); else apply(f, self, list);
            } catch (error) {
                const isObject = typeof error === 'object' && error !== null;
                if (!isObject || getPrototypeOf(error) !== TypeError.prototype) return;
                if (!refused.has(f)) refused.set(f, new Map());
                refused.get(f).set(name, refusals(f, name) + 1);
            }
        },
    };
})
