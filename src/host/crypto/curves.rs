//! Elliptic curves by name: ECDSA and ECDH over bytes. Knows nothing of scripts.

use super::chance::Chance;
use ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use ecdsa::{Signature, SigningKey, VerifyingKey};
use rand_core::Rng;

/// A curve of the form that ECDSA uses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Curve {
    P256,
    P384,
    P521,
    K256,
}

/// What there is to know of a curve: OpenSSL's name, the web's, the object identifier, how many bytes a
/// coordinate has.
struct Facts(&'static str, &'static str, &'static [u8], usize);

const CURVES: [(Curve, Facts); 4] = [
    (
        Curve::P256,
        Facts(
            "prime256v1",
            "P-256",
            &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7],
            32,
        ),
    ),
    (
        Curve::K256,
        Facts("secp256k1", "secp256k1", &[0x2B, 0x81, 4, 0, 10], 32),
    ),
    (
        Curve::P384,
        Facts("secp384r1", "P-384", &[0x2B, 0x81, 4, 0, 34], 48),
    ),
    (
        Curve::P521,
        Facts("secp521r1", "P-521", &[0x2B, 0x81, 4, 0, 35], 66),
    ),
];

/// `crypto.getCurves()`
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    CURVES.iter().map(|(_, facts)| facts.0)
}

macro_rules! over {
    ($curve:expr, $type:ident => $body:expr) => {
        match $curve {
            Curve::P256 => {
                type $type = p256::NistP256;
                $body
            }
            Curve::P384 => {
                type $type = p384::NistP384;
                $body
            }
            Curve::P521 => {
                type $type = p521::NistP521;
                $body
            }
            Curve::K256 => {
                type $type = k256::Secp256k1;
                $body
            }
        }
    };
}

impl Curve {
    fn facts(self) -> &'static Facts {
        match CURVES.iter().find(|(curve, _)| *curve == self) {
            Some((_, facts)) => facts,
            None => unreachable!("all are in the table"),
        }
    }

    /// The curve with OpenSSL's name or the web's.
    pub(super) fn named(name: &str) -> Option<Curve> {
        let found = CURVES
            .iter()
            .find(|(_, facts)| facts.0 == name || facts.1 == name);
        found.map(|(curve, _)| *curve)
    }

    /// The curve with an object identifier.
    pub(super) fn identified(id: &[u8]) -> Option<Curve> {
        let found = CURVES.iter().find(|(_, facts)| facts.2 == id);
        found.map(|(curve, _)| *curve)
    }

    /// OpenSSL's name.
    pub(super) fn name(self) -> &'static str {
        self.facts().0
    }

    /// The name in JSON Web Keys.
    pub(super) fn web_name(self) -> &'static str {
        self.facts().1
    }

    /// The object identifier.
    pub(super) fn id(self) -> &'static [u8] {
        self.facts().2
    }

    /// How many bytes a coordinate has, or a private key.
    pub(super) fn size(self) -> usize {
        self.facts().3
    }

    /// A private key as all of its bytes; none if there is no such.
    pub(super) fn private(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let bytes = super::der::trimmed(bytes);
        let missing = self.size().checked_sub(bytes.len())?;
        let mut all = vec![0; missing];
        all.extend_from_slice(bytes);
        self.public_of(&all).is_some().then_some(all)
    }

    /// The public key of a private one.
    pub(super) fn public_of(self, private: &[u8]) -> Option<Vec<u8>> {
        over!(self, C => {
            let key = SigningKey::<C>::from_slice(private).ok()?;
            Some(key.verifying_key().to_sec1_point(false).as_bytes().to_vec())
        })
    }

    /// A point in either of its forms as whole coordinates or as one; none if it isn't on the curve.
    pub(super) fn point(self, bytes: &[u8], compressed: bool) -> Option<Vec<u8>> {
        over!(self, C => {
            let key = VerifyingKey::<C>::from_sec1_bytes(bytes).ok()?;
            Some(key.to_sec1_point(compressed).as_bytes().to_vec())
        })
    }

    /// A new private key.
    pub(super) fn generate(self, chance: &mut Chance) -> Vec<u8> {
        loop {
            let mut bytes = vec![0; self.size()];
            chance.fill_bytes(&mut bytes);
            if self == Curve::P521 {
                bytes[0] &= 1;
            }
            if self.public_of(&bytes).is_some() {
                return bytes;
            }
        }
    }

    /// A digest as long as this curve signs it: its first bytes, or zeros before it.
    fn fitted(self, digest: &[u8]) -> Vec<u8> {
        let size = self.size();
        let digest = &digest[..digest.len().min(size)];
        let mut all = vec![0; size - digest.len()];
        all.extend_from_slice(digest);
        all
    }

    /// The signature of a digest: two numbers, one behind the other.
    pub(super) fn sign(self, private: &[u8], digest: &[u8]) -> Option<Vec<u8>> {
        let digest = self.fitted(digest);
        over!(self, C => {
            let key = SigningKey::<C>::from_slice(private).ok()?;
            let signature: Signature<C> = key.sign_prehash(&digest).ok()?;
            Some(signature.to_bytes().to_vec())
        })
    }

    /// Whether a signature is that of a digest.
    pub(super) fn verify(self, public: &[u8], digest: &[u8], signature: &[u8]) -> bool {
        let digest = self.fitted(digest);
        over!(self, C => {
            let key = VerifyingKey::<C>::from_sec1_bytes(public);
            match (key, Signature::<C>::from_slice(signature)) {
                // Of two signatures that mean the same some take one only.
                (Ok(key), Ok(signature)) => {
                    key.verify_prehash(&digest, &signature.normalize_s()).is_ok()
                }
                _ => false,
            }
        })
    }

    /// What two who know a private key each and the other's public one both know.
    pub(super) fn agree(self, private: &[u8], public: &[u8]) -> Option<Vec<u8>> {
        over!(self, C => {
            let private = ecdsa::elliptic_curve::SecretKey::<C>::from_slice(private).ok()?;
            let public = ecdsa::elliptic_curve::PublicKey::<C>::from_sec1_bytes(public).ok()?;
            let shared = private.diffie_hellman(&public);
            Some(shared.raw_secret_bytes().to_vec())
        })
    }
}
