//! The constructor that the result of a method is made with.

use super::elements::number;
use crate::engine::{Agent, Intrinsic, JsResult, Kind, Object, Original, PropertyKey, Value};

/// Whether making a result of the same species as the object makes a plain array.
#[inline]
pub(super) fn has_array_species(agent: &mut Agent, object: Object) -> bool {
    object.is(Kind::Array)
        && agent.heap.shape(object) == agent.realm.shapes.array
        && agent.is_original(Original::ArrayConstructor)
        && agent.is_original(Original::ArraySpecies)
}

/// [ArraySpeciesCreate ( originalArray, length )](https://tc39.es/ecma262/#sec-arrayspeciescreate).
/// The result is kept.
pub(super) fn array_species_create(
    agent: &mut Agent,
    original: Object,
    length: u64,
) -> JsResult<Object> {
    let array = match species_constructor(agent, original)? {
        Some(constructor) => agent.construct(constructor, &[number(length)], constructor)?,
        None => agent.array_create(length as f64, None)?,
    };
    Ok(agent.keep_object(array))
}

/// The constructor that a result is to be made with; `None` for the intrinsic one.
fn species_constructor(agent: &mut Agent, original: Object) -> JsResult<Option<Object>> {
    if has_array_species(agent, original) || !agent.is_array(original.value())? {
        return Ok(None);
    }
    if agent.serves_own_text() {
        return Ok(None);
    }
    let mut constructor = agent.get(original, agent.names.constructor)?;
    if agent.tracks_realms()
        && let Some(object) = constructor.as_object()
        && agent.is_constructor(constructor)
    {
        // Another realm's Array is as good as none.
        let realm = agent.get_function_realm(object)?;
        let is_foreign = realm != agent.current_realm();
        if is_foreign && object == agent.intrinsic_of(realm, Intrinsic::Array) {
            return Ok(None);
        }
    }
    if let Some(object) = constructor.as_object() {
        let key = PropertyKey::symbol(agent.symbols.species);
        constructor = agent.get(object, key)?;
        if constructor.is_null() {
            constructor = Value::UNDEFINED;
        }
    }
    if constructor.is_undefined() {
        return Ok(None);
    }
    match constructor.as_object() {
        Some(object) if agent.is_constructor(constructor) => {
            let intrinsic = agent.intrinsic(Intrinsic::Array);
            Ok((object != intrinsic).then_some(object))
        }
        _ => Err(agent.type_error("object.constructor[Symbol.species] is not a constructor")),
    }
}
