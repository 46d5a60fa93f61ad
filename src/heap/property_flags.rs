//! The attributes of properties.

/// Attributes of a property.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct PropertyFlags(pub u8);

impl PropertyFlags {
    /// `[[Writable]]`
    pub const WRITABLE: PropertyFlags = PropertyFlags(1);
    /// `[[Enumerable]]`
    pub const ENUMERABLE: PropertyFlags = PropertyFlags(2);
    /// `[[Configurable]]`
    pub const CONFIGURABLE: PropertyFlags = PropertyFlags(4);
    /// The slot holds a getter and setter.
    pub const ACCESSOR: PropertyFlags = PropertyFlags(8);
    /// Writable, enumerable and configurable: what assignment creates.
    pub const DATA: PropertyFlags = PropertyFlags(7);
    /// Writable and configurable: what built-in methods are.
    pub const HIDDEN: PropertyFlags = PropertyFlags(5);
    /// None.
    pub const NONE: PropertyFlags = PropertyFlags(0);

    /// Whether all of `flags` are set.
    #[inline(always)]
    pub const fn has(self, flags: PropertyFlags) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// With `flags` set too.
    #[inline(always)]
    pub const fn with(self, flags: PropertyFlags) -> PropertyFlags {
        PropertyFlags(self.0 | flags.0)
    }

    /// Whether a cache may read the slot as it is.
    #[inline(always)]
    pub const fn is_plain_data(self) -> bool {
        self.0 & PropertyFlags::ACCESSOR.0 == 0
    }

    /// Whether a cache may write the slot as it is.
    #[inline(always)]
    pub const fn is_writable_data(self) -> bool {
        self.is_plain_data() && self.has(PropertyFlags::WRITABLE)
    }
}
