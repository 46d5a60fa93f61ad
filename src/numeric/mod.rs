//! Numbers to text and back.
