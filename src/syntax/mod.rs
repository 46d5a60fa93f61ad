//! From source text to AST: lexer, grammar, early errors, scopes.
