//! [TypedArray exotic objects](https://tc39.es/ecma262/#sec-typedarray-exotic-objects), and the
//! elements' conversion to and from bytes.
//!
//! Bytes are little-endian. A typed array whose view no longer lies in its buffer (which was
//! detached or shrunk) has no elements.

use super::{BufferData, DataBlock, OwnProperty, PropertyDescriptor};
use crate::engine::{Agent, Intrinsic, JsResult, PropertyFlags, PropertyKey};
use crate::heap::{Heap, HostData, Kind, Object, Tracer, Value};
use crate::numeric;
use num_bigint::BigInt;

/// What the elements of a typed array are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum ElementType {
    Int8,
    Uint8,
    Uint8Clamped,
    Int16,
    Uint16,
    Int32,
    Uint32,
    BigInt64,
    BigUint64,
    Float16,
    Float32,
    Float64,
}

impl ElementType {
    /// Bytes of an element.
    #[inline]
    pub const fn size(self) -> usize {
        match self {
            ElementType::Int8 | ElementType::Uint8 | ElementType::Uint8Clamped => 1,
            ElementType::Int16 | ElementType::Uint16 | ElementType::Float16 => 2,
            ElementType::Int32 | ElementType::Uint32 | ElementType::Float32 => 4,
            ElementType::BigInt64 | ElementType::BigUint64 | ElementType::Float64 => 8,
        }
    }

    /// The constructor's name.
    pub const fn name(self) -> &'static str {
        match self {
            ElementType::Int8 => "Int8Array",
            ElementType::Uint8 => "Uint8Array",
            ElementType::Uint8Clamped => "Uint8ClampedArray",
            ElementType::Int16 => "Int16Array",
            ElementType::Uint16 => "Uint16Array",
            ElementType::Int32 => "Int32Array",
            ElementType::Uint32 => "Uint32Array",
            ElementType::BigInt64 => "BigInt64Array",
            ElementType::BigUint64 => "BigUint64Array",
            ElementType::Float16 => "Float16Array",
            ElementType::Float32 => "Float32Array",
            ElementType::Float64 => "Float64Array",
        }
    }

    /// The constructor.
    pub const fn constructor(self) -> Intrinsic {
        match self {
            ElementType::Int8 => Intrinsic::Int8Array,
            ElementType::Uint8 => Intrinsic::Uint8Array,
            ElementType::Uint8Clamped => Intrinsic::Uint8ClampedArray,
            ElementType::Int16 => Intrinsic::Int16Array,
            ElementType::Uint16 => Intrinsic::Uint16Array,
            ElementType::Int32 => Intrinsic::Int32Array,
            ElementType::Uint32 => Intrinsic::Uint32Array,
            ElementType::BigInt64 => Intrinsic::BigInt64Array,
            ElementType::BigUint64 => Intrinsic::BigUint64Array,
            ElementType::Float16 => Intrinsic::Float16Array,
            ElementType::Float32 => Intrinsic::Float32Array,
            ElementType::Float64 => Intrinsic::Float64Array,
        }
    }

    /// The prototype of its arrays.
    pub const fn prototype(self) -> Intrinsic {
        match self {
            ElementType::Int8 => Intrinsic::Int8ArrayPrototype,
            ElementType::Uint8 => Intrinsic::Uint8ArrayPrototype,
            ElementType::Uint8Clamped => Intrinsic::Uint8ClampedArrayPrototype,
            ElementType::Int16 => Intrinsic::Int16ArrayPrototype,
            ElementType::Uint16 => Intrinsic::Uint16ArrayPrototype,
            ElementType::Int32 => Intrinsic::Int32ArrayPrototype,
            ElementType::Uint32 => Intrinsic::Uint32ArrayPrototype,
            ElementType::BigInt64 => Intrinsic::BigInt64ArrayPrototype,
            ElementType::BigUint64 => Intrinsic::BigUint64ArrayPrototype,
            ElementType::Float16 => Intrinsic::Float16ArrayPrototype,
            ElementType::Float32 => Intrinsic::Float32ArrayPrototype,
            ElementType::Float64 => Intrinsic::Float64ArrayPrototype,
        }
    }

    /// Whether the elements are bigints.
    pub const fn is_bigint(self) -> bool {
        matches!(self, ElementType::BigInt64 | ElementType::BigUint64)
    }

    /// The low bytes that hold a number.
    #[inline]
    pub fn encode(self, number: f64) -> u64 {
        let int = |number: f64| numeric::int::to_int32(number) as u32 as u64;
        match self {
            ElementType::Uint8Clamped if number.is_nan() => 0,
            ElementType::Uint8Clamped => number.clamp(0.0, 255.0).round_ties_even() as u64,
            ElementType::Float16 => half_bits(number) as u64,
            ElementType::Float32 => (number as f32).to_bits() as u64,
            ElementType::Float64 => number.to_bits(),
            _ => int(number),
        }
    }
}

/// The bits of the half-precision number nearest to a number.
fn half_bits(number: f64) -> u16 {
    let sign = ((number.to_bits() >> 63) as u16) << 15;
    let rounded = numeric::math::f16round(number).abs();
    let magnitude = if rounded.is_nan() {
        0x7E00
    } else if rounded.is_infinite() {
        0x7C00
    } else if rounded < 2f64.powi(-14) {
        // Subnormal: a multiple of 2^-24.
        (rounded * 2f64.powi(24)) as u16
    } else {
        let exponent = (rounded.to_bits() >> 52) as i32 - 1023;
        let mantissa = (rounded.to_bits() >> 42) as u16 & 0x3FF;
        ((exponent + 15) as u16) << 10 | mantissa
    };
    sign | magnitude
}

fn half_to_number(bits: u16) -> f64 {
    let exponent = (bits >> 10 & 0x1F) as i32;
    let mantissa = (bits & 0x3FF) as f64;
    let magnitude = match exponent {
        0 => mantissa * 2f64.powi(-24),
        0x1F if mantissa == 0.0 => f64::INFINITY,
        0x1F => f64::NAN,
        _ => (1.0 + mantissa / 1024.0) * 2f64.powi(exponent - 15),
    };
    if bits & 0x8000 != 0 {
        -magnitude
    } else {
        magnitude
    }
}

/// The internal slots of a typed array; of a DataView too, whose elements are bytes.
#[derive(Clone, Copy, Debug)]
pub struct TypedArrayData {
    /// The ArrayBuffer.
    pub buffer: Object,
    /// What the elements are.
    pub element: ElementType,
    /// Where the view begins, in bytes.
    pub offset: usize,
    /// How many elements it has; `None` where it follows the buffer's length.
    pub length: Option<usize>,
}

impl HostData for TypedArrayData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.buffer);
    }

    fn class_name(&self) -> Option<&'static str> {
        // A typed array has a kind of its own.
        Some("DataView")
    }
}

impl TypedArrayData {
    /// How many elements the view has where its buffer has so many bytes from its offset on.
    #[inline]
    fn length_within(&self, available: usize) -> Option<usize> {
        let available = available / self.element.size();
        match self.length {
            Some(length) => (length <= available).then_some(length),
            None => Some(available),
        }
    }

    /// At which byte of its buffer an element begins, if the view has it.
    #[inline]
    fn place(&self, buffer: &BufferData, index: usize) -> Option<usize> {
        let available = buffer.byte_length()?.checked_sub(self.offset)?;
        let has = index < self.length_within(available)?;
        has.then(|| self.offset + index * self.element.size())
    }
}

/// What a property key means to a typed array.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NumericKey {
    /// An integer index, valid or not.
    Index(usize),
    /// A number that is never an index: `-0`, `1.5`.
    Never,
}

impl Agent {
    /// How many elements a typed array has now: none where it is out of bounds.
    pub fn typed_array_length(&self, object: Object) -> usize {
        self.heap
            .typed_array(object)
            .and_then(|view| self.heap.view_length(&view))
            .unwrap_or(0)
    }

    /// What `object[index]` is where the object is a typed array, `undefined` where it has no such
    /// element; `None` for other objects.
    #[inline]
    pub fn typed_element(&mut self, object: Object, index: u32) -> Option<Value> {
        if !object.is(Kind::TypedArray) {
            return None;
        }
        let view = self.heap.host::<TypedArrayData>(object)?;
        let buffer = self.heap.host::<BufferData>(view.buffer)?;
        // The usual case: bytes that stay where and as many as they are.
        let (Some(length), DataBlock::Own(bytes), None) =
            (view.length, &buffer.block, buffer.max_length)
        else {
            return Some(self.heap.typed_element_anywhere(object, index));
        };
        let index = index as usize;
        if index >= length {
            return Some(Value::UNDEFINED);
        }
        let rest = bytes.get(view.offset + index * view.element.size()..)?;
        Some(match view.element {
            ElementType::Int8 => Value::int(*rest.first()? as i8 as i32),
            ElementType::Uint8 | ElementType::Uint8Clamped => Value::int(*rest.first()? as i32),
            ElementType::Int16 => Value::int(i16::from_le_bytes(*rest.first_chunk()?) as i32),
            ElementType::Uint16 => Value::int(u16::from_le_bytes(*rest.first_chunk()?) as i32),
            ElementType::Int32 => Value::int(i32::from_le_bytes(*rest.first_chunk()?)),
            ElementType::Uint32 => Value::from_u32(u32::from_le_bytes(*rest.first_chunk()?)),
            ElementType::Float32 => decoded(f32::from_le_bytes(*rest.first_chunk()?) as f64),
            ElementType::Float64 => decoded(f64::from_le_bytes(*rest.first_chunk()?)),
            ElementType::Float16 | ElementType::BigInt64 | ElementType::BigUint64 => {
                return Some(self.heap.typed_element_anywhere(object, index as u32));
            }
        })
    }

    /// Converts a value to an element's bytes.
    /// [NumericToRawBytes](https://tc39.es/ecma262/#sec-numerictorawbytes) after ToNumber or ToBigInt
    #[inline]
    pub fn encode_element(&mut self, element: ElementType, value: Value) -> JsResult<u64> {
        if element.is_bigint() {
            let value = self.to_bigint(value)?;
            let value = value.as_bigint().map(|bigint| self.heap.bigint(bigint));
            return Ok(value.map_or(0, low_bits));
        }
        if let Some(int) = value.as_int()
            && element.size() <= 4
            && !matches!(
                element,
                ElementType::Uint8Clamped | ElementType::Float16 | ElementType::Float32
            )
        {
            return Ok(int as u32 as u64);
        }
        let number = self.to_number(value)?;
        Ok(element.encode(number))
    }

    /// [TypedArraySetElement](https://tc39.es/ecma262/#sec-typedarraysetelement)
    pub fn view_set(&mut self, view: &TypedArrayData, index: usize, value: Value) -> JsResult<()> {
        let raw = self.encode_element(view.element, value)?;
        self.heap.view_set_raw(view, index, raw);
        Ok(())
    }

    /// [ToBigInt](https://tc39.es/ecma262/#sec-tobigint): a bigint value.
    pub fn to_bigint(&mut self, value: Value) -> JsResult {
        let primitive = self.to_primitive(value, crate::engine::PreferredType::Number)?;
        if primitive.is_bigint() {
            return Ok(primitive);
        }
        if let Some(boolean) = primitive.as_bool() {
            return Ok(self.heap.new_bigint(BigInt::from(boolean)).value());
        }
        let string = primitive.as_string();
        if let Some(bigint) = string.and_then(|string| self.heap.string_to_bigint(string)) {
            return Ok(self.heap.new_bigint(bigint).value());
        }
        let what = self.value_for_message(primitive);
        let message = format!("Cannot convert {what} to a BigInt");
        Err(match string {
            Some(_) => self.syntax_error(message),
            None => self.type_error(message),
        })
    }

    /// Whether a typed array has an element for a key; `None` where the key isn't numeric, and the
    /// ordinary rules apply. [IsValidIntegerIndex](https://tc39.es/ecma262/#sec-isvalidintegerindex)
    pub fn has_typed_element(&mut self, object: Object, key: PropertyKey) -> Option<bool> {
        match self.heap.numeric_key(object, key)? {
            NumericKey::Index(index) => Some(index < self.typed_array_length(object)),
            NumericKey::Never => Some(false),
        }
    }

    /// [`[[DefineOwnProperty]]`](https://tc39.es/ecma262/#sec-typedarray-defineownproperty) of a
    /// numeric key; `None` for other keys.
    pub(super) fn typed_define(
        &mut self,
        object: Object,
        key: PropertyKey,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<Option<bool>> {
        let Some(valid) = self.has_typed_element(object, key) else {
            return Ok(None);
        };
        if !valid
            || descriptor.configurable == Some(false)
            || descriptor.enumerable == Some(false)
            || descriptor.is_accessor()
            || descriptor.writable == Some(false)
        {
            return Ok(Some(false));
        }
        if let (Some(value), Some(index)) = (descriptor.value, key.as_index())
            && let Some(view) = self.heap.typed_array(object)
        {
            self.view_set(&view, index as usize, value)?;
        }
        Ok(Some(true))
    }

    /// [`[[Set]]`](https://tc39.es/ecma262/#sec-typedarray-set) of a numeric key; `None` where the
    /// ordinary rules apply.
    #[inline]
    pub(super) fn typed_set(
        &mut self,
        object: Object,
        key: PropertyKey,
        value: Value,
        receiver: Value,
    ) -> JsResult<Option<bool>> {
        let Some(numeric) = self.heap.numeric_key(object, key) else {
            return Ok(None);
        };
        if receiver != object.value() {
            let valid = self.has_typed_element(object, key) == Some(true);
            return Ok((!valid).then_some(true));
        }
        if let Some(view) = self.heap.typed_array(object) {
            let raw = self.encode_element(view.element, value)?;
            if let NumericKey::Index(index) = numeric {
                self.heap.view_set_raw(&view, index, raw);
            }
        }
        Ok(Some(true))
    }
}

impl Heap {
    /// How many elements a view has now; `None` where it is out of bounds.
    /// [TypedArrayLength](https://tc39.es/ecma262/#sec-typedarraylength)
    #[inline]
    pub fn view_length(&self, view: &TypedArrayData) -> Option<usize> {
        let available = self.buffer_length(view.buffer)?.checked_sub(view.offset)?;
        view.length_within(available)
    }

    #[inline(never)]
    fn typed_element_anywhere(&mut self, object: Object, index: u32) -> Value {
        self.typed_array(object)
            .and_then(|view| self.view_get(&view, index as usize))
            .unwrap_or(Value::UNDEFINED)
    }

    /// Does `object[index] = value` where the object is a typed array and the value a number that
    /// its elements can hold; false where nothing was done.
    #[inline]
    pub fn set_typed_element(&mut self, object: Object, index: u32, value: Value) -> bool {
        if !object.is(Kind::TypedArray) {
            return false;
        }
        let Some(view) = self.host::<TypedArrayData>(object).copied() else {
            return false;
        };
        let element = view.element;
        let raw = match (value.as_int(), element) {
            (_, ElementType::BigInt64 | ElementType::BigUint64) => return false,
            (
                Some(int),
                ElementType::Int8
                | ElementType::Uint8
                | ElementType::Int16
                | ElementType::Uint16
                | ElementType::Int32
                | ElementType::Uint32,
            ) => int as u32 as u64,
            _ => match value.as_number() {
                Some(number) => element.encode(number),
                None => return false,
            },
        };
        let Some(buffer) = self.host_mut::<BufferData>(view.buffer) else {
            return false;
        };
        let (Some(length), DataBlock::Own(bytes), None) =
            (view.length, &mut buffer.block, buffer.max_length)
        else {
            self.view_set_raw(&view, index as usize, raw);
            return true;
        };
        let (index, size) = (index as usize, element.size());
        if index < length
            && let Some(rest) = bytes.get_mut(view.offset + index * size..)
        {
            match size {
                1 => rest[0] = raw as u8,
                2 => rest[..2].copy_from_slice(&(raw as u16).to_le_bytes()),
                4 => rest[..4].copy_from_slice(&(raw as u32).to_le_bytes()),
                _ => rest[..8].copy_from_slice(&raw.to_le_bytes()),
            }
        }
        true
    }

    /// A typed array's own element.
    pub(super) fn typed_own(&mut self, object: Object, index: u32) -> Option<OwnProperty> {
        let view = self.typed_array(object)?;
        let value = self.view_get(&view, index as usize)?;
        Some(OwnProperty::Data {
            value,
            flags: PropertyFlags::DATA,
        })
    }
}

impl Heap {
    /// The element of a view, if it has one at the index.
    /// [TypedArrayGetElement](https://tc39.es/ecma262/#sec-typedarraygetelement)
    #[inline]
    pub fn view_get(&mut self, view: &TypedArrayData, index: usize) -> Option<Value> {
        let data = self.buffer(view.buffer)?;
        let raw = data.read(view.place(data, index)?, view.element.size());
        Some(self.decode_element(view.element, raw))
    }

    /// Writes an element's bytes, where the view has that element.
    #[inline]
    pub fn view_set_raw(&mut self, view: &TypedArrayData, index: usize, raw: u64) {
        if let Some(data) = self.buffer_mut(view.buffer)
            && let Some(at) = view.place(data, index)
        {
            data.write(at, view.element.size(), raw);
        }
    }

    /// [CanonicalNumericIndexString](https://tc39.es/ecma262/#sec-canonicalnumericindexstring) for a
    /// typed array's key; `None` for other objects and keys.
    #[inline]
    fn numeric_key(&mut self, object: Object, key: PropertyKey) -> Option<NumericKey> {
        if !object.is(Kind::TypedArray) {
            return None;
        }
        if let Some(index) = key.as_index() {
            return Some(NumericKey::Index(index as usize));
        }
        let text = self.text(key.as_atom()?);
        let first = (!text.is_empty()).then(|| text.at(0))?;
        if !matches!(first as u8 as char, '0'..='9' | '-' | 'I' | 'N') || first > 0x7F {
            return None;
        }
        // No canonical text of a number is longer.
        if text.len() > 32 {
            return None;
        }
        let text = text.to_utf8();
        if text == "-0" {
            return Some(NumericKey::Never);
        }
        let number = self.string_to_number(key.as_atom()?);
        let canonical = self.number_to_string(number);
        (self.utf8(canonical) == text).then_some(NumericKey::Never)
    }

    /// Whether the length of a typed array can't change: only then may it lose its extensibility.
    /// [IsTypedArrayFixedLength](https://tc39.es/ecma262/#sec-istypedarrayfixedlength)
    pub(super) fn is_typed_array_fixed(&self, object: Object) -> bool {
        self.typed_array(object).is_none_or(|view| {
            // Shared memory never shrinks.
            let fixed = |data: &BufferData| data.max_length.is_none() || data.is_shared();
            view.length.is_some() && self.buffer(view.buffer).is_none_or(fixed)
        })
    }
}

impl Heap {
    /// A typed array's internal slots.
    #[inline]
    pub fn typed_array(&self, object: Object) -> Option<TypedArrayData> {
        if !object.is(Kind::TypedArray) {
            return None;
        }
        self.host::<TypedArrayData>(object).copied()
    }

    /// The value in an element's bytes. [RawBytesToNumeric](https://tc39.es/ecma262/#sec-rawbytestonumeric)
    #[inline]
    pub fn decode_element(&mut self, element: ElementType, raw: u64) -> Value {
        match element {
            ElementType::Int8 => Value::int(raw as i8 as i32),
            ElementType::Uint8 | ElementType::Uint8Clamped => Value::int(raw as u8 as i32),
            ElementType::Int16 => Value::int(raw as i16 as i32),
            ElementType::Uint16 => Value::int(raw as u16 as i32),
            ElementType::Int32 => Value::int(raw as i32),
            ElementType::Uint32 => Value::from_u32(raw as u32),
            ElementType::Float16 => decoded(half_to_number(raw as u16)),
            ElementType::Float32 => decoded(f32::from_bits(raw as u32) as f64),
            ElementType::Float64 => decoded(f64::from_bits(raw)),
            ElementType::BigInt64 => self.new_bigint(BigInt::from(raw as i64)).value(),
            ElementType::BigUint64 => self.new_bigint(BigInt::from(raw)).value(),
        }
    }
}

/// A number from outside. It stays a double: what is read from floats is mostly no integer, and
/// reckoned with as a double.
#[inline]
fn decoded(number: f64) -> Value {
    Value::double(number)
}

/// A bigint modulo 2^64.
fn low_bits(bigint: &BigInt) -> u64 {
    let low = bigint.iter_u64_digits().next().unwrap_or(0);
    if bigint.sign() == num_bigint::Sign::Minus {
        low.wrapping_neg()
    } else {
        low
    }
}

#[cfg(test)]
mod tests {
    use super::{half_bits, half_to_number};

    #[test]
    fn halves_survive() {
        for bits in 0..=u16::MAX {
            let number = half_to_number(bits);
            if !number.is_nan() {
                assert_eq!(half_bits(number), bits);
            }
        }
        assert_eq!(half_bits(65520.0), 0x7C00);
        assert_eq!(half_bits(1e-30), 0);
    }
}
