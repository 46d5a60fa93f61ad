//! Scope analysis on small texts.
