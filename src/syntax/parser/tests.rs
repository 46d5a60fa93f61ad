//! Trees and errors of whole texts.
