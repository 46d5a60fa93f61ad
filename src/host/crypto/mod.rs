//! [crypto](https://nodejs.org/api/crypto.html) and [Web Crypto](https://nodejs.org/api/webcrypto.html):
//! hashes, HMACs, keys made from passwords, random values. No ciphers, no key pairs.
//!
//! The algorithms are crates'; `hasher` finds them by name, `derive` makes keys, `random` is chance.
//! `natives` is what the texts in JavaScript ask for, `web` and `subtle` are
//! the web's classes.

mod derive;
mod hasher;
mod natives;
mod random;
mod subtle;
mod web;
mod wrong;

pub(super) use natives::binding;
pub(super) use web::install;
