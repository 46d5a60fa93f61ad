//! `console.table`.

use super::printing::{options_for, print_by, print_text_by};
use crate::engine::{Agent, Budget, Call, JsResult, Kind, Object, PropertyKey, Value};
use crate::host::errors;
use crate::host::inspect::{
    CollectionPreview, Options, collection_preview, display_width, inspect,
};
use crate::host::streams::Stream;
use rustc_hash::FxHashMap;

const INDEX: &str = "(index)";
const ITERATION_INDEX: &str = "(iteration index)";
const KEY: &str = "Key";
const VALUES: &str = "Values";

/// Columns with their heads.
#[derive(Default)]
struct Table {
    heads: Vec<String>,
    columns: Vec<Vec<String>>,
}

/// [console.table(tabularData[, properties])](https://nodejs.org/api/console.html#consoletabletabulardata-properties)
pub(super) fn table(agent: &mut Agent, call: Call) -> JsResult {
    let options = options_for(agent, Stream::Output);
    match draw(agent, call, options)? {
        Some(text) => print_text_by(agent, "log", &text)?,
        None => print_by(agent, "log", &[call.arg(0)])?,
    }
    Ok(Value::UNDEFINED)
}

/// The text of a table of the first argument, with the columns that the second says; the third is
/// whether it is to have colours. `undefined` for what is no object.
pub fn table_text(agent: &mut Agent, call: Call) -> JsResult {
    let options = Options {
        colors: agent.heap.to_boolean(call.arg(2)),
        ..Options::of(agent)
    };
    let text = draw(agent, call, options)?;
    Ok(match text {
        Some(text) => agent.heap.new_string(&text).value(),
        None => Value::UNDEFINED,
    })
}

fn draw(agent: &mut Agent, call: Call, options: Options) -> JsResult<Option<String>> {
    let properties = match call.arg(1) {
        value if value.is_undefined() => None,
        value => Some(property_list(agent, value)?),
    };
    let data = call.arg(0);
    let Some(data) = data.as_object().filter(|_| !agent.heap.is_callable(data)) else {
        return Ok(None);
    };
    let options = Options {
        max_array_length: 3.0,
        break_length: f64::INFINITY,
        ..options
    };
    let table = match collection_preview(agent, data) {
        Some(preview) => collection_table(agent, &options, preview)?,
        None => object_table(agent, &options, data, properties)?,
    };
    Ok(Some(table.draw(&agent.heap.budget)))
}

/// The keys that the second argument lists.
fn property_list(agent: &mut Agent, value: Value) -> JsResult<Vec<PropertyKey>> {
    if !agent.is_array(value)? {
        let expected = "an instance of Array";
        return Err(errors::invalid_argument_type(
            agent,
            "properties",
            expected,
            value,
        ));
    }
    let values = agent.create_list_from_array_like(value)?;
    let mut keys = Vec::with_capacity(values.len());
    for value in values {
        keys.push(agent.to_property_key(value)?);
    }
    agent.keep_keys(&keys);
    Ok(keys)
}

/// A cell's text.
fn cell(agent: &mut Agent, options: &Options, value: Value) -> JsResult<String> {
    let mut depth = 0.0;
    if let Some(object) = value.as_object()
        && !agent.heap.is_callable(value)
        && !agent.is_array(value)?
        && !object.is(Kind::TypedArray)
        && agent.enumerable_own_keys(object)?.len() > 2
    {
        depth = -1.0;
    }
    let options = Options {
        depth: Some(depth),
        ..options.clone()
    };
    inspect(agent, value, &options)
}

fn collection_table(
    agent: &mut Agent,
    options: &Options,
    preview: CollectionPreview,
) -> JsResult<Table> {
    let mut table = Table::default();
    let (keys, values): (Option<Vec<Value>>, Vec<Value>) = match preview {
        CollectionPreview::Map(entries) | CollectionPreview::MapEntries(entries) => {
            let (keys, values) = entries.into_iter().unzip();
            (Some(keys), values)
        }
        // Node takes both of an entry for values of the set.
        CollectionPreview::SetEntries(entries) => {
            let values = entries.into_iter().flat_map(|(key, value)| [key, value]);
            (None, values.collect())
        }
        CollectionPreview::Set(values)
        | CollectionPreview::MapIterator(values)
        | CollectionPreview::SetIterator(values) => (None, values),
    };
    let held = agent.new_array(keys.iter().flatten().chain(&values).copied().collect());
    agent.keep_object(held);
    let indices = (0..values.len()).map(|index| index.to_string()).collect();
    table.add(ITERATION_INDEX, indices);
    for (head, values) in [(KEY, keys), (VALUES, Some(values))] {
        let Some(values) = values else { continue };
        let mut column = Vec::with_capacity(values.len());
        for value in values {
            column.push(cell(agent, options, value)?);
        }
        table.add(head, column);
    }
    Ok(table)
}

fn object_table(
    agent: &mut Agent,
    options: &Options,
    data: Object,
    properties: Option<Vec<PropertyKey>>,
) -> JsResult<Table> {
    let rows = agent.enumerable_own_keys(data)?;
    let mut columns = Columns::default();
    let mut primitives: Vec<String> = Vec::new();
    agent.keep_keys(&rows);
    for (row, &row_key) in rows.iter().enumerate() {
        agent.poll()?;
        agent.scoped(|agent| -> JsResult<()> {
            let item = agent.get(data, row_key)?;
            agent.keep(item);
            let object = item.as_object();
            let keys = match (&properties, object) {
                (None, None) => {
                    let text = cell(agent, options, item)?;
                    return set_cell(agent, &mut primitives, row, text);
                }
                (Some(properties), _) => properties.clone(),
                (None, Some(object)) => agent.enumerable_own_keys(object)?,
            };
            agent.keep_keys(&keys);
            for key in keys {
                agent.poll()?;
                let text = match object {
                    Some(object) if agent.has_own_property(object, key)? => {
                        let value = agent.get(object, key)?;
                        agent.keep(value);
                        cell(agent, options, value)?
                    }
                    _ => String::new(),
                };
                set_cell(agent, columns.column(key), row, text)?;
            }
            Ok(())
        })?;
    }
    let mut columns = columns.columns;
    // A symbol is no key of `Object.keys`.
    columns.retain(|(key, _)| !key.is_symbol());
    // As the properties of an object: indices come first, ascending.
    columns.sort_by_key(|(key, _)| key.as_index().map_or(u64::MAX, u64::from));
    let mut table = Table::default();
    let indices = rows.iter().map(|&key| key_text(agent, key)).collect();
    table.add(INDEX, indices);
    for (key, column) in columns {
        let head = key_text(agent, key);
        table.add(&head, column);
    }
    if !primitives.is_empty() {
        table.add(VALUES, primitives);
    }
    Ok(table)
}

fn key_text(agent: &mut Agent, key: PropertyKey) -> String {
    agent.heap.key_for_message(key)
}

/// The columns of properties, in the order in which they were met.
#[derive(Default)]
struct Columns {
    columns: Vec<(PropertyKey, Vec<String>)>,
    places: FxHashMap<PropertyKey, usize>,
}

impl Columns {
    fn column(&mut self, key: PropertyKey) -> &mut Vec<String> {
        let columns = &mut self.columns;
        let at = *self.places.entry(key).or_insert_with(|| {
            columns.push((key, Vec::new()));
            columns.len() - 1
        });
        &mut columns[at].1
    }
}

fn set_cell(agent: &mut Agent, column: &mut Vec<String>, row: usize, text: String) -> JsResult<()> {
    if column.len() <= row {
        agent.poll_work((row - column.len()) / 8)?;
        column.resize(row + 1, String::new());
    }
    column[row] = text;
    Ok(())
}

impl Table {
    fn add(&mut self, head: &str, column: Vec<String>) {
        self.heads.push(head.to_string());
        self.columns.push(column);
    }

    /// The table in lines of box-drawing characters.
    fn draw(&self, budget: &Budget) -> String {
        let rows = self.columns.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = self
            .heads
            .iter()
            .zip(&self.columns)
            .map(|(head, column)| {
                let cells = column.iter().chain([head]);
                let widths = budget.each(cells).map(|cell| display_width(cell));
                widths.max().unwrap_or(0) + 2
            })
            .collect();
        let rule = |left: &str, cross: &str, right: &str| {
            let lines: Vec<String> = widths.iter().map(|&width| "─".repeat(width)).collect();
            format!("{left}{}{right}", lines.join(cross))
        };
        let line = |cells: Vec<&str>| {
            let cells = cells.iter().zip(&widths).map(|(cell, &width)| {
                let fill = (width - 1).saturating_sub(display_width(cell));
                format!(" {cell}{}", " ".repeat(fill))
            });
            format!("│{}│", cells.collect::<Vec<String>>().join("│"))
        };
        let mut text = rule("┌", "┬", "┐");
        let mut push = |line: String| {
            text.push('\n');
            text.push_str(&line);
        };
        push(line(self.heads.iter().map(String::as_str).collect()));
        push(rule("├", "┼", "┤"));
        for row in 0..rows {
            if budget.spend(self.columns.len() * 4).is_err() {
                break;
            }
            let cells = self.columns.iter();
            push(line(
                cells
                    .map(|column| column.get(row).map_or("", String::as_str))
                    .collect(),
            ));
        }
        push(rule("└", "┴", "┘"));
        text
    }
}
