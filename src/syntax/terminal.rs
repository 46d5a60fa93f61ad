//! What the grammar takes: terminals, of which one lexeme can be several (`{` opens a block or an
//! object). Some are nothing in the text (an inserted semicolon). The driver chooses.

macro_rules! terminals {
    ($($variant:ident $text:literal)*) => {
        /// What the grammar takes. The texts are for messages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum Terminal { $($variant),* }

        impl Terminal {
            /// All terminals in order.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),*];
            const TEXTS: &[&str] = &[$($text),*];

            /// The text of the terminal; in `<>` if there is no fixed one.
            pub(crate) fn text(self) -> &'static str {
                Self::TEXTS[self as usize]
            }
        }
    };
}

terminals! {
    StartScript "<script>" StartModule "<module>" StartParameters "<parameters>"
    InsertedSemicolon "<;>" InsertedDoSemicolon "<do ;>" NoElse "<no else>"
    Identifier "<identifier>" WordName "<word>" PrivateName "<private name>"
    Number "<number>" BigInt "<bigint>" String "<string>" RegExp "<regexp>"
    TemplateWhole "<template>" TemplateHead "<template head>"
    TemplateMiddle "<template middle>" TemplateTail "<template tail>"
    OpenBlock "{" OpenObject "{" CloseBrace "}" OpenParenthesis "(" CloseParenthesis ")"
    OpenBracket "[" CloseBracket "]" Dot "." Ellipsis "..." Semicolon ";" Comma ","
    Question "?" QuestionDot "?." Colon ":" Arrow "=>" Assign "=" CompoundAssign "<op=>"
    Plus "+" Minus "-" Star "*" Infix "<operator>" Unary "<unary operator>"
    Increment "++" Decrement "--" NewlineIncrement "++" NewlineDecrement "--"
    As "as" AsyncFunctionDeclaration "async" AsyncFunctionExpression "async" AsyncArrow "async"
    AsyncCall "async" AsyncMethod "async" Await "await" AwaitUsing "await" From "from" Get "get" Let "let"
    Meta "meta" Of "of" Set "set" Static "static" Target "target" Using "using"
    Yield "yield"
    NewlineYield "yield"
    Break "break" NewlineBreak "break" Case "case" Catch "catch" ClassDeclaration "class"
    ClassExpression "class" Const "const" Continue "continue" NewlineContinue "continue"
    Debugger "debugger" Default "default" Do "do" Else "else" Export "export"
    Extends "extends" False "false" Finally "finally" For "for" FunctionDeclaration "function"
    FunctionExpression "function" If "if" Import "import" In "in" New "new" Null "null"
    Return "return" NewlineReturn "return" Super "super" Switch "switch" This "this"
    Throw "throw" True "true" Try "try" Var "var" While "while" With "with"
}
