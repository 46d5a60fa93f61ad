//! Promises, async functions and generators, timers, ticks, microtasks.

use super::{Generator, Kind, Type};
use crate::features::Feature;
use crate::tree::{Node, Sort, group, inner, node, op, st};

impl Generator<'_> {
    /// A statement that starts something which goes on later.
    pub(super) fn asynchronous_statement(&mut self) -> Node {
        match self.rng.below(12) {
            0 | 1 => {
                let name = self.name("f");
                self.function_of_kind(name, Kind::Async)
            }
            2 | 3 => self.settled(),
            4 => self.later("queueMicrotask"),
            5 => self.later("process.nextTick"),
            6 if self.features.has(Feature::Timers) => match self.uses_timers {
                true => self.later("setTimeout"),
                false => self.later("setImmediate"),
            },
            7 if self.features.has(Feature::AsyncIteration) => {
                let name = self.name("f");
                self.function_of_kind(name, Kind::AsyncGenerator)
            }
            8 if self.place.can_await && self.features.has(Feature::AsyncIteration) => {
                let source = self.async_iterable();
                self.scoped(|this| this.for_of_over("for await (", "", source))
            }
            9 => self.async_drive(),
            10 => self.immediate_function(),
            _ => self.settled(),
        }
    }

    /// What becomes of a promise is logged.
    fn settled(&mut self) -> Node {
        let id = self.id();
        let promise = self.promise();
        st![format!("settle('s{id}', "), promise, ");"]
    }

    /// A callback for later.
    fn later(&mut self, how: &'static str) -> Node {
        let place = self.arrow_place();
        let id = self.id();
        let body = self.in_function(place, |this| this.statements(2));
        let delay = match how {
            "setTimeout" => ", 1",
            _ => "",
        };
        st![
            how,
            format!("(() => {{\nsay('later {id}');\ntry {{\n"),
            inner![body],
            format!("\n}} catch (e) {{ log('{id}', e); }}\n}}{delay});")
        ]
    }

    /// An async function that is called at once.
    fn immediate_function(&mut self) -> Node {
        let id = self.id();
        let mut place = self.arrow_place();
        place.can_await = true;
        let body = self.in_function(place, |this| this.block("tick();\n", 4));
        st![
            format!("settle('s{id}', (async () => "),
            inner![body],
            ")());"
        ]
    }

    /// An expression that gives a promise or something like it.
    pub(super) fn promise(&mut self) -> Node {
        self.depth += 1;
        self.budget -= 1;
        let node = match self.depth > 6 || self.budget < 0 {
            true => op!["Promise.resolve(", self.leaf(Type::Any), ")"],
            false => self.some_promise(),
        };
        self.depth -= 1;
        node
    }

    fn some_promise(&mut self) -> Node {
        let id = self.id();
        match self.rng.below(17) {
            0 | 1 => op!["Promise.resolve(", self.expression(Type::Any), ")"],
            2 => op!["Promise.reject(", self.leaf(Type::Any), ")"],
            3 => op![
                "new Promise((resolve, reject) => { ",
                inner![self.executor()],
                " })"
            ],
            4 => self.thenable(),
            5 | 6 => {
                let how = self
                    .rng
                    .pick(&["all", "race", "any", "allSettled"])
                    .to_owned();
                op![format!("Promise.{how}(["), self.promises(), "])"]
            }
            7..=9 => self.async_call(),
            10 | 11 => {
                let p = self.real_promise();
                op![
                    p,
                    format!(".then(v => log('{id}', v) === 1 ? "),
                    self.inside_arrow(Type::Any),
                    " : ",
                    inner![self.leaf(Type::Any)],
                    node![Sort::Optional; ", e => ", self.inside_arrow(Type::Any)],
                    ")"
                ]
            }
            12 => {
                let p = self.real_promise();
                op![
                    p,
                    format!(".finally(() => (log('{id}', 'finally'), "),
                    self.inside_arrow(Type::Any),
                    "))"
                ]
            }
            13 => {
                let p = self.real_promise();
                op![p, format!(".catch(e => log('{id}', e))")]
            }
            14 => op!["Promise.try(() => ", self.inside_arrow(Type::Any), ")"],
            15 if self.features.has(Feature::FromAsync) => {
                // V8 closes an iterator whose `next` failed; ours and the specification's stays open.
                let source = match self.rng.below(3) {
                    0 => op!["[", self.promises(), "]"],
                    1 => op![format!("aiter('a{id}', ["), self.elements(), "], 'plain')"],
                    _ => self.expression(Type::Array),
                };
                op![
                    "Array.fromAsync(",
                    source,
                    format!(", v => log('{id}', v))")
                ]
            }
            16 => op![
                format!("new Promise(r => {}(() => r(log('{id}', ", self.scheduler()),
                inner![self.leaf(Type::Any)],
                "))))"
            ],
            _ => self.expression(Type::Any),
        }
    }

    fn scheduler(&mut self) -> &'static str {
        match self.rng.below(3) {
            0 => "queueMicrotask",
            1 => "process.nextTick",
            _ if !self.features.has(Feature::Timers) => "queueMicrotask",
            _ if self.uses_timers => "setTimeout",
            _ => "setImmediate",
        }
    }

    /// A promise proper, whatever the expression gives.
    fn real_promise(&mut self) -> Node {
        let p = self.promise();
        op!["Promise.resolve(", p, ")"]
    }

    fn promises(&mut self) -> Node {
        let count = self.rng.below(4);
        Node::list(", ", (0..count).map(|_| self.promise()).collect())
    }

    fn executor(&mut self) -> Node {
        let place = self.arrow_place();
        let value = self.in_function(place, |this| this.leaf(Type::Any));
        match self.rng.below(4) {
            0 => group!["reject(", value, ");"],
            1 => group!["resolve(", value, "); reject(1); throw 2;"],
            2 => group!["throw ", value, ";"],
            _ => group!["resolve(", value, ");"],
        }
    }

    fn thenable(&mut self) -> Node {
        let id = self.id();
        let ways = [
            "",
            "",
            "rejects",
            "throws",
            "getter throws",
            "none",
            "twice",
        ];
        let way = self.rng.pick(&ways).to_owned();
        op![
            format!("thenable('t{id}', "),
            self.leaf(Type::Any),
            format!(", '{way}')")
        ]
    }

    fn async_call(&mut self) -> Node {
        match self.find_function(&[Kind::Async]) {
            Some(function) => {
                let arguments = self.call_arguments(&function);
                op![function.name, "(", arguments, ")"]
            }
            None => {
                let mut place = self.arrow_place();
                place.can_await = true;
                let body = self.in_function(place, |this| this.block("tick();\n", 3));
                op!["(async () => ", inner![body], ")()"]
            }
        }
    }

    /// What `for await` takes.
    fn async_iterable(&mut self) -> Node {
        let id = self.id();
        match self.rng.below(6) {
            0 => op!["[", self.promises(), "]"],
            1 | 2 => {
                let ways = ["", "plain", "throws", "rejects", "return rejects"];
                let way = self.rng.pick(&ways).to_owned();
                op![
                    format!("aiter('a{id}', ["),
                    self.elements(),
                    format!("], '{way}')")
                ]
            }
            3 => self.iterator(),
            _ => match self.find_function(&[Kind::AsyncGenerator]) {
                Some(function) => {
                    let arguments = self.call_arguments(&function);
                    op![function.name, "(", arguments, ")"]
                }
                None => op!["[", self.promises(), "]"],
            },
        }
    }

    /// An async generator whose requests are queued.
    fn async_drive(&mut self) -> Node {
        let Some(function) = self.find_function(&[Kind::AsyncGenerator]) else {
            return self.settled();
        };
        let arguments = self.call_arguments(&function);
        let name = self.name("g");
        let mut calls = Vec::new();
        for _ in 0..1 + self.rng.below(4) {
            let id = self.id();
            let how = match self.rng.below(6) {
                0 => "throw",
                1 => "return",
                _ => "next",
            };
            calls.push(st![
                format!("settle('s{id}', {name}.{how}("),
                self.leaf(Type::Any),
                "));"
            ]);
        }
        st![
            format!("const {name} = "),
            op![function.name, "(", arguments, ")"],
            ";\n",
            Node::list("\n", calls)
        ]
    }
}
