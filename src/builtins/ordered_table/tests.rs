//! The table against a model.

use super::{HashedKey, KeyEntry, OrderedTable, Position};
use crate::heap::{Heap, Value};

type Table = OrderedTable<KeyEntry>;

fn add(heap: &Heap, table: &mut Table, value: Value) -> bool {
    let key = HashedKey::new(heap, value);
    if table.find(heap, key).is_some() {
        return false;
    }
    table.insert(key, KeyEntry(key.key));
    true
}

fn remove(heap: &Heap, table: &mut Table, value: Value) -> bool {
    let key = HashedKey::new(heap, value);
    let place = table.find(heap, key);
    place.is_some_and(|place| {
        table.remove(key, place);
        true
    })
}

fn ints(table: &Table) -> Vec<i32> {
    table.iter().filter_map(|entry| entry.0.as_int()).collect()
}

#[test]
fn same_value_zero() {
    let mut heap = Heap::of_test();
    let mut table = Table::default();
    let a = heap.new_string("a long enough text to be out of its cell");
    let b = heap.new_string("a long enough text to be out of its cell");
    let (x, y) = (heap.new_bigint(7.into()), heap.new_bigint(7.into()));
    let z = heap.new_bigint((-7).into());
    for (value, new) in [
        (Value::int(1), true),
        (Value::double(1.0), false),
        (Value::double(-0.0), true),
        (Value::int(0), false),
        (Value::NAN, true),
        (Value::double(-f64::NAN), false),
        (Value::double(0.5), true),
        (Value::double(0.5), false),
        (a.value(), true),
        (b.value(), false),
        (x.value(), true),
        (y.value(), false),
        (z.value(), true),
        (Value::UNDEFINED, true),
        (Value::NULL, true),
        (Value::NULL, false),
    ] {
        assert_eq!(add(&heap, &mut table, value), new, "{value:?}");
    }
    assert_eq!(table.len(), 9);
}

/// A small generator, so that failures repeat.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What the specification does: a list in which deleted entries stay.
#[derive(Default)]
struct Model {
    list: Vec<Option<i32>>,
}

impl Model {
    fn advance(&self, at: &mut usize) -> Option<i32> {
        while *at < self.list.len() {
            *at += 1;
            if let Some(value) = self.list[*at - 1] {
                return Some(value);
            }
        }
        None
    }
}

#[test]
fn behaves_as_a_list_with_gaps() {
    let heap = Heap::of_test();
    for seed in 1..60u64 {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut table = Table::default();
        let mut model = Model::default();
        let mut cursors: Vec<(Position, usize)> = vec![(table.start(), 0)];
        let range = 1 + random.below(400);
        for _ in 0..3000 {
            let value = random.below(range) as i32;
            match random.below(100) {
                0..45 => {
                    let new = !model.list.contains(&Some(value));
                    assert_eq!(add(&heap, &mut table, Value::int(value)), new);
                    if new {
                        model.list.push(Some(value));
                    }
                }
                45..85 => {
                    let found = model.list.iter().position(|entry| *entry == Some(value));
                    assert_eq!(
                        remove(&heap, &mut table, Value::int(value)),
                        found.is_some()
                    );
                    if let Some(found) = found {
                        model.list[found] = None;
                    }
                }
                85 => cursors.push((table.start(), 0)),
                86 if random.below(10) == 0 => {
                    table.clear();
                    model.list.iter_mut().for_each(|entry| *entry = None);
                }
                _ => {
                    let chosen = random.below(cursors.len() as u64) as usize;
                    let (position, at) = &mut cursors[chosen];
                    let next = table.advance(position).and_then(|entry| entry.0.as_int());
                    assert_eq!(next, model.advance(at));
                }
            }
            assert_eq!(table.len(), model.list.iter().flatten().count());
        }
        let expected: Vec<i32> = model.list.iter().flatten().copied().collect();
        assert_eq!(ints(&table), expected);
        for (mut position, mut at) in cursors {
            loop {
                let next = table
                    .advance(&mut position)
                    .and_then(|entry| entry.0.as_int());
                assert_eq!(next, model.advance(&mut at));
                if next.is_none() {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_queue_stays_small() {
    let heap = Heap::of_test();
    let mut table = Table::default();
    for value in 0..100_000 {
        add(&heap, &mut table, Value::int(value));
        if value >= 100 {
            let mut position = table.start();
            let oldest = table.advance(&mut position).map(|entry| entry.0);
            assert_eq!(oldest, Some(Value::int(value - 100)));
            assert!(remove(&heap, &mut table, Value::int(value - 100)));
        }
    }
    assert_eq!(table.len(), 100);
    assert!(table.bytes() < 20_000);
}
