//! The functions that generated programs call: what they print, and what they are stopped by.
//!
//! They hold what they need from the start, so that a program may patch what it likes, and they
//! never look into what a program watches (proxies, getters).

/// A helper, by its name, and its text.
const HELPERS: &[(&str, &str)] = &[
    (
        "tick",
        "let fuel = 300;
const tick = () => { if (--fuel < 0) throw 'out of fuel'; };",
    ),
    (
        "say",
        "let lines = 0;
const say = text => { if (++lines < 1500) console.log(text); };",
    ),
    (
        "show",
        r#"const { isArray } = Array, { is, getOwnPropertyNames: names, getOwnPropertyDescriptor: look } = Object;
const { call } = Function.prototype, onMap = call.bind(Map.prototype.forEach), onSet = call.bind(Set.prototype.forEach);
const brand = call.bind(Object.prototype.isPrototypeOf), error = Error.prototype, map = Map.prototype, set = Set.prototype;
const promise = Promise.prototype, typed = Object.getPrototypeOf(Int8Array).prototype, thrown = new WeakSet, watched = new WeakSet;
const addThrown = call.bind(WeakSet.prototype.add), hasSeen = call.bind(WeakSet.prototype.has), text = String;
const show = (v, depth = 0) => {
  if (typeof v === 'string') return '"' + (v.length > 60 ? v.length : v) + '"';
  if (typeof v === 'bigint') return v + 'n';
  if (typeof v === 'function') return '<function>';
  if (typeof v !== 'object' || v === null) return is(v, -0) ? '-0' : text(v);
  if (hasSeen(watched, v)) return '<proxy>';
  if (brand(promise, v)) return '<promise>';
  if (depth > 2) return '<deep>';
  let s = '';
  if (brand(error, v)) {
    const name = look(v, 'name'), message = look(v, 'message');
    if (!hasSeen(thrown, v)) return '<' + v.name + '>';
    return '<' + (name ? name.value : 'Error') + ' ' + (message ? message.value : '') + '>';
  }
  if (isArray(v)) {
    for (let i = 0; i < v.length && i < 10; i++) {
      const d = look(v, i);
      s += (i ? ',' : '') + (!d ? '' : 'value' in d ? show(d.value, depth + 1) : '<get>');
    }
    return '[' + s + (v.length > 10 ? ',...' + v.length : '') + ']';
  }
  if (brand(map, v)) { try { onMap(v, (e, k) => { s += show(k, depth + 1) + '=>' + show(e, depth + 1) + ','; }); return 'Map{' + s + '}'; } catch {} }
  if (brand(set, v)) { try { onSet(v, e => { s += show(e, depth + 1) + ','; }); return 'Set{' + s + '}'; } catch {} }
  if (brand(typed, v)) { try { for (let i = 0; i < v.length && i < 10; i++) s += (i ? ',' : '') + show(v[i]); return 'Typed[' + s + ']'; } catch {} }
  const keys = names(v);
  for (let i = 0; i < keys.length && i < 8; i++) {
    const d = look(v, keys[i]);
    s += (i ? ',' : '') + keys[i] + ':' + (!d ? '?' : 'value' in d ? show(d.value, depth + 1) : '<get>');
  }
  return '{' + s + '}';
};"#,
    ),
    (
        "log",
        "const log = (id, v) => { say(id + ': ' + show(v)); return v; };",
    ),
    (
        "fail",
        "const fail = (id, name = 'Error') => { const e = new Error('m' + id); if (name !== 'Error') e.name = name; addThrown(thrown, e); throw e; };",
    ),
    (
        "deep",
        "const deep = (v, d) => {
  if (typeof v !== 'object' || v === null || hasSeen(watched, v)) return false;
  if (d > 3) return true;
  const keys = names(v);
  for (let i = 0; i < keys.length && i < 12; i++) {
    const p = look(v, keys[i]);
    if (p && 'value' in p && deep(p.value, d + 1)) return true;
  }
  return false;
};",
    ),
    (
        "cap",
        "const cut = call.bind(String.prototype.slice);
const cap = v => {
  if (typeof v === 'string') return v.length > 60 ? cut(v, 0, 20) : v;
  if (typeof v === 'bigint') return BigInt.asIntN(64, v);
  if (typeof v !== 'object' || v === null || hasSeen(watched, v)) return v;
  if (isArray(v) && v.length > 10) return [v.length];
  return deep(v, 0) ? 'deep' : v;
};",
    ),
    (
        "num",
        "const num = v => typeof v === 'number' ? v % 1e6 : 7;",
    ),
    ("list", "const list = (...items) => items;"),
    (
        "room",
        "const room = v => { if (isArray(v) && !hasSeen(watched, v) && v.length > 8) try { v.length = 2; } catch { return []; } return v; };",
    ),
    (
        "iter",
        "const iter = (id, values, how = '') => ({
  [Symbol.iterator]() {
    say(id + ' opened');
    let i = 0;
    const it = {
      next(v) {
        tick();
        say(id + ' next' + (v === undefined ? '' : ' ' + show(v)));
        if (how === 'next throws' && i > 0) fail(id + 'n');
        if (how === 'getters') return { get done() { say(id + ' done?'); return i >= values.length; }, get value() { say(id + ' value?'); return values[i++]; } };
        return i < values.length ? { done: false, value: values[i++] } : { done: true, value: 'end' };
      },
    };
    if (how !== 'bare') it.return = v => {
      say(id + ' return');
      if (how === 'return throws') fail(id + 'r');
      if (how === 'return odd') return 1;
      return { done: true, value: v };
    };
    if (how === 'throw') it.throw = e => { say(id + ' throw ' + show(e)); return { done: i > 1, value: i++ }; };
    return it;
  },
});",
    ),
    (
        "aiter",
        "const aiter = (id, values, how = '') => ({
  [Symbol.asyncIterator]() {
    say(id + ' opened');
    let i = 0;
    return {
      next(v) {
        tick();
        say(id + ' next');
        if (how === 'throws' && i > 0) fail(id + 'n');
        if (how === 'rejects' && i > 0) return Promise.reject(i);
        const r = i < values.length ? { done: false, value: values[i++] } : { done: true, value: 'end' };
        return how === 'plain' ? r : Promise.resolve(r);
      },
      return(v) { say(id + ' return'); if (how === 'return rejects') return Promise.reject(id); return { done: true, value: v }; },
    };
  },
});",
    ),
    (
        "key",
        "const key = (id, v) => ({ [Symbol.toPrimitive](hint) { say(id + ' to ' + hint); return v; } });",
    ),
    (
        "conv",
        "const conv = (id, v) => ({ valueOf() { say(id + ' valueOf'); return v; }, toString() { say(id + ' toString'); return 's' + v; } });",
    ),
    (
        "watch",
        "const mirror = { ...Object.fromEntries(Reflect.ownKeys(Reflect).filter(k => typeof k === 'string').map(k => [k, Reflect[k]])) };
const watch = (id, target) => {
  const handler = {};
  for (const trap of ['get', 'set', 'has', 'deleteProperty', 'ownKeys', 'getOwnPropertyDescriptor', 'defineProperty', 'getPrototypeOf', 'setPrototypeOf', 'isExtensible', 'preventExtensions'])
    handler[trap] = (t, k, ...rest) => {
      if (k === 'then') return undefined;
      say(id + ' ' + trap + (typeof k === 'string' || typeof k === 'symbol' ? ' ' + text(k) : ''));
      if (trap === 'ownKeys' || trap === 'isExtensible' || trap === 'preventExtensions' || trap === 'getPrototypeOf') return mirror[trap](t);
      if (trap === 'get') return mirror.get(t, k);
      return mirror[trap](t, k, ...rest);
    };
  const proxy = new Proxy(target, handler);
  addThrown(watched, proxy);
  return proxy;
};",
    ),
    (
        "unwatched",
        "const above = Object.getPrototypeOf;
const unwatched = v => {
  for (let o = v; typeof o === 'object' && o !== null; o = above(o)) if (hasSeen(watched, o)) return { a: 1 };
  return v;
};",
    ),
    (
        "thenable",
        "const thenable = (id, v, how = '') => ({ get then() {
  say(id + ' then?');
  if (how === 'getter throws') fail(id);
  if (how === 'none') return 1;
  return (resolve, reject) => {
    say(id + ' then');
    if (how === 'throws') fail(id);
    if (how === 'rejects') reject(v);
    else resolve(v);
    if (how === 'twice') reject('again');
  };
} });",
    ),
    (
        "tag",
        "const tag = (strings, ...values) => show(strings) + show(strings.raw) + show(values);",
    ),
    (
        "closing",
        "const closing = (id, how = '') => ({ id, [Symbol.dispose]() { say(id + ' disposed'); if (how) fail(id + 'd'); } });",
    ),
    (
        "aclosing",
        "const aclosing = (id, how = '') => ({ id, async [Symbol.asyncDispose]() { say(id + ' async disposed'); if (how) fail(id + 'd'); } });",
    ),
    (
        "drive",
        "const drive = (id, g, steps) => {
  for (const [how, v] of steps) {
    try { const r = g[how](v); say(id + ' ' + how + ' ' + show(r.value) + ' ' + r.done); }
    catch (e) { say(id + ' ' + how + ' threw ' + show(e)); }
  }
};",
    ),
    (
        "settle",
        "const then = call.bind(Promise.prototype.then), resolved = Promise.resolve.bind(Promise);
const settle = (id, p) => { then(resolved(p), v => say(id + ' fulfilled ' + show(v)), e => say(id + ' rejected ' + show(e))); };",
    ),
];

/// Shorter helpers, with which a reduced program may fail as well.
const SHORT: &[(&str, &str)] = &[
    ("tick", "const tick = () => {};"),
    ("say", "const say = text => console.log(text);"),
    (
        "show",
        "const show = v => typeof v === 'object' && v !== null && !Array.isArray(v) ? 'object' : String(v);",
    ),
    ("fail", "const fail = id => { throw new Error('m' + id); };"),
    ("cap", "const cap = v => v;"),
    ("num", "const num = v => typeof v === 'number' ? v : 7;"),
    ("room", "const room = v => v;"),
    (
        "watch",
        "const watch = (id, target) => new Proxy(target, new Proxy({}, {
  get: (handler, trap) => (t, k, ...rest) => {
    say(id + ' ' + trap + ' ' + (typeof k === 'string' || typeof k === 'symbol' ? String(k) : ''));
    return Reflect[trap](t, k, ...rest);
  },
}));",
    ),
    ("unwatched", "const unwatched = v => v;"),
    (
        "settle",
        "const settle = (id, p) => { Promise.resolve(p).then(v => say(id + ' fulfilled ' + show(v)), e => say(id + ' rejected ' + show(e))); };",
    ),
];

/// What helpers use of each other.
const NEEDS: &[(&str, &[&str])] = &[
    ("log", &["say", "show"]),
    ("fail", &["show"]),
    ("deep", &["show"]),
    ("cap", &["show", "deep"]),
    ("room", &["show"]),
    ("iter", &["tick", "say", "show", "fail"]),
    ("aiter", &["tick", "say", "show", "fail"]),
    ("key", &["say"]),
    ("conv", &["say"]),
    ("watch", &["say", "show"]),
    ("unwatched", &["show"]),
    ("thenable", &["say", "fail"]),
    ("tag", &["show"]),
    ("closing", &["say", "fail"]),
    ("aclosing", &["say", "fail"]),
    ("drive", &["say", "show"]),
    ("settle", &["say", "show"]),
];

/// The helpers that a program's text uses, with what those use.
pub(crate) fn prelude(program: &str, short: bool) -> String {
    let mut wanted = vec![false; HELPERS.len()];
    for (at, (name, _)) in HELPERS.iter().enumerate() {
        wanted[at] = mentions(program, name);
    }
    for at in (0..HELPERS.len()).rev() {
        if !wanted[at] {
            continue;
        }
        let needs = NEEDS.iter().find(|(name, _)| *name == HELPERS[at].0);
        for need in needs.map_or(&[][..], |(_, needs)| needs) {
            let place = HELPERS.iter().position(|(name, _)| name == need);
            if let Some(place) = place {
                wanted[place] = true;
            }
        }
    }
    let chosen = HELPERS.iter().zip(wanted).filter(|(_, wanted)| *wanted);
    let texts = chosen.map(|((name, text), _)| {
        let other = SHORT.iter().find(|(other, _)| short && other == name);
        other.map_or(*text, |(_, text)| text)
    });
    texts.map(|text| format!("{text}\n")).collect()
}

/// Whether a name stands in a text as a call.
fn mentions(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let spread = text[..at].ends_with("...");
        let before = text[..at].chars().next_back().filter(|_| !spread);
        let after = text[at + name.len()..].chars().next();
        let part_of_word = |c: Option<char>| {
            c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$' || c == '.')
        };
        !part_of_word(before) && matches!(after, Some('(' | '`' | ',' | ')'))
    })
}
