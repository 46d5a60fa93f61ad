//! Symbols and BigInts.

use super::cells::{BigIntCell, SymbolCell, SymbolKind, description};
use super::{BigIntRef, Heap, Str, Symbol, Value, alloc};

impl Heap {
    /// Makes a symbol.
    pub fn new_symbol(&mut self, description: Option<Str>, kind: SymbolKind) -> Symbol {
        let flags = match kind {
            SymbolKind::Plain => 0,
            SymbolKind::Registered => 1,
            SymbolKind::Private => 2,
            SymbolKind::PrivateStatic => 3,
        };
        let cell = SymbolCell {
            description: description.map_or(Value::UNDEFINED, Str::value),
            flags,
            ..SymbolCell::default()
        };
        Symbol(alloc!(self, symbols, cell))
    }

    /// Makes the private name of a method or accessor of a class.
    pub fn new_private_method_name(&mut self, name: Str, class: Str, is_static: bool) -> Symbol {
        let kind = match is_static {
            true => SymbolKind::PrivateStatic,
            false => SymbolKind::Private,
        };
        let symbol = self.new_symbol(Some(name), kind);
        self.symbols.get_mut(symbol.0).owner = class.value();
        symbol
    }

    /// The name of the class of a private method or accessor.
    pub fn private_method_class(&self, symbol: Symbol) -> Option<Str> {
        self.symbols.get(symbol.0).owner.as_string()
    }

    /// A symbol's description.
    pub fn symbol_description(&self, symbol: Symbol) -> Option<Str> {
        description(self.symbols.get(symbol.0))
    }

    /// What sort of symbol it is.
    pub fn symbol_kind(&self, symbol: Symbol) -> SymbolKind {
        match self.symbols.get(symbol.0).flags {
            0 => SymbolKind::Plain,
            1 => SymbolKind::Registered,
            2 => SymbolKind::Private,
            _ => SymbolKind::PrivateStatic,
        }
    }

    /// Makes a bigint.
    pub fn new_bigint(&mut self, value: num_bigint::BigInt) -> BigIntRef {
        self.report_external(value.bits() as usize / 8);
        BigIntRef(alloc!(self, bigints, BigIntCell(Some(Box::new(value)))))
    }

    /// A bigint's value.
    pub fn bigint(&self, handle: BigIntRef) -> &num_bigint::BigInt {
        static ZERO: num_bigint::BigInt = num_bigint::BigInt::ZERO;
        self.bigints.get(handle.0).0.as_deref().unwrap_or(&ZERO)
    }
}
