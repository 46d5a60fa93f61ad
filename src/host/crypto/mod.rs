//! [crypto](https://nodejs.org/api/crypto.html) and [Web Crypto](https://nodejs.org/api/webcrypto.html):
//! hashes, HMACs, ciphers, keys made from passwords, key pairs and signatures, random values.
//!
//! The algorithms are crates'; `hasher` and `cipher` find them by name, `derive` makes keys, `random` is
//! chance. `keys` are those of pairs, in the forms of `der`; what they do is in `curves` and `rsa_padding`.
//! `natives`, `cipher_natives` and `key_natives` are what the texts in JavaScript ask for, `web` and
//! `subtle` are the web's classes.

mod arguments;
mod chance;
mod cipher;
mod cipher_natives;
mod curves;
mod der;
mod derive;
mod hasher;
mod key_natives;
mod keys;
mod natives;
mod random;
mod rsa_padding;
mod subtle;
mod web;
mod wrong;

pub(super) use natives::binding;
pub(super) use web::install;
