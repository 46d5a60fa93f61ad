//! Expressions by what they shall give: numbers, strings, booleans, arrays, objects, iterables.

use super::{Generator, Type};
use crate::features::Feature;
use crate::tree::{Node, Sort, group, inner, node, op};

/// How deep expressions nest.
const DEEPEST: usize = 5;

impl Generator<'_> {
    /// An expression.
    pub(super) fn expression(&mut self, of: Type) -> Node {
        self.depth += 1;
        self.budget -= 1;
        let node = if self.depth > DEEPEST || self.budget < 0 {
            self.leaf(of)
        } else if self.rng.chance(14) {
            let e = self.expression(of);
            self.logged(e)
        } else {
            match of {
                Type::Number => self.number(),
                Type::String => self.string(),
                Type::Boolean => self.boolean(),
                Type::Array => self.array(),
                Type::Object => self.object(),
                Type::Iterable => self.iterable(),
                Type::Any => self.any(),
            }
        };
        self.depth -= 1;
        node
    }

    fn any(&mut self) -> Node {
        match self.rng.below(12) {
            0 => self.number(),
            1 => self.string(),
            2 => self.boolean(),
            3 => self.array(),
            4 => self.object(),
            5 => op!["undefined"],
            _ => self.special(),
        }
    }

    /// Something small.
    pub(super) fn leaf(&mut self, of: Type) -> Node {
        if self.rng.chance(45)
            && let Some(name) = self.find_variable(of, false)
        {
            return op![name];
        }
        let literal = match of {
            Type::Number => self.number_literal(),
            Type::String => self.string_literal(),
            Type::Boolean => op![self.rng.pick(&["true", "false"]).to_owned()],
            Type::Array => {
                let (a, b) = (self.number_literal(), self.string_literal());
                op!["[", Node::list(", ", vec![a, b]), "]"]
            }
            Type::Object => op!["({ a: ", self.number_literal(), " })"],
            Type::Iterable => op!["[", self.number_literal(), ", ", self.number_literal(), "]"],
            Type::Any => match self.rng.below(5) {
                0 => self.string_literal(),
                1 => op!["undefined"],
                2 => op!["null"],
                _ => self.number_literal(),
            },
        };
        match self.rng.chance(30) {
            true => self.logged(literal),
            false => literal,
        }
    }

    fn number_literal(&mut self) -> Node {
        match self.rng.below(10) {
            0 => op!["(-1)"],
            1 => op!["0.5"],
            2 => op!["2147483647"],
            3 => op!["(-0)"],
            _ => op![self.rng.below(6).to_string()],
        }
    }

    fn string_literal(&mut self) -> Node {
        let texts = [
            "'a'",
            "'b'",
            "'xyz'",
            "''",
            "'a,b'",
            "'\\u00e9\\ud83d\\udc38'",
            "'12'",
        ];
        op![self.rng.pick(&texts).to_owned()]
    }

    fn number(&mut self) -> Node {
        match self.rng.below(12) {
            0..=3 => {
                let operators = ["+", "-", "*", "/", "%", "|", "&", "^", "<<", ">>", ">>>"];
                let operator = self.rng.pick(&operators).to_owned();
                let (a, b) = (self.number_like(), self.number_like());
                op!["(", a, format!(" {operator} "), b, ")"]
            }
            4 => {
                let operator = self.rng.pick(&["-", "+", "~"]).to_owned();
                op![format!("({operator} "), self.number_like(), ")"]
            }
            5 => op![self.expression(Type::String), ".length"],
            6 => op![self.expression(Type::Array), ".length"],
            7 => op!["Math.max(", self.arguments(Type::Number), ")"],
            8 => {
                let text = self.expression(Type::String);
                op![text, ".indexOf(", self.expression(Type::String), ")"]
            }
            9 if !self.place.bounded => op!["arguments.length"],
            _ => {
                let e = self.special();
                op!["num(", e, ")"]
            }
        }
    }

    /// A number, or an object that turns into one and says so.
    fn number_like(&mut self) -> Node {
        if self.rng.chance(15) {
            let id = self.id();
            let helper = self.rng.pick(&["conv", "key"]).to_owned();
            return op![format!("{helper}('{id}', "), self.leaf(Type::Number), ")"];
        }
        self.expression(Type::Number)
    }

    fn string(&mut self) -> Node {
        match self.rng.below(13) {
            0 | 1 => {
                let (a, b) = (self.expression(Type::String), self.expression(Type::Any));
                op!["(", a, " + ", self.texted(b), ")"]
            }
            2 | 3 => self.template(),
            4 => {
                let id = self.rng.below(9);
                op![
                    format!("tag`t{id}\\n${{"),
                    self.expression(Type::Any),
                    "}u${",
                    self.expression(Type::Any),
                    "}`"
                ]
            }
            5 => op!["(typeof ", self.expression(Type::Any), ")"],
            6 => op![
                self.expression(Type::String),
                ".slice(",
                self.expression(Type::Number),
                ", ",
                self.leaf(Type::Number),
                ")"
            ],
            7 => op!["String(", self.expression(Type::Number), ")"],
            8 => op![
                self.expression(Type::String),
                ".split('').reverse().join('-')"
            ],
            9 => self.replacement(),
            10 => op![
                self.expression(Type::String),
                ".padStart(",
                self.leaf(Type::Number),
                " & 7, ",
                self.leaf(Type::String),
                ")"
            ],
            11 => op!["JSON.stringify(", self.json_source(), ")"],
            _ => {
                let e = self.special();
                op!["show(", e, ")"]
            }
        }
    }

    /// Something whose text is short and known.
    fn texted(&mut self, e: Node) -> Node {
        op!["show(", e, ")"]
    }

    fn template(&mut self) -> Node {
        let mut e = self.expression(Type::Any);
        e = match self.rng.chance(30) {
            true => {
                let id = self.id();
                op![format!("conv('{id}', "), self.leaf(Type::Number), ")"]
            }
            false => self.texted(e),
        };
        op!["`<${", e, "}|${", self.expression(Type::Number), "}>`"]
    }

    fn replacement(&mut self) -> Node {
        let text = self.expression(Type::String);
        if !self.features.has(Feature::RegularExpressions) {
            return op![text, ".toUpperCase()"];
        }
        let patterns = [
            "/a|b/g",
            "/(x)(?<n>y)?/",
            "/[a-z]/gy",
            "/./su",
            "/(?<=a)./g",
            "/\\b/g",
            "/(?:)/g",
        ];
        let pattern = self.rng.pick(&patterns).to_owned();
        let id = self.id();
        match self.rng.below(4) {
            0 => op![
                text,
                format!(".replace({pattern}, (...m) => log('{id}', m.length) + "),
                self.inside_arrow(Type::Any),
                ")"
            ],
            1 => op![text, format!(".replace({pattern}, '[$&$1]')")],
            2 => op![format!("show({pattern}.exec("), text, "))"],
            _ => op![text, format!(".split({pattern}).join('/')")],
        }
    }

    fn json_source(&mut self) -> Node {
        let id = self.id();
        match self.rng.below(3) {
            0 => op![
                "({ a: ",
                self.expression(Type::Number),
                format!(", toJSON(k) {{ return log('{id}', k) + 1; }} }})")
            ],
            1 => op![
                "[",
                self.expression(Type::Number),
                ", ",
                self.expression(Type::String),
                "]"
            ],
            _ => group![
                "({ x: ",
                self.expression(Type::Boolean),
                format!(
                    ", get y() {{ return log('{id}', 2); }} }}), (k, v) => log('{id}', k) === 'x' ? 5 : v"
                )
            ],
        }
    }

    fn boolean(&mut self) -> Node {
        match self.rng.below(9) {
            0 | 1 => {
                let operators = ["<", ">", "<=", ">=", "===", "!==", "==", "!="];
                let operator = self.rng.pick(&operators).to_owned();
                let (a, b) = (self.number_like(), self.number_like());
                op!["(", a, format!(" {operator} "), b, ")"]
            }
            2 => op!["(! ", self.expression(Type::Any), ")"],
            3 => op!["(", self.key(), " in ", self.expression(Type::Object), ")"],
            4 => op![
                "(",
                self.expression(Type::Object),
                " instanceof ",
                self.constructor(),
                ")"
            ],
            5 => op!["(delete ", self.member(), ")"],
            6 => op!["Array.isArray(", self.expression(Type::Any), ")"],
            7 => op![
                "Object.is(",
                self.expression(Type::Any),
                ", ",
                self.leaf(Type::Any),
                ")"
            ],
            _ => op![
                "Reflect.has(",
                self.expression(Type::Object),
                ", ",
                self.key(),
                ")"
            ],
        }
    }

    fn constructor(&mut self) -> Node {
        match self.classes.is_empty() || self.rng.chance(40) {
            true => op![self.rng.pick(&["Array", "Object", "Map"]).to_owned()],
            false => op![self.class().name],
        }
    }

    fn array(&mut self) -> Node {
        match self.rng.below(13) {
            0..=3 => op!["[", self.elements(), "]"],
            4 => op![
                "[...",
                self.expression(Type::Iterable),
                ", ",
                self.expression(Type::Any),
                "]"
            ],
            5 => op![
                "Array.from(",
                self.expression(Type::Iterable),
                ", v => log('",
                self.id(),
                "', v))"
            ],
            6 => op![
                self.expression(Type::Array),
                ".map(v => ",
                self.inside_arrow(Type::Any),
                ")"
            ],
            7 => op![
                self.expression(Type::Array),
                ".filter((v, i) => ",
                self.inside_arrow(Type::Boolean),
                ")"
            ],
            8 => op![
                self.expression(Type::Array),
                ".slice(",
                self.expression(Type::Number),
                ")"
            ],
            9 => op!["Object.keys(", self.expression(Type::Object), ")"],
            10 => op!["list(", self.arguments(Type::Any), ")"],
            11 => self.sorted(),
            _ => op![
                self.expression(Type::Array),
                ".concat(",
                self.arguments(Type::Any),
                ")"
            ],
        }
    }

    fn sorted(&mut self) -> Node {
        let id = self.id();
        op![
            "[",
            self.expression(Type::Number),
            ", ",
            self.expression(Type::Number),
            ", 3, ",
            self.expression(Type::Number),
            format!("].sort((a, b) => log('{id}', num(a) - num(b)))")
        ]
    }

    pub(super) fn elements(&mut self) -> Node {
        let count = self.rng.below(4);
        let mut elements = Vec::new();
        for _ in 0..count {
            elements.push(match self.rng.below(10) {
                0 => group!["...", self.expression(Type::Iterable)],
                1 if !elements.is_empty() => group![" "],
                _ => self.expression(Type::Any),
            });
        }
        Node::list(", ", elements)
    }

    /// Arguments of a call, with a spread at times.
    pub(super) fn arguments(&mut self, of: Type) -> Node {
        let count = 1 + self.rng.below(3);
        let mut arguments = Vec::new();
        for _ in 0..count {
            arguments.push(match self.rng.chance(20) {
                true => group!["...", self.expression(Type::Iterable)],
                false => self.expression(of),
            });
        }
        Node::list(", ", arguments)
    }

    fn object(&mut self) -> Node {
        match self.rng.below(12) {
            0..=5 => self.object_literal(),
            6 if self.features.has(Feature::Proxies) => {
                let id = self.id();
                let target = match self.rng.chance(30) {
                    true => self.expression(Type::Array),
                    false => self.object_literal(),
                };
                op![format!("watch('{id}', "), target, ")"]
            }
            7 if !self.classes.is_empty() => self.instance(),
            8 => op!["Object.create(", self.object_literal(), ")"],
            9 => op![
                "Object.assign(",
                self.object_literal(),
                ", ",
                self.expression(Type::Object),
                ")"
            ],
            10 if self.features.has(Feature::TypedArrays) => self.typed_array(),
            _ => match self.find_variable(Type::Object, false) {
                Some(name) => op![name],
                None => self.object_literal(),
            },
        }
    }

    fn typed_array(&mut self) -> Node {
        let names = [
            "Int8Array",
            "Uint8ClampedArray",
            "Float64Array",
            "Uint16Array",
        ];
        let name = self.rng.pick(&names).to_owned();
        match self.rng.below(3) {
            0 => op![
                format!("new {name}("),
                self.expression(Type::Array),
                ".length)"
            ],
            1 => op![format!("{name}.of("), self.arguments(Type::Number), ")"],
            _ => op![
                format!("new {name}("),
                self.expression(Type::Array),
                ".map(num)).map(v => ",
                self.inside_arrow(Type::Number),
                ")"
            ],
        }
    }

    fn object_literal(&mut self) -> Node {
        let count = self.rng.below(4);
        let mut properties = Vec::new();
        if self.rng.chance(12) {
            properties.push(group!["__proto__: ", self.expression(Type::Object)]);
        }
        for _ in 0..count {
            properties.push(self.property());
        }
        op!["({ ", Node::list(", ", properties), " })"]
    }

    fn property(&mut self) -> Node {
        let name = self.property_name();
        let id = self.id();
        match self.rng.below(13) {
            0 => group!["...", self.expression(Type::Object)],
            1 => {
                // Where V8 copies an object it reads getters as they were defined, also one of a
                // symbol before one of a string.
                let name = match self.rng.chance(30) && self.features.has(Feature::ComputedKeys) {
                    true => group![format!("[log('{id}', 'a')]")],
                    false => self.plain_property_name(),
                };
                group![
                    "get ",
                    name,
                    " () { return ",
                    self.logged_inside(Type::Any),
                    "; }"
                ]
            }
            2 => group!["set ", name, format!(" (v) {{ log('{id}', v); }}")],
            3 => {
                let place = super::Place {
                    has_super: true,
                    ..self.bounded_place()
                };
                let body = self.in_function(place, |this| {
                    this.variable("v", Type::Any, true);
                    this.block("tick();\n", 2)
                });
                group![name, "(v) ", inner![body]]
            }
            4 => match self.find_variable(Type::Any, false) {
                Some(name) => group![name],
                None => group!["a: 1"],
            },
            6 => group![name, ": () => ", self.inside_arrow(Type::Any)],
            _ => group![name, ": ", self.expression(Type::Any)],
        }
    }

    /// `log('id', e)` in a function of its own.
    fn logged_inside(&mut self, of: Type) -> Node {
        let place = self.bounded_place();
        let e = self.in_function(place, |this| {
            let e = this.leaf(of);
            this.logged(e)
        });
        inner![e]
    }

    /// The name of a property in a literal, a pattern or a class.
    pub(super) fn property_name(&mut self) -> Node {
        if self.features.has(Feature::ComputedKeys) && self.rng.chance(30) {
            return group!["[", self.small_key(), "]"];
        }
        self.plain_property_name()
    }

    fn plain_property_name(&mut self) -> Node {
        let names = ["a", "b", "c", "d", "'x y'", "0", "1"];
        group![self.rng.pick(&names).to_owned()]
    }

    /// An expression that is used as a key, of something that is only looked at.
    pub(super) fn key(&mut self) -> Node {
        match self.rng.below(8) {
            0 => op!["('a' + ", self.expression(Type::Number), ")"],
            1 => self.expression(Type::String),
            2 => self.expression(Type::Number),
            3 => self.logged(op!["'length'"]),
            _ => self.small_key(),
        }
    }

    /// An expression that is used as a key of what may change: neither a length nor a large index,
    /// with which arrays take for ever.
    pub(super) fn small_key(&mut self) -> Node {
        let id = self.id();
        let names = ["'a'", "'b'", "'c'", "0", "1"];
        let name = op![self.rng.pick(&names).to_owned()];
        match self.rng.below(8) {
            0 if self.features.has(Feature::ObjectKeys) && !self.simple_keys => {
                op![format!("key('{id}', "), name, ")"]
            }
            1 => op!["('a' + ", self.expression(Type::Number), ")"],
            2 => op!["Symbol.iterator"],
            _ => op![format!("log('{id}', "), name, ")"],
        }
    }

    fn iterable(&mut self) -> Node {
        let id = self.id();
        match self.rng.below(11) {
            0..=2 => self.iterator(),
            3 => op!["new Set(", self.expression(Type::Array), ")"],
            4 => op![
                "new Map([[",
                self.leaf(Type::Any),
                ", ",
                self.expression(Type::Any),
                "], [1, ",
                self.leaf(Type::Any),
                "]])"
            ],
            5 => self.leaf(Type::String),
            6 => self.generator_call(),
            7 => op![self.expression(Type::Array), ".entries()"],
            8 => op![
                "Iterator.from(",
                self.iterator(),
                format!(").map(v => log('{id}', v)).take(2)")
            ],
            _ => self.expression(Type::Array),
        }
    }

    /// An iterator that logs what is done with it.
    pub(super) fn iterator(&mut self) -> Node {
        let id = self.id();
        let ways = [
            "",
            "",
            "",
            "bare",
            "next throws",
            "getters",
            "return throws",
            "return odd",
            "throw",
        ];
        let way = self.rng.pick(&ways).to_owned();
        op![
            format!("iter('i{id}', ["),
            self.elements(),
            format!("], '{way}')")
        ]
    }

    /// A marker for what is evaluated and thrown away.
    pub(super) fn discarded(&mut self) -> Node {
        node![Sort::Operand; "(void ", self.expression(Type::Any), ")"]
    }
}
