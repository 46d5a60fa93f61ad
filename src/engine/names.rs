//! Names and symbols that the engine itself uses, interned once.

use crate::heap::{Heap, PropertyKey, Symbol, SymbolKind};

macro_rules! names {
    ($($field:ident = $text:literal),* $(,)?) => {
        /// Property keys that the engine and the built-ins use, by name.
        #[derive(Clone, Copy)]
        pub struct Names {
            $(
                #[doc = concat!("`", $text, "`")]
                pub $field: PropertyKey,
            )*
        }

        impl Names {
            /// Interns them all.
            pub fn new(heap: &mut Heap) -> Names {
                Names { $($field: pinned(heap, $text)),* }
            }
        }
    };
}

/// The key for a name in a table: `@@iterator` is the symbol. Interned for ever.
pub(super) fn static_key(heap: &mut Heap, symbols: &WellKnownSymbols, name: &str) -> PropertyKey {
    let Some(name) = name.strip_prefix("@@") else {
        return pinned(heap, name);
    };
    let symbol = symbols.named(name);
    PropertyKey::symbol(symbol.unwrap_or_else(|| unreachable!("no symbol {name}")))
}

fn pinned(heap: &mut Heap, text: &str) -> PropertyKey {
    let key = heap.property_key_of_str(text);
    if let Some(atom) = key.as_atom() {
        heap.pin(atom.value());
    }
    key
}

names! {
    exec = "exec",
    empty = "", length = "length", name = "name", prototype = "prototype", constructor = "constructor",
    arguments = "arguments", callee = "callee", caller = "caller", value = "value", done = "done", next = "next",
    return_ = "return", throw = "throw", get = "get", set = "set", has = "has", add = "add", keys = "keys",
    size = "size", writable = "writable", enumerable = "enumerable", configurable = "configurable",
    to_locale_string = "toLocaleString", to_string = "toString", value_of = "valueOf", to_json = "toJSON", message = "message", stack = "stack",
    cause = "cause", errors = "errors", then = "then", resolve = "resolve", reject = "reject", status = "status",
    reason = "reason", promise = "promise", index = "index", input = "input", groups = "groups", raw = "raw",
    undefined = "undefined", null = "null", true_ = "true", false_ = "false",
    default = "default", number = "number", string = "string", object = "object", function = "function",
    boolean = "boolean", symbol = "symbol", bigint = "bigint", join = "join", exports = "exports",
    code = "code", max_byte_length = "maxByteLength", proxy = "proxy", revoke = "revoke", last_index = "lastIndex", flags = "flags", source = "source",
    async_ = "async", fulfilled = "fulfilled", rejected = "rejected",
    apply = "apply", construct = "construct", define_property = "defineProperty", delete_property = "deleteProperty",
    get_own_property_descriptor = "getOwnPropertyDescriptor", get_prototype_of = "getPrototypeOf",
    is_extensible = "isExtensible", own_keys = "ownKeys", prevent_extensions = "preventExtensions",
    set_prototype_of = "setPrototypeOf", stack_trace_limit = "stackTraceLimit",
}

macro_rules! symbols {
    ($($field:ident = $text:literal),* $(,)?) => {
        /// The well-known symbols.
        #[derive(Clone, Copy)]
        pub struct WellKnownSymbols {
            $(
                #[doc = concat!("`", $text, "`")]
                pub $field: Symbol,
            )*
        }

        impl WellKnownSymbols {
            /// Makes them all.
            pub fn new(heap: &mut Heap) -> WellKnownSymbols {
                WellKnownSymbols { $($field: well_known(heap, $text)),* }
            }

            /// The one with a name, without the `Symbol.` before it.
            pub fn named(&self, name: &str) -> Option<Symbol> {
                let all = [$((&$text["Symbol.".len()..], self.$field)),*];
                let found = all.into_iter().find(|(known, _)| *known == name);
                found.map(|(_, symbol)| symbol)
            }
        }
    };
}

fn well_known(heap: &mut Heap, text: &str) -> Symbol {
    let description = heap.new_string(text);
    let symbol = heap.new_symbol(Some(description), SymbolKind::Plain);
    heap.pin(symbol.value());
    symbol
}

symbols! {
    async_iterator = "Symbol.asyncIterator", has_instance = "Symbol.hasInstance",
    is_concat_spreadable = "Symbol.isConcatSpreadable", iterator = "Symbol.iterator", match_ = "Symbol.match",
    match_all = "Symbol.matchAll", replace = "Symbol.replace", search = "Symbol.search", species = "Symbol.species",
    split = "Symbol.split", to_primitive = "Symbol.toPrimitive", to_string_tag = "Symbol.toStringTag",
    unscopables = "Symbol.unscopables", dispose = "Symbol.dispose", async_dispose = "Symbol.asyncDispose",
}
