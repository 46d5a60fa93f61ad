//! Values in the texts of errors, as V8 prints them there.

use crate::engine::{Agent, ErrorData, Intrinsic, PropertyKey};
use crate::heap::{Heap, Kind, Object, Value};

impl Agent {
    /// A value as error messages show it: strings as they are, objects as `#<A>`, functions as their
    /// source text.
    pub fn value_for_message(&mut self, value: Value) -> String {
        if let Some(object) = value.as_object() {
            return self.object_for_message(object);
        }
        if let Some(symbol) = value.as_symbol() {
            return self.heap.key_for_message(PropertyKey::symbol(symbol));
        }
        match self.to_string(value) {
            Ok(text) => self.heap.utf8(text),
            Err(_) => String::from("a value"),
        }
    }

    /// A value as error messages show it where V8 would name the expression in the source that gave
    /// it, but there is none: the type, and the value where that is short.
    pub fn call_site_for_message(&mut self, value: Value) -> String {
        let kind = self.heap.type_of_text(value);
        if let Some(string) = value.as_string() {
            return format!("{kind} \"{}\"", self.heap.utf8(string));
        }
        if value.is_null() || value.is_bool() || value.is_number() {
            return format!("{kind} {}", self.value_for_message(value));
        }
        kind.to_string()
    }

    /// An object as error messages show it.
    pub fn object_for_message(&mut self, object: Object) -> String {
        match object.kind() {
            Kind::Function => {
                if let Some(code) = self.heap.function_code(object.value()) {
                    let code = &self.codes[code];
                    return code.source.slice(code.span).to_string();
                }
            }
            Kind::Native => {
                let name = self
                    .peek_data_property(object, self.names.name)
                    .and_then(Value::as_string);
                let name = name.map_or(String::new(), |name| self.heap.utf8(name));
                return match self.is_native_class(object) {
                    true => format!("class {name} {{ [native code] }}"),
                    false => format!("function {name}() {{ [native code] }}"),
                };
            }
            Kind::TypedArray => {
                if let Some(view) = self.heap.typed_array(object) {
                    return format!("[object {}]", view.element.name());
                }
            }
            Kind::Bound => return String::from("function () { [native code] }"),
            // Without a look at its exports, which may evaluate the module.
            Kind::Namespace => return String::from("[object Module]"),
            Kind::Proxy => {
                // A deep nest of them isn't worth a loop.
                if let Some((target, _)) = self.heap.proxy_parts(object)
                    && !target.is(Kind::Proxy)
                {
                    return self.object_for_message(target);
                }
            }
            _ if self.heap.host::<ErrorData>(object).is_some() => {
                return self.error_header_for_message(object);
            }
            _ => {}
        }
        // What isn't printed by the original Object.prototype.toString goes by its tag.
        let printer = self.peek_data_property(object, self.names.to_string);
        if printer == Some(self.intrinsic(Intrinsic::ObjectToString).value())
            && let Some(name) = self.constructor_name(object)
        {
            return format!("#<{name}>");
        }
        let errors = self.intrinsic(Intrinsic::ErrorPrototype);
        if printer.is_some() && printer == self.peek_data_property(errors, self.names.to_string) {
            return self.error_header_for_message(object);
        }
        let key = PropertyKey::symbol(self.symbols.to_string_tag);
        let tag = self
            .peek_data_property(object, key)
            .and_then(Value::as_string)
            .map(|tag| self.heap.utf8(tag));
        match tag {
            Some(tag) => format!("[object {tag}]"),
            None => format!(
                "[object {}]",
                self.builtin_tag(object, object.is(Kind::Array))
            ),
        }
    }

    /// The tag that [Object.prototype.toString](https://tc39.es/ecma262/#sec-object.prototype.tostring)
    /// gives an object without a `Symbol.toStringTag`.
    pub fn builtin_tag(&self, object: Object, is_array: bool) -> &'static str {
        if is_array {
            return "Array";
        }
        if self.heap.is_callable(object.value()) {
            return "Function";
        }
        if object.is(Kind::Arguments) {
            return "Arguments";
        }
        if let Some(primitive) = self.heap.wrapped_primitive(object) {
            return match self.heap.type_of_text(primitive) {
                "string" => "String",
                "number" => "Number",
                "boolean" => "Boolean",
                _ => "Object",
            };
        }
        self.heap.host_tag(object).unwrap_or("Object")
    }

    /// The name of an object's constructor, without running a script's code.
    pub fn constructor_name(&mut self, object: Object) -> Option<String> {
        let constructor = self
            .peek_data_property(object, self.names.constructor)?
            .as_object()?;
        let name = self
            .peek_data_property(constructor, self.names.name)?
            .as_string()?;
        let name = self.heap.utf8(name);
        (!name.is_empty()).then_some(name)
    }

    /// [The typeof operator](https://tc39.es/ecma262/#sec-typeof-operator)
    pub fn type_of(&self, value: Value) -> Value {
        let names = &self.names;
        let key = match self.heap.type_of_text(value) {
            "function" => names.function,
            "object" => names.object,
            "undefined" => names.undefined,
            "boolean" => names.boolean,
            "string" => names.string,
            "symbol" => names.symbol,
            "bigint" => names.bigint,
            _ => names.number,
        };
        key.as_atom().map_or(Value::UNDEFINED, Value::from)
    }
}

impl Heap {
    /// A key as error messages name it: `x`, `0`, `Symbol(x)`, `#x`.
    pub fn key_for_message(&mut self, key: PropertyKey) -> String {
        if let Some(symbol) = key.as_symbol() {
            let description = self.symbol_description(symbol);
            let text = description.map_or(String::new(), |text| self.utf8(text));
            if self.symbol_kind(symbol).is_private() {
                return text;
            }
            return format!("Symbol({text})");
        }
        let text = self.key_to_string(key);
        self.utf8(text)
    }

    /// `typeof`, as text.
    pub fn type_of_text(&self, value: Value) -> &'static str {
        if value.is_object() {
            return if self.is_callable(value) {
                "function"
            } else {
                "object"
            };
        }
        match value {
            Value::UNDEFINED => "undefined",
            Value::NULL => "object",
            Value::TRUE | Value::FALSE => "boolean",
            _ if value.is_string() => "string",
            _ if value.is_symbol() => "symbol",
            _ if value.is_bigint() => "bigint",
            _ => "number",
        }
    }
}
