//! What objects, functions and classes are called.

use super::inspector::{Inspector, MAX_NESTING, UNKNOWN_DEPTH};
use super::written::Written;
use crate::engine::{
    Agent, ErrorData, FunctionKind, Intrinsic, JsResult, Kind, Object, OwnProperty, PropertyFlags,
    PropertyKey, Value,
};

/// What an object is called.
#[derive(Clone, Debug)]
pub(super) struct Class {
    /// The name of its constructor; `None` for an object without a prototype.
    pub(super) constructor: Option<String>,
    /// What it was called before its prototype was taken away.
    pub(super) former: Option<String>,
    /// Its `Symbol.toStringTag`, or empty.
    pub(super) tag: String,
}

impl Class {
    /// Whether the constructor has this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.constructor.as_deref() == Some(name)
    }

    /// The text before the brace, with a trailing space: `Foo `, `Map(2) `,
    /// `[Object: null prototype] `, `Foo [tag] `.
    pub(super) fn prefix(&self, fallback: &str, size: Option<usize>) -> String {
        let size = size.map_or(String::new(), |size| format!("({size})"));
        let tag = &self.tag;
        let Some(name) = &self.constructor else {
            let fallback = match &self.former {
                Some(former) if fallback == "Object" => former,
                _ => fallback,
            };
            return match tag.is_empty() || fallback == tag {
                true => format!("[{fallback}{size}: null prototype] "),
                false => format!("[{fallback}{size}: null prototype] [{tag}] "),
            };
        };
        match tag.is_empty() || names_the_tag(name, tag) {
            true => format!("{name}{size} "),
            false => format!("{name}{size} [{tag}] "),
        }
    }

    /// [`Class::prefix`] of an object that nothing better is known of.
    pub(super) fn plain_prefix(&self, agent: &mut Agent, object: Object) -> String {
        if self.constructor.is_some() {
            return self.prefix("", None);
        }
        if self.former.is_some() {
            return self.prefix("Object", None);
        }
        let name = intrinsic_name(agent, object);
        match name == self.tag {
            true => self.prefix("Object", None),
            false => self.prefix(&name, None),
        }
    }

    /// ` [tag]`, where the constructor isn't called so.
    pub(super) fn tag_behind(&self) -> String {
        match self.tag.is_empty() || self.constructor.as_ref() == Some(&self.tag) {
            true => String::new(),
            false => format!(" [{}]", self.tag),
        }
    }
}

/// Whether a constructor's name has the tag in it, as a word: at its end, or before a capital.
fn names_the_tag(name: &str, tag: &str) -> bool {
    let Some(at) = name.find(tag) else {
        return false;
    };
    let next = name[at + tag.len()..].chars().next();
    next.is_none_or(|next| next.to_lowercase().ne(std::iter::once(next)))
}

/// Globals that count as built in: those that V8 has when Node makes its list.
const BUILT_IN: &[&str] = &[
    "AggregateError",
    "Array",
    "ArrayBuffer",
    "Atomics",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Boolean",
    "DataView",
    "Date",
    "Error",
    "EvalError",
    "FinalizationRegistry",
    "Float32Array",
    "Float64Array",
    "Function",
    "Infinity",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Intl",
    "Iterator",
    "JSON",
    "Map",
    "Math",
    "NaN",
    "Number",
    "Object",
    "Promise",
    "Proxy",
    "RangeError",
    "ReferenceError",
    "Reflect",
    "RegExp",
    "Set",
    "String",
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
];

/// Whether a constructor's name is that of a built-in global.
pub(super) fn is_built_in(name: &str) -> bool {
    BUILT_IN.binary_search(&name).is_ok()
}

impl Inspector {
    /// What an object is called; the properties that it inherits are added to `inherited`.
    pub(super) fn class(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: f64,
        inherited: Option<&mut Vec<Written>>,
    ) -> JsResult<Class> {
        let constructor = self.constructor_name(agent, object, depth, inherited)?;
        let key = PropertyKey::symbol(agent.symbols.to_string_tag);
        let tag = self.try_get(agent, object, key)?.and_then(Value::as_string);
        let mut tag = tag.map_or(String::new(), |tag| agent.heap.utf8(tag));
        if !tag.is_empty()
            && let Some(own) = agent.get_own_property(object, key)?
            && (self.options.show_hidden || own.is_enumerable())
        {
            // It is listed among the properties.
            tag.clear();
        }
        let former = match constructor {
            None if !self.of_prototype => agent.former_class(object),
            _ => None,
        };
        Ok(Class {
            constructor,
            former,
            tag,
        })
    }

    /// The name of the nearest constructor along the prototypes that the object is an instance of.
    /// `Object <Foo>` where only a part of the way can be named.
    fn constructor_name(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: f64,
        mut inherited: Option<&mut Vec<Written>>,
    ) -> JsResult<Option<String>> {
        let mut prefix = String::new();
        let mut levels = 0;
        let mut object = object;
        loop {
            let level = depth + levels as f64;
            let (name, first) =
                self.nearest_constructor(agent, object, level, inherited.as_deref_mut())?;
            let suffix = ">".repeat(levels);
            if let Some(name) = name {
                return Ok(Some(format!("{prefix}{name}{suffix}")));
            }
            let Some(first) = first else {
                if levels == 0 {
                    return Ok(None);
                }
                // The last prototype on the way, which has none itself.
                let mut inner = Inspector::new(self.options.clone());
                inner.nesting = self.nesting;
                inner.options.custom_inspect = false;
                inner.options.depth = Some(-1.0);
                inner.of_prototype = true;
                let shown = inner.value(agent, object.value(), 0.0, false)?;
                return Ok(Some(format!("{prefix}{shown}{suffix}")));
            };
            let own = intrinsic_name(agent, object);
            if self.is_too_deep(level) {
                return Ok(Some(format!("{prefix}{own} <Complex prototype>{suffix}")));
            }
            if levels >= MAX_NESTING {
                return Err(agent.stack_overflow());
            }
            prefix.push_str(&own);
            prefix.push_str(" <");
            levels += 1;
            object = first;
        }
    }

    /// The name of a constructor, or the first prototype.
    fn nearest_constructor(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: f64,
        mut inherited: Option<&mut Vec<Written>>,
    ) -> JsResult<(Option<String>, Option<Object>)> {
        let mut first = None;
        let mut holder = object;
        loop {
            agent.poll()?;
            let mut found = None;
            if holder != object
                && let Some(name) = well_known_prototype(agent, holder)
            {
                found = Some((String::from(name), true));
            } else if let Some(name) = named_constructor(agent, object, holder)? {
                let built_in = name.as_deref().is_ok_and(is_built_in);
                found = Some((name.unwrap_or_else(|name| name), built_in));
            }
            if let Some((name, built_in)) = found {
                if let Some(inherited) = inherited.as_deref_mut()
                    && (first != Some(holder) || !built_in)
                {
                    let from = first.unwrap_or(object);
                    self.add_inherited(agent, object, from, depth, inherited)?;
                }
                return Ok((Some(name), first));
            }
            let proto = agent.get_prototype_of(holder)?;
            if holder.is(Kind::Proxy) {
                agent.keep(proto);
            }
            match proto.as_object() {
                Some(proto) => holder = proto,
                None => return Ok((None, first)),
            }
            first = first.or(Some(holder));
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
        if (matches!(
            kind,
            Some(FunctionKind::ClassConstructor | FunctionKind::DerivedConstructor)
        ) || agent.is_native_class(function))
            && is_class_text(&agent.object_for_message(function))
        {
            return class_base(agent, function, class);
        }
        let sort = function_sort(kind);
        let mut base = format!("[{sort}");
        if class.constructor.is_none() {
            base.push_str(" (null prototype)");
        }
        let name = agent.get(function, agent.names.name)?;
        agent.keep(name);
        match name.as_string() {
            Some(name) if agent.heap.string_length(name) == 0 => base.push_str(" (anonymous)"),
            Some(name) => {
                base.push_str(": ");
                base.push_str(&agent.heap.utf8(name));
            }
            None => {
                base.push_str(": ");
                base.push_str(&self.value(agent, name, UNKNOWN_DEPTH, false)?);
            }
        }
        base.push(']');
        if let Some(constructor) = &class.constructor
            && constructor != sort
        {
            base.push_str(&format!(" {constructor}"));
        }
        base.push_str(&class.tag_behind());
        Ok(base)
    }
}

/// Whether Node takes a class's source text for one: not where a bracket comes before its body.
fn is_class_text(text: &str) -> bool {
    let Some(text) = text.strip_prefix("class") else {
        return false;
    };
    let begins_with_body = |text: &str| {
        let head = text.split_once('{').map(|(head, _)| head);
        head.is_some_and(|head| !head.contains('('))
    };
    if begins_with_body(text) {
        return true;
    }
    let text = without_comments(text);
    text.starts_with(char::is_whitespace) && begins_with_body(&text)
}

/// A source text without what looks like a comment.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('/') {
        let (before, comment) = rest.split_at(at);
        let end = if comment.starts_with("//") {
            comment.find('\n').map(|end| end + 1)
        } else {
            let inner = comment.strip_prefix("/*");
            inner.and_then(|inner| inner.find("*/")).map(|end| end + 4)
        };
        out.push_str(before);
        match end {
            Some(end) => rest = &comment[end..],
            None => {
                out.push('/');
                rest = &comment[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// `[class A [Tag] extends B]`
fn class_base(agent: &mut Agent, function: Object, class: &Class) -> JsResult<String> {
    let key = agent.names.name;
    let mut name = String::new();
    if agent.get_own_property(function, key)?.is_some() {
        let value = agent.get(function, key)?;
        agent.keep(value);
        if agent.heap.to_boolean(value) {
            name = agent.to_rust_string(value)?;
        }
    }
    if name.is_empty() {
        name.push_str("(anonymous)");
    }
    let mut base = format!("[class {name}");
    if let Some(constructor) = &class.constructor
        && constructor != "Function"
    {
        base.push_str(&format!(" [{constructor}]"));
    }
    base.push_str(&class.tag_behind());
    if class.constructor.is_none() {
        base.push_str(" extends [null prototype]");
    } else if let Some(parent) = agent.get_prototype_of(function)?.as_object() {
        agent.keep_object(parent);
        let name = agent.get(parent, key)?;
        agent.keep(name);
        if agent.heap.to_boolean(name) {
            base.push_str(&format!(" extends {}", agent.to_rust_string(name)?));
        }
    }
    base.push(']');
    Ok(base)
}

/// What kind of function an object is; `None` for one written in Rust.
fn function_kind(agent: &Agent, function: Object) -> Option<FunctionKind> {
    let code = agent.heap.function_code(function.value())?;
    let code = &agent.codes[code];
    Some(code.kind)
}

fn function_sort(kind: Option<FunctionKind>) -> &'static str {
    match kind {
        Some(FunctionKind::Generator) => "GeneratorFunction",
        Some(FunctionKind::Async) => "AsyncFunction",
        Some(FunctionKind::AsyncGenerator) => "AsyncGeneratorFunction",
        _ => "Function",
    }
}

/// The class name that V8 itself gives an object, from what it was made as, or from what its
/// prototypes say without running a script's code.
fn intrinsic_name(agent: &mut Agent, object: Object) -> String {
    const LONGEST_CHAIN: usize = 1000;
    let made_as = match object.kind() {
        Kind::Array => "Array",
        Kind::Function => function_sort(function_kind(agent, object)),
        Kind::Native | Kind::Bound => "Function",
        Kind::Promise => "Promise",
        Kind::Generator => "Generator",
        Kind::Namespace => "Module",
        Kind::StringObject => "String",
        Kind::TypedArray => agent
            .heap
            .typed_array(object)
            .map_or("Object", |view| view.element.name()),
        _ => match agent.heap.wrapped_primitive(object) {
            Some(value) => wrapper_name(value),
            None => match agent.heap.host::<ErrorData>(object) {
                Some(error) => error_name(agent, error.made_as).unwrap_or("Object"),
                None => agent.heap.host_class(object).unwrap_or("Object"),
            },
        },
    };
    if made_as != "Object" {
        return String::from(made_as);
    }
    let tag = PropertyKey::symbol(agent.symbols.to_string_tag);
    let mut current = Some(object);
    for _ in 0..LONGEST_CHAIN {
        let Some(holder) = current.filter(|holder| !holder.is(Kind::Proxy)) else {
            break;
        };
        if let Ok(Some(OwnProperty::Data { value, .. })) = agent.get_own_property(holder, tag)
            && let Some(text) = value.as_string()
        {
            return agent.heap.utf8(text);
        }
        let key = agent.names.constructor;
        if let Ok(Some(OwnProperty::Data { value, .. })) = agent.get_own_property(holder, key)
            && let Some(constructor) = value.as_object()
            && let Some(name) = agent.peek_data_property(constructor, agent.names.name)
            && let Some(name) = name.as_string()
        {
            let name = agent.heap.utf8(name);
            if !name.is_empty() && name != "Object" && agent.heap.is_callable(value) {
                return name;
            }
        }
        current = agent.heap.prototype(holder).as_object();
    }
    match object.kind() {
        Kind::Arguments => String::from("Arguments"),
        Kind::Host if agent.heap.host::<ErrorData>(object).is_some() => String::from("Error"),
        _ if agent.heap.is_callable(object.value()) => String::from("Function"),
        _ => String::from(made_as),
    }
}

/// What an error is called that was made with a prototype; `None` for those of subclasses.
fn error_name(agent: &Agent, prototype: Option<Object>) -> Option<&'static str> {
    const KINDS: &[(Intrinsic, &str)] = &[
        (Intrinsic::ErrorPrototype, "Error"),
        (Intrinsic::TypeErrorPrototype, "TypeError"),
        (Intrinsic::RangeErrorPrototype, "RangeError"),
        (Intrinsic::SyntaxErrorPrototype, "SyntaxError"),
        (Intrinsic::ReferenceErrorPrototype, "ReferenceError"),
        (Intrinsic::EvalErrorPrototype, "EvalError"),
        (Intrinsic::URIErrorPrototype, "URIError"),
        (Intrinsic::AggregateErrorPrototype, "AggregateError"),
        (Intrinsic::SuppressedErrorPrototype, "SuppressedError"),
    ];
    let mut kinds = KINDS.iter();
    let found = kinds.find(|(intrinsic, _)| prototype == Some(agent.intrinsic(*intrinsic)));
    found.map(|(_, name)| *name)
}

/// What an object is called that wraps a primitive.
pub(super) fn wrapper_name(value: Value) -> &'static str {
    if value.is_string() {
        "String"
    } else if value.is_number() {
        "Number"
    } else if value.is_bool() {
        "Boolean"
    } else if value.is_bigint() {
        "BigInt"
    } else {
        "Symbol"
    }
}

/// The name of a prototype whose `constructor` isn't asked, because it may have been tampered with.
fn well_known_prototype(agent: &Agent, holder: Object) -> Option<&'static str> {
    const KNOWN: &[(Intrinsic, &str)] = &[
        (Intrinsic::ObjectPrototype, "Object"),
        (Intrinsic::ArrayPrototype, "Array"),
        (Intrinsic::ArrayBufferPrototype, "ArrayBuffer"),
        (Intrinsic::FunctionPrototype, "Function"),
        (Intrinsic::MapPrototype, "Map"),
        (Intrinsic::SetPrototype, "Set"),
        (Intrinsic::TypedArrayPrototype, "TypedArray"),
        (Intrinsic::RegExpPrototype, "RegExp"),
        (Intrinsic::DatePrototype, "Date"),
        (Intrinsic::DataViewPrototype, "DataView"),
        (Intrinsic::ErrorPrototype, "Error"),
        (Intrinsic::AggregateErrorPrototype, "AggregateError"),
        (Intrinsic::RangeErrorPrototype, "RangeError"),
        (Intrinsic::TypeErrorPrototype, "TypeError"),
        (Intrinsic::BooleanPrototype, "Boolean"),
        (Intrinsic::NumberPrototype, "Number"),
        (Intrinsic::StringPrototype, "String"),
        (Intrinsic::PromisePrototype, "Promise"),
        (Intrinsic::WeakMapPrototype, "WeakMap"),
        (Intrinsic::WeakSetPrototype, "WeakSet"),
    ];
    let mut known = KNOWN.iter();
    let found = known.find(|(intrinsic, _)| agent.intrinsic(*intrinsic) == holder);
    found.map(|(_, name)| *name)
}

/// The name of the function in an object's own `constructor`, where it has one and `instance` is
/// one of its instances. `Err` holds the text of a name that isn't a string.
fn named_constructor(
    agent: &mut Agent,
    instance: Object,
    holder: Object,
) -> JsResult<Option<Result<String, String>>> {
    let key = agent.names.constructor;
    let Some(OwnProperty::Data { value, .. }) = agent.get_own_property(holder, key)? else {
        return Ok(None);
    };
    let Some(constructor) = value.as_object().filter(|_| agent.heap.is_callable(value)) else {
        return Ok(None);
    };
    agent.scoped(|agent| {
        agent.keep(value);
        let name = agent.get(constructor, agent.names.name)?;
        agent.keep(name);
        if name
            .as_string()
            .is_some_and(|name| agent.heap.string_length(name) == 0)
        {
            return Ok(None);
        }
        match agent.instanceof_operator(instance.value(), value) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(throw) => return agent.catch(throw).map(|_| None),
        }
        if name.is_string() {
            return agent.to_rust_string(name).map(|name| Some(Ok(name)));
        }
        let text = match name.is_object() {
            true => agent.to_rust_string(name)?,
            false => super::primitive_text(agent, name),
        };
        Ok(Some(Err(text)))
    })
}

/// Whether an own property is seen: those that are enumerable, or all.
pub(super) fn is_shown(flags: PropertyFlags, show_hidden: bool) -> bool {
    show_hidden || flags.has(PropertyFlags::ENUMERABLE)
}
