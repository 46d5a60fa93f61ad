//! [Type conversion](https://tc39.es/ecma262/#sec-type-conversion).

use crate::engine::{Agent, Intrinsic, JsResult, PropertyKey, StringData, messages};
use crate::heap::{
    BigIntRef, Double, Heap, HostData, Kind, Object, ShortText, Str, Text, Tracer, Value,
};
use crate::numeric;

/// What [`Agent::to_primitive`] should prefer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PreferredType {
    /// Nothing in particular.
    Default,
    /// A number.
    Number,
    /// A string.
    String,
}

/// The internal slot of a Boolean, Number, Symbol or BigInt object.
pub struct PrimitiveData(pub Value);

impl HostData for PrimitiveData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.0);
    }
}

impl Agent {
    /// [ToPrimitive](https://tc39.es/ecma262/#sec-toprimitive)
    pub fn to_primitive(&mut self, value: Value, preferred: PreferredType) -> JsResult {
        let Some(object) = value.as_object() else {
            return Ok(value);
        };
        let key = PropertyKey::symbol(self.symbols.to_primitive);
        let exotic = self.get(object, key)?;
        if !exotic.is_nullish() {
            if !self.heap.is_callable(exotic) {
                let what = self.call_site_for_message(exotic);
                return Err(self.type_error(messages::not_a_function(&what)));
            }
            let hint = match preferred {
                PreferredType::Default => self.names.default,
                PreferredType::Number => self.names.number,
                PreferredType::String => self.names.string,
            };
            let hint = self.heap.key_to_value(hint);
            let result = self.call(exotic, value, &[hint])?;
            if result.is_object() {
                return Err(self.type_error(messages::NO_PRIMITIVE));
            }
            return Ok(result);
        }
        // OrdinaryToPrimitive
        let order = match preferred {
            PreferredType::String => [self.names.to_string, self.names.value_of],
            _ => [self.names.value_of, self.names.to_string],
        };
        for key in order {
            let method = self.get(object, key)?;
            if self.heap.is_callable(method) {
                let result = self.call(method, value, &[])?;
                if !result.is_object() {
                    return Ok(result);
                }
            }
        }
        Err(self.type_error(messages::NO_PRIMITIVE))
    }

    /// [ToNumber](https://tc39.es/ecma262/#sec-tonumber)
    #[inline]
    pub fn to_number(&mut self, value: Value) -> JsResult<f64> {
        if value.is_int() {
            return Ok(value.int_unchecked() as f64);
        }
        if let Some(number) = value.as_double() {
            return Ok(number.get());
        }
        self.other_to_number(value)
    }

    #[cold]
    #[inline(never)]
    fn other_to_number(&mut self, value: Value) -> JsResult<f64> {
        if value.is_undefined() {
            return Ok(f64::NAN);
        }
        if value.is_null() || value.is_bool() {
            return Ok(if value == Value::TRUE { 1.0 } else { 0.0 });
        }
        if let Some(string) = value.as_string() {
            return Ok(self.heap.string_to_number(string));
        }
        if value.is_symbol() {
            return Err(self.type_error(messages::SYMBOL_TO_NUMBER));
        }
        if value.is_bigint() {
            return Err(self.type_error(messages::BIGINT_TO_NUMBER));
        }
        let primitive = self.to_primitive(value, PreferredType::Number)?;
        self.to_number(primitive)
    }

    /// [ToNumeric](https://tc39.es/ecma262/#sec-tonumeric): a number or bigint.
    pub fn to_numeric(&mut self, value: Value) -> JsResult {
        if value.is_number() {
            return Ok(value);
        }
        let primitive = self.to_primitive(value, PreferredType::Number)?;
        if primitive.is_bigint() {
            return Ok(primitive);
        }
        Ok(Value::number(self.to_number(primitive)?))
    }

    /// [ToIntegerOrInfinity](https://tc39.es/ecma262/#sec-tointegerorinfinity)
    #[inline]
    pub fn to_integer_or_infinity(&mut self, value: Value) -> JsResult<f64> {
        if value.is_int() {
            return Ok(value.int_unchecked() as f64);
        }
        let number = self.to_number(value)?;
        Ok(if number.is_nan() {
            0.0
        } else {
            number.trunc() + 0.0
        })
    }

    /// [ToInt32](https://tc39.es/ecma262/#sec-toint32)
    #[inline]
    pub fn to_int32(&mut self, value: Value) -> JsResult<i32> {
        if value.is_int() {
            return Ok(value.int_unchecked());
        }
        let number = self.to_number(value)?;
        Ok(numeric::int::to_int32(number))
    }

    /// [ToUint32](https://tc39.es/ecma262/#sec-touint32)
    #[inline]
    pub fn to_uint32(&mut self, value: Value) -> JsResult<u32> {
        Ok(self.to_int32(value)? as u32)
    }

    /// [ToLength](https://tc39.es/ecma262/#sec-tolength)
    pub fn to_length(&mut self, value: Value) -> JsResult<f64> {
        let length = self.to_integer_or_infinity(value)?;
        Ok(length.clamp(0.0, 9007199254740991.0))
    }

    /// [LengthOfArrayLike](https://tc39.es/ecma262/#sec-lengthofarraylike)
    pub fn length_of_array_like(&mut self, object: Object) -> JsResult<f64> {
        if object.is(Kind::Array) {
            return Ok(self.heap.array_length(object) as f64);
        }
        let length = self.get(object, self.names.length)?;
        self.to_length(length)
    }

    /// The place that a relative index means: counted from the end where it is negative, clamped
    /// to `0..=length`.
    pub fn relative_index(&mut self, value: Value, length: f64, default: f64) -> JsResult<f64> {
        if value.is_undefined() {
            return Ok(default);
        }
        let index = self.to_integer_or_infinity(value)?;
        Ok(if index < 0.0 {
            (length + index).max(0.0)
        } else {
            index.min(length)
        })
    }

    /// [ToString](https://tc39.es/ecma262/#sec-tostring)
    #[inline]
    pub fn to_string(&mut self, value: Value) -> JsResult<Str> {
        match value.as_string() {
            Some(string) => Ok(string),
            None => self.other_to_string(value),
        }
    }

    /// The digits of a bigint in a radix.
    pub fn bigint_text(&mut self, bigint: BigIntRef, radix: u32) -> JsResult<String> {
        let text = numeric::big::to_text(self.heap.bigint(bigint), radix, &self.heap.budget);
        self.metered(text)
    }

    fn other_to_string(&mut self, value: Value) -> JsResult<Str> {
        if let Some(number) = value.as_number() {
            return Ok(self.heap.number_to_string(number));
        }
        if let Some(bigint) = value.as_bigint() {
            let text = self.bigint_text(bigint, 10)?;
            return Ok(self.heap.new_string(&text));
        }
        if value.is_symbol() {
            return Err(self.type_error(messages::SYMBOL_TO_STRING));
        }
        if value.is_object() {
            let primitive = self.to_primitive(value, PreferredType::String)?;
            return self.to_string(primitive);
        }
        let key = match value {
            Value::UNDEFINED => self.names.undefined,
            Value::NULL => self.names.null,
            Value::TRUE => self.names.true_,
            Value::FALSE => self.names.false_,
            value => unreachable!("no such value: {value:?}"),
        };
        Ok(self.heap.key_to_string(key))
    }

    /// Lends the text of a number to `body`, without making a string.
    pub fn with_number_text<T>(number: f64, body: impl FnOnce(&str) -> T) -> T {
        body(numeric::to_text::DecimalBuffer::new().format(number))
    }

    /// A value's text as UTF-8.
    pub fn to_rust_string(&mut self, value: Value) -> JsResult<String> {
        let string = self.to_string(value)?;
        Ok(self.heap.utf8(string))
    }

    /// [ToPropertyKey](https://tc39.es/ecma262/#sec-topropertykey)
    #[inline]
    pub fn to_property_key(&mut self, value: Value) -> JsResult<PropertyKey> {
        if let Some(int) = value.as_int()
            && int >= 0
        {
            return Ok(PropertyKey::index(int as u32));
        }
        if let Some(string) = value.as_string() {
            return Ok(self.heap.property_key(string));
        }
        let primitive = self.to_primitive(value, PreferredType::String)?;
        if let Some(symbol) = primitive.as_symbol() {
            return Ok(PropertyKey::symbol(symbol));
        }
        let string = self.to_string(primitive)?;
        Ok(self.heap.property_key(string))
    }

    /// [ToObject](https://tc39.es/ecma262/#sec-toobject)
    pub fn to_object(&mut self, value: Value) -> JsResult<Object> {
        if let Some(object) = value.as_object() {
            return Ok(object);
        }
        let Some(proto) = self.prototype_of_primitive(value) else {
            return Err(self.type_error(messages::NULLISH_TO_OBJECT));
        };
        Ok(self.heap.new_wrapper(value, proto))
    }

    /// [RequireObjectCoercible](https://tc39.es/ecma262/#sec-requireobjectcoercible), naming the
    /// built-in that asks (`String.prototype.trim`).
    pub fn require_object_coercible(&mut self, value: Value, method: &str) -> JsResult {
        if value.is_nullish() {
            return Err(self.type_error(format!("{method} called on null or undefined")));
        }
        Ok(value)
    }

    /// A plain object with room for `count` properties.
    pub fn new_plain_object(&mut self, count: usize) -> Object {
        let shapes = &self.realm.shapes;
        let shape = match crate::heap::Heap::plain_kind(count) {
            Kind::Object3 => shapes.object3,
            Kind::Object7 => shapes.object7,
            _ => shapes.object15,
        };
        self.heap.new_object(shape)
    }

    /// [GetPrototypeFromConstructor](https://tc39.es/ecma262/#sec-getprototypefromconstructor)
    pub fn get_prototype_from_constructor(
        &mut self,
        new_target: Value,
        default: Intrinsic,
    ) -> JsResult<Object> {
        if let Some(constructor) = new_target.as_object() {
            let proto = self.get(constructor, self.names.prototype)?;
            if let Some(proto) = proto.as_object() {
                return Ok(proto);
            }
            if self.tracks_realms() {
                let realm = self.get_function_realm(constructor)?;
                return Ok(self.intrinsic_of(realm, default));
            }
        }
        Ok(self.intrinsic(default))
    }
}

impl Heap {
    /// The key for a place: an index, or beyond 2^32 - 2 a string.
    pub fn key_from_number(&mut self, place: f64) -> PropertyKey {
        if place >= 0.0 && place < u32::MAX as f64 {
            return PropertyKey::index(place as u32);
        }
        let string = self.number_to_string(place);
        self.property_key(string)
    }

    /// The text of a key that isn't a symbol.
    pub fn key_to_string(&mut self, key: PropertyKey) -> Str {
        match (key.as_index(), key.as_atom()) {
            (Some(index), _) => self.number_to_string(index as f64),
            (_, Some(atom)) => atom,
            _ => unreachable!("a symbol has no text"),
        }
    }
}

impl Heap {
    /// [ToBoolean](https://tc39.es/ecma262/#sec-toboolean)
    #[inline]
    pub fn to_boolean(&self, value: Value) -> bool {
        if value.is_bool() {
            return value == Value::TRUE;
        }
        if value.is_int() {
            return value.int_unchecked() != 0;
        }
        if value.is_object() {
            return true;
        }
        if let Some(string) = value.as_string() {
            return self.string_length(string) != 0;
        }
        if let Some(number) = value.as_double().map(Double::get) {
            return number != 0.0 && !number.is_nan();
        }
        if let Some(bigint) = value.as_bigint() {
            return self.bigint(bigint).sign() != num_bigint::Sign::NoSign;
        }
        value.is_symbol()
    }

    /// [StringToNumber](https://tc39.es/ecma262/#sec-stringtonumber)
    pub fn string_to_number(&self, string: Str) -> f64 {
        match self.text(string) {
            Text::Latin1(text) => numeric::from_text::string_to_number(text, &self.budget),
            Text::Utf16(text) => numeric::from_text::string_to_number(text, &self.budget),
        }
    }

    /// [Number::toString](https://tc39.es/ecma262/#sec-numeric-types-number-tostring), radix 10.
    pub fn number_to_string(&mut self, number: f64) -> Str {
        let int = number as i32;
        if int as f64 == number {
            return self.new_short(ShortText::of_int(int));
        }
        let mut buffer = numeric::to_text::DecimalBuffer::new();
        self.new_latin1(buffer.format(number).as_bytes())
    }

    /// The number that a string begins with, as
    /// [parseFloat](https://tc39.es/ecma262/#sec-parsefloat-string) finds it.
    pub fn leading_number(&self, string: Str) -> f64 {
        match self.text(string) {
            Text::Latin1(text) => numeric::from_text::parse_float(text, &self.budget),
            Text::Utf16(text) => numeric::from_text::parse_float(text, &self.budget),
        }
    }

    /// The integer that a string begins with, as
    /// [parseInt](https://tc39.es/ecma262/#sec-parseint-string-radix) finds it without a radix.
    pub fn leading_integer(&self, string: Str) -> f64 {
        match self.text(string) {
            Text::Latin1(text) => numeric::from_text::parse_int(text, 0, &self.budget),
            Text::Utf16(text) => numeric::from_text::parse_int(text, 0, &self.budget),
        }
    }

    /// A wrapper object around a primitive.
    pub fn new_wrapper(&mut self, value: Value, proto: Object) -> Object {
        if let Some(string) = value.as_string() {
            let shape = self.root_shape(proto.value(), Kind::StringObject);
            return self.new_host(Kind::StringObject, shape, Box::new(StringData(string)));
        }
        let shape = self.root_shape(proto.value(), Kind::Host);
        self.new_host(Kind::Host, shape, Box::new(PrimitiveData(value)))
    }

    /// The primitive in a Boolean, Number, Symbol, BigInt or String object.
    pub fn wrapped_primitive(&self, object: Object) -> Option<Value> {
        if let Some(data) = self.host::<PrimitiveData>(object) {
            return Some(data.0);
        }
        self.host::<StringData>(object).map(|data| data.0.value())
    }

    /// An ordinary object with a prototype (an object or `null`).
    pub fn ordinary_object_create(&mut self, proto: Value) -> Object {
        let shape = self.root_shape(proto, Kind::Object3);
        self.new_object(shape)
    }
}
