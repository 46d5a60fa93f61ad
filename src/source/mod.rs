//! Source texts, spans, lines and columns.
