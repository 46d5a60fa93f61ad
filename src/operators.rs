//! The operators between two operands: one row each, from which all else is made.
//!
//! Owns: what each is called, how it is written, alone and in an assignment, how tightly it binds.
//! Doesn't own: what it does, which the interpreter's nodes and the engine say; they don't compile
//! while an operator of the table is missing there.
//!
//! To the lexer a row is a token, to the tree an operator, to `lower` the node's type of the same
//! name, to the engine a [`NumericOperator`] if it makes numbers of numbers.

use crate::numeric::{int, math};

/// Calls the macro `$act` with `$before` and the rows.
///
/// The groups: `numeric` operators make a number of two, and assign; `comparisons` make a boolean;
/// `words` are comparisons that are written as words; `logical` ones may leave out their right
/// operand. A row: name, text, text of the assignment, precedence.
macro_rules! operators {
    ($act:ident! { $($before:tt)* }) => {
        $act! {
            $($before)*
            numeric {
                Add "+" "+=" Additive,
                Subtract "-" "-=" Additive,
                Multiply "*" "*=" Multiplicative,
                Divide "/" "/=" Multiplicative,
                Remainder "%" "%=" Multiplicative,
                Exponent "**" "**=" Exponential,
                BitAnd "&" "&=" BitAnd,
                BitOr "|" "|=" BitOr,
                BitXor "^" "^=" BitXor,
                ShiftLeft "<<" "<<=" Shift,
                ShiftRight ">>" ">>=" Shift,
                ShiftRightUnsigned ">>>" ">>>=" Shift,
            }
            comparisons {
                Equal "==" Equality,
                NotEqual "!=" Equality,
                StrictEqual "===" Equality,
                StrictNotEqual "!==" Equality,
                Less "<" Relational,
                LessEqual "<=" Relational,
                Greater ">" Relational,
                GreaterEqual ">=" Relational,
            }
            words {
                In "in" Relational,
                Instanceof "instanceof" Relational,
            }
            logical {
                And "&&" "&&=" And,
                Or "||" "||=" Or,
                Coalesce "??" "??=" Coalesce,
            }
        }
    };
}

pub(crate) use operators;

/// How tightly operators bind: the later, the tighter. All associate to the left but `**`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precedence {
    /// `??`
    Coalesce,
    /// `||`
    Or,
    /// `&&`
    And,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
    /// `==`
    Equality,
    /// `<`, `in`
    Relational,
    /// `<<`
    Shift,
    /// `+`
    Additive,
    /// `*`
    Multiplicative,
    /// `**`
    Exponential,
}

impl Precedence {
    /// Whether `a ~ b ~ c` is `a ~ (b ~ c)`.
    #[must_use]
    pub fn associates_to_the_right(self) -> bool {
        self == Self::Exponential
    }
}

macro_rules! define {
    (
        numeric { $($numeric:ident $numeric_text:literal $numeric_assigned:literal $numeric_level:ident,)* }
        comparisons { $($comparison:ident $comparison_text:literal $comparison_level:ident,)* }
        words { $($word:ident $word_text:literal $word_level:ident,)* }
        logical { $($logical:ident $logical_text:literal $logical_assigned:literal $logical_level:ident,)* }
    ) => {
        /// An operator that makes a number or BigInt of two; `+` makes strings as well.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum NumericOperator {
            $(#[doc = concat!("`", $numeric_text, "`")] $numeric,)*
        }

        /// An operator between two operands that are both evaluated.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum BinaryOperator {
            $(#[doc = concat!("`", $numeric_text, "`")] $numeric,)*
            $(#[doc = concat!("`", $comparison_text, "`")] $comparison,)*
            $(#[doc = concat!("`", $word_text, "`")] $word,)*
        }

        /// An operator that may leave out its right operand.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum LogicalOperator {
            $(#[doc = concat!("`", $logical_text, "`")] $logical,)*
        }

        impl BinaryOperator {
            /// The operator as it is written.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$numeric => $numeric_text,)*
                    $(Self::$comparison => $comparison_text,)*
                    $(Self::$word => $word_text,)*
                }
            }

            /// How tightly it binds.
            #[must_use]
            pub fn precedence(self) -> Precedence {
                match self {
                    $(Self::$numeric => Precedence::$numeric_level,)*
                    $(Self::$comparison => Precedence::$comparison_level,)*
                    $(Self::$word => Precedence::$word_level,)*
                }
            }

            /// The same as an operator on numbers; nothing for those that give booleans.
            #[must_use]
            pub fn numeric(self) -> Option<NumericOperator> {
                match self {
                    $(Self::$numeric => Some(NumericOperator::$numeric),)*
                    $(Self::$comparison)|* => None,
                    $(Self::$word)|* => None,
                }
            }
        }

        impl From<NumericOperator> for BinaryOperator {
            fn from(operator: NumericOperator) -> Self {
                match operator {
                    $(NumericOperator::$numeric => Self::$numeric,)*
                }
            }
        }

        impl LogicalOperator {
            /// The operator as it is written.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$logical => $logical_text,)*
                }
            }

            /// How tightly it binds.
            #[must_use]
            pub fn precedence(self) -> Precedence {
                match self {
                    $(Self::$logical => Precedence::$logical_level,)*
                }
            }
        }
    };
}

operators! { define! {} }

impl NumericOperator {
    /// The operation on two numbers, out of line: nodes have their own fast paths.
    #[must_use]
    #[inline(never)]
    pub fn apply(self, x: f64, y: f64) -> f64 {
        let int = int::to_int32;
        let shift = || int(y) as u32 & 31;
        match self {
            Self::Add => x + y,
            Self::Subtract => x - y,
            Self::Multiply => x * y,
            Self::Divide => x / y,
            Self::Remainder => math::remainder(x, y),
            Self::Exponent => math::exponentiate(x, y),
            Self::BitAnd => f64::from(int(x) & int(y)),
            Self::BitOr => f64::from(int(x) | int(y)),
            Self::BitXor => f64::from(int(x) ^ int(y)),
            Self::ShiftLeft => f64::from(int(x) << shift()),
            Self::ShiftRight => f64::from(int(x) >> shift()),
            Self::ShiftRightUnsigned => f64::from(int(x) as u32 >> shift()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BinaryOperator, LogicalOperator, NumericOperator, Precedence};

    #[test]
    fn rows_agree() {
        assert_eq!(BinaryOperator::ShiftRight.text(), ">>");
        assert_eq!(
            BinaryOperator::In.precedence(),
            BinaryOperator::Less.precedence()
        );
        assert!(BinaryOperator::Multiply.precedence() > BinaryOperator::Add.precedence());
        assert!(LogicalOperator::Coalesce.precedence() < BinaryOperator::BitOr.precedence());
        assert!(Precedence::Exponential.associates_to_the_right());
        assert!(
            !BinaryOperator::Subtract
                .precedence()
                .associates_to_the_right()
        );
        assert_eq!(BinaryOperator::Instanceof.numeric(), None);
        let operator = NumericOperator::Remainder;
        assert_eq!(BinaryOperator::from(operator).numeric(), Some(operator));
    }

    #[test]
    fn operations_on_numbers() {
        assert_eq!(NumericOperator::ShiftLeft.apply(1.0, 33.0), 2.0);
        assert_eq!(
            NumericOperator::ShiftRightUnsigned.apply(-1.0, 0.0),
            4_294_967_295.0
        );
        assert_eq!(NumericOperator::BitOr.apply(4_294_967_297.5, 2.0), 3.0);
        assert!(NumericOperator::Exponent.apply(1.0, f64::NAN).is_nan());
    }
}
