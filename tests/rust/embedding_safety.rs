//! What an embedder can do wrong without `unsafe`: values of other runtimes and of ones that are
//! gone, contexts that are swapped, functions that call back, panics, strange numbers. Each ends in
//! an error or does what it says, and leaves runtimes that go on.

use minijs::{Context, Error, ErrorKind, FromJs, IntoJs, JsValue, Runtime};
use std::cell::{Cell, RefCell};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

const KINDS: &str = "[{a: 1}, [1, , 2.5], 'a text that is too long for a cell of its own', Symbol('s'), \
                     2n ** 90n, x => x, class {}, new Map([[1, 2]]), /x/g, Promise.resolve(1), \
                     function* () {}, new Proxy({}, {}), new Uint8Array(9), null, undefined, 1, true]";

/// Values of all kinds.
fn all_kinds(runtime: &mut Runtime) -> Result<Vec<JsValue>, Error> {
    let all: JsValue = runtime.eval(KINDS)?;
    runtime.context().elements(&all)
}

/// That a runtime refuses a value wherever it can be given to it, and goes on.
fn refuses(runtime: &mut Runtime, stranger: &JsValue) -> Result<(), Error> {
    let own = all_kinds(runtime)?;
    let mut context = runtime.context();
    let (object, function) = (context.new_object(), own[5].clone());
    let inside = vec![vec![Some(stranger.clone())]];
    let results = [
        context.value(stranger).err(),
        context.value(inside).err(),
        context.convert::<JsValue>(stranger).err(),
        context.convert::<f64>(stranger).err(),
        context.convert::<i32>(stranger).err(),
        context.convert::<bool>(stranger).err(),
        context.convert::<()>(stranger).err(),
        context.convert::<String>(stranger).err(),
        context.convert::<Option<JsValue>>(stranger).err(),
        context.convert::<Vec<JsValue>>(stranger).err(),
        context.display(stranger).err(),
        context.type_of(stranger).err(),
        context.get(stranger, "x").err(),
        context.set(stranger, "x", 1).err(),
        context.set(&object, "x", stranger).err(),
        context.set_global("x", stranger).err(),
        context.call(stranger, &object, &[]).err(),
        context.call(&function, stranger, &[]).err(),
        context
            .call(&function, &object, std::slice::from_ref(stranger))
            .err(),
        context.invoke::<()>(stranger, vec![]).err(),
        context
            .invoke::<()>(&function, vec![stranger.clone()])
            .err(),
        context.new_array(std::slice::from_ref(stranger)).err(),
        context.elements(stranger).err(),
    ];
    for (number, error) in results.into_iter().enumerate() {
        let kind = error.as_ref().map(Error::kind);
        assert_eq!(kind, Some(ErrorKind::WrongRuntime), "{number}");
    }
    let given = stranger.clone();
    let giver = context.function("giver", 0, move |_, _| Ok(given.clone()));
    context.set_global("giver", giver)?;
    let caught = "try { giver() } catch (error) { error.constructor.name }";
    assert_eq!(runtime.eval::<String>(caught)?, "TypeError");
    runtime.collect_garbage();
    assert_eq!(runtime.eval::<i32>("6 * 7")?, 42);
    Ok(())
}

#[test]
fn a_value_of_another_runtime_is_refused_everywhere() -> Result<(), Error> {
    let (mut one, mut other) = (Runtime::new(), Runtime::new());
    for value in all_kinds(&mut one)? {
        refuses(&mut other, &value)?;
    }
    Ok(())
}

#[test]
fn a_value_that_outlives_its_runtime_is_refused_everywhere() -> Result<(), Error> {
    // The next runtime may come to lie where the last one was.
    let mut values = Vec::new();
    for _ in 0..3 {
        let mut runtime = Runtime::new();
        for value in values.drain(..) {
            refuses(&mut runtime, &value)?;
        }
        values = all_kinds(&mut runtime)?;
    }
    Ok(())
}

#[test]
fn values_in_closures_and_errors_outlive_their_runtime() -> Result<(), Error> {
    let mut one = Runtime::new();
    let kept = all_kinds(&mut one)?;
    let error = one.eval::<()>("throw {own: [1]}").unwrap_err();
    let mut other = Runtime::new();
    let mut context = other.context();
    let (thrown, count) = (error.clone(), kept.len() as u32);
    let throws = context.function("throws", 0, move |context, _| {
        let refused = |value: &JsValue| context.type_of(value).is_err();
        let refused = kept.iter().filter(|value| refused(value)).count() as u32;
        assert_eq!(refused, count);
        Err::<(), Error>(thrown.clone())
    });
    context.set_global("throws", throws)?;
    drop(one);
    // What was thrown there can't be thrown here: an error is.
    let caught = "try { throws(); 0 } catch (e) { [e instanceof Error, typeof e.own].join() }";
    assert_eq!(other.eval::<String>(caught)?, "true,undefined");
    drop(other);
    let exception = error.exception().expect("it was thrown");
    refuses(&mut Runtime::new(), exception)
}

#[test]
fn runtimes_and_contexts_that_are_swapped_stay_themselves() -> Result<(), Error> {
    let (mut one, mut other) = (Runtime::new(), Runtime::new());
    let (ones, others): (JsValue, JsValue) = (one.eval("({is: 1})")?, other.eval("({is: 2})")?);
    mem::swap(&mut one, &mut other);
    let (mut first, mut second) = (one.context(), other.context());
    assert_eq!(
        first.get(&ones, "is").unwrap_err().kind(),
        ErrorKind::WrongRuntime
    );
    mem::swap(&mut first, &mut second);
    for (context, value, is) in [(&mut first, &ones, 1), (&mut second, &others, 2)] {
        let found = context.get(value, "is")?;
        assert_eq!(context.convert::<i32>(&found)?, is);
    }
    let moved = first;
    assert_eq!(
        second.get(&ones, "is").unwrap_err().kind(),
        ErrorKind::WrongRuntime
    );
    drop(moved);
    other = Runtime::new();
    refuses(&mut other, &ones)
}

#[test]
fn a_function_that_runs_another_runtime_mixes_nothing() -> Result<(), Error> {
    let inner = Rc::new(RefCell::new(Runtime::new()));
    inner
        .borrow_mut()
        .run_script("inner.js", "const kept = [{inner: true}]")?;
    let mut outer = Runtime::new();
    let mut context = outer.context();
    let driven = Rc::clone(&inner);
    let drive = context.function("drive", 1, move |context, arguments| {
        let mut inner = driven.borrow_mut();
        let value: JsValue = inner.eval("kept[0]")?;
        assert!(inner.context().get(&arguments[0], "outer").is_err());
        inner.collect_garbage();
        let own = context.get(&arguments[0], "outer")?;
        assert!(context.convert::<bool>(&own)?);
        Ok(value)
    });
    context.set_global("drive", drive)?;
    let caught = "let names = []; for (let i = 0; i < 50; i++) try { drive({outer: true}) } \
         catch (error) { names.push(error.constructor.name) } new Set(names).size + names[49]";
    assert_eq!(outer.eval::<String>(caught)?, "1TypeError");
    assert!(inner.borrow_mut().eval::<bool>("kept[0].inner")?);
    Ok(())
}

/// Converts by running a script that changes what it is converted from.
struct Hostile(u32);

impl FromJs for Hostile {
    fn from_js(value: &JsValue, context: &mut Context<'_>) -> Result<Hostile, Error> {
        let steps = context.get(value, "steps")?;
        let list = context.elements(&steps)?;
        context.set(value, "steps", ())?;
        let mut sum = 0;
        for step in list {
            sum += context.invoke::<u32>(&step, vec![value.clone()])?;
        }
        Ok(Hostile(sum))
    }
}

impl IntoJs for Hostile {
    fn into_js(self, context: &mut Context<'_>) -> Result<JsValue, Error> {
        let made = vec![self.0; 3].into_js(context)?;
        let double = context.get_global("double")?;
        context.invoke(&double, vec![made])
    }
}

#[test]
fn conversions_and_functions_that_call_back_are_fine() -> Result<(), Error> {
    for stress in [0, 1] {
        let mut runtime = Runtime::builder().gc_stress(stress).build();
        runtime.run_script(
            "double.js",
            "function double(list) { list.length = 0; return {list, made: [{}]} }
             function next(n) { return n ? {n, next: again(n - 1)} : null }",
        )?;
        let mut context = runtime.context();
        let hostile = context.function("hostile", 1, |context, arguments| {
            context.convert::<Hostile>(&arguments[0])
        });
        context.set_global("hostile", hostile)?;
        let again = context.function("again", 1, |context, arguments| {
            let next = context.get_global("next")?;
            context.invoke::<JsValue>(&next, vec![arguments[0].clone()])
        });
        context.set_global("again", again)?;
        let text = "const value = {steps: [v => (v.steps = [], 1), v => (delete v.steps, 2)]};
                    const result = hostile(value);
                    let depth = 0;
                    for (let at = next(30); at; at = at.next) depth += at.n;
                    [result.list.length, result.made.length, 'steps' in value, depth].join()";
        assert_eq!(runtime.eval::<String>(text)?, "0,1,false,465");
    }
    Ok(())
}

#[test]
fn recursion_through_functions_without_end_is_an_error() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let mut context = runtime.context();
    let deepest = Rc::new(Cell::new(0));
    let depth = Rc::clone(&deepest);
    let again = context.function("again", 1, move |context, arguments| {
        depth.set(depth.get() + 1);
        let this = context.value(())?;
        context.call(&arguments[0], &this, arguments.as_slice())
    });
    context.set_global("again", again)?;
    let text = "try { again(again) } catch (error) { error.constructor.name }";
    for _ in 0..2 {
        assert_eq!(runtime.eval::<String>(text)?, "RangeError");
    }
    assert!(deepest.get() > 100, "{}", deepest.get());
    Ok(())
}

#[test]
fn a_panic_at_any_depth_leaves_a_runtime_that_goes_on() -> Result<(), Error> {
    for stress in [0, 1] {
        let mut runtime = Runtime::builder().gc_stress(stress).build();
        let mut context = runtime.context();
        let fails = context.function("fails", 0, |_, _| -> Result<(), Error> {
            panic!("on purpose")
        });
        context.set_global("fails", fails)?;
        let inside = context.function("inside", 1, |context, arguments| {
            context.invoke::<JsValue>(&arguments[0], vec![])
        });
        context.set_global("inside", inside)?;
        for text in [
            "fails()",
            "inside(() => inside(fails))",
            "[3, 2, 1].sort(() => fails())",
            "for (const x of {*[Symbol.iterator]() { try { yield 1 } finally { fails() } }}) break",
            "({get x() { fails() }}).x",
            "[...[1, 2]].map(x => ({[`k${fails()}`]: x}))",
            "class A { static x = fails() }",
            "const {a = fails(), ...rest} = {b: 1}",
            "JSON.stringify({toJSON: fails})",
            "`${{toString: fails}}`",
            "new Proxy({}, {ownKeys: fails}), Reflect.ownKeys(new Proxy({}, {ownKeys: fails}))",
            "(async () => { await fails() })()",
        ] {
            let result = catch_unwind(AssertUnwindSafe(|| runtime.eval::<JsValue>(text)));
            assert!(result.is_err(), "{text}");
            runtime.collect_garbage();
            let after = "[1, 2, 3].map(x => ({[`k${x}`]: [x]})).flatMap(Object.keys).join()";
            assert_eq!(runtime.eval::<String>(after)?, "k1,k2,k3", "{text}");
        }
    }
    Ok(())
}

#[test]
fn no_number_passes_for_another_value() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let mut context = runtime.context();
    for bits in [
        0xFFFE_0010_FFFF_FFF0,
        0xFFFE_0020_0000_0000,
        0xFFFF_FFFF_FFFF_FFFF,
        0x7FF0_0000_0000_0001,
        0xFFFC_0000_0000_0001,
    ] {
        let number = f64::from_bits(bits);
        assert!(number.is_nan());
        for value in [
            context.value(number)?,
            context.value(vec![Some(number)])?,
            context.value(f32::from_bits(bits as u32 | 0x7FC0_0000))?,
        ] {
            context.set_global("number", &value)?;
            assert_eq!(context.display(&value)?, "NaN");
        }
    }
    assert!(runtime.eval::<bool>("Object.is(number, NaN)")?);
    Ok(())
}

#[test]
fn limits_of_any_size_end_in_errors() {
    let text = "function f(n) { return n ? [f(n - 1), n, `${n}`].length : 0 } f(50)";
    for size in [0, 1, 100, 1 << 14, 1 << 20, 1 << 40] {
        let mut runtime = Runtime::builder().stack_limit(size).build();
        for text in [text, "function g() { return g() + 1 } g()"] {
            if let Err(error) = runtime.eval::<i32>(text) {
                assert_eq!(error.kind(), ErrorKind::Exception, "{size}: {error:?}");
            }
        }
        let mut runtime = Runtime::builder().heap_limit(size).build();
        if let Err(error) = runtime.eval::<i32>(text) {
            assert!(matches!(error.kind(), ErrorKind::Stopped(_)), "{error:?}");
        }
    }
}
