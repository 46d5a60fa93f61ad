//! Hash algorithms by their names, and HMACs over them. Knows nothing of scripts.

use digest::{Digest, DynDigest, ExtendableOutput, Update, XofReader};

/// The state of a hash that bytes go into.
#[derive(Clone)]
pub(super) enum Hasher {
    Fixed(Box<dyn DynDigest>),
    /// MD5 and SHA-1 of the same, one behind the other.
    Both(Box<dyn DynDigest>, Box<dyn DynDigest>),
    Shake128(Box<shake::Shake128>),
    Shake256(Box<shake::Shake256>),
}

impl Hasher {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Hasher::Fixed(state) => state.update(bytes),
            Hasher::Both(first, second) => {
                first.update(bytes);
                second.update(bytes);
            }
            Hasher::Shake128(state) => Update::update(&mut **state, bytes),
            Hasher::Shake256(state) => Update::update(&mut **state, bytes),
        }
    }

    /// The digest; of the extendable ones, so many bytes.
    pub(super) fn finish(self, length: Option<usize>) -> Vec<u8> {
        let extended = |mut reader: Box<dyn XofReader>, default: usize| {
            let mut bytes = vec![0; length.unwrap_or(default)];
            reader.read(&mut bytes);
            bytes
        };
        match self {
            Hasher::Fixed(state) => state.finalize().into_vec(),
            Hasher::Both(first, second) => [first.finalize(), second.finalize()].concat(),
            Hasher::Shake128(state) => extended(Box::new(state.finalize_xof()), 16),
            Hasher::Shake256(state) => extended(Box::new(state.finalize_xof()), 32),
        }
    }
}

/// What there is to know of an algorithm.
pub(super) struct Algorithm {
    name: &'static str,
    /// How many bytes are hashed at once: what the key of an HMAC fills.
    block: usize,
    /// How many bytes a digest has.
    pub(super) size: usize,
    make: fn() -> Hasher,
}

fn fixed<D: Digest + DynDigest + Clone + 'static>() -> Hasher {
    Hasher::Fixed(Box::new(D::new()))
}

const fn algorithm(
    name: &'static str,
    block: usize,
    size: usize,
    make: fn() -> Hasher,
) -> Algorithm {
    Algorithm {
        name,
        block,
        size,
        make,
    }
}

const ALGORITHMS: &[Algorithm] = &[
    algorithm("md5", 64, 16, fixed::<md5::Md5>),
    algorithm("sha1", 64, 20, fixed::<sha1::Sha1>),
    algorithm("sha224", 64, 28, fixed::<sha2::Sha224>),
    algorithm("sha256", 64, 32, fixed::<sha2::Sha256>),
    algorithm("sha384", 128, 48, fixed::<sha2::Sha384>),
    algorithm("sha512", 128, 64, fixed::<sha2::Sha512>),
    algorithm("sha512-224", 128, 28, fixed::<sha2::Sha512_224>),
    algorithm("sha512-256", 128, 32, fixed::<sha2::Sha512_256>),
    algorithm("sha3-224", 144, 28, fixed::<sha3::Sha3_224>),
    algorithm("sha3-256", 136, 32, fixed::<sha3::Sha3_256>),
    algorithm("sha3-384", 104, 48, fixed::<sha3::Sha3_384>),
    algorithm("sha3-512", 72, 64, fixed::<sha3::Sha3_512>),
    algorithm("ripemd160", 64, 20, fixed::<ripemd::Ripemd160>),
    algorithm("blake2b512", 128, 64, fixed::<blake2::Blake2b512>),
    algorithm("blake2s256", 64, 32, fixed::<blake2::Blake2s256>),
    algorithm("sm3", 64, 32, fixed::<sm3::Sm3>),
    algorithm("md5-sha1", 64, 36, || {
        Hasher::Both(Box::new(md5::Md5::new()), Box::new(sha1::Sha1::new()))
    }),
    algorithm("shake128", 168, 16, || Hasher::Shake128(Box::default())),
    algorithm("shake256", 136, 32, || Hasher::Shake256(Box::default())),
];

/// Other names, in small letters.
const ALIASES: &[(&str, &str)] = &[
    ("ripemd", "ripemd160"),
    ("ripemd-160", "ripemd160"),
    ("rmd160", "ripemd160"),
    ("rsa-sha1-2", "sha1"),
    ("rsa-sha512/224", "sha512-224"),
    ("rsa-sha512/256", "sha512-256"),
    ("ripemd160withrsa", "ripemd160"),
    ("sha-1", "sha1"),
    ("sha-224", "sha224"),
    ("sha-256", "sha256"),
    ("sha-384", "sha384"),
    ("sha-512", "sha512"),
    ("sha2-224", "sha224"),
    ("sha2-256", "sha256"),
    ("sha2-384", "sha384"),
    ("sha2-512", "sha512"),
    ("sha-512/224", "sha512-224"),
    ("sha-512/256", "sha512-256"),
    ("sha2-512/224", "sha512-224"),
    ("sha2-512/256", "sha512-256"),
    ("shake-128", "shake128"),
    ("shake-256", "shake256"),
    ("ssl3-md5", "md5"),
    ("ssl3-sha1", "sha1"),
];

/// `crypto.getHashes()`, in Node's order.
pub(super) const NAMES: &[&str] = &[
    "RSA-MD5",
    "RSA-RIPEMD160",
    "RSA-SHA1",
    "RSA-SHA1-2",
    "RSA-SHA224",
    "RSA-SHA256",
    "RSA-SHA3-224",
    "RSA-SHA3-256",
    "RSA-SHA3-384",
    "RSA-SHA3-512",
    "RSA-SHA384",
    "RSA-SHA512",
    "RSA-SHA512/224",
    "RSA-SHA512/256",
    "RSA-SM3",
    "blake2b512",
    "blake2s256",
    "id-rsassa-pkcs1-v1_5-with-sha3-224",
    "id-rsassa-pkcs1-v1_5-with-sha3-256",
    "id-rsassa-pkcs1-v1_5-with-sha3-384",
    "id-rsassa-pkcs1-v1_5-with-sha3-512",
    "md5",
    "md5-sha1",
    "md5WithRSAEncryption",
    "ripemd",
    "ripemd160",
    "ripemd160WithRSA",
    "rmd160",
    "sha1",
    "sha1WithRSAEncryption",
    "sha224",
    "sha224WithRSAEncryption",
    "sha256",
    "sha256WithRSAEncryption",
    "sha3-224",
    "sha3-256",
    "sha3-384",
    "sha3-512",
    "sha384",
    "sha384WithRSAEncryption",
    "sha512",
    "sha512-224",
    "sha512-224WithRSAEncryption",
    "sha512-256",
    "sha512-256WithRSAEncryption",
    "sha512WithRSAEncryption",
    "shake128",
    "shake256",
    "sm3",
    "sm3WithRSAEncryption",
    "ssl3-md5",
    "ssl3-sha1",
];

impl Algorithm {
    /// The algorithm with a name, in letters of any case, also that of a signature with it.
    pub(super) fn named(name: &str) -> Option<&'static Algorithm> {
        let lower = name.to_ascii_lowercase();
        let known = |name: &str| ALGORITHMS.iter().find(|known| known.name == name);
        let alias = ALIASES.iter().find(|(alias, _)| *alias == lower);
        let plain = alias.map_or(lower.as_str(), |(_, name)| name);
        let bare = plain
            .strip_prefix("rsa-")
            .or_else(|| plain.strip_prefix("id-rsassa-pkcs1-v1_5-with-"))
            .or_else(|| plain.strip_suffix("withrsaencryption"));
        known(plain).or_else(|| known(bare?))
    }

    /// The object identifier by which signatures name it; none where they don't.
    pub(super) fn object_id(&self) -> Option<&'static [u8]> {
        const NIST: [u8; 8] = [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2];
        macro_rules! nist {
            ($number:literal) => {{
                const ID: [u8; 9] = {
                    let mut id = [0; 9];
                    let mut place = 0;
                    while place < 8 {
                        id[place] = NIST[place];
                        place += 1;
                    }
                    id[8] = $number;
                    id
                };
                &ID
            }};
        }
        Some(match self.name {
            "md5" => &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 2, 5],
            "sha1" => &[0x2B, 0x0E, 3, 2, 0x1A],
            "ripemd160" => &[0x2B, 0x24, 3, 2, 1],
            "sha256" => nist!(1),
            "sha384" => nist!(2),
            "sha512" => nist!(3),
            "sha224" => nist!(4),
            "sha512-224" => nist!(5),
            "sha512-256" => nist!(6),
            "sha3-224" => nist!(7),
            "sha3-256" => nist!(8),
            "sha3-384" => nist!(9),
            "sha3-512" => nist!(10),
            _ => return None,
        })
    }

    /// Whether digests may have any length.
    pub(super) fn is_extendable(&self) -> bool {
        self.name.starts_with("shake")
    }

    pub(super) fn hasher(&self) -> Hasher {
        (self.make)()
    }
}

/// The state of an [HMAC](https://www.rfc-editor.org/rfc/rfc2104).
#[derive(Clone)]
pub(super) struct Hmac {
    inner: Hasher,
    outer: Hasher,
}

impl Hmac {
    pub(super) fn new(algorithm: &Algorithm, key: &[u8]) -> Hmac {
        let mut block = vec![0; algorithm.block];
        if key.len() > algorithm.block {
            let mut hasher = algorithm.hasher();
            hasher.update(key);
            let short = hasher.finish(None);
            block[..short.len()].copy_from_slice(&short);
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let keyed = |pad: u8| {
            let mut hasher = algorithm.hasher();
            let block: Vec<u8> = block.iter().map(|byte| byte ^ pad).collect();
            hasher.update(&block);
            hasher
        };
        Hmac {
            inner: keyed(0x36),
            outer: keyed(0x5C),
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.inner.update(bytes);
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.outer.update(&self.inner.finish(None));
        self.outer.finish(None)
    }

    /// The HMAC of some bytes, of which the state is kept for others.
    pub(super) fn of(&self, parts: &[&[u8]]) -> Vec<u8> {
        let mut hmac = self.clone();
        parts.iter().for_each(|part| hmac.update(part));
        hmac.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, Hmac, NAMES};

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn all_names_are_known() {
        for name in NAMES {
            let Some(algorithm) = Algorithm::named(name) else {
                panic!("{name} is no algorithm");
            };
            assert_eq!(algorithm.hasher().finish(None).len(), algorithm.size);
        }
        assert!(Algorithm::named("sha512/256").is_none());
    }

    #[test]
    fn an_hmac_has_a_key() {
        let Some(algorithm) = Algorithm::named("SHA256") else {
            panic!("it is known");
        };
        let hmac = Hmac::new(algorithm, b"k").of(&[b"a", b"bc"]);
        let expected = "342e519ce0ad6c03a36b98eeb3f1d130db4813b9df4d1160eda488d712dc78ee";
        assert_eq!(hex(&hmac), expected);
    }
}
