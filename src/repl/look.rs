//! Evaluating something that nobody has asked to run: without effects, and not for long.

use super::known_natives::KnownNatives;
use crate::engine::{Agent, Allowance, JsResult, Value};
use crate::lower::{self, SourceKind};
use crate::source::SourceText;
use std::rc::Rc;
use std::time::Duration;

/// What a look may use: typing waits for it.
const ALLOWANCE: Allowance = Allowance {
    time: Duration::from_millis(40),
    bytes: 16 << 20,
};

/// Evaluates an expression and gives what `tell` makes of its value; `None` where that has effects, or
/// takes too much, or fails.
pub(super) fn look<T>(
    agent: &mut Agent,
    known: &KnownNatives,
    expression: &str,
    tell: impl FnOnce(&mut Agent, Value) -> JsResult<Option<T>>,
) -> Option<T> {
    let text = format!("(\n{expression}\n)");
    agent
        .without_effects(&known.effects, ALLOWANCE, |agent| {
            let Some(value) = evaluate(agent, text)? else {
                return Ok(None);
            };
            tell(agent, value)
        })
        .flatten()
}

/// As [`look`], of a whole input and with what an error of it would tell.
pub(super) fn look_at_input(
    agent: &mut Agent,
    known: &KnownNatives,
    input: &str,
    tell: impl FnOnce(&mut Agent, Value) -> JsResult<String>,
) -> Option<String> {
    agent
        .without_effects(&known.effects, ALLOWANCE, |agent| {
            let value = match evaluate(agent, input.to_string()) {
                Ok(Some(value)) => value,
                Ok(None) => return Ok(None),
                Err(throw) => agent.catch(throw)?,
            };
            agent.keep(value);
            tell(agent, value).map(Some)
        })
        .flatten()
}

fn evaluate(agent: &mut Agent, text: String) -> JsResult<Option<Value>> {
    let source = Rc::new(SourceText::new("REPL", text));
    let Ok(function) = lower::compile(agent, source, SourceKind::Script) else {
        return Ok(None);
    };
    let this = agent.realm.global_object.value();
    let value = agent.call(function.value(), this, &[])?;
    agent.keep(value);
    Ok(Some(value))
}

/// Runs a script as usual; its value, which is kept.
#[cfg(test)]
fn run_for_test(agent: &mut Agent, text: &str) -> Value {
    let value = evaluate(agent, text.to_string());
    value.unwrap().unwrap_or(Value::UNDEFINED)
}

#[cfg(test)]
mod tests {
    use super::{KnownNatives, look_at_input, run_for_test};
    use crate::host::show;
    use crate::runtime::Runtime;

    const BEFORE: &str = "
      var o = { x: 1, arr: [1, 2], get five() { return 5 }, get bad() { o.x++; return 1 } };
      var s = new Set([1]), m = new Map([[1, 2]]), re = /a/g, n = 0, date = new Date(0);
      var generator = (function* () { yield 1; yield 2 })(), iterator = [1, 2, 3][Symbol.iterator]();
      var buffer = new ArrayBuffer(8), bytes = new Uint8Array(buffer), weak = new WeakMap();
      let lexical = 1;
      function increment() { return ++n }
      class A { constructor() { return o } }
      class B extends A { #p = 1 }
      var trapped = new Proxy({}, { get() { n++; return 1 } }), quiet = new Proxy({}, { get: () => 7 });
      var counter = (() => { let c = 0; return { next() { return ++c }, get() { return c } } })();
      Array.prototype.at = Array.prototype.push;";

    /// All that scripts could see of it afterwards.
    const AFTER: &str = "JSON.stringify([o.x, o.arr, Object.keys(o), Object.isFrozen(o), [...s], [...m], \
        re.lastIndex, [...generator], [...iterator], [...bytes], +date, n, lexical, counter.get(), \
        RegExp.$1, weak.has(o)])";

    #[rustfmt::skip]
    const REFUSED: &[&str] = &[
        "o.bad", "increment()", "n++", "lexical = 2", "undeclared = 1", "counter.next()", "s.add(5)",
        "m.set(1, 3)", "re.exec('a')", "'aXa'.replace(re, 'b')", "generator.next()", "[...generator]",
        "[...iterator]", "iterator.next()", "for (const a of generator);", "[a] = generator",
        "(function* () { yield* generator })().next()", "Array.from(generator)", "bytes[0] = 1",
        "new Uint8Array(buffer)[0] = 1", "new Uint8Array(buffer).fill(3)", "date.setTime(5)", "new B",
        "trapped.x", "o.arr.push(3)", "o.arr.at(3)", "o.arr.sort()", "o.arr.length = 0", "o.arr[0]++",
        "o.arr[2] = 3", "o.arr['2'] = 3", "Object.freeze(o)", "Object.assign(o, { y: 1 })", "delete o.x",
        "[o.x] = [9]", "({ z: o.x } = { z: 9 })", "for (o.x of [3]);", "for (o.x in { a: 1 });",
        "o.q ??= 5", "o['q'] ||= 5", "Reflect.set(o, 'x', 7)", "Object.setPrototypeOf(o, null)",
        "o.__proto__ = null", "Object.defineProperty(o, 'x', { value: 2 })", "o.__defineGetter__('x', () => 2)",
        "eval('n = 5')", "(0, eval)('n = 5')", "Function('n = 5')()", "setTimeout(() => {})",
        "Promise.resolve(1)", "new Promise(() => {})", "(async () => { n = 5 })()",
        "(async function* () { n = 5 })().next()", "import('node:fs')", "console.log(1)",
        "Math.random()", "Symbol.for('q')", "structuredClone(o)", "process.exit(1)",
        "o.arr.map(increment)", "Array.prototype.push.call(o.arr, 1)", "Reflect.apply(s.add, s, [5])",
        "s.add.bind(s)(5)", "JSON.stringify({ toJSON() { n = 5 } })", "`${{ toString() { n = 5 } }}`",
        "weak.set(o, 1)", "Error.captureStackTrace(o)", "with (o) { x = 5 }",
        "(() => { for (;;); })()", "Array(1e6).fill(0).map(x => [x, [x]]).map(x => [x]).length",
        "(() => { try { n = 5 } catch { } finally { return 1 } })()",
        "new (class extends Array { static get [Symbol.species]() { return function () { return o } } })(1, 2).map(x => x)",
        "o.arr.forEach.call([1], () => counter.next())", "Iterator.from(generator).toArray()",
        "new (class extends Array { constructor() { return o.arr } })().fill(1)",
        "(class { static x = n++ })", "var v = 1", "function f() { }",
    ];

    #[rustfmt::skip]
    const TOLD: &[(&str, &str)] = &[
        ("o.five", "5"), ("counter.get()", "0"), ("new Set(s).add(5)", "Set(2) { 1, 5 }"),
        ("m.get(1)", "2"), ("'aXa'.replace(/a/g, 'b')", "'bXb'"), ("/(b)/.test('b')", "true"),
        ("new Uint8Array(2).fill(3)", "Uint8Array(2) [ 3, 3 ]"), ("date.getTime()", "0"), ("quiet.x", "7"),
        ("o.arr.concat(3)", "[ 1, 2, 3 ]"), ("o.arr.map(x => x + 1)", "[ 2, 3 ]"), ("[...o.arr].sort()", "[ 1, 2 ]"),
        ("Object.freeze({})", "{}"), ("JSON.stringify(o.arr)", "'[1,2]'"), ("`t${o.five}`", "'t5'"),
        ("(() => { let t = 0; for (let i = 0; i < 10; i++) t += i; return t })()", "45"),
        ("(() => { let c = 0; const up = () => ++c; up(); return up() })()", "2"),
        ("[...(function* () { yield 1; yield* [2] })()]", "[ 1, 2 ]"), ("(class { static x = 5 }).x", "5"),
        ("new (class { #a = 1; b = 2; get a() { return this.#a++ } })().a", "1"),
        ("({ a: 1, b: [1, { c: 2 }] })", "{ a: 1, b: [ 1, [Object] ] }"), ("new Error('x').message", "'x'"),
        ("(function () { arguments[0] = 2; return arguments[0] })(1)", "2"), ("parseInt('12px')", "12"),
        ("new WeakMap().set(o, 1).has(o)", "true"), ("Array.from({ length: 2 }, (_, i) => i)", "[ 0, 1 ]"),
        ("(() => { try { null.x } catch (error) { return error.name } })()", "'TypeError'"),
        ("[3, 4].entries().toArray()", "[ [ 0, 3 ], [ 1, 4 ] ]"), ("new (class extends Map {})([[1, 2]]).size", "1"),
    ];

    #[test]
    fn nothing_is_changed() {
        let mut runtime = Runtime::builder().build();
        let agent = &mut *runtime.agent;
        agent.scoped(|agent| {
            let known = KnownNatives::find(agent);
            run_for_test(agent, BEFORE);
            let look = |agent: &mut _, text: &str| look_at_input(agent, &known, text, show::inspect_line);
            for text in REFUSED {
                assert_eq!(look(agent, text), None, "{text}");
            }
            for (text, shown) in TOLD {
                assert_eq!(look(agent, text).as_deref(), Some(*shown), "{text}");
                // The same once more: nothing is left of the first time.
                assert_eq!(look(agent, text).as_deref(), Some(*shown), "{text}");
            }
            agent.collect_garbage();
            let after = run_for_test(agent, AFTER);
            assert_eq!(
                show::inspect_line(agent, after).ok().as_deref(),
                Some(
                    r#"'[1,[1,2],["x","arr","five","bad"],false,[1],[[1,2]],0,[1,2],[1,2,3],[0,0,0,0,0,0,0,0],0,0,1,0,"",false]'"#
                )
            );
        });
    }

    #[test]
    fn much_is_looked_at_without_leaving_anything() {
        let mut runtime = Runtime::builder().build();
        let agent = &mut *runtime.agent;
        agent.scoped(|agent| {
            let known = KnownNatives::find(agent);
            run_for_test(agent, BEFORE);
            let codes = agent.codes.len();
            for round in 0..200 {
                let text = format!("[{round}].map(x => (() => x + {round})())[0]");
                let shown = look_at_input(agent, &known, &text, show::inspect_line);
                assert_eq!(shown, Some((2 * round).to_string()));
                if round % 50 == 0 {
                    agent.collect_garbage();
                    run_for_test(agent, "increment(); counter.next(); new A");
                }
            }
            assert!(
                agent.codes.len() < codes + 20,
                "{} and {codes}",
                agent.codes.len()
            );
        });
    }
}
