//! The HTML methods of [Annex B](https://tc39.es/ecma262/#sec-additional-properties-of-the-string.prototype-object).

use super::receiver::{kept_string, this_string};
use crate::engine::{Agent, Call, JsResult, TextBuilder};

/// [CreateHTML ( string, tag, attribute, value )](https://tc39.es/ecma262/#sec-createhtml)
fn create_html(
    agent: &mut Agent,
    call: Call,
    method: &str,
    tag: &str,
    attribute: &str,
) -> JsResult {
    let string = this_string(agent, call, method)?;
    let mut text = TextBuilder::new();
    text.push_str("<");
    text.push_str(tag);
    if !attribute.is_empty() {
        let value = kept_string(agent, call.arg(0))?;
        text.push_str(" ");
        text.push_str(attribute);
        text.push_str("=\"");
        for unit in agent.heap.text(value).units() {
            if unit == b'"' as u16 {
                text.push_str("&quot;");
            } else {
                text.push_unit(unit);
            }
        }
        text.push_str("\"");
    }
    text.push_str(">");
    text.push(agent, string);
    text.push_str("</");
    text.push_str(tag);
    text.push_str(">");
    Ok(text.finish(agent)?.value())
}

/// [String.prototype.anchor ( name )](https://tc39.es/ecma262/#sec-string.prototype.anchor)
pub(super) fn anchor(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "anchor", "a", "name")
}

/// [String.prototype.big ( )](https://tc39.es/ecma262/#sec-string.prototype.big)
pub(super) fn big(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "big", "big", "")
}

/// [String.prototype.blink ( )](https://tc39.es/ecma262/#sec-string.prototype.blink)
pub(super) fn blink(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "blink", "blink", "")
}

/// [String.prototype.bold ( )](https://tc39.es/ecma262/#sec-string.prototype.bold)
pub(super) fn bold(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "bold", "b", "")
}

/// [String.prototype.fixed ( )](https://tc39.es/ecma262/#sec-string.prototype.fixed)
pub(super) fn fixed(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "fixed", "tt", "")
}

/// [String.prototype.fontcolor ( colour )](https://tc39.es/ecma262/#sec-string.prototype.fontcolor)
pub(super) fn fontcolor(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "fontcolor", "font", "color")
}

/// [String.prototype.fontsize ( size )](https://tc39.es/ecma262/#sec-string.prototype.fontsize)
pub(super) fn fontsize(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "fontsize", "font", "size")
}

/// [String.prototype.italics ( )](https://tc39.es/ecma262/#sec-string.prototype.italics)
pub(super) fn italics(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "italics", "i", "")
}

/// [String.prototype.link ( url )](https://tc39.es/ecma262/#sec-string.prototype.link)
pub(super) fn link(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "link", "a", "href")
}

/// [String.prototype.small ( )](https://tc39.es/ecma262/#sec-string.prototype.small)
pub(super) fn small(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "small", "small", "")
}

/// [String.prototype.strike ( )](https://tc39.es/ecma262/#sec-string.prototype.strike)
pub(super) fn strike(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "strike", "strike", "")
}

/// [String.prototype.sub ( )](https://tc39.es/ecma262/#sec-string.prototype.sub)
pub(super) fn sub(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "sub", "sub", "")
}

/// [String.prototype.sup ( )](https://tc39.es/ecma262/#sec-string.prototype.sup)
pub(super) fn sup(agent: &mut Agent, call: Call) -> JsResult {
    create_html(agent, call, "sup", "sup", "")
}
