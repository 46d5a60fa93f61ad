//! `console.table`.

use super::{Stream, options_for, print};
use crate::engine::{
    Agent, Budget, Call, Intrinsic, JsResult, Kind, Object, PropertyFlags, PropertyKey, Value,
};
use crate::host::inspect::{
    CollectionPreview, Options, collection_preview, display_width, inspect,
};

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
    let data = call.arg(0);
    let data = match data.as_object() {
        Some(object) if object.is(Kind::Proxy) || !agent.is_callable(data) => object,
        _ => {
            super::print_values(agent, Stream::Output, &[data])?;
            return Ok(Value::UNDEFINED);
        }
    };
    let properties = match call.arg(1) {
        value if value.is_undefined() => None,
        value => Some(property_list(agent, value)?),
    };
    let options = Options {
        max_array_length: 3,
        break_length: usize::MAX,
        ..options_for(agent, Stream::Output)
    };
    let table = match collection_preview(agent, data) {
        Some(preview) => collection_table(agent, &options, preview)?,
        None => object_table(agent, &options, data, properties)?,
    };
    let text = table.draw(&agent.heap.budget);
    print(agent, Stream::Output, &text)?;
    Ok(Value::UNDEFINED)
}

/// The keys that the second argument lists.
fn property_list(agent: &mut Agent, value: Value) -> JsResult<Vec<PropertyKey>> {
    if !agent.is_array(value)? {
        let received = received(agent, value);
        let message = format!(
            "The \"properties\" argument must be an instance of Array. Received {received}"
        );
        let error = agent.new_error(Intrinsic::TypeErrorPrototype, &message);
        let code = agent.heap.new_string("ERR_INVALID_ARG_TYPE").value();
        agent
            .heap
            .add_property(error, agent.names.code, PropertyFlags::DATA, code);
        return Err(agent.throw(error.value()));
    }
    let values = agent.create_list_from_array_like(value)?;
    let mut keys = Vec::with_capacity(values.len());
    for value in values {
        keys.push(agent.to_property_key(value)?);
    }
    Ok(keys)
}

/// A value as Node names what it received instead of what it wanted.
fn received(agent: &mut Agent, value: Value) -> String {
    if value.is_null() {
        return String::from("null");
    }
    if value.is_object() {
        if agent.is_callable(value) {
            return String::from("function ");
        }
        let name = value
            .as_object()
            .and_then(|object| agent.constructor_name(object));
        return match name {
            Some(name) => format!("an instance of {name}"),
            None => String::from("[Object: null prototype] {}"),
        };
    }
    let shown = inspect(agent, value, &Options::default()).unwrap_or_default();
    format!("type {} ({shown})", agent.type_of_text(value))
}

/// A cell's text.
fn cell(agent: &mut Agent, options: &Options, value: Value) -> JsResult<String> {
    let mut depth = 0;
    if let Some(object) = value.as_object()
        && !agent.is_callable(value)
        && !agent.is_array(value)?
        && agent.enumerable_own_keys(object)?.len() > 2
    {
        depth = -1;
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
        CollectionPreview::SetEntries(entries) => {
            (None, entries.into_iter().map(|(key, _)| key).collect())
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
    let mut columns: Vec<(PropertyKey, Vec<String>)> = Vec::new();
    let mut primitives: Vec<String> = Vec::new();
    for (row, &row_key) in rows.iter().enumerate() {
        agent.poll()?;
        let item = agent.get(data, row_key)?;
        let Some(object) = item.as_object() else {
            if let Some(properties) = &properties {
                for &key in properties {
                    set_cell(column(&mut columns, key), row, String::new());
                }
            } else {
                set_cell(&mut primitives, row, cell(agent, options, item)?);
            }
            continue;
        };
        agent.scoped(|agent| -> JsResult<()> {
            agent.keep_object(object);
            let keys = match &properties {
                Some(properties) => properties.clone(),
                None => agent.enumerable_own_keys(object)?,
            };
            for key in keys {
                // A column is looked for among all.
                agent.poll_work(columns.len() / 8 + 1)?;
                let text = match agent.get_own_property(object, key)? {
                    None => String::new(),
                    Some(_) => {
                        let value = agent.get(object, key)?;
                        agent.keep(value);
                        cell(agent, options, value)?
                    }
                };
                set_cell(column(&mut columns, key), row, text);
            }
            Ok(())
        })?;
    }
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
    agent.key_for_message(key)
}

fn column(columns: &mut Vec<(PropertyKey, Vec<String>)>, key: PropertyKey) -> &mut Vec<String> {
    let found = columns.iter().position(|(other, _)| *other == key);
    let at = found.unwrap_or_else(|| {
        columns.push((key, Vec::new()));
        columns.len() - 1
    });
    &mut columns[at].1
}

fn set_cell(column: &mut Vec<String>, row: usize, text: String) {
    if column.len() <= row {
        column.resize(row + 1, String::new());
    }
    column[row] = text;
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
        let mut lines = vec![rule("┌", "┬", "┐")];
        lines.push(line(self.heads.iter().map(String::as_str).collect()));
        lines.push(rule("├", "┼", "┤"));
        for row in 0..rows {
            if budget.spend(self.columns.len() * 4).is_err() {
                break;
            }
            let cells = self.columns.iter();
            lines.push(line(
                cells
                    .map(|column| column.get(row).map_or("", String::as_str))
                    .collect(),
            ));
        }
        lines.push(rule("└", "┴", "┘"));
        lines.join("\n")
    }
}
