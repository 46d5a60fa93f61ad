//! Random bytes: the system's, or those of a seed where runs are to be repeatable.

use crate::engine::{Agent, HostData, Intrinsic, JsResult, Tracer};
use crate::host::errors;

/// Fills bytes at random.
pub(super) fn fill(agent: &mut Agent, bytes: &mut [u8]) -> JsResult<()> {
    if agent.ambient.is_seeded() {
        for long in bytes.chunks_mut(PIECE) {
            agent.poll_work(long.len() / 64)?;
            for piece in long.chunks_mut(4) {
                let bits = (agent.ambient.random() * 2f64.powi(32)) as u32;
                let count = piece.len();
                piece.copy_from_slice(&bits.to_le_bytes()[..count]);
            }
        }
        return Ok(());
    }
    agent.poll()?;
    if bytes.len() > AT_ONCE / 8 {
        return from_system(agent, bytes);
    }
    // Few bytes come out of more that were asked for at once; each is given once.
    let mut entropy = match agent.slot_mut::<Entropy>() {
        Some(Entropy(left)) => std::mem::take(left),
        None => {
            agent.set_slot(Entropy(Vec::new()));
            Vec::new()
        }
    };
    if entropy.len() < bytes.len() {
        entropy = vec![0; AT_ONCE];
        from_system(agent, &mut entropy)?;
    }
    let rest = entropy.split_off(entropy.len() - bytes.len());
    bytes.copy_from_slice(&rest);
    agent.set_slot(Entropy(entropy));
    Ok(())
}

/// Bytes that are made between two looks at the budget.
const PIECE: usize = 1 << 20;

/// How many bytes the system is asked for at once, where few are wanted.
const AT_ONCE: usize = 2048;

/// Random bytes that weren't given to anything yet.
struct Entropy(Vec<u8>);

impl HostData for Entropy {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

fn from_system(agent: &mut Agent, bytes: &mut [u8]) -> JsResult<()> {
    for piece in bytes.chunks_mut(PIECE) {
        agent.poll_work(piece.len() / 64)?;
        if let Err(error) = getrandom::fill(piece) {
            let (proto, code) = (Intrinsic::ErrorPrototype, "ERR_CRYPTO_OPERATION_FAILED");
            return Err(errors::throw(agent, proto, code, &error.to_string()));
        }
    }
    Ok(())
}

/// A UUID of version 4.
pub(super) fn uuid(agent: &mut Agent) -> JsResult<String> {
    let mut bytes = [0; 16];
    fill(agent, &mut bytes)?;
    Ok(uuid_of(bytes, 4))
}

/// A UUID of version 7: the time, then random bits.
pub(super) fn uuid_v7(agent: &mut Agent) -> JsResult<String> {
    let mut bytes = [0; 16];
    fill(agent, &mut bytes)?;
    let now = (agent.ambient.clock)() as u64;
    bytes[..6].copy_from_slice(&now.to_be_bytes()[2..]);
    Ok(uuid_of(bytes, 7))
}

fn uuid_of(mut bytes: [u8; 16], version: u8) -> String {
    bytes[6] = bytes[6] & 0x0F | version << 4;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let mut text = String::with_capacity(36);
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    text
}
