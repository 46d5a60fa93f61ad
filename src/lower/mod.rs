//! From AST to executable tree.
