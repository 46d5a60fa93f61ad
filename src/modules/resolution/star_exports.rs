//! The ways in which transpilers write `export * from 'x'` as CommonJS.

use super::scanner::Cursor;

/// `.keys(id).forEach(function (k) { ... })` after `Object`, which copies all names of a module to
/// the exports. What `id` is.
///
/// ```js
/// Object.keys(id).forEach(function (k) {
///   if (k === 'default' || k === '__esModule') return;                   // or: if (k !== 'default')
///   if (Object.prototype.hasOwnProperty.call(_exportNames, k)) return;   // where it is wanted
///   if (k in exports && exports[k] === id[k]) return;                    // where it is wanted
///   exports[k] = id[k];                                                  // or Object.defineProperty
/// });
/// ```
pub(super) fn copied_module<'a>(mut at: Cursor<'a>) -> Option<&'a str> {
    at.eat_all(&[".", "keys", "("])?;
    let id = at.eat_name()?;
    at.eat_all(&[")", ".", "forEach", "(", "function", "("])?;
    let key = at.eat_name()?;
    at.eat_all(&[")", "{", "if", "("])?;
    at.eat(key)?;
    if at.may_eat("===") {
        leave_out(&mut at, key)?;
        own_names(&mut at, key)?;
        same_names(&mut at, id, key)?;
    } else {
        at.eat("!==")?;
        at.eat_quoted("default")?;
        if at.may_eat("&&") {
            at.eat("!")?;
            has_own(&mut at, key)?;
        }
        at.eat(")")?;
    }
    copy(&mut at, id, key)?;
    at.eat_all(&["}", ")"])?;
    Some(id)
}

/// `'default' || k === '__esModule') return;`
fn leave_out(at: &mut Cursor<'_>, key: &str) -> Option<()> {
    at.eat_quoted("default")?;
    at.eat_all(&["||", key, "==="])?;
    at.eat_quoted("__esModule")?;
    give_up(at)
}

/// `) return;`
fn give_up(at: &mut Cursor<'_>) -> Option<()> {
    at.eat_all(&[")", "return"])?;
    at.may_eat(";");
    Some(())
}

/// `if (Object.prototype.hasOwnProperty.call(names, k)) return;`, or nothing.
fn own_names(at: &mut Cursor<'_>, key: &str) -> Option<()> {
    let mut after = *at;
    if after.eat_all(&["if", "(", "Object", "."]).is_some() {
        after.eat_all(&["prototype", ".", "hasOwnProperty", ".", "call", "("])?;
        after.eat_name()?;
        after.eat_all(&[",", key, ")"])?;
        give_up(&mut after)?;
        *at = after;
    }
    Some(())
}

/// `if (k in exports && exports[k] === id[k]) return;`, or nothing.
fn same_names(at: &mut Cursor<'_>, id: &str, key: &str) -> Option<()> {
    let mut after = *at;
    if after.eat_all(&["if", "("]).is_some() {
        after.eat_all(&[key, "in"])?;
        after.eat_exports()?;
        after.eat("&&")?;
        after.eat_exports()?;
        after.eat_all(&["[", key, "]", "===", id, "[", key, "]"])?;
        give_up(&mut after)?;
        *at = after;
    }
    Some(())
}

/// `names.hasOwnProperty(k)`, or that of `Object` or its prototype, called for the names.
fn has_own(at: &mut Cursor<'_>, key: &str) -> Option<()> {
    let name = at.eat_name()?;
    at.eat(".")?;
    if name == "Object" && at.may_eat("prototype") {
        at.eat(".")?;
    }
    at.eat("hasOwnProperty")?;
    if at.may_eat(".") {
        at.eat_all(&["call", "("])?;
        at.eat_name()?;
        return at.eat_all(&[",", key, ")"]);
    }
    at.eat_all(&["(", key, ")"])
}

/// `exports[k] = id[k];`, or a property of the exports with a getter for that.
fn copy(at: &mut Cursor<'_>, id: &str, key: &str) -> Option<()> {
    if at.may_eat("Object") {
        at.eat_all(&[".", "defineProperty", "("])?;
        at.eat_exports()?;
        at.eat_all(&[",", key, ",", "{", "enumerable", ":", "true", ",", "get"])?;
        getter_head(at)?;
        at.eat_all(&["{", "return", id, "[", key, "]"])?;
        at.may_eat(";");
        at.eat("}")?;
        at.may_eat(",");
        at.eat_all(&["}", ")"])?;
    } else {
        at.eat_exports()?;
        at.eat_all(&["[", key, "]", "=", id, "[", key, "]"])?;
    }
    at.may_eat(";");
    Some(())
}

/// `()`, `: function ()` or `: function name ()`, after `get`.
pub(super) fn getter_head(at: &mut Cursor<'_>) -> Option<()> {
    if at.may_eat(":") {
        at.eat("function")?;
        if !at.may_eat("(") {
            at.eat_name()?;
            at.eat("(")?;
        }
        return at.eat(")");
    }
    at.eat_all(&["(", ")"])
}
