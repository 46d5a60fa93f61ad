//! `sort` and `toSorted`: a stable, adaptive merge sort (as described by Tim Peters, and as V8 has
//! it, down to the order in which the comparison function sees the elements).

use super::elements::{delete_at, element, element_if_present, is_simple, kept_array, set_at};
use super::receiver::array_like;
use crate::engine::{Agent, Call, Callback, JsResult, Object, Str, Value, messages};
use crate::heap::Heap;
use std::cmp::Ordering;

/// [Array.prototype.sort ( comparator )](https://tc39.es/ecma262/#sec-array.prototype.sort)
pub(super) fn sort(agent: &mut Agent, call: Call) -> JsResult {
    let comparator = comparator(agent, call)?;
    let (object, length) = array_like(agent, call)?;
    if length < 2 {
        // As in V8, which neither reads nor writes the only element.
        return Ok(object.value());
    }
    let (items, undefined) = collect(agent, object, length, true)?;
    let sorted = sort_items(agent, items, comparator)?;
    let count = (sorted.len() + undefined) as u64;
    if agent.heap.is_dense(object)
        && let Some(places) = agent.heap.elements_mut(object).get_mut(..count as usize)
        && !places.iter().any(|place| place.is_hole())
    {
        let (first, rest) = places.split_at_mut(sorted.len());
        first.copy_from_slice(&sorted);
        rest.fill(Value::UNDEFINED);
    } else {
        kept_array(agent, sorted.clone());
        let values = sorted.iter().copied();
        let values = values.chain(std::iter::repeat_n(Value::UNDEFINED, undefined));
        for (k, value) in values.enumerate() {
            set_at(agent, object, k as u64, value)?;
        }
    }
    delete_rest(agent, object, count, length)?;
    Ok(object.value())
}

/// Deletes one element at the end for each hole that there was.
fn delete_rest(agent: &mut Agent, object: Object, from: u64, to: u64) -> JsResult<()> {
    if is_simple(agent, object)
        && let Some(places) = agent.heap.elements_mut(object).get_mut(from as usize..)
    {
        let holes = places.len().min((to - from.min(to)) as usize);
        places[..holes].fill(Value::HOLE);
        return Ok(());
    }
    if let Some(present) = present_indices(agent, object) {
        for index in present.into_iter().map(u64::from) {
            if index >= from && index < to {
                delete_at(agent, object, index)?;
            }
        }
        return Ok(());
    }
    for k in from..to {
        delete_at(agent, object, k)?;
    }
    Ok(())
}

/// [Array.prototype.toSorted ( comparator )](https://tc39.es/ecma262/#sec-array.prototype.tosorted)
pub(super) fn to_sorted(agent: &mut Agent, call: Call) -> JsResult {
    let comparator = comparator(agent, call)?;
    let (object, length) = array_like(agent, call)?;
    if length > u32::MAX as u64 {
        return Err(agent.range_error(messages::ARRAY_LENGTH));
    }
    let (items, undefined) = collect(agent, object, length, false)?;
    let mut sorted = sort_items(agent, items, comparator)?;
    sorted.resize(sorted.len() + undefined, Value::UNDEFINED);
    Ok(agent.new_array(sorted).value())
}

fn comparator(agent: &mut Agent, call: Call) -> JsResult<Option<Value>> {
    let comparator = call.arg(0);
    if comparator.is_undefined() {
        return Ok(None);
    }
    if !agent.heap.is_callable(comparator) {
        let what = agent.value_for_message(comparator);
        return Err(agent.type_error(format!(
            "The comparison function must be either a function or undefined: {what}"
        )));
    }
    Ok(Some(comparator))
}

/// The indices of an array with large gaps whose prototypes have no elements.
fn present_indices(agent: &Agent, object: Object) -> Option<Vec<u32>> {
    if !object.is(crate::engine::Kind::Array) || !agent.inherits_no_elements(object) {
        return None;
    }
    agent.heap.indexed(object).map(|store| store.indices())
}

/// The collecting part of [SortIndexedProperties](https://tc39.es/ecma262/#sec-sortindexedproperties):
/// what is to be sorted, in an array that is kept, and how often `undefined` occurs besides.
fn collect(
    agent: &mut Agent,
    object: Object,
    length: u64,
    skip_holes: bool,
) -> JsResult<(Object, usize)> {
    let list = kept_array(agent, Vec::new());
    let mut undefined = 0;
    if agent.heap.is_dense(object)
        && agent.heap.elements(object).len() as u64 == length
        && agent.inherits_no_elements(object)
    {
        agent.poll_work(length as usize / 8)?;
        let mut items = agent.heap.elements(object).to_vec();
        items.retain(|item| {
            undefined += (item.is_undefined() || (item.is_hole() && !skip_holes)) as usize;
            !item.is_undefined() && !item.is_hole()
        });
        agent.heap.set_elements(list, items);
        return Ok((list, undefined));
    }
    let mut take = |agent: &mut Agent, value: Value| {
        if value.is_undefined() {
            undefined += 1;
        } else {
            agent.heap.push_element(list, value);
        }
    };
    if skip_holes && let Some(indices) = present_indices(agent, object) {
        for index in indices.into_iter().map(u64::from) {
            if index < length
                && let Some(value) = element_if_present(agent, object, index)?
            {
                take(agent, value);
            }
        }
        return Ok((list, undefined));
    }
    for k in 0..length {
        let value = if skip_holes {
            element_if_present(agent, object, k)?
        } else {
            agent.poll()?;
            Some(element(agent, object, k)?)
        };
        if let Some(value) = value {
            take(agent, value);
        }
    }
    Ok((list, undefined))
}

/// The sorting part of [SortIndexedProperties](https://tc39.es/ecma262/#sec-sortindexedproperties),
/// by [CompareArrayElements](https://tc39.es/ecma262/#sec-comparearrayelements). The array keeps
/// the values alive meanwhile.
fn sort_items(agent: &mut Agent, list: Object, comparator: Option<Value>) -> JsResult<Vec<Value>> {
    let mut items = agent.heap.elements(list).to_vec();
    if items.len() < 2 {
        return Ok(items);
    }
    let Some(comparator) = comparator else {
        return sort_by_text(agent, items);
    };
    let comparator = Callback::new(agent, comparator)?;
    let mut compare = |agent: &mut Agent, a: Value, b: Value| {
        let order = comparator.call(agent, Value::UNDEFINED, [a, b])?;
        if let Some(order) = order.as_int() {
            return Ok(order < 0);
        }
        Ok(agent.to_number(order)? < 0.0)
    };
    TimSort::run(agent, &mut items, &mut compare)?;
    Ok(items)
}

/// Sorts by the elements' texts.
fn sort_by_text(agent: &mut Agent, mut items: Vec<Value>) -> JsResult<Vec<Value>> {
    agent.poll_work(items.len())?;
    if items.iter().all(|item| item.is_int()) {
        let order = |item: Value| (decimal_order(item.int_unchecked()), item);
        let mut ordered: Vec<(u64, Value)> = items.into_iter().map(order).collect();
        sort_in_pieces(agent, &mut ordered, |_, a, b| a.0.cmp(&b.0))?;
        return Ok(ordered.into_iter().map(|(_, item)| item).collect());
    }
    if items
        .iter()
        .any(|item| item.is_object() || item.is_symbol())
    {
        // The conversions can be seen.
        let mut compare = |agent: &mut Agent, a: Value, b: Value| {
            agent.scoped(|agent| {
                let a = agent.to_string(a)?;
                agent.keep(a.value());
                let b = agent.to_string(b)?;
                Ok(agent.heap.compare_strings(a, b).is_lt())
            })
        };
        TimSort::run(agent, &mut items, &mut compare)?;
        return Ok(items);
    }
    let mut texts: Vec<(Str, Value)> = Vec::with_capacity(items.len());
    let mut longest = 0;
    for item in items {
        agent.poll()?;
        let text = agent.to_string(item)?;
        longest = longest.max(agent.heap.string_length(text));
        texts.push((text, item));
    }
    if longest <= LONG_TEXT {
        sort_in_pieces(agent, &mut texts, |heap, a, b| {
            heap.text(a.0).compare(heap.text(b.0))
        })?;
        return Ok(texts.into_iter().map(|(_, item)| item).collect());
    }
    let mut places: Vec<Value> = (0..texts.len()).map(Value::from_usize).collect();
    let text = |place: Value| texts[place.as_int().unwrap_or(0) as usize];
    let mut compare = |agent: &mut Agent, a: Value, b: Value| {
        agent.poll()?;
        Ok(agent.heap.compare_strings(text(a).0, text(b).0).is_lt())
    };
    TimSort::run(agent, &mut places, &mut compare)?;
    Ok(places.into_iter().map(|place| text(place).1).collect())
}

/// How many items are sorted without looking at the budget; texts, if none is longer than [`LONG_TEXT`].
const AT_ONCE: usize = 1 << 14;

/// How many code units are a long text.
const LONG_TEXT: usize = 1024;

/// Sorts what can be compared at no great cost, stably. The standard library's sorting can't be
/// stopped, so it gets a piece at a time.
fn sort_in_pieces<T: Copy>(
    agent: &mut Agent,
    items: &mut [T],
    compare: impl Fn(&Heap, &T, &T) -> Ordering,
) -> JsResult<()> {
    for piece in items.chunks_mut(AT_ONCE) {
        agent.poll_work(piece.len())?;
        let heap = &agent.heap;
        piece.sort_by(|a, b| compare(heap, a, b));
    }
    let mut sorted = AT_ONCE;
    while sorted < items.len() {
        let pairs = items.chunks_mut(sorted * 2);
        for pair in pairs.filter(|pair| pair.len() > sorted) {
            merge(agent, pair, sorted, &compare)?;
        }
        sorted *= 2;
    }
    Ok(())
}

/// Merges the items before `middle` with those from there on; either are sorted.
fn merge<T: Copy>(
    agent: &mut Agent,
    items: &mut [T],
    middle: usize,
    compare: impl Fn(&Heap, &T, &T) -> Ordering,
) -> JsResult<()> {
    let left = items[..middle].to_vec();
    let (mut to, mut a, mut b) = (0, 0, middle);
    while a < left.len() && b < items.len() {
        agent.poll()?;
        if compare(&agent.heap, &items[b], &left[a]).is_lt() {
            items[to] = items[b];
            b += 1;
        } else {
            items[to] = left[a];
            a += 1;
        }
        to += 1;
    }
    let rest = &left[a..];
    items[to..to + rest.len()].copy_from_slice(rest);
    Ok(())
}

/// A number that orders integers as their decimal texts are ordered.
fn decimal_order(int: i32) -> u64 {
    let magnitude = int.unsigned_abs() as u64;
    let digits = magnitude.checked_ilog10().unwrap_or(0) + 1;
    let aligned = magnitude * 10u64.pow(10 - digits);
    // `-` comes before the digits, and a text before those that it begins.
    ((int >= 0) as u64) << 60 | aligned << 5 | digits as u64
}

/// A run's beginning and length.
type Run = (usize, usize);

/// How many times one side must win in a row before a merge gallops.
const MIN_GALLOP: usize = 7;

/// The state of one sort. `compare` tells whether its first argument is to come before its second.
struct TimSort<'a, C> {
    items: &'a mut [Value],
    compare: &'a mut C,
    /// Runs that are still to be merged, from left to right.
    runs: Vec<Run>,
    min_gallop: usize,
}

impl<C: FnMut(&mut Agent, Value, Value) -> JsResult<bool>> TimSort<'_, C> {
    fn run(agent: &mut Agent, items: &mut [Value], compare: &mut C) -> JsResult<()> {
        let length = items.len();
        if length < 2 {
            return Ok(());
        }
        let mut sort = TimSort {
            items,
            compare,
            runs: Vec::new(),
            min_gallop: MIN_GALLOP,
        };
        let min_run = min_run_length(length);
        let mut low = 0;
        while low < length {
            let mut run = sort.count_run(agent, low)?;
            if run < min_run {
                let forced = min_run.min(length - low);
                sort.insert(agent, low, low + run, low + forced)?;
                run = forced;
            }
            sort.runs.push((low, run));
            sort.merge_collapse(agent)?;
            low += run;
        }
        while sort.runs.len() > 1 {
            let mut n = sort.runs.len() - 2;
            if n > 0 && sort.runs[n - 1].1 < sort.runs[n + 1].1 {
                n -= 1;
            }
            sort.merge_at(agent, n)?;
        }
        Ok(())
    }

    #[inline]
    fn less(&mut self, agent: &mut Agent, a: Value, b: Value) -> JsResult<bool> {
        (self.compare)(agent, a, b)
    }

    /// The length of the run that begins at `low`; one that descends is reversed.
    fn count_run(&mut self, agent: &mut Agent, low: usize) -> JsResult<usize> {
        let high = self.items.len();
        if low + 1 == high {
            return Ok(1);
        }
        let descending = self.less(agent, self.items[low + 1], self.items[low])?;
        let mut end = low + 2;
        while end < high && self.less(agent, self.items[end], self.items[end - 1])? == descending {
            end += 1;
        }
        if descending {
            self.items[low..end].reverse();
        }
        Ok(end - low)
    }

    /// Binary insertion: `low..start` is sorted, then `low..high` is.
    fn insert(&mut self, agent: &mut Agent, low: usize, start: usize, high: usize) -> JsResult<()> {
        for place in start..high {
            let pivot = self.items[place];
            let (mut left, mut right) = (low, place);
            while left < right {
                let middle = left + (right - left) / 2;
                if self.less(agent, pivot, self.items[middle])? {
                    right = middle;
                } else {
                    left = middle + 1;
                }
            }
            self.items.copy_within(left..place, left + 1);
            self.items[left] = pivot;
        }
        Ok(())
    }

    /// Merges neighbours until the lengths of the runs grow from right to left.
    fn merge_collapse(&mut self, agent: &mut Agent) -> JsResult<()> {
        while self.runs.len() > 1 {
            let mut n = self.runs.len() - 2;
            if !self.is_established(n + 1) || !self.is_established(n) {
                if self.runs[n - 1].1 < self.runs[n + 1].1 {
                    n -= 1;
                }
            } else if self.runs[n].1 > self.runs[n + 1].1 {
                break;
            }
            self.merge_at(agent, n)?;
        }
        Ok(())
    }

    fn is_established(&self, n: usize) -> bool {
        n < 2 || self.runs[n - 2].1 > self.runs[n - 1].1 + self.runs[n].1
    }

    fn merge_at(&mut self, agent: &mut Agent, n: usize) -> JsResult<()> {
        let (mut base_a, mut length_a) = self.runs[n];
        let (base_b, mut length_b) = self.runs[n + 1];
        self.runs[n].1 = length_a + length_b;
        self.runs.remove(n + 1);
        // What is in its place already at the beginning and the end.
        let key = self.items[base_b];
        let skipped = self.gallop_right(agent, Side::Items, key, (base_a, length_a), 0)?;
        base_a += skipped;
        length_a -= skipped;
        if length_a == 0 {
            return Ok(());
        }
        let key = self.items[base_a + length_a - 1];
        length_b = self.gallop_left(agent, Side::Items, key, (base_b, length_b), length_b - 1)?;
        if length_b == 0 {
            return Ok(());
        }
        if length_a <= length_b {
            self.merge_low(agent, (base_a, length_a), (base_b, length_b))
        } else {
            self.merge_high(agent, (base_a, length_a), (base_b, length_b))
        }
    }

    /// The first place in a sorted run where `key` may be inserted, searched from `hint` on.
    fn gallop_left(
        &mut self,
        agent: &mut Agent,
        side: Side<'_>,
        key: Value,
        (base, length): Run,
        hint: usize,
    ) -> JsResult<usize> {
        let at = |sort: &Self, place: usize| side.get(sort.items, base + place);
        let (mut last, mut offset) = (0, 1);
        let (mut left, mut right);
        if self.less(agent, at(self, hint), key)? {
            let max = length - hint;
            while offset < max && self.less(agent, at(self, hint + offset), key)? {
                last = offset;
                offset = offset * 2 + 1;
            }
            (left, right) = (hint + last + 1, hint + offset.min(max));
        } else {
            let max = hint + 1;
            while offset < max && !self.less(agent, at(self, hint - offset), key)? {
                last = offset;
                offset = offset * 2 + 1;
            }
            (left, right) = (hint + 1 - offset.min(max), hint - last);
        }
        while left < right {
            let middle = left + (right - left) / 2;
            if self.less(agent, at(self, middle), key)? {
                left = middle + 1;
            } else {
                right = middle;
            }
        }
        Ok(right)
    }

    /// The last place in a sorted run where `key` may be inserted, searched from `hint` on.
    fn gallop_right(
        &mut self,
        agent: &mut Agent,
        side: Side<'_>,
        key: Value,
        (base, length): Run,
        hint: usize,
    ) -> JsResult<usize> {
        let at = |sort: &Self, place: usize| side.get(sort.items, base + place);
        let (mut last, mut offset) = (0, 1);
        let (mut left, mut right);
        if self.less(agent, key, at(self, hint))? {
            let max = hint + 1;
            while offset < max && self.less(agent, key, at(self, hint - offset))? {
                last = offset;
                offset = offset * 2 + 1;
            }
            (left, right) = (hint + 1 - offset.min(max), hint - last);
        } else {
            let max = length - hint;
            while offset < max && !self.less(agent, key, at(self, hint + offset))? {
                last = offset;
                offset = offset * 2 + 1;
            }
            (left, right) = (hint + last + 1, hint + offset.min(max));
        }
        while left < right {
            let middle = left + (right - left) / 2;
            if self.less(agent, key, at(self, middle))? {
                right = middle;
            } else {
                left = middle + 1;
            }
        }
        Ok(right)
    }

    /// Merges two neighbours from the left; the left one is the shorter.
    fn merge_low(
        &mut self,
        agent: &mut Agent,
        (base_a, mut length_a): Run,
        (base_b, mut length_b): Run,
    ) -> JsResult<()> {
        let left = self.items[base_a..base_a + length_a].to_vec();
        let (mut to, mut a, mut b) = (base_a, 0, base_b);
        self.items[to] = self.items[b];
        (to, b, length_b) = (to + 1, b + 1, length_b - 1);
        let mut min_gallop = self.min_gallop;
        'merge: while length_b > 0 && length_a > 1 {
            // One by one, until one side wins again and again.
            let (mut wins_a, mut wins_b) = (0, 0);
            while wins_a.max(wins_b) < min_gallop {
                if self.less(agent, self.items[b], left[a])? {
                    self.items[to] = self.items[b];
                    (to, b, length_b) = (to + 1, b + 1, length_b - 1);
                    (wins_a, wins_b) = (0, wins_b + 1);
                    if length_b == 0 {
                        break 'merge;
                    }
                } else {
                    self.items[to] = left[a];
                    (to, a, length_a) = (to + 1, a + 1, length_a - 1);
                    (wins_a, wins_b) = (wins_a + 1, 0);
                    if length_a == 1 {
                        break 'merge;
                    }
                }
            }
            // Many at a time, as long as that pays.
            min_gallop += 1;
            let mut first = true;
            while first || wins_a.max(wins_b) >= MIN_GALLOP {
                first = false;
                min_gallop = (min_gallop - 1).max(1);
                self.min_gallop = min_gallop;
                let key = self.items[b];
                wins_a = self.gallop_right(agent, Side::Other(&left), key, (a, length_a), 0)?;
                self.items[to..to + wins_a].copy_from_slice(&left[a..a + wins_a]);
                (to, a, length_a) = (to + wins_a, a + wins_a, length_a - wins_a);
                if length_a <= 1 {
                    break 'merge;
                }
                self.items[to] = self.items[b];
                (to, b, length_b) = (to + 1, b + 1, length_b - 1);
                if length_b == 0 {
                    break 'merge;
                }
                wins_b = self.gallop_left(agent, Side::Items, left[a], (b, length_b), 0)?;
                self.items.copy_within(b..b + wins_b, to);
                (to, b, length_b) = (to + wins_b, b + wins_b, length_b - wins_b);
                if length_b == 0 {
                    break 'merge;
                }
                self.items[to] = left[a];
                (to, a, length_a) = (to + 1, a + 1, length_a - 1);
                if length_a == 1 {
                    break 'merge;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
        // What is left of the right side (where one of the left side remains, it comes last).
        self.items.copy_within(b..b + length_b, to);
        let to = to + length_b;
        self.items[to..to + length_a].copy_from_slice(&left[a..a + length_a]);
        Ok(())
    }

    /// Merges two neighbours from the right; the right one is the shorter.
    fn merge_high(&mut self, agent: &mut Agent, a: Run, b: Run) -> JsResult<()> {
        let ((base_a, mut length_a), (base_b, mut length_b)) = (a, b);
        let right = self.items[base_b..base_b + length_b].to_vec();
        // Each end is exclusive.
        let mut to = base_b + length_b - 1;
        length_a -= 1;
        self.items[to] = self.items[base_a + length_a];
        let mut min_gallop = self.min_gallop;
        'merge: while length_a > 0 && length_b > 1 {
            let (mut wins_a, mut wins_b) = (0, 0);
            while wins_a.max(wins_b) < min_gallop {
                let (last_a, last_b) = (self.items[base_a + length_a - 1], right[length_b - 1]);
                to -= 1;
                if self.less(agent, last_b, last_a)? {
                    self.items[to] = last_a;
                    length_a -= 1;
                    (wins_a, wins_b) = (wins_a + 1, 0);
                    if length_a == 0 {
                        break 'merge;
                    }
                } else {
                    self.items[to] = last_b;
                    length_b -= 1;
                    (wins_a, wins_b) = (0, wins_b + 1);
                    if length_b == 1 {
                        break 'merge;
                    }
                }
            }
            min_gallop += 1;
            let mut first = true;
            while first || wins_a.max(wins_b) >= MIN_GALLOP {
                first = false;
                min_gallop = (min_gallop - 1).max(1);
                self.min_gallop = min_gallop;
                let run = (base_a, length_a);
                let key = right[length_b - 1];
                let place = self.gallop_right(agent, Side::Items, key, run, length_a - 1)?;
                wins_a = length_a - place;
                to -= wins_a;
                self.items
                    .copy_within(base_a + place..base_a + length_a, to);
                length_a = place;
                if length_a == 0 {
                    break 'merge;
                }
                to -= 1;
                length_b -= 1;
                self.items[to] = right[length_b];
                if length_b == 1 {
                    break 'merge;
                }
                let key = self.items[base_a + length_a - 1];
                let (side, run) = (Side::Other(&right), (0, length_b));
                let place = self.gallop_left(agent, side, key, run, length_b - 1)?;
                wins_b = length_b - place;
                to -= wins_b;
                self.items[to..to + wins_b].copy_from_slice(&right[place..length_b]);
                length_b = place;
                if length_b <= 1 {
                    break 'merge;
                }
                to -= 1;
                length_a -= 1;
                self.items[to] = self.items[base_a + length_a];
                if length_a == 0 {
                    break 'merge;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
        // What is left of the left side (where one of the right side remains, it comes first).
        to -= length_a;
        self.items.copy_within(base_a..base_a + length_a, to);
        to -= length_b;
        self.items[to..to + length_b].copy_from_slice(&right[..length_b]);
        Ok(())
    }
}

/// Where the run that is searched is stored.
#[derive(Clone, Copy)]
enum Side<'a> {
    Items,
    Other(&'a [Value]),
}

impl Side<'_> {
    #[inline]
    fn get(self, items: &[Value], place: usize) -> Value {
        match self {
            Side::Items => items[place],
            Side::Other(other) => other[place],
        }
    }
}

/// The length below which runs are extended: between 32 and 64, so that the number of runs is
/// close to a power of two.
fn min_run_length(length: usize) -> usize {
    let (mut length, mut odd) = (length, 0);
    while length >= 64 {
        odd |= length & 1;
        length >>= 1;
    }
    length + odd
}

#[cfg(test)]
#[path = "sort_tests.rs"]
mod tests;
