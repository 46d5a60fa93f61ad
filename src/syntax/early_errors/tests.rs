//! Early errors of small texts.
