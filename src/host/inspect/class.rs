//! What objects, functions and classes are called.

use super::{Inspector, find_property, own_property};
use crate::engine::{
    Agent, FunctionKind, JsResult, Kind, Object, OwnProperty, PropertyFlags, PropertyKey,
};

/// What an object is called.
#[derive(Clone, Debug)]
pub(super) struct Class {
    /// The name of its constructor; `None` for an object without a prototype.
    pub(super) constructor: Option<String>,
    /// Its `Symbol.toStringTag`, or empty.
    pub(super) tag: String,
}

impl Class {
    /// Whether the constructor has this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.constructor.as_deref() == Some(name)
    }

    /// What stands before the brace, with a space behind: `Foo `, `Map(2) `,
    /// `[Object: null prototype] `, `Foo [tag] `.
    pub(super) fn prefix(&self, fallback: &str, size: Option<usize>) -> String {
        let size = size.map_or(String::new(), |size| format!("({size})"));
        let tag = &self.tag;
        match &self.constructor {
            None if !tag.is_empty() && fallback != tag => {
                format!("[{fallback}{size}: null prototype] [{tag}] ")
            }
            None => format!("[{fallback}{size}: null prototype] "),
            Some(name) if !tag.is_empty() && name != tag => format!("{name}{size} [{tag}] "),
            Some(name) => format!("{name}{size} "),
        }
    }
}

/// Globals that count as built in.
const BUILT_IN: &[&str] = &[
    "AggregateError",
    "Array",
    "ArrayBuffer",
    "AsyncDisposableStack",
    "Atomics",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Boolean",
    "DataView",
    "Date",
    "DisposableStack",
    "Error",
    "EvalError",
    "FinalizationRegistry",
    "Float16Array",
    "Float32Array",
    "Float64Array",
    "Function",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Intl",
    "Iterator",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Promise",
    "Proxy",
    "RangeError",
    "ReferenceError",
    "Reflect",
    "RegExp",
    "Set",
    "SharedArrayBuffer",
    "String",
    "SuppressedError",
    "Symbol",
    "SyntaxError",
    "TypeError",
    "URIError",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakRef",
    "WeakSet",
    "WebAssembly",
];

/// Whether a constructor's name is that of a built-in global.
pub(super) fn is_built_in(name: &str) -> bool {
    BUILT_IN.binary_search(&name).is_ok()
}

impl Inspector {
    /// What an object is called.
    pub(super) fn class(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: i64,
    ) -> JsResult<Class> {
        let constructor = self.constructor_name(agent, object, depth)?;
        let key = PropertyKey::symbol(agent.symbols.to_string_tag);
        let mut tag = self.read_text(agent, object, key)?.unwrap_or_default();
        if !tag.is_empty()
            && let Some(own) = own_property(agent, object, key)?
            && (self.options.show_hidden || own.is_enumerable())
        {
            // It is listed among the properties.
            tag.clear();
        }
        Ok(Class { constructor, tag })
    }

    /// The name of the nearest constructor along the prototypes that the object is an instance of.
    /// `Object <Foo>` where only a part of the way can be named.
    fn constructor_name(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: i64,
    ) -> JsResult<Option<String>> {
        let mut prefix = String::new();
        let mut suffix = String::new();
        let mut object = object;
        let mut depth = depth;
        loop {
            if let Some(name) = nearest_constructor(agent, object)? {
                return Ok(Some(format!("{prefix}{name}{suffix}")));
            }
            let first = prototype(agent, object);
            let Some(first) = first else {
                if prefix.is_empty() {
                    return Ok(None);
                }
                // The last prototype on the way, which has none itself.
                let mut inner = Inspector::new(self.options.clone());
                inner.options.custom_inspect = false;
                inner.options.depth = Some(-1);
                let shown = inner.value(agent, object.value(), 0, false)?;
                prefix.push_str(&shown);
                return Ok(Some(format!("{prefix}{suffix}")));
            };
            let own = intrinsic_name(object);
            if self.is_too_deep(depth) || suffix.len() > super::MAX_DEPTH {
                return Ok(Some(format!("{prefix}{own} <Complex prototype>{suffix}")));
            }
            prefix.push_str(own);
            prefix.push_str(" <");
            suffix.push('>');
            object = first;
            depth += 1;
        }
    }

    /// `[Function: name]`, `[class A extends B]`.
    pub(super) fn function_base(
        &mut self,
        agent: &mut Agent,
        function: Object,
        class: &Class,
    ) -> JsResult<String> {
        let kind = function_kind(agent, function);
        if matches!(
            kind,
            Some(FunctionKind::ClassConstructor | FunctionKind::DerivedConstructor)
        ) {
            return self.class_base(agent, function, class);
        }
        let sort = match kind {
            Some(FunctionKind::Generator) => "GeneratorFunction",
            Some(FunctionKind::Async) => "AsyncFunction",
            Some(FunctionKind::AsyncGenerator) => "AsyncGeneratorFunction",
            _ => "Function",
        };
        let mut base = format!("[{sort}");
        if class.constructor.is_none() {
            base.push_str(" (null prototype)");
        }
        let name = self.read(agent, function, agent.names.name)?;
        match name.as_string() {
            Some(name) if agent.heap.string_length(name) == 0 => base.push_str(" (anonymous)"),
            Some(name) => {
                base.push_str(": ");
                base.push_str(&agent.heap.utf8(name));
            }
            None => {
                base.push_str(": ");
                let depth = self.options.depth.unwrap_or(0);
                base.push_str(&self.value(agent, name, depth, false)?);
            }
        }
        base.push(']');
        if let Some(constructor) = &class.constructor
            && constructor != sort
        {
            base.push_str(&format!(" {constructor}"));
        }
        if !class.tag.is_empty() && class.constructor.as_ref() != Some(&class.tag) {
            base.push_str(&format!(" [{}]", class.tag));
        }
        Ok(base)
    }

    fn class_base(
        &mut self,
        agent: &mut Agent,
        function: Object,
        class: &Class,
    ) -> JsResult<String> {
        let name = match own_property(agent, function, agent.names.name)? {
            Some(OwnProperty::Data { value, .. }) if value.is_string() => {
                let text = agent.to_rust_string(value)?;
                if text.is_empty() {
                    String::from("(anonymous)")
                } else {
                    text
                }
            }
            Some(OwnProperty::Data { value, .. }) if value.is_object() => {
                // A static method `name`: its source text.
                agent.value_for_message(value)
            }
            _ => String::from("(anonymous)"),
        };
        let mut base = format!("class {name}");
        if let Some(constructor) = &class.constructor
            && constructor != "Function"
        {
            base.push_str(&format!(" [{constructor}]"));
        }
        if !class.tag.is_empty() && class.constructor.as_ref() != Some(&class.tag) {
            base.push_str(&format!(" [{}]", class.tag));
        }
        if class.constructor.is_none() {
            base.push_str(" extends [null prototype]");
        } else if let Some(parent) = prototype(agent, function) {
            let name = self.read_text(agent, parent, agent.names.name)?;
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                base.push_str(&format!(" extends {name}"));
            }
        }
        Ok(format!("[{base}]"))
    }
}

/// What kind of function an object is; `None` for one written in Rust.
pub(super) fn function_kind(agent: &Agent, function: Object) -> Option<FunctionKind> {
    let code = agent.heap.function_code(function.value())?;
    let code = &agent.codes[code];
    Some(code.kind)
}

/// The prototype, where it is an object whose properties can be read without a trap.
pub(super) fn prototype(agent: &Agent, object: Object) -> Option<Object> {
    let proto = agent.heap.prototype(object).as_object()?;
    (!proto.is(Kind::Proxy)).then_some(proto)
}

/// The class name that V8 itself gives an object.
fn intrinsic_name(object: Object) -> &'static str {
    match object.kind() {
        Kind::Array => "Array",
        Kind::Function | Kind::Native | Kind::Bound => "Function",
        Kind::Promise => "Promise",
        _ => "Object",
    }
}

fn nearest_constructor(agent: &mut Agent, object: Object) -> JsResult<Option<String>> {
    let mut current = Some(object);
    while let Some(holder) = current {
        if let Some(name) = own_constructor(agent, holder, Some(object))? {
            return Ok(Some(name));
        }
        current = prototype(agent, holder);
    }
    Ok(None)
}

/// The name of the function in an object's own `constructor`, where it has a name and `instance`
/// is one of its instances.
pub(super) fn own_constructor(
    agent: &mut Agent,
    holder: Object,
    instance: Option<Object>,
) -> JsResult<Option<String>> {
    let Some(OwnProperty::Data { value, .. }) =
        own_property(agent, holder, agent.names.constructor)?
    else {
        return Ok(None);
    };
    let Some(constructor) = value.as_object() else {
        return Ok(None);
    };
    if !agent.is_callable(value) || constructor.is(Kind::Proxy) {
        return Ok(None);
    }
    if let Some(instance) = instance
        && !is_instance(agent, instance, constructor)?
    {
        return Ok(None);
    }
    let name = match find_property(agent, constructor, agent.names.name)? {
        Some(OwnProperty::Data { value, .. }) => value,
        _ => return Ok(None),
    };
    let Some(name) = name.as_string() else {
        return Ok(None);
    };
    let name = agent.heap.utf8(name);
    Ok((!name.is_empty()).then_some(name))
}

/// `instanceof`, without asking `Symbol.hasInstance`.
fn is_instance(agent: &mut Agent, object: Object, constructor: Object) -> JsResult<bool> {
    let Some(OwnProperty::Data { value, .. }) =
        own_property(agent, constructor, agent.names.prototype)?
    else {
        return Ok(false);
    };
    let mut current = prototype(agent, object);
    while let Some(proto) = current {
        if proto.value() == value {
            return Ok(true);
        }
        current = prototype(agent, proto);
    }
    Ok(false)
}

/// Whether an own property is seen: those that are enumerable, or all.
pub(super) fn is_shown(flags: PropertyFlags, show_hidden: bool) -> bool {
    show_hidden || flags.has(PropertyFlags::ENUMERABLE)
}
