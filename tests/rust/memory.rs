//! What safe Rust can do to a runtime through its API without breaking it: numbers with strange
//! bits, panics in registered functions, values and contexts of another runtime, missing arguments.
//! That contexts can't be exchanged, and that nothing else of the crate can be named, is shown by
//! examples in the documentation that must not compile.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use minijs::{Error, ErrorKind, JsValue, Runtime};

/// Bits of NaNs that would be handles, integers or constants if they came into a value as they are.
const STRANGERS: [u64; 8] = [
    0xFFFE_0010_FFFF_FFF0,
    0xFFFE_0010_0000_0000,
    0xFFFE_0020_0000_0000,
    0xFFFE_0000_0000_0002,
    0xFFFC_0000_0000_0001,
    0xFFFF_FFFF_FFFF_FFFF,
    0x7FF0_0000_0000_0001,
    0xFFF8_0000_0000_0000,
];

#[test]
fn a_number_from_rust_is_a_number() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let look: JsValue = runtime.eval(
        "(function (x, list) {
            let all = [x, ...list, { x }.x, -x, x + 1, [x, x].sort()[0], new Map([[x, x]]).get(NaN)];
            return all.map(x => typeof x + x).join()
        })",
    )?;
    for bits in STRANGERS {
        let number = f64::from_bits(bits);
        let mut context = runtime.context();
        let arguments = vec![context.value(number)?, context.value(vec![number; 3])?];
        let seen: String = context.invoke(&look, arguments)?;
        assert!(
            seen.split(',').all(|part| part == "numberNaN"),
            "{bits:x}: {seen}"
        );
        let narrow = context.value(f32::from_bits((bits >> 32) as u32 | 0x7F80_0001))?;
        assert_eq!(context.type_of(&narrow)?, "number");
        assert_eq!(context.display(&narrow)?, "NaN");
        // And the way back, also from a function's result.
        let give = context.function("give", 0, move |_, _| Ok(number));
        assert!(context.invoke::<f64>(&give, Vec::new())?.is_nan());
    }
    // Scripts can't make any either.
    let text =
        "let words = new BigUint64Array(1), doubles = new Float64Array(words.buffer), seen = [];
        for (let bits of [0xFFFE0010FFFFFFF0n, 0xFFFFFFFFFFFFFFFFn, 0xFFFE002000000000n]) {
            words[0] = bits;
            seen.push(doubles[0], -doubles[0], new DataView(words.buffer).getFloat64(0, true));
        }
        seen.every(x => typeof x === 'number' && x !== x)";
    assert!(runtime.eval::<bool>(text)?);
    Ok(())
}

#[test]
fn a_missing_argument_is_undefined() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let mut context = runtime.context();
    // The example of the documentation.
    let add = context.function("add", 2, |context, arguments| {
        let a: f64 = context.convert(&arguments[0])?;
        let b: f64 = context.convert(&arguments[1])?;
        Ok(a + b)
    });
    let count = context.function("count", 0, |context, arguments| {
        assert!(arguments.get(arguments.len()).is_none());
        assert_eq!(arguments.iter().count(), arguments.as_slice().len());
        let beyond = context.type_of(&arguments[1000])?;
        Ok(format!(
            "{} {} {beyond}",
            arguments.len(),
            arguments.is_empty()
        ))
    });
    context.set_global("add", add)?;
    context.set_global("count", count)?;
    assert_eq!(runtime.eval::<f64>("add(1, 2)")?, 3.0);
    let error = runtime.eval::<f64>("add(1)").unwrap_err();
    let expected = "TypeError: a number was expected, found a value of type undefined";
    assert_eq!(error.message(), expected);
    assert_eq!(
        runtime.eval::<String>("count() + '|' + count(undefined)")?,
        "0 true undefined|1 false undefined"
    );
    Ok(())
}

/// A runtime with functions that panic.
fn fragile() -> Result<Runtime, Error> {
    let mut runtime = Runtime::new();
    let mut context = runtime.context();
    let panic = context.function("panic", 0, |_, _| -> Result<(), Error> {
        panic!("the host's own mistake")
    });
    let run = context.function("run", 1, |context, arguments| {
        context.invoke::<JsValue>(&arguments[0], Vec::new())
    });
    let attempt = context.function("attempt", 1, |context, arguments| {
        let call = || context.invoke::<JsValue>(&arguments[0], Vec::new());
        Ok(catch_unwind(AssertUnwindSafe(call)).is_err())
    });
    context.set_global("panic", panic)?;
    context.set_global("run", run)?;
    context.set_global("attempt", attempt)?;
    Ok(runtime)
}

fn stack(runtime: &mut Runtime) -> Result<String, Error> {
    runtime.eval("(function inner() { return new Error('here').stack })()")
}

#[test]
fn a_caught_panic_leaves_a_sound_runtime() -> Result<(), Error> {
    let mut runtime = fragile()?;
    let before = stack(&mut runtime)?;
    for text in [
        "panic()",
        "[1].map(() => panic())",
        "(function deep(n) { return n ? [deep(n - 1)] : panic() })(50)",
        "try { panic() } catch { globalThis.caught = 1 } finally { globalThis.caught = 2 }",
        "for (const x of { *[Symbol.iterator]() { try { yield panic() } finally { caught = 3 } } }) ;",
        "new (class { constructor() { this.x = panic() } })",
        "[3, 2, 1].sort(panic)",
        "JSON.stringify({ toJSON: panic })",
        "`${{ toString: panic }}`",
        "run(() => run(() => run(panic)))",
    ] {
        let call = AssertUnwindSafe(|| runtime.eval::<JsValue>(text));
        let panic = catch_unwind(call).expect_err(text);
        let message = panic.downcast_ref::<&str>().copied();
        assert_eq!(message, Some("the host's own mistake"), "{text}");
        assert_eq!(stack(&mut runtime)?, before, "{text}");
        assert_eq!(runtime.eval::<String>("typeof caught")?, "undefined");
    }
    // Of a callback of the loop, and of a reaction.
    for text in [
        "setTimeout(panic)",
        "Promise.resolve().then(panic)",
        "setImmediate(() => run(panic))",
        "process.nextTick(panic)",
    ] {
        runtime.run_script("later.js", text)?;
        runtime.run_script("after.js", "setTimeout(() => { globalThis.after = 1 }, 5)")?;
        assert!(catch_unwind(AssertUnwindSafe(|| runtime.run())).is_err());
        assert_eq!(stack(&mut runtime)?, before, "{text}");
        runtime.run()?;
        assert_eq!(runtime.eval::<i32>("let x = after; after = 0; x")?, 1);
    }
    runtime.collect_garbage();
    assert_eq!(runtime.eval::<i32>("[1, 2, 3].reduce((a, b) => a + b)")?, 6);
    Ok(())
}

#[test]
fn a_registered_function_can_catch_what_it_calls() -> Result<(), Error> {
    let mut runtime = fragile()?;
    assert!(runtime.eval::<bool>("attempt(() => run(panic))")?);
    assert!(!runtime.eval::<bool>("attempt(() => 1)")?);
    Ok(())
}

#[test]
fn two_runtimes_in_one_another_stay_apart() -> Result<(), Error> {
    let inner = Rc::new(RefCell::new(Runtime::new()));
    let mut outer = Runtime::new();
    let shared = Rc::clone(&inner);
    let mut context = outer.context();
    let ask = context.function("ask", 1, move |context, arguments| {
        let text: String = context.convert(&arguments[0])?;
        let mut inner = shared.borrow_mut();
        let value: JsValue = inner.eval(&text)?;
        // A value of the one is refused by the other, in whatever it is wrapped.
        for result in [
            context.set_global("stranger", &value).unwrap_err(),
            context.value(vec![value.clone()]).unwrap_err(),
            context.new_array(std::slice::from_ref(&value)).unwrap_err(),
            context.call(&value, &value, &[]).unwrap_err(),
            context.display(&value).unwrap_err(),
            context.elements(&value).unwrap_err(),
        ] {
            assert_eq!(result.kind(), ErrorKind::WrongRuntime);
        }
        let shown = inner.context().display(&value)?;
        Ok(shown)
    });
    context.set_global("ask", ask)?;
    assert_eq!(
        outer.eval::<String>("ask('[1, 2]') + '|' + ask('({})')")?,
        "1,2|[object Object]"
    );
    // Thrown by the other's value: an error all the same, not that value.
    let stranger: JsValue = inner.borrow_mut().eval("({ mine: 1 })")?;
    let mut context = outer.context();
    let fail = context.function("fail", 0, move |_, _| -> Result<(), Error> {
        Err(Error::throwing(stranger.clone()))
    });
    context.set_global("fail", fail)?;
    let caught = "try { fail() } catch (error) { error instanceof Error && !('mine' in error) }";
    assert!(outer.eval::<bool>(caught)?);
    Ok(())
}

#[test]
fn runtimes_can_change_places_between_calls() -> Result<(), Error> {
    let (mut one, mut other) = (Runtime::new(), Runtime::new());
    let value: JsValue = one.eval("globalThis.name = 'one'; ({ of: name })")?;
    other.eval::<()>("globalThis.name = 'other'; undefined")?;
    std::mem::swap(&mut one, &mut other);
    assert_eq!(one.eval::<String>("name")?, "other");
    let mut context = other.context();
    let of = context.get(&value, "of")?;
    assert_eq!(context.convert::<String>(&of)?, "one");
    assert!(one.context().get(&value, "of").is_err());
    // A handle may outlive its runtime; it is good for nothing then.
    drop(other);
    assert!(one.context().display(&value).is_err());
    Ok(())
}
