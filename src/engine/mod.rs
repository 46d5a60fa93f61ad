//! Values and operations on them; never evaluates syntax.
