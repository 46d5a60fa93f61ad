//! [URLPattern](https://nodejs.org/api/url.html#class-urlpattern), over `url::pattern` and the machine
//! of regular expressions. In Node it is no class but a function of C++, which shows.

use super::interface::{self, Interface, Members, OPERATION};
use super::objects::{self, data};
use crate::builtins::regexp::HiddenPattern;
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyFlags, Throw,
    Tracer, Value,
};
use crate::url::Url;
use crate::url::pattern::{self, COMPONENTS, Compiled, Component, Init, Input, Kind};
use std::rc::Rc;

const ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("protocol", |agent, call| {
        part(agent, call, Component::Protocol)
    }),
    Accessor::getter("username", |agent, call| {
        part(agent, call, Component::Username)
    }),
    Accessor::getter("password", |agent, call| {
        part(agent, call, Component::Password)
    }),
    Accessor::getter("hostname", |agent, call| {
        part(agent, call, Component::Hostname)
    }),
    Accessor::getter("port", |agent, call| part(agent, call, Component::Port)),
    Accessor::getter("pathname", |agent, call| {
        part(agent, call, Component::Pathname)
    }),
    Accessor::getter("search", |agent, call| part(agent, call, Component::Search)),
    Accessor::getter("hash", |agent, call| part(agent, call, Component::Hash)),
    Accessor::getter("hasRegExpGroups", has_regexp_groups),
];

const OPERATIONS: &[Method] = &[Method::new("exec", 0, exec), Method::new("test", 0, test)];

/// A component's pattern, with what runs it.
struct Part {
    compiled: Compiled,
    matcher: HiddenPattern,
}

/// The internal slots of a URLPattern.
struct UrlPattern(Rc<Vec<Part>>);

impl HostData for UrlPattern {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        let bytes = |part: &Part| 4 * (part.compiled.pattern.len() + part.compiled.regexp.len());
        self.0.iter().map(bytes).sum()
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("URLPattern")
    }
}

/// What the attributes of a result are listed by: Node makes it of a table without an order of its
/// own, which is this.
const RESULT_ORDER: [Component; COMPONENTS] = [
    Component::Hash,
    Component::Hostname,
    Component::Password,
    Component::Pathname,
    Component::Port,
    Component::Protocol,
    Component::Search,
    Component::Username,
];

/// `URLPattern`
pub(super) static URL_PATTERN: Interface = Interface {
    constructor: Constructor {
        name: "URLPattern",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: false,
    members: &[
        Members::Accessors(ATTRIBUTES, PropertyFlags::ENUMERABLE),
        Members::Methods(OPERATIONS, OPERATION),
    ],
    statics: &[],
};

#[cold]
fn invalid_argument(agent: &mut Agent, text: &str) -> Throw {
    objects::throw_native(agent, "ERR_INVALID_ARG_TYPE", text)
}

#[cold]
fn invalid_pattern(agent: &mut Agent) -> Throw {
    let text = "Failed to construct URLPattern";
    objects::throw_native(agent, "ERR_INVALID_URL_PATTERN", text)
}

/// `new URLPattern(input[, baseURL][, options])`
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        let text = "Cannot call constructor without `new`";
        return Err(objects::throw_native(
            agent,
            "ERR_CONSTRUCT_CALL_REQUIRED",
            text,
        ));
    }
    let prototype = interface::prototype_for(agent, call, &URL_PATTERN)?;
    let input = read_input(agent, call.arg(0), "Input must be an object or a string")?;
    let (base, options) = read_base_and_options(agent, call)?;
    let ignore_case = match options {
        Some(options) => {
            let flag = objects::get(agent, options.value(), "ignoreCase")?;
            agent.heap.to_boolean(flag)
        }
        None => false,
    };
    let compiled = create(agent, input, base.as_deref(), ignore_case)?;
    let mut parts = Vec::with_capacity(COMPONENTS);
    for compiled in compiled {
        match compile(agent, &compiled)? {
            Some(matcher) => parts.push(Part { compiled, matcher }),
            None => return Err(invalid_pattern(agent)),
        }
    }
    let pattern = UrlPattern(Rc::new(parts));
    Ok(objects::new_object_of(agent, prototype, pattern).value())
}

/// The second argument is a base or the options, and the third the options.
fn read_base_and_options(
    agent: &mut Agent,
    call: Call,
) -> JsResult<(Option<String>, Option<Object>)> {
    let (second, third) = (call.arg(1), call.arg(2));
    let mut options = second.as_object();
    let base = second.as_string().map(|base| agent.heap.utf8(base));
    if options.is_none() && base.is_none() && !second.is_nullish() {
        let text = "second argument must be a string or object";
        return Err(invalid_argument(agent, text));
    }
    if !third.is_nullish() {
        if !third.is_object() {
            return Err(invalid_argument(agent, "options must be an object"));
        }
        options = third.as_object();
    }
    Ok((base, options))
}

fn create(
    agent: &mut Agent,
    input: Input,
    base: Option<&str>,
    ignore_case: bool,
) -> JsResult<[Compiled; COMPONENTS]> {
    // The patterns of protocols are run while the rest is read, and the budget is the heap's.
    let budget = agent.heap.budget.lend();
    let mut stopped = None;
    let mut matches = |compiled: &Compiled, text: &str| match runs(agent, compiled, text) {
        Ok(matches) => matches,
        Err(throw) => {
            stopped = Some(throw);
            false
        }
    };
    let compiled = pattern::create(input, base, ignore_case, &budget, &mut matches);
    agent.heap.budget.take_back(&budget);
    if let Some(throw) = stopped {
        return Err(throw);
    }
    agent.poll()?;
    compiled.map_err(|_| invalid_pattern(agent))
}

/// Whether a pattern matches; not where it isn't one.
fn runs(agent: &mut Agent, compiled: &Compiled, text: &str) -> JsResult<bool> {
    let Some(matcher) = compile(agent, compiled)? else {
        return Ok(false);
    };
    let text = agent.heap.new_string(text);
    Ok(matcher.find(agent, text)?.is_some())
}

fn compile(agent: &mut Agent, compiled: &Compiled) -> JsResult<Option<HiddenPattern>> {
    let flags = if compiled.ignore_case { "vi" } else { "v" };
    HiddenPattern::compile(agent, &compiled.regexp, flags)
}

/// A text, or the components of an object: of those only texts count.
fn read_input(agent: &mut Agent, value: Value, otherwise: &str) -> JsResult<Input> {
    if let Some(text) = value.as_string() {
        return Ok(Input::Text(agent.heap.utf8(text)));
    }
    let mut init = Init::default();
    if !value.is_object() {
        return match value.is_nullish() {
            true => Ok(Input::Init(init)),
            false => Err(invalid_argument(agent, otherwise)),
        };
    }
    for component in Component::ALL {
        *init.get_mut(component) = read_text(agent, value, component.name())?;
    }
    init.base_url = read_text(agent, value, "baseURL")?;
    Ok(Input::Init(init))
}

fn read_text(agent: &mut Agent, value: Value, name: &'static str) -> JsResult<Option<String>> {
    let text = objects::get(agent, value, name)?.as_string();
    Ok(text.map(|text| agent.heap.utf8(text)))
}

fn this_pattern(agent: &mut Agent, call: Call) -> JsResult<Rc<Vec<Part>>> {
    match objects::object_of::<UrlPattern>(agent, call.this()) {
        Some(object) => Ok(Rc::clone(&data::<UrlPattern>(agent, object).0)),
        None => Err(agent.type_error("Illegal invocation")),
    }
}

/// The getters of components
fn part(agent: &mut Agent, call: Call, component: Component) -> JsResult {
    let parts = this_pattern(agent, call)?;
    let text = &parts[component as usize].compiled.pattern;
    Ok(objects::text(agent, text))
}

/// [`urlPattern.hasRegExpGroups`](https://urlpattern.spec.whatwg.org/#dom-urlpattern-hasregexpgroups)
fn has_regexp_groups(agent: &mut Agent, call: Call) -> JsResult {
    let parts = this_pattern(agent, call)?;
    let mut parts = parts.iter();
    Ok(Value::bool(
        parts.any(|part| part.compiled.has_regexp_groups),
    ))
}

/// What is matched: the components, and what they were given as.
struct Subject {
    components: [String; COMPONENTS],
    input: Input,
    base: Option<String>,
}

/// The arguments of `exec` and `test`; `None` where they are no URL.
fn read_subject(agent: &mut Agent, call: Call, method: &str) -> JsResult<Option<Subject>> {
    let otherwise = "URLPattern input needs to be a string or an object";
    let input = read_input(agent, call.arg(0), otherwise)?;
    let base = match call.arg(1) {
        Value::UNDEFINED => None,
        base => match base.as_string() {
            Some(base) => Some(agent.heap.utf8(base)),
            None => return Err(invalid_argument(agent, "baseURL must be a string")),
        },
    };
    let budget = &agent.heap.budget;
    let components = match &input {
        Input::Init(_) if base.is_some() => {
            let text = format!("Failed to {method} URLPattern");
            return Err(objects::throw_native(agent, "ERR_OPERATION_FAILED", &text));
        }
        Input::Init(init) => init
            .process(Kind::Url, budget)
            .ok()
            .map(|init| Component::ALL.map(|component| init.text(component).to_string())),
        Input::Text(text) => match base.as_deref().map(|base| Url::parse(base, None, budget)) {
            Some(None) => None,
            base => Url::parse(text, base.flatten().as_ref(), budget)
                .map(|url| pattern::components_of(&url)),
        },
    };
    agent.poll()?;
    Ok(components.map(|components| Subject {
        components,
        input,
        base,
    }))
}

/// The texts of groups.
type Groups = Vec<Option<String>>;

/// What `*` is compiled to.
const WILDCARD: &str = "^(.*)$";

/// Whether `*` matches a text: it may have no ends of lines.
fn is_line(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// What each component's groups match, if they are wanted; `None` where one doesn't match.
fn match_all(
    agent: &mut Agent,
    parts: &[Part],
    components: &[String; COMPONENTS],
    wanted: bool,
) -> JsResult<Option<Vec<Groups>>> {
    let mut all = Vec::with_capacity(COMPONENTS);
    for (part, component) in parts.iter().zip(components) {
        if part.compiled.regexp == WILDCARD && is_line(component) {
            all.push(if wanted {
                vec![Some(component.clone())]
            } else {
                Vec::new()
            });
            continue;
        }
        let text = agent.heap.new_string(component);
        agent.keep(text.value());
        let Some(ranges) = part.matcher.find(agent, text)? else {
            return Ok(None);
        };
        let text = agent.heap.text(text);
        let group = |range: std::ops::Range<usize>| text.slice(range.start, range.end).to_utf8();
        let groups = ranges.into_iter().skip(1).filter(|_| wanted);
        all.push(groups.map(|range| range.map(group)).collect());
    }
    Ok(Some(all))
}

/// [`urlPattern.test(input[, baseURL])`](https://nodejs.org/api/url.html#urlpatterntestinput-baseurl)
fn test(agent: &mut Agent, call: Call) -> JsResult {
    let parts = this_pattern(agent, call)?;
    let Some(subject) = read_subject(agent, call, "test")? else {
        return Ok(Value::FALSE);
    };
    let found = match_all(agent, &parts, &subject.components, false)?;
    Ok(Value::bool(found.is_some()))
}

/// [`urlPattern.exec(input[, baseURL])`](https://nodejs.org/api/url.html#urlpatternexecinput-baseurl)
fn exec(agent: &mut Agent, call: Call) -> JsResult {
    let parts = this_pattern(agent, call)?;
    let Some(subject) = read_subject(agent, call, "exec")? else {
        return Ok(Value::NULL);
    };
    let Some(found) = match_all(agent, &parts, &subject.components, true)? else {
        return Ok(Value::NULL);
    };
    let result = agent.heap.ordinary_object_create(Value::NULL);
    agent.keep_object(result);
    for component in RESULT_ORDER {
        let at = component as usize;
        let names = &parts[at].compiled.names;
        let value = component_result(agent, names, &subject.components[at], &found[at])?;
        objects::add(agent, result, component.name(), value);
        if component == Component::Hostname {
            let inputs = inputs(agent, &subject);
            objects::add(agent, result, "inputs", inputs);
        }
    }
    Ok(result.value())
}

/// `{ groups, input }` of a component.
fn component_result(
    agent: &mut Agent,
    names: &[String],
    input: &str,
    found: &[Option<String>],
) -> JsResult {
    let groups = agent.new_plain_object(names.len());
    agent.keep_object(groups);
    for (name, text) in names.iter().zip(found) {
        let value = match text {
            Some(text) => objects::text(agent, text),
            None => Value::UNDEFINED,
        };
        let key = agent.heap.property_key_of_str(name);
        agent.create_data_property(groups, key, value)?;
    }
    let result = agent.new_plain_object(2);
    agent.keep_object(result);
    let input = objects::text(agent, input);
    objects::add(agent, result, "groups", groups.value());
    objects::add(agent, result, "input", input);
    Ok(result.value())
}

/// The arguments, as they were understood.
fn inputs(agent: &mut Agent, subject: &Subject) -> Value {
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    let first = match &subject.input {
        Input::Text(text) => objects::text(agent, text),
        Input::Init(init) => {
            let object = agent.new_plain_object(COMPONENTS + 1);
            agent.keep_object(object);
            let texts = Component::ALL.map(|component| (component.name(), init.get(component)));
            let base = ("baseURL", init.base_url.as_deref());
            for (name, text) in texts.into_iter().chain([base]) {
                let value = match text {
                    Some(text) => objects::text(agent, text),
                    None => Value::UNDEFINED,
                };
                objects::add(agent, object, name, value);
            }
            object.value()
        }
    };
    agent.heap.push_element(list, first);
    if let Some(base) = &subject.base {
        let base = objects::text(agent, base);
        agent.heap.push_element(list, base);
    }
    list.value()
}
