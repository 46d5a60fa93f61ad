//! Arrays, maps, sets and typed arrays, called as scripts call them.

use crate::engine::{Agent, JsResult, Limits, Object, PropertyKey, Value};

struct Fixture(Agent);

impl Fixture {
    fn new() -> Fixture {
        let mut agent = Agent::new(Limits::default());
        super::install(&mut agent);
        Fixture(agent)
    }

    fn key(&mut self, name: &str) -> PropertyKey {
        self.0.static_key(name)
    }

    fn array(&mut self, elements: &[Value]) -> Value {
        let array = self.0.new_array_from(elements);
        self.0.keep_object(array).value()
    }

    fn ints(&mut self, elements: &[i32]) -> Value {
        let elements: Vec<Value> = elements.iter().copied().map(Value::int).collect();
        self.array(&elements)
    }

    fn string(&mut self, text: &str) -> Value {
        let string = self.0.heap.new_string(text).value();
        self.0.keep(string);
        string
    }

    fn global(&mut self, name: &str) -> Object {
        let key = self.key(name);
        let global = self.0.realm.global_object;
        let found = self.0.get(global, key).ok().and_then(Value::as_object);
        found.expect("a global")
    }

    fn make(&mut self, name: &str, arguments: &[Value]) -> Value {
        let constructor = self.global(name);
        let made = self.0.construct(constructor, arguments, constructor);
        let made = made.expect("constructed");
        self.0.keep_object(made).value()
    }

    fn try_call(&mut self, this: Value, name: &str, arguments: &[Value]) -> JsResult {
        let key = self.key(name);
        let result = self.0.invoke(this, key, arguments)?;
        self.0.keep(result);
        Ok(result)
    }

    fn call(&mut self, this: Value, name: &str, arguments: &[Value]) -> Value {
        self.try_call(this, name, arguments).expect("no exception")
    }

    /// Array-likes and iterables as text.
    fn text(&mut self, value: Value) -> String {
        let array = self.global("Array").value();
        let copy = self.call(array, "from", &[value]);
        self.0.to_rust_string(copy).expect("text")
    }

    fn error(&mut self, this: Value, name: &str, arguments: &[Value]) -> String {
        assert!(self.try_call(this, name, arguments).is_err());
        let error = self.0.catch(crate::engine::Throw).expect("an exception");
        self.0.to_rust_string(error).expect("text")
    }

    fn function(&mut self, run: fn(&mut Agent, crate::engine::Call) -> JsResult) -> Value {
        let function = self.0.new_builtin("f", 0, run);
        self.0.keep_object(function).value()
    }
}

#[test]
fn arrays_change() {
    let mut f = Fixture::new();
    let a = f.ints(&[5, 1, 4]);
    assert_eq!(
        f.call(a, "push", &[Value::int(2), Value::int(30)]),
        Value::int(5)
    );
    f.call(a, "sort", &[]);
    assert_eq!(f.text(a), "1,2,30,4,5");
    let removed = f.call(a, "splice", &[Value::int(1), Value::int(2), Value::int(7)]);
    assert_eq!(
        (f.text(a).as_str(), f.text(removed).as_str()),
        ("1,7,4,5", "2,30")
    );
    assert_eq!(f.call(a, "shift", &[]), Value::int(1));
    assert_eq!(f.call(a, "unshift", &[Value::int(9)]), Value::int(4));
    f.call(a, "reverse", &[]);
    assert_eq!(f.text(a), "5,4,7,9");
    f.call(a, "copyWithin", &[Value::ZERO, Value::int(2)]);
    assert_eq!(f.text(a), "7,9,7,9");
    assert_eq!(f.call(a, "lastIndexOf", &[Value::int(7)]), Value::int(2));
    assert_eq!(f.call(a, "includes", &[Value::double(9.0)]), Value::TRUE);
    let nested = f.array(&[a, Value::HOLE, a]);
    let flat = f.call(nested, "flat", &[]);
    assert_eq!(f.text(flat), "7,9,7,9,7,9,7,9");
    f.call(a, "push", &[nested]);
    // A cycle gives no text where it closes.
    let text = f.call(a, "join", &[]);
    assert_eq!(f.0.to_rust_string(text).ok().as_deref(), Some("7,9,7,9,,,"));
}

#[test]
fn arrays_that_are_not_dense_behave_alike() {
    let mut f = Fixture::new();
    let object = f.0.new_plain_object(4);
    let object = f.0.keep_object(object);
    let length = f.0.names.length;
    for (index, value) in [3, 1, 2].into_iter().enumerate() {
        let key = PropertyKey::index(index as u32 * 2);
        assert!(f.0.set(object, key, Value::int(value)).is_ok());
    }
    assert!(f.0.set(object, length, Value::int(5)).is_ok());
    let proto = f.global("Array").value();
    let key = f.0.names.prototype;
    let proto =
        f.0.get_v(proto, key)
            .ok()
            .and_then(Value::as_object)
            .expect("a prototype");
    let mut call = |name: &str, arguments: &[Value]| {
        let key = f.0.static_key(name);
        let method = f.0.get(proto, key).expect("a method");
        let result =
            f.0.call(method, object.value(), arguments)
                .expect("no exception");
        f.0.keep(result);
        result
    };
    call("sort", &[]);
    let joined = call("join", &[]);
    call("reverse", &[]);
    let reversed = call("join", &[]);
    call("splice", &[Value::int(1), Value::int(2), Value::int(8)]);
    let spliced = call("join", &[]);
    let texts = [joined, reversed, spliced].map(|text| f.0.to_rust_string(text).ok());
    let texts = texts.each_ref().map(|text| text.as_deref());
    assert_eq!(texts, [Some("1,2,3,,"), Some(",,3,2,1"), Some(",8,2,1")]);
}

#[test]
fn maps_and_sets() {
    let mut f = Fixture::new();
    let (one, two) = (f.string("one"), f.string("two"));
    let (a, b) = (
        f.array(&[one, Value::int(1)]),
        f.array(&[two, Value::int(2)]),
    );
    let entries = f.array(&[a, b, a]);
    let map = f.make("Map", &[entries]);
    assert_eq!(f.text(map), "one,1,two,2");
    let other_one = f.string("one");
    assert_eq!(f.call(map, "get", &[other_one]), Value::int(1));
    assert_eq!(f.call(map, "delete", &[one]), Value::TRUE);
    f.call(map, "set", &[one, Value::int(3)]);
    assert_eq!(f.text(map), "two,2,one,3");
    let keys = f.call(map, "keys", &[]);
    assert_eq!(f.text(keys), "two,one");

    let (x, y) = (f.ints(&[1, 2, 3, 2]), f.ints(&[3, 4]));
    let (x, y) = (f.make("Set", &[x]), f.make("Set", &[y]));
    for (name, result) in [
        ("union", "1,2,3,4"),
        ("intersection", "3"),
        ("difference", "1,2"),
        ("symmetricDifference", "1,2,4"),
    ] {
        let set = f.call(x, name, &[y]);
        assert_eq!(f.text(set), result, "{name}");
        let set = f.call(y, name, &[map]);
        assert_eq!(f.0.heap.type_of_text(set), "object");
    }
    assert_eq!(f.call(x, "isDisjointFrom", &[y]), Value::FALSE);
    assert_eq!(
        f.error(x, "union", &[Value::int(1)]),
        "TypeError: Set.prototype.union argument must be an object"
    );
}

#[test]
fn typed_arrays() {
    let mut f = Fixture::new();
    let source = f.ints(&[1, -1, 300, 128]);
    let bytes = f.make("Uint8Array", &[source]);
    assert_eq!(f.text(bytes), "1,255,44,128");
    let clamped = f.make("Uint8ClampedArray", &[source]);
    assert_eq!(f.text(clamped), "1,0,255,128");
    let key = f.key("buffer");
    let buffer = f.0.get_v(bytes, key).expect("a buffer");
    let words = f.make("Int16Array", &[buffer]);
    assert_eq!(f.text(words), "-255,-32724");
    let view = f.make("DataView", &[buffer]);
    assert_eq!(f.call(view, "getInt16", &[Value::ZERO]), Value::int(0x1FF));
    f.call(
        view,
        "setFloat32",
        &[Value::ZERO, Value::double(1.5), Value::TRUE],
    );
    let floats = f.make("Float32Array", &[buffer]);
    assert_eq!(f.text(floats), "1.5");
    f.call(bytes, "set", &[source]);
    f.call(bytes, "sort", &[]);
    assert_eq!(f.text(bytes), "1,44,128,255");
    let part = f.call(bytes, "subarray", &[Value::int(1), Value::int(3)]);
    f.call(part, "fill", &[Value::int(7)]);
    assert_eq!(f.text(bytes), "1,7,7,255");
    let sliced = f.call(bytes, "slice", &[Value::int(-2)]);
    assert_eq!(f.text(sliced), "7,255");
    f.call(buffer, "transfer", &[]);
    assert_eq!(
        f.error(bytes, "fill", &[Value::ZERO]),
        "TypeError: Cannot perform %TypedArray%.prototype.fill on a detached ArrayBuffer"
    );
    assert_eq!(
        f.error(words, "with", &[Value::ZERO]),
        "TypeError: Cannot perform %TypedArray%.prototype.with on a detached ArrayBuffer"
    );
    let words = f.make("Float16Array", &[source]);
    assert_eq!(f.text(words), "1,-1,300,128");
}

#[test]
fn callbacks_survive_collection() {
    let mut f = Fixture::new();
    f.0.set_gc_stress(1);
    let texts: Vec<Value> = ["b", "a", "c"].map(|text| f.string(text)).to_vec();
    let array = f.array(&texts);
    let twice = f.function(|agent, call| {
        let text = agent.to_string(call.arg(0))?;
        let doubled = agent.concat(text, text)?;
        agent.keep(doubled.value());
        agent.collect_garbage();
        Ok(doubled.value())
    });
    let mapped = f.call(array, "map", &[twice]);
    assert_eq!(f.text(mapped), "bb,aa,cc");
    let order = f.function(|agent, call| {
        agent.collect_garbage();
        let (a, b) = (agent.to_string(call.arg(0))?, agent.to_string(call.arg(1))?);
        Ok(Value::int(
            agent.heap.text(a).compare(agent.heap.text(b)) as i32
        ))
    });
    f.call(mapped, "sort", &[order]);
    assert_eq!(f.text(mapped), "aa,bb,cc");
    let map = f.global("Map").value();
    let first = f.function(|agent, call| {
        agent.collect_garbage();
        let text = agent.to_string(call.arg(0))?;
        Ok(agent.heap.string_unit(text, 0).value())
    });
    let groups = f.call(map, "groupBy", &[mapped, first]);
    assert_eq!(f.text(groups), "a,aa,b,bb,c,cc");
}
