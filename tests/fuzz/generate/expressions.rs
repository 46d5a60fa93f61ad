//! Expressions that can give anything: assignments, members, short circuits, functions, keywords.

use super::{Generator, Type};
use crate::features::Feature;
use crate::tree::{Node, Sort, group, inner, node, op};

impl Generator<'_> {
    /// An expression that is about more than its value.
    pub(super) fn special(&mut self) -> Node {
        match self.rng.below(34) {
            0 => op![
                "(",
                self.expression(Type::Boolean),
                " ? ",
                self.expression(Type::Any),
                " : ",
                self.expression(Type::Any),
                ")"
            ],
            1 => {
                let operator = self.rng.pick(&["&&", "||", "??"]).to_owned();
                let (a, b) = (self.expression(Type::Any), self.expression(Type::Any));
                op!["(", a, format!(" {operator} "), b, ")"]
            }
            2 => op!["(", self.discarded(), ", ", self.expression(Type::Any), ")"],
            3 | 4 => {
                let target = self.target();
                op!["(", target, " = cap(", self.expression(Type::Any), "))"]
            }
            5 => {
                let operator = self.rng.pick(&["??=", "||=", "&&="]).to_owned();
                let target = self.changed_target();
                op![
                    "(",
                    target,
                    format!(" {operator} cap("),
                    self.expression(Type::Any),
                    "))"
                ]
            }
            6 => {
                let operators = ["+=", "-=", "*=", "|=", "**="];
                let operator = self.rng.pick(&operators).to_owned();
                let target = self.changed_target();
                let value = match operator.as_str() {
                    "**=" => op!["2"],
                    _ => op!["num(", self.expression(Type::Any), ")"],
                };
                op!["(", target, format!(" {operator} "), value, ")"]
            }
            7 => {
                let target = self.changed_target();
                match self.rng.below(4) {
                    0 => op!["(++", target, ")"],
                    1 => op!["(--", target, ")"],
                    2 => op!["(", target, "++)"],
                    _ => op!["(", target, "--)"],
                }
            }
            8 | 9 => self.member(),
            10 | 11 => self.optional_chain(),
            12..=14 => self.function_call(),
            15 | 16 => self.method_call(),
            17 | 18 => {
                let (pattern, source) = self.assignment_pattern(2);
                op!["(", pattern, " = ", source, ")"]
            }
            19 => self.arrow_call(),
            20 => op![
                "list(",
                self.arguments(Type::Any),
                ")[",
                self.expression(Type::Number),
                "]"
            ],
            21 => self.instance(),
            22 => self.super_or_private(),
            23 => op!["(void ", self.expression(Type::Any), ")"],
            24 => self.reflection(),
            25 => self.direct_eval(),
            26 => self.suspension(),
            27 => self.array_method(),
            28 => self.collection(),
            29 => self.bound_call(),
            30 => self.function_expression(),
            31 => self.class_expression(),
            32 => op![
                "JSON.parse(",
                self.leaf(Type::String),
                " ? '[1,{\"a\":2}]' : '{}', (k, v) => log('",
                self.id(),
                "', k) === 'a' ? 3 : v)"
            ],
            _ => op!["(-(", self.big(), " * 3n))"],
        }
    }

    fn big(&mut self) -> Node {
        match self.rng.below(3) {
            0 => op!["BigInt(", self.expression(Type::Number), " | 0)"],
            1 => op!["5n"],
            _ => op!["(2n ** 70n)"],
        }
    }

    /// The base of a member.
    fn base(&mut self) -> Node {
        let of = match self.rng.chance(30) {
            true => Type::Array,
            false => Type::Object,
        };
        if self.rng.chance(8) {
            return op!["this"];
        }
        if !self.place.bounded && self.rng.chance(6) {
            return op!["arguments"];
        }
        match self.find_variable(of, false) {
            Some(name) if self.rng.chance(65) => op![name],
            _ => self.expression(of),
        }
    }

    /// A reference to a property, which isn't an operand itself.
    pub(super) fn member(&mut self) -> Node {
        let base = self.base();
        let names = ["a", "b", "c", "length", "0"];
        match self.rng.below(5) {
            0 | 1 => {
                let name = self.rng.pick(&names).to_owned();
                match name.as_str() {
                    "0" => node![Sort::Expression; base, "[0]"],
                    _ => node![Sort::Expression; base, ".", name],
                }
            }
            _ => node![Sort::Expression; base, "[", self.key(), "]"],
        }
    }

    /// What can stand on the left of an assignment: a variable or a member.
    pub(super) fn target(&mut self) -> Node {
        if self.rng.chance(45)
            && let Some(name) = self.find_variable(Type::Any, true)
        {
            return group![name];
        }
        if self.place.has_super && self.rng.chance(50) {
            return self.super_target();
        }
        if !self.place.private.is_empty() && self.rng.chance(40) {
            let at = self.rng.below(self.place.private.len());
            let name = self.place.private[at].clone();
            return group![format!("this.#{name}")];
        }
        let names = ["a", "b", "c"];
        let base = self.base();
        match self.rng.below(3) {
            0 => group![base, format!(".{}", self.rng.pick(&names))],
            _ => group![base, "[", self.small_key(), "]"],
        }
    }

    /// What can stand on the left of `op=` and beside `++`. V8 converts a key twice there, so that no
    /// object may be one.
    fn changed_target(&mut self) -> Node {
        let outer = std::mem::replace(&mut self.simple_keys, true);
        let target = self.target();
        self.simple_keys = outer;
        target
    }

    fn super_target(&mut self) -> Node {
        match self.rng.below(3) {
            0 => group!["super.a"],
            1 => group!["super.b"],
            _ if !self.features.has(Feature::SuperKeys) => group!["super.c"],
            _ => node![Sort::SuperTarget; "super[", self.small_key(), "]"],
        }
    }

    fn super_or_private(&mut self) -> Node {
        if !self.place.private.is_empty() && self.rng.chance(50) {
            let at = self.rng.below(self.place.private.len());
            let name = self.place.private[at].clone();
            return match self.rng.below(3) {
                0 => op![format!("(#{name} in "), self.expression(Type::Object), ")"],
                1 => op![self.expression(Type::Object), format!("?.#{name}")],
                _ => op![format!("this.#{name}")],
            };
        }
        if !self.place.has_super {
            return self.member();
        }
        match self.rng.below(4) {
            0 => op!["super[", self.key(), "]"],
            1 => op!["super.toString?.call(", self.expression(Type::Number), ")"],
            2 => op!["(() => super.a)()"],
            _ => op!["super.b"],
        }
    }

    fn optional_chain(&mut self) -> Node {
        let base = match self.rng.below(5) {
            0 => op!["null"],
            1 => op!["undefined"],
            _ => self.base(),
        };
        let count = 1 + self.rng.below(3);
        let mut links = vec![group!["?.", self.link()]];
        for _ in 1..count {
            let dot = match self.rng.chance(50) {
                true => "?.",
                false => "",
            };
            let link = self.link();
            links.push(match (dot, link.parts.first()) {
                ("", Some(crate::tree::Part::Text(text))) if text.starts_with(['a', 'b']) => {
                    group![".", link]
                }
                _ => group![dot, link],
            });
        }
        op!["(", base, Node::list("", links), ")"]
    }

    /// What follows a `?.`.
    fn link(&mut self) -> Node {
        match self.rng.below(5) {
            0 => group!["a"],
            1 => group!["b"],
            2 => group!["(", self.arguments(Type::Any), ")"],
            _ => group!["[", self.key(), "]"],
        }
    }

    pub(super) fn arrow_call(&mut self) -> Node {
        let place = self.arrow_place();
        let (parameters, body, arguments) = self.in_function(place, |this| {
            let (parameters, arguments) = this.parameters(2);
            let body = this.expression(Type::Any);
            (parameters, body, arguments)
        });
        op![
            "((",
            parameters,
            ") => ",
            inner!["(", body, ")"],
            ")(",
            Node::list(", ", arguments),
            ")"
        ]
    }

    fn function_expression(&mut self) -> Node {
        let place = self.bounded_place();
        let head = self
            .rng
            .pick(&["function () ", "function inner() "])
            .to_owned();
        let body = self.in_function(place, |this| this.block("tick();\n", 2));
        node![Sort::Expression; "(", head, inner![body], ")"]
    }

    fn reflection(&mut self) -> Node {
        let target = self.expression(Type::Object);
        match self.rng.below(8) {
            0 => op!["Reflect.ownKeys(", target, ").length"],
            1 => op![
                "Reflect.set(",
                target,
                ", ",
                self.small_key(),
                ", ",
                self.leaf(Type::Any),
                ")"
            ],
            2 => op![
                "Reflect.get(",
                target,
                ", ",
                self.key(),
                ", ",
                self.leaf(Type::Object),
                ")"
            ],
            3 => op![
                "Object.getOwnPropertyDescriptor(",
                target,
                ", ",
                self.key(),
                ")?.enumerable"
            ],
            4 => op![
                "Object.defineProperty(",
                target,
                ", ",
                self.small_key(),
                ", { get() { return ",
                inner![self.inside_arrow(Type::Number)],
                "; }, configurable: true })"
            ],
            5 => op!["Object.freeze(", target, ")"],
            6 => op!["Object.entries(", target, ")"],
            _ => op![
                "Reflect.apply(list, null, ",
                self.expression(Type::Array),
                ")"
            ],
        }
    }

    fn direct_eval(&mut self) -> Node {
        if !self.features.has(Feature::Eval) || !self.rng.chance(40) {
            return self.member();
        }
        let place = self.arrow_place();
        let has_private = !self.place.private.is_empty();
        let text = self.in_function(place, |this| match this.rng.below(3) {
            0 if !has_private => {
                let name = this.name("e");
                let first = this.expression(Type::Any);
                group![format!("var {name} = "), first, format!("; {name}")]
            }
            1 => {
                let (pattern, source) = this.binding_pattern(1);
                group!["let ", pattern, " = ", source, "; ", this.leaf(Type::Any)]
            }
            _ => group![this.expression(Type::Any)],
        });
        op!["eval(", node![Sort::Quoted; text], ")"]
    }

    /// `yield` and `await` of functions that have them.
    fn suspension(&mut self) -> Node {
        if self.place.can_await && self.rng.chance(60) {
            let promise = self.promise();
            return op!["(await ", promise, ")"];
        }
        if self.place.can_yield {
            return match self.rng.below(5) {
                0 => op!["(yield* ", self.expression(Type::Iterable), ")"],
                _ => op!["(yield ", self.expression(Type::Any), ")"],
            };
        }
        self.member()
    }

    fn array_method(&mut self) -> Node {
        let array = self.expression(Type::Array);
        match self.rng.below(14) {
            0 => op!["room(", array, ").push(", self.arguments(Type::Any), ")"],
            1 => op![
                "room(",
                array,
                ").unshift(",
                self.expression(Type::Any),
                ")"
            ],
            2 => op![array, ".pop()"],
            3 => op![array, ".shift()"],
            4 => op![
                "room(",
                array,
                ").splice(",
                self.expression(Type::Number),
                ", 1, ",
                self.leaf(Type::Any),
                ")"
            ],
            5 => op![
                array,
                ".reduce((a, v) => num(a) + ",
                self.inside_arrow(Type::Number),
                ", ",
                self.expression(Type::Number),
                ")"
            ],
            6 => op![array, ".find(v => ", self.inside_arrow(Type::Boolean), ")"],
            7 => op![
                array,
                ".some((v, i) => ",
                self.inside_arrow(Type::Boolean),
                ")"
            ],
            8 => op![array, ".at(", self.expression(Type::Number), ")"],
            9 => op![array, ".includes(", self.expression(Type::Any), ")"],
            10 => op![array, ".flatMap(v => ", self.inside_arrow(Type::Array), ")"],
            11 => op![array, ".with(0, ", self.expression(Type::Any), ")"],
            12 => op![array, ".toSpliced(", self.leaf(Type::Number), ", 1)"],
            _ => op![array, ".forEach(v => ", self.inside_arrow(Type::Any), ")"],
        }
    }

    fn collection(&mut self) -> Node {
        let id = self.id();
        match self.rng.below(7) {
            0 => op!["[...new Set(", self.expression(Type::Iterable), ")].length"],
            1 => op![
                "new Map(Object.entries(",
                self.expression(Type::Object),
                ")).size"
            ],
            2 => op![
                "Map.groupBy(",
                self.expression(Type::Iterable),
                format!(", v => log('{id}', v))")
            ],
            3 => op![
                "new WeakMap([[",
                self.expression(Type::Object),
                ", ",
                self.leaf(Type::Any),
                "]]).has(",
                self.leaf(Type::Object),
                ")"
            ],
            4 => op![
                "Object.fromEntries([[",
                self.small_key(),
                ", ",
                self.expression(Type::Any),
                "]])"
            ],
            5 => op![
                "Object.groupBy(",
                self.expression(Type::Iterable),
                format!(", v => log('{id}', typeof v))")
            ],
            _ => op![
                "new Set([1, 2]).union(new Set(",
                self.expression(Type::Iterable),
                "))"
            ],
        }
    }
}
