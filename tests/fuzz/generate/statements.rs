//! Statements.

use super::{Generator, Profile, Type};
use crate::features::Feature;
use crate::tree::{Node, Sort, group, inner, node, op, st};

/// How deep statements nest.
const DEEPEST: usize = 4;

impl Generator<'_> {
    /// A statement.
    pub(super) fn statement(&mut self) -> Node {
        self.budget -= 1;
        if self.budget < 0 || self.depth >= DEEPEST {
            return self.expression_statement();
        }
        self.depth += 1;
        let node = if self.profile == Profile::Full && self.rng.chance(22) {
            self.asynchronous_statement()
        } else {
            self.plain_statement()
        };
        self.depth -= 1;
        node
    }

    fn plain_statement(&mut self) -> Node {
        match self.rng.below(36) {
            0..=4 => self.declaration(),
            5..=7 => self.pattern_declaration(),
            8..=12 => self.expression_statement(),
            13 | 14 => self.condition(),
            15 | 16 => self.counted_loop(),
            17..=19 => self.for_of(),
            20 => self.for_in(),
            21 => self.while_loop(),
            22 => self.switch(),
            23..=25 => self.try_statement(),
            26 | 27 => self.jump(),
            28 => self.labelled(),
            29 | 30 => self.function_declaration(),
            31 => self.class_declaration(),
            32 => self.closure(),
            33 => self.drive(),
            34 => self.disposing(),
            _ => self.rare(),
        }
    }

    fn expression_statement(&mut self) -> Node {
        let depth = std::mem::replace(&mut self.depth, 1);
        let e = match self.rng.chance(40) {
            true => {
                let e = self.expression(Type::Any);
                self.logged(e)
            }
            false => self.special(),
        };
        self.depth = depth;
        st!["void ", e, ";"]
    }

    fn declaration(&mut self) -> Node {
        let types = [
            Type::Number,
            Type::String,
            Type::Boolean,
            Type::Array,
            Type::Object,
            Type::Object,
            Type::Any,
        ];
        let of = types[self.rng.below(types.len())];
        let word = self.rng.pick(&["let", "var", "const", "let"]).to_owned();
        let name = self.name("v");
        let value = self.expression(of);
        self.variable(&name, of, word != "const");
        st![format!("{word} {name} = cap("), value, ");"]
    }

    fn pattern_declaration(&mut self) -> Node {
        let word = self.rng.pick(&["let", "var", "const"]).to_owned();
        let (pattern, source) = match word == "const" {
            true => self.constant_pattern(2),
            false => self.binding_pattern(2),
        };
        let shown = pattern.clone();
        let names = names_in(&shown);
        let id = self.id();
        let log = match names.is_empty() {
            true => group![],
            false => node![Sort::Optional; format!("\nlog('{id}', [{}]);", names.join(", "))],
        };
        st![format!("{word} "), pattern, " = ", source, ";", log]
    }

    fn condition(&mut self) -> Node {
        let condition = self.expression(Type::Any);
        let then = self.block("", 3);
        let otherwise = match self.rng.chance(50) {
            true => node![Sort::Optional; " else ", self.block("", 2)],
            false => group![],
        };
        st!["if (", condition, ") ", then, otherwise]
    }

    /// The body of a loop.
    fn body(&mut self, most: usize) -> Node {
        let outer = self.place.clone();
        self.place.in_loop = true;
        self.place.loops += 1;
        let body = self.block("tick();\n", most);
        self.place = outer;
        body
    }

    fn counted_loop(&mut self) -> Node {
        let name = self.name("n");
        let word = self.rng.pick(&["let", "let", "var"]).to_owned();
        let most = 1 + self.rng.below(3);
        self.scoped(|this| {
            this.variable(&name, Type::Number, false);
            let extra = match this.rng.chance(25) {
                true => {
                    let (pattern, source) = this.binding_pattern(1);
                    group![", ", pattern, " = ", source]
                }
                false => group![],
            };
            let step = match this.rng.chance(30) {
                true => group![", ", this.expression(Type::Any)],
                false => group![],
            };
            let test = match this.rng.chance(20) {
                true => group![" && ", this.logged_true()],
                false => group![],
            };
            let body = this.body(3);
            st![
                format!("for ({word} {name} = 0"),
                extra,
                format!("; {name} < {most}"),
                test,
                format!("; {name}++"),
                step,
                ") ",
                body
            ]
        })
    }

    fn logged_true(&mut self) -> Node {
        let e = op!["true"];
        self.logged(e)
    }

    fn for_of(&mut self) -> Node {
        let source = self.expression(Type::Iterable);
        self.scoped(|this| this.for_of_over("for (", "", source))
    }

    /// A loop over a source: `prefix` is `for (` or `for await (`.
    pub(super) fn for_of_over(
        &mut self,
        prefix: &'static str,
        _suffix: &'static str,
        mut source: Node,
    ) -> Node {
        let head = match self.rng.below(5) {
            0 => {
                let (pattern, element) = self.binding_pattern(1);
                source = op!["[", element, ", [3, { a: 4 }]]"];
                group!["const ", pattern]
            }
            1 => {
                let (pattern, element) = self.assignment_pattern(1);
                source = op!["[", element, "]"];
                group![pattern]
            }
            2 => {
                let target = self.target();
                // `for (async of` and `for (let` have meanings of their own; names here are neither.
                group![target]
            }
            _ => {
                let name = self.name("v");
                let word = self.rng.pick(&["let", "const", "var"]).to_owned();
                self.variable(&name, Type::Any, word != "const");
                group![format!("{word} {name}")]
            }
        };
        let body = self.body(3);
        st![prefix, head, " of ", source, ") ", body]
    }

    fn for_in(&mut self) -> Node {
        let mut source = self.expression(Type::Object);
        if !self.features.has(Feature::ForInProxies) {
            source = op!["unwatched(", source, ")"];
        }
        self.scoped(|this| {
            let head = match this.rng.below(3) {
                0 => group![this.target()],
                _ => {
                    let name = this.name("v");
                    let word = this.rng.pick(&["let", "const", "var"]).to_owned();
                    this.variable(&name, Type::String, word != "const");
                    group![format!("{word} {name}")]
                }
            };
            let body = this.body(3);
            st!["for (", head, " in ", source, ") ", body]
        })
    }

    fn while_loop(&mut self) -> Node {
        let name = self.name("w");
        let most = 1 + self.rng.below(3);
        let condition = self.expression(Type::Boolean);
        let body = self.body(3);
        match self.rng.chance(50) {
            true => st![
                format!("let {name} = 0;\nwhile ({name}++ < {most} && ("),
                condition,
                " || true)) ",
                body
            ],
            false => st![
                format!("let {name} = 0;\ndo "),
                body,
                " while (",
                condition,
                format!(", ++{name} < {most});")
            ],
        }
    }

    fn switch(&mut self) -> Node {
        let subject = self.expression(Type::Number);
        let outer = self.place.clone();
        self.place.in_switch = true;
        let count = 1 + self.rng.below(4);
        let default = self.rng.below(count + 1);
        let cases = self.scoped(|this| {
            let mut cases = Vec::new();
            for at in 0..count {
                let head = match at == default {
                    true => group!["default:\n"],
                    false => group!["case ", this.expression(Type::Number), ":\n"],
                };
                let statements = this.statements(2);
                let end = match this.rng.chance(40) {
                    true => node![Sort::Optional; "\nbreak;"],
                    false => group![],
                };
                cases.push(group![head, statements, end]);
            }
            cases
        });
        self.place = outer;
        st!["switch (", subject, ") {\n", Node::list("\n", cases), "\n}"]
    }

    pub(super) fn try_statement(&mut self) -> Node {
        let mut body = self.block("", 3);
        if self.rng.chance(50) {
            let id = self.id();
            let thrower = st![format!("fail('{id}');")];
            body = group!["{\n", body, "\n", thrower, "\n}"];
        }
        let id = self.id();
        let catch = self.scoped(|this| match this.rng.below(5) {
            0 => group![" catch ", this.block("", 2)],
            1 => {
                let (pattern, _) = this.binding_pattern(1);
                group![" catch (", pattern, ") ", this.block("", 2)]
            }
            _ => {
                this.variable("e", Type::Any, true);
                let rest = this.statements(2);
                group![format!(" catch (e) {{\nlog('{id}', e);\n"), rest, "\n}"]
            }
        });
        let finally = self.block("", 3);
        match self.rng.below(5) {
            0 => st!["try ", body, " finally ", finally],
            1 | 2 => st![
                "try ",
                body,
                node![Sort::Optional; catch],
                node![Sort::Optional; " finally ", finally]
            ],
            _ => st!["try ", body, catch],
        }
    }

    /// What leaves a block: conditionally, so that the rest has a chance.
    fn jump(&mut self) -> Node {
        if !self.features.has(Feature::Jumps) {
            return self.expression_statement();
        }
        let mut ways = vec![group!["throw ", self.leaf(Type::Any), ";"]];
        if self.place.can_return {
            ways.push(group!["return ", self.expression(Type::Any), ";"]);
        }
        if self.place.in_loop {
            ways.extend([group!["break;"], group!["continue;"]]);
        } else if self.place.in_switch {
            ways.push(group!["break;"]);
        }
        for (label, is_loop) in self.place.labels.clone() {
            ways.push(group![format!("break {label};")]);
            if is_loop {
                ways.push(group![format!("continue {label};")]);
            }
        }
        let at = self.rng.below(ways.len());
        let way = ways.swap_remove(at);
        match self.depth > 1 && self.rng.chance(25) {
            true => st![way],
            false => st!["if (", self.expression(Type::Boolean), ") ", way],
        }
    }

    fn labelled(&mut self) -> Node {
        let label = self.name("l");
        let outer = self.place.labels.clone();
        let is_loop = self.rng.chance(60);
        self.place.labels.push((label.clone(), is_loop));
        let body = match (is_loop, self.rng.below(2)) {
            (false, _) => self.block("", 4),
            (_, 0) => self.counted_loop(),
            _ => self.for_of(),
        };
        self.place.labels = outer;
        st![format!("{label}: "), body]
    }

    fn disposing(&mut self) -> Node {
        if !self.features.has(Feature::Using) {
            return self.expression_statement();
        }
        let (name, other) = (self.name("u"), self.name("u"));
        let (id, other_id) = (self.id(), self.id());
        let how = self.rng.pick(&["", "", "fails"]).to_owned();
        let first = op![format!("closing('{id}', '{how}')")];
        let second = match self.rng.below(4) {
            0 => op!["null"],
            _ => op![format!("closing('{other_id}')")],
        };
        let is_async = self.place.can_await && self.rng.chance(50);
        self.scoped(|this| {
            let word = match is_async {
                true => "await using ",
                false => "using ",
            };
            let rest = this.statements(3);
            st![
                "{\n",
                word,
                name,
                " = ",
                first,
                node![Sort::Optional; format!(", {other} = "), second],
                ";\n",
                rest,
                "\n}"
            ]
        })
    }

    fn rare(&mut self) -> Node {
        match self.rng.below(6) {
            0 if self.features.has(Feature::With) && !self.place.strict => {
                // V8 asks a proxy in another order, and less often, than the specification.
                let object = op!["unwatched(", self.expression(Type::Object), ")"];
                st!["with (", object, ") ", self.block("", 2)]
            }
            1 if self.features.has(Feature::Eval) && !self.place.has_super => {
                let place = self.bounded_place();
                let text = self.in_function(place, |this| {
                    this.place.can_return = false;
                    this.statements(2)
                });
                st!["void ", op!["eval(", node![Sort::Quoted; text], ")"], ";"]
            }
            2 | 3 => self.changing_walk(),
            4 => {
                let id = self.id();
                let target = self.expression(Type::Object);
                st![
                    format!("Object.defineProperty("),
                    target,
                    ", 'a', { get() { ",
                    inner![format!("log('{id}', 'get'); return 1;")],
                    " }, configurable: true });"
                ]
            }
            _ => st![self.block("", 3)],
        }
    }

    /// A collection that changes while it is walked.
    fn changing_walk(&mut self) -> Node {
        let name = self.name("m");
        let values = self.elements();
        let id = self.id();
        let change = match self.rng.below(4) {
            0 => format!("{name}.delete(v)"),
            1 => format!("{name}.add(num(v) + 1)"),
            2 => format!("{name}.clear()"),
            _ => format!("({name}.delete(v), {name}.add(v))"),
        };
        let when = self.expression(Type::Boolean);
        let body = self.body(2);
        match self.rng.below(3) {
            0 => st![
                format!("const {name} = ["),
                values,
                format!(
                    "];\nfor (const v of {name}) {{\ntick();\nlog('{id}', v);\nif ({name}.length < 6 && "
                ),
                when,
                format!(") {name}.push(v);\nelse {name}.shift();\n"),
                body,
                "\n}"
            ],
            1 => st![
                format!("const {name} = new Set(["),
                values,
                format!("]);\n{name}.forEach(v => {{ tick(); log('{id}', v); if ("),
                inner![self.inside_arrow(Type::Boolean)],
                format!(") {change}; }});")
            ],
            _ => st![
                format!("const {name} = new Set(["),
                values,
                format!("]);\nfor (const v of {name}) {{\ntick();\nlog('{id}', v);\nif ("),
                when,
                format!(") {change};\n"),
                body,
                "\n}"
            ],
        }
    }
}

/// The names that a pattern declares: those that the generator makes up for variables.
fn names_in(pattern: &Node) -> Vec<String> {
    let mut names = Vec::new();
    let mut pending = vec![pattern];
    while let Some(node) = pending.pop() {
        if node.sort == Sort::Operand || node.sort == Sort::Optional {
            continue;
        }
        for part in &node.parts {
            if let crate::tree::Part::Text(text) = part
                && text.starts_with('v')
                && text.len() > 1
                && text[1..].bytes().all(|b| b.is_ascii_digit())
            {
                names.push(text.to_string());
            }
        }
        pending.extend(node.children());
    }
    names.sort();
    names
}
