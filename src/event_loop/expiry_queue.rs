//! A priority queue of timer lists, the earliest first.
//!
//! Owns the order only: slots are numbers that `timers` gives meaning to. A binary heap that knows
//! the position of each slot, so that any slot can be removed or moved in O(log n).
//! Invariant: `positions[slot]` is where `heap` holds the slot, or `ABSENT`.

/// When a list is due, in milliseconds of loop time, and its place among lists due together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Expiry {
    pub(super) at: u64,
    pub(super) order: u64,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    expiry: Expiry,
    slot: u32,
}

const ABSENT: u32 = u32::MAX;

/// The queue; see the head of the file.
#[derive(Debug, Default)]
pub(super) struct ExpiryQueue {
    heap: Vec<Node>,
    positions: Vec<u32>,
}

impl ExpiryQueue {
    /// The earliest slot and when it is due.
    pub(super) fn peek(&self) -> Option<(u32, Expiry)> {
        self.heap.first().map(|node| (node.slot, node.expiry))
    }

    /// Adds a slot that is not in the queue.
    pub(super) fn insert(&mut self, slot: u32, expiry: Expiry) {
        let index = slot as usize;
        if self.positions.len() <= index {
            self.positions.resize(index + 1, ABSENT);
        }
        self.heap.push(Node { expiry, slot });
        self.rise(self.heap.len() - 1);
    }

    /// Removes a slot, if the queue has it.
    pub(super) fn remove(&mut self, slot: u32) {
        let Some(at) = self.position(slot) else {
            return;
        };
        self.positions[slot as usize] = ABSENT;
        let Some(last) = self.heap.pop() else { return };
        if last.slot == slot {
            return;
        }
        self.heap[at] = last;
        self.settle(at);
    }

    /// Gives a slot another expiry.
    pub(super) fn change(&mut self, slot: u32, expiry: Expiry) {
        let Some(at) = self.position(slot) else {
            return;
        };
        self.heap[at].expiry = expiry;
        self.settle(at);
    }

    /// The order number that a slot has at present; it tells a list from a later one in its slot.
    pub(super) fn order(&self, slot: u32) -> Option<u64> {
        self.position(slot).map(|at| self.heap[at].expiry.order)
    }

    fn position(&self, slot: u32) -> Option<usize> {
        self.positions
            .get(slot as usize)
            .filter(|&&at| at != ABSENT)
            .map(|&at| at as usize)
    }

    fn settle(&mut self, at: usize) {
        if at > 0 && self.heap[at].expiry < self.heap[(at - 1) / 2].expiry {
            self.rise(at);
        } else {
            self.sink(at);
        }
    }

    fn rise(&mut self, mut at: usize) {
        let node = self.heap[at];
        while at > 0 {
            let parent = (at - 1) / 2;
            if self.heap[parent].expiry <= node.expiry {
                break;
            }
            self.place(at, self.heap[parent]);
            at = parent;
        }
        self.place(at, node);
    }

    fn sink(&mut self, mut at: usize) {
        let node = self.heap[at];
        loop {
            let mut child = 2 * at + 1;
            if child >= self.heap.len() {
                break;
            }
            if child + 1 < self.heap.len() && self.heap[child + 1].expiry < self.heap[child].expiry
            {
                child += 1;
            }
            if node.expiry <= self.heap[child].expiry {
                break;
            }
            self.place(at, self.heap[child]);
            at = child;
        }
        self.place(at, node);
    }

    fn place(&mut self, at: usize, node: Node) {
        self.heap[at] = node;
        self.positions[node.slot as usize] = at as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::{Expiry, ExpiryQueue};

    fn drain(queue: &mut ExpiryQueue) -> Vec<u64> {
        let mut order = Vec::new();
        while let Some((slot, expiry)) = queue.peek() {
            order.push(expiry.at);
            queue.remove(slot);
        }
        order
    }

    #[test]
    fn any_slot_can_leave_or_move() {
        let mut queue = ExpiryQueue::default();
        let at = |slot: u32| u64::from(slot) * 7919 % 1009;
        for slot in 0..1000 {
            queue.insert(
                slot,
                Expiry {
                    at: at(slot),
                    order: u64::from(slot),
                },
            );
        }
        for slot in (0..1000).step_by(3) {
            queue.remove(slot);
            queue.remove(slot);
        }
        for slot in (1..1000).step_by(3) {
            queue.change(
                slot,
                Expiry {
                    at: 5000 - at(slot),
                    order: 0,
                },
            );
        }
        let mut expected: Vec<u64> = (1..1000).step_by(3).map(|slot| 5000 - at(slot)).collect();
        expected.extend((2..1000).step_by(3).map(at));
        expected.sort_unstable();
        assert_eq!(drain(&mut queue), expected);
        assert_eq!(queue.order(5), None);
    }

    #[test]
    fn equal_expiries_go_by_order() {
        let mut queue = ExpiryQueue::default();
        for (slot, order) in [(0, 2), (1, 1), (2, 3)] {
            queue.insert(slot, Expiry { at: 5, order });
        }
        assert_eq!(queue.peek().map(|(slot, _)| slot), Some(1));
        queue.change(1, Expiry { at: 5, order: 4 });
        assert_eq!(queue.peek().map(|(slot, _)| slot), Some(0));
        assert_eq!(queue.order(1), Some(4));
    }
}
