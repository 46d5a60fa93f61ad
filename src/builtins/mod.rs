//! The globals that scripts can call.
