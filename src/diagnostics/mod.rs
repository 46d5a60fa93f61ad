//! What a user is told about a mistake: plain data, and the one renderer.
