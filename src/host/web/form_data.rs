//! [FormData](https://xhr.spec.whatwg.org/#interface-formdata), as
//! [Node](https://nodejs.org/api/globals.html#class-formdata) has it.

use super::blob;
use super::interface::{Interface, Iterators, Members, OPERATION};
use super::objects::{self, data, data_mut};
use super::pairs::Pairs;
use super::web_idl;
use crate::engine::{
    Agent, Call, Constructor, HostData, IterationKind, JsResult, Method, Object, Tracer, Value,
};
use crate::host::inspect;

const OPERATIONS: &[Method] = &[
    Method::new("append", 2, append),
    Method::new("delete", 1, delete),
    Method::new("get", 1, get),
    Method::new("getAll", 1, get_all),
    Method::new("has", 1, has),
    Method::new("set", 2, set),
    Method::function("keys", 0, |agent, call| {
        PAIRS.iterate(agent, call, IterationKind::Keys)
    }),
    Method::function("values", 0, |agent, call| {
        PAIRS.iterate(agent, call, IterationKind::Values)
    }),
    Method::function("entries", 0, |agent, call| {
        PAIRS.iterate(agent, call, IterationKind::Entries)
    }),
    Method::function("forEach", 1, |agent, call| PAIRS.for_each(agent, call)),
];

const ITERATOR_METHODS: &[Method] = &[Method::new("next", 0, |agent, call| {
    PAIRS.next(agent, call)
})];

/// A value: a text, or a File.
#[derive(Clone)]
enum Entry {
    Text(String),
    File(Object),
}

/// The internal slots of a FormData.
#[derive(Default)]
struct FormData(Vec<(String, Entry)>);

impl HostData for FormData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for (_, entry) in &self.0 {
            if let Entry::File(file) = entry {
                tracer.mark_object(*file);
            }
        }
    }

    fn external_bytes(&self) -> usize {
        self.0.iter().map(bytes_of).sum()
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("FormData")
    }
}

fn bytes_of((name, entry): &(String, Entry)) -> usize {
    let value = match entry {
        Entry::Text(text) => text.len(),
        Entry::File(_) => 0,
    };
    size_of::<(String, Entry)>() + name.len() + value
}

/// `FormData`
pub(super) static FORM_DATA: Interface = Interface {
    constructor: Constructor {
        name: "FormData",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Methods(OPERATIONS, OPERATION),
        Members::Inspect(inspect_custom),
        Members::Iterator("entries"),
        Members::Tag("FormData"),
    ],
    statics: &[],
};

static ITERATORS: Iterators = Iterators {
    members: &[
        Members::Methods(ITERATOR_METHODS, OPERATION),
        Members::Tag("FormData Iterator"),
    ],
};

/// `new FormData()`
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = web_idl::prototype_for(agent, call, &FORM_DATA, "_FormData")?;
    if !call.arg(0).is_undefined() {
        let text = "FormData constructor: Argument 1 could not be converted to: undefined.";
        return Err(agent.type_error(text));
    }
    let form = FormData::default();
    Ok(objects::new_object_of(agent, prototype, form).value())
}

fn this_form(agent: &mut Agent, call: Call) -> JsResult<Object> {
    web_idl::this_of::<FormData>(agent, call)
}

fn list(agent: &Agent, form: Object) -> &[(String, Entry)] {
    &data::<FormData>(agent, form).0
}

/// The arguments of `append` and `set`: a name, and a value with or without a file name.
fn read_entry(agent: &mut Agent, call: Call, method: &str) -> JsResult<(String, Entry)> {
    web_idl::require(agent, call, 2, method)?;
    let name = agent.to_rust_string(call.arg(0))?;
    let value = call.arg(1);
    let is_blob = blob::is_blob(agent, value);
    if call.len() < 3 && !is_blob {
        return Ok((name, Entry::Text(agent.to_rust_string(value)?)));
    }
    let Some(object) = value.as_object().filter(|_| is_blob) else {
        let shown = web_idl::stringify(agent, value)?;
        return Err(agent.type_error(format!(
            "{method}: Expected value (\"{shown}\") to be an instance of Blob."
        )));
    };
    let file_name = match call.arg(2) {
        Value::UNDEFINED => None,
        name => Some(agent.to_rust_string(name)?),
    };
    if file_name.is_none() && blob::is_file(agent, value) {
        return Ok((name, Entry::File(object)));
    }
    let file = blob::file_of(agent, object, file_name);
    Ok((name, Entry::File(file)))
}

fn value_of(agent: &mut Agent, entry: &Entry) -> Value {
    match entry {
        Entry::Text(text) => objects::text(agent, text),
        Entry::File(file) => file.value(),
    }
}

/// `formData.append(name, value[, fileName])`
fn append(agent: &mut Agent, call: Call) -> JsResult {
    let form = this_form(agent, call)?;
    let entry = read_entry(agent, call, "FormData.append")?;
    let bytes = bytes_of(&entry);
    data_mut::<FormData>(agent, form).0.push(entry);
    agent.heap.report_external(bytes);
    Ok(Value::UNDEFINED)
}

/// The receiver and the name that a method is called with.
fn named(agent: &mut Agent, call: Call, method: &str) -> JsResult<(Object, String)> {
    let form = this_form(agent, call)?;
    web_idl::require(agent, call, 1, method)?;
    let name = agent.to_rust_string(call.arg(0))?;
    agent.poll_work(list(agent, form).len() / 8)?;
    Ok((form, name))
}

/// `formData.delete(name)`
fn delete(agent: &mut Agent, call: Call) -> JsResult {
    let (form, name) = named(agent, call, "FormData.delete")?;
    let list = &mut data_mut::<FormData>(agent, form).0;
    list.retain(|(known, _)| *known != name);
    Ok(Value::UNDEFINED)
}

/// `formData.get(name)`
fn get(agent: &mut Agent, call: Call) -> JsResult {
    let (form, name) = named(agent, call, "FormData.get")?;
    let found = list(agent, form).iter().find(|(known, _)| *known == name);
    match found.map(|(_, entry)| entry.clone()) {
        Some(entry) => Ok(value_of(agent, &entry)),
        None => Ok(Value::NULL),
    }
}

/// `formData.getAll(name)`
fn get_all(agent: &mut Agent, call: Call) -> JsResult {
    let (form, name) = named(agent, call, "FormData.getAll")?;
    let found = list(agent, form).iter().filter(|(known, _)| *known == name);
    let found: Vec<Entry> = found.map(|(_, entry)| entry.clone()).collect();
    let values = found.iter().map(|entry| value_of(agent, entry)).collect();
    Ok(agent.new_array(values).value())
}

/// `formData.has(name)`
fn has(agent: &mut Agent, call: Call) -> JsResult {
    let (form, name) = named(agent, call, "FormData.has")?;
    let mut list = list(agent, form).iter();
    Ok(Value::bool(list.any(|(known, _)| *known == name)))
}

/// `formData.set(name, value[, fileName])`
fn set(agent: &mut Agent, call: Call) -> JsResult {
    let form = this_form(agent, call)?;
    let (name, entry) = read_entry(agent, call, "FormData.set")?;
    agent.poll_work(list(agent, form).len() / 8)?;
    let list = &mut data_mut::<FormData>(agent, form).0;
    let mut entry = Some(entry);
    // The first gets the value, the others go.
    list.retain_mut(|(known, old)| match *known == name {
        true => match entry.take() {
            Some(entry) => {
                *old = entry;
                true
            }
            None => false,
        },
        false => true,
    });
    if let Some(entry) = entry {
        list.push((name, entry));
    }
    Ok(Value::UNDEFINED)
}

static PAIRS: Pairs = Pairs {
    name: "FormData",
    iterators: &ITERATORS,
    this: this_form,
    pair: |agent, form, at| {
        let (name, entry) = list(agent, form).get(at).cloned()?;
        Some([objects::text(agent, &name), value_of(agent, &entry)])
    },
};

/// `[nodejs.util.inspect.custom]`: names with their value, or a list of them.
fn inspect_custom(agent: &mut Agent, call: Call) -> JsResult {
    let form = this_form(agent, call)?;
    let (options, _) = objects::inspection(agent, call)?;
    let shown = agent.new_plain_object(0);
    agent.keep_object(shown);
    for (name, entry) in list(agent, form).to_vec() {
        agent.poll()?;
        let value = value_of(agent, &entry);
        agent.keep(value);
        let key = agent.heap.property_key_of_str(&name);
        let Some(known) = agent.peek_data_property(shown, key) else {
            agent.create_data_property(shown, key, value)?;
            continue;
        };
        let list = known
            .as_object()
            .filter(|known| known.is(crate::engine::Kind::Array));
        match list {
            Some(list) => agent.heap.push_element(list, value),
            None => {
                let list = agent.new_array_from(&[known, value]);
                agent.create_data_property(shown, key, list.value())?;
            }
        }
    }
    let body = inspect::inspect(agent, shown.value(), &options)?;
    Ok(objects::text(agent, &format!("FormData {body}")))
}
