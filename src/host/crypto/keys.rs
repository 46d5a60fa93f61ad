//! Keys of pairs: what they consist of, and the forms in which they are kept
//! ([PKCS #8](https://www.rfc-editor.org/rfc/rfc5208), [SPKI](https://www.rfc-editor.org/rfc/rfc5280),
//! [PKCS #1](https://www.rfc-editor.org/rfc/rfc8017), [SEC 1](https://www.rfc-editor.org/rfc/rfc5915)).
//! Knows nothing of scripts.

use super::chance::Chance;
use super::curves::Curve;
use super::der::{self, Reader};
use num_bigint::BigUint;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BoxedUint, PrivateKey, PublicKey};

/// The two kinds of pairs over Curve25519.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edwards {
    /// Signs.
    Ed25519,
    /// Agrees.
    X25519,
}

/// A key of a pair.
#[derive(Clone)]
pub(super) enum Key {
    RsaPublic(Box<PublicKey>),
    RsaPrivate(Box<PrivateKey>),
    /// A point as whole coordinates, and the private number.
    Ec(Curve, Vec<u8>, Option<Vec<u8>>),
    Edwards(Edwards, [u8; 32], Option<[u8; 32]>),
}

const RSA_ID: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1];
const PSS_ID: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 10];
const EC_ID: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1];
const X25519_ID: &[u8] = &[0x2B, 0x65, 0x6E];
const ED25519_ID: &[u8] = &[0x2B, 0x65, 0x70];

fn number(bytes: &[u8]) -> BoxedUint {
    BoxedUint::from_be_slice_vartime(bytes)
}

/// The parts of a private RSA key, as [`Key::rsa_private`] takes them.
pub(super) struct RsaParts {
    pub(super) n: Vec<u8>,
    pub(super) e: Vec<u8>,
    pub(super) d: Vec<u8>,
    pub(super) p: Vec<u8>,
    pub(super) q: Vec<u8>,
    pub(super) dp: Vec<u8>,
    pub(super) dq: Vec<u8>,
    pub(super) qi: Vec<u8>,
}

impl Key {
    /// A new pair's private key; `bits` and `exponent` are RSA's.
    pub(super) fn generate_rsa(bits: usize, exponent: u32, chance: &mut Chance) -> Option<Key> {
        let exponent = BoxedUint::from(u64::from(exponent));
        let key = PrivateKey::new_with_exp_unchecked(chance, bits, exponent);
        key.ok().map(|key| Key::RsaPrivate(Box::new(key)))
    }

    pub(super) fn rsa_public(n: &[u8], e: &[u8]) -> Option<Key> {
        let key = PublicKey::new_with_size_limits(number(n), number(e), 512..=16384);
        key.ok().map(|key| Key::RsaPublic(Box::new(key)))
    }

    pub(super) fn rsa_private(n: &[u8], e: &[u8], d: &[u8], p: &[u8], q: &[u8]) -> Option<Key> {
        let primes = vec![number(p), number(q)];
        let key = PrivateKey::from_components(number(n), number(e), number(d), primes);
        key.ok().map(|key| Key::RsaPrivate(Box::new(key)))
    }

    pub(super) fn ec_private(curve: Curve, private: &[u8]) -> Option<Key> {
        let private = curve.private(private)?;
        let public = curve.public_of(&private)?;
        Some(Key::Ec(curve, public, Some(private)))
    }

    pub(super) fn ec_public(curve: Curve, point: &[u8]) -> Option<Key> {
        Some(Key::Ec(curve, curve.point(point, false)?, None))
    }

    pub(super) fn edwards_private(kind: Edwards, private: &[u8]) -> Option<Key> {
        let private: [u8; 32] = private.try_into().ok()?;
        let public = match kind {
            Edwards::Ed25519 => {
                let key = ed25519_dalek::SigningKey::from_bytes(&private);
                key.verifying_key().to_bytes()
            }
            Edwards::X25519 => {
                let key = x25519_dalek::StaticSecret::from(private);
                x25519_dalek::PublicKey::from(&key).to_bytes()
            }
        };
        Some(Key::Edwards(kind, public, Some(private)))
    }

    pub(super) fn edwards_public(kind: Edwards, public: &[u8]) -> Option<Key> {
        Some(Key::Edwards(kind, public.try_into().ok()?, None))
    }

    /// Whether it is the private key of its pair.
    pub(super) fn is_private(&self) -> bool {
        match self {
            Key::RsaPublic(_) => false,
            Key::RsaPrivate(_) => true,
            Key::Ec(_, _, private) => private.is_some(),
            Key::Edwards(_, _, private) => private.is_some(),
        }
    }

    /// The public key of its pair.
    pub(super) fn public(&self) -> Key {
        match self {
            Key::RsaPrivate(key) => Key::RsaPublic(Box::new(key.to_public_key())),
            Key::RsaPublic(_) => self.clone(),
            Key::Ec(curve, public, _) => Key::Ec(*curve, public.clone(), None),
            Key::Edwards(kind, public, _) => Key::Edwards(*kind, *public, None),
        }
    }

    /// `asymmetricKeyType`
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Key::RsaPublic(_) | Key::RsaPrivate(_) => "rsa",
            Key::Ec(..) => "ec",
            Key::Edwards(Edwards::Ed25519, ..) => "ed25519",
            Key::Edwards(Edwards::X25519, ..) => "x25519",
        }
    }

    /// The modulus and the public exponent of RSA.
    pub(super) fn rsa_numbers(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        Some(match self {
            Key::RsaPublic(key) => (key.n_bytes().to_vec(), key.e_bytes().to_vec()),
            Key::RsaPrivate(key) => (key.n_bytes().to_vec(), key.e_bytes().to_vec()),
            _ => return None,
        })
    }

    /// All numbers of a private RSA key.
    pub(super) fn rsa_parts(&self) -> Option<RsaParts> {
        let Key::RsaPrivate(key) = self else {
            return None;
        };
        let [p, q] = key.primes() else {
            return None;
        };
        let bytes = |number: &BoxedUint| number.to_be_bytes_trimmed_vartime().to_vec();
        let (p, q, d) = (bytes(p), bytes(q), bytes(key.d()));
        let [first, second, exponent] = [&p, &q, &d].map(|bytes| BigUint::from_bytes_be(bytes));
        let below = |prime: &BigUint| (&exponent % (prime - 1u32)).to_bytes_be();
        // The inverse modulo a prime.
        let inverse = second.modpow(&(&first - 2u32), &first);
        Some(RsaParts {
            n: key.n_bytes().to_vec(),
            e: key.e_bytes().to_vec(),
            dp: below(&first),
            dq: below(&second),
            qi: inverse.to_bytes_be(),
            d,
            p,
            q,
        })
    }

    /// Reads a public key out of a SubjectPublicKeyInfo.
    pub(super) fn from_spki(bytes: &[u8]) -> Option<Key> {
        let mut parts = Reader(bytes).sequence()?;
        let mut name = parts.sequence()?;
        let (id, public) = (name.take(der::OBJECT_ID)?, parts.bits()?);
        match id {
            RSA_ID | PSS_ID => Key::from_pkcs1_public(public),
            EC_ID => Key::ec_public(Curve::identified(name.take(der::OBJECT_ID)?)?, public),
            ED25519_ID => Key::edwards_public(Edwards::Ed25519, public),
            X25519_ID => Key::edwards_public(Edwards::X25519, public),
            _ => None,
        }
    }

    /// Reads a private key out of a PrivateKeyInfo.
    pub(super) fn from_pkcs8(bytes: &[u8]) -> Option<Key> {
        let mut parts = Reader(bytes).sequence()?;
        parts.integer()?;
        let mut name = parts.sequence()?;
        let (id, private) = (name.take(der::OBJECT_ID)?, parts.take(der::OCTET_STRING)?);
        match id {
            RSA_ID | PSS_ID => Key::from_pkcs1_private(private),
            EC_ID => {
                let curve = Curve::identified(name.take(der::OBJECT_ID)?)?;
                Key::from_sec1_on(Some(curve), private)
            }
            ED25519_ID | X25519_ID => {
                let kind = match id {
                    ED25519_ID => Edwards::Ed25519,
                    _ => Edwards::X25519,
                };
                Key::edwards_private(kind, Reader(private).take(der::OCTET_STRING)?)
            }
            _ => None,
        }
    }

    /// Reads an RSAPublicKey.
    pub(super) fn from_pkcs1_public(bytes: &[u8]) -> Option<Key> {
        let mut parts = Reader(bytes).sequence()?;
        Key::rsa_public(parts.integer()?, parts.integer()?)
    }

    /// Reads an RSAPrivateKey.
    pub(super) fn from_pkcs1_private(bytes: &[u8]) -> Option<Key> {
        let mut parts = Reader(bytes).sequence()?;
        parts.integer().filter(|version| version.is_empty())?;
        let (n, e, d) = (parts.integer()?, parts.integer()?, parts.integer()?);
        Key::rsa_private(n, e, d, parts.integer()?, parts.integer()?)
    }

    /// Reads an ECPrivateKey.
    pub(super) fn from_sec1(bytes: &[u8]) -> Option<Key> {
        Key::from_sec1_on(None, bytes)
    }

    fn from_sec1_on(curve: Option<Curve>, bytes: &[u8]) -> Option<Key> {
        let mut parts = Reader(bytes).sequence()?;
        parts.integer()?;
        let private = parts.take(der::OCTET_STRING)?;
        let named = parts
            .take(0xA0)
            .and_then(|named| Reader(named).take(der::OBJECT_ID));
        let curve = curve.or_else(|| Curve::identified(named?))?;
        Key::ec_private(curve, private)
    }

    fn algorithm(&self) -> Vec<u8> {
        let id = |id| der::value(der::OBJECT_ID, id);
        match self {
            Key::RsaPublic(_) | Key::RsaPrivate(_) => {
                der::sequence(&[id(RSA_ID), der::value(der::NULL, &[])])
            }
            Key::Ec(curve, ..) => der::sequence(&[id(EC_ID), id(curve.id())]),
            Key::Edwards(Edwards::Ed25519, ..) => der::sequence(&[id(ED25519_ID)]),
            Key::Edwards(Edwards::X25519, ..) => der::sequence(&[id(X25519_ID)]),
        }
    }

    /// The public key as a SubjectPublicKeyInfo.
    pub(super) fn to_spki(&self) -> Option<Vec<u8>> {
        let public = match self {
            Key::RsaPublic(_) | Key::RsaPrivate(_) => self.to_pkcs1_public()?,
            Key::Ec(_, public, _) => public.clone(),
            Key::Edwards(_, public, _) => public.to_vec(),
        };
        Some(der::sequence(&[self.algorithm(), der::bits(&public)]))
    }

    /// The private key as a PrivateKeyInfo.
    pub(super) fn to_pkcs8(&self) -> Option<Vec<u8>> {
        let private = match self {
            Key::RsaPublic(_) | Key::RsaPrivate(_) => self.to_pkcs1_private()?,
            Key::Ec(..) => self.to_sec1_with(false)?,
            Key::Edwards(_, _, private) => der::value(der::OCTET_STRING, private.as_ref()?),
        };
        let private = der::value(der::OCTET_STRING, &private);
        Some(der::sequence(&[
            der::integer(&[]),
            self.algorithm(),
            private,
        ]))
    }

    /// The public key as an RSAPublicKey.
    pub(super) fn to_pkcs1_public(&self) -> Option<Vec<u8>> {
        let (n, e) = self.rsa_numbers()?;
        Some(der::sequence(&[der::integer(&n), der::integer(&e)]))
    }

    /// The private key as an RSAPrivateKey.
    pub(super) fn to_pkcs1_private(&self) -> Option<Vec<u8>> {
        let parts = self.rsa_parts()?;
        let numbers = [
            &[][..],
            &parts.n,
            &parts.e,
            &parts.d,
            &parts.p,
            &parts.q,
            &parts.dp,
            &parts.dq,
            &parts.qi,
        ];
        Some(der::sequence(&numbers.map(der::integer)))
    }

    /// The private key as an ECPrivateKey.
    pub(super) fn to_sec1(&self) -> Option<Vec<u8>> {
        self.to_sec1_with(true)
    }

    fn to_sec1_with(&self, named: bool) -> Option<Vec<u8>> {
        let Key::Ec(curve, public, Some(private)) = self else {
            return None;
        };
        let mut parts = vec![der::integer(&[1]), der::value(der::OCTET_STRING, private)];
        if named {
            parts.push(der::value(0xA0, &der::value(der::OBJECT_ID, curve.id())));
        }
        parts.push(der::value(0xA1, &der::bits(public)));
        Some(der::sequence(&parts))
    }

    /// How many bytes RSA's messages have.
    pub(super) fn rsa_size(&self) -> Option<usize> {
        match self {
            Key::RsaPublic(key) => Some(key.size()),
            Key::RsaPrivate(key) => Some(key.size()),
            _ => None,
        }
    }

    /// How many bits the modulus of RSA has.
    pub(super) fn rsa_bits(&self) -> Option<usize> {
        let (n, _) = self.rsa_numbers()?;
        let zeros = n.first()?.leading_zeros() as usize;
        Some(n.len() * 8 - zeros)
    }

    /// What RSA makes of a padded message with the public key, or with the private one.
    pub(super) fn rsa_apply(
        &self,
        message: &[u8],
        with_private: bool,
        chance: &mut Chance,
    ) -> Option<Vec<u8>> {
        let size = self.rsa_size()?;
        let made = match (self, with_private) {
            (Key::RsaPrivate(key), true) => {
                let message = BoxedUint::from_be_slice(message, key.n_bits_precision()).ok()?;
                let key: &PrivateKey = key;
                rsa::hazmat::rsa_decrypt_and_check(key, Some(chance), &message).ok()?
            }
            (Key::RsaPrivate(_), false) => {
                return self.public().rsa_apply(message, false, chance);
            }
            (Key::RsaPublic(key), false) => {
                let message = BoxedUint::from_be_slice(message, key.n_bits_precision()).ok()?;
                if message >= *key.n().as_ref() {
                    return None;
                }
                let key: &PublicKey = key;
                rsa::hazmat::rsa_encrypt(key, &message).ok()?
            }
            _ => return None,
        };
        let bytes = made.to_be_bytes();
        let bytes = der::trimmed(&bytes);
        let mut all = vec![0; size.checked_sub(bytes.len())?];
        all.extend_from_slice(bytes);
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::{Edwards, Key};
    use crate::host::crypto::chance::Chance;
    use crate::host::crypto::curves::Curve;

    #[test]
    fn keys_come_back_from_all_their_forms() {
        let mut chance = Chance::new([3; 32]);
        let ec =
            |curve: Curve, chance: &mut Chance| Key::ec_private(curve, &curve.generate(chance));
        let keys = [
            Key::generate_rsa(1024, 65537, &mut chance),
            ec(Curve::P256, &mut chance),
            ec(Curve::K256, &mut chance),
            ec(Curve::P384, &mut chance),
            ec(Curve::P521, &mut chance),
            Key::edwards_private(Edwards::Ed25519, &[7; 32]),
            Key::edwards_private(Edwards::X25519, &[7; 32]),
        ];
        for key in keys {
            let Some(key) = key else {
                panic!("there is such a key");
            };
            let private = key.to_pkcs8().unwrap_or_default();
            let read = Key::from_pkcs8(&private).and_then(|key| key.to_pkcs8());
            assert_eq!(read, Some(private), "{}", key.type_name());
            let public = key.public().to_spki().unwrap_or_default();
            let read = Key::from_spki(&public).and_then(|key| key.to_spki());
            assert_eq!(read, Some(public), "{}", key.type_name());
            assert!(key.is_private() && !key.public().is_private());
        }
    }
}
