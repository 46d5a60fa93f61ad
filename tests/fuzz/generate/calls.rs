//! Functions: declaring them, calling them in every way, driving generators.

use super::{Function, Generator, Kind, Place, Type};
use crate::tree::{CALL, FUNCTION, Node, Sort, group, inner, node, op, st};

impl Generator<'_> {
    /// A function declaration.
    pub(super) fn function_declaration(&mut self) -> Node {
        let name = self.name("f");
        let threaded = !self.place.bounded && self.rng.chance(50);
        let kind = match (threaded, self.rng.below(10)) {
            (true, _) => Kind::Threaded,
            (_, 0..=4) => Kind::Generator,
            _ => Kind::Plain,
        };
        self.function_of_kind(name, kind)
    }

    /// The declaration of a function of a kind, which is known afterwards.
    pub(super) fn function_of_kind(&mut self, name: String, kind: Kind) -> Node {
        let mut place = self.bounded_place();
        place.private.clear();
        place.bounded = kind != Kind::Threaded;
        place.can_yield = matches!(kind, Kind::Generator | Kind::AsyncGenerator);
        place.can_await = matches!(kind, Kind::Async | Kind::AsyncGenerator);
        let (parameters, body, arguments) = self.in_function(place, |this| {
            let (parameters, arguments) = this.parameters(3);
            let body = this.block("tick();\n", 3);
            (parameters, body, arguments)
        });
        // What stands in the arguments is repeated by each call, perhaps where a function can't
        // suspend as here.
        let arguments = arguments.into_iter().map(|a| self.portable(a)).collect();
        self.functions.push(Function {
            name: name.clone(),
            arguments,
            kind,
        });
        let head = match kind {
            Kind::Plain | Kind::Threaded => "function ",
            Kind::Generator => "function* ",
            Kind::Async => "async function ",
            Kind::AsyncGenerator => "async function* ",
        };
        match kind {
            Kind::Threaded => st![FUNCTION, name, "(", parameters, ") ", body],
            _ => st![head, name, "(", parameters, ") ", inner![body]],
        }
    }

    /// An argument that can stand anywhere.
    fn portable(&mut self, argument: Node) -> Node {
        let text = argument.render(crate::tree::Form::Plain);
        let foreign = ["yield", "await", "arguments", "super", "#", "this"];
        let local = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric()).any(|word| {
                word.len() > 1
                    && word.starts_with(['v', 'a', 'r', 'f', 'C', 'e', 'i', 'w'])
                    && word[1..].bytes().all(|b| b.is_ascii_digit())
            })
        };
        match foreign.iter().any(|word| text.contains(word)) || local(&text) {
            true => op!["[", self.rng.below(5).to_string(), ", { a: 5 }]"],
            false => argument,
        }
    }

    pub(super) fn find_function(&mut self, kinds: &[Kind]) -> Option<Function> {
        let bounded = self.place.bounded;
        let suits =
            |f: &&Function| kinds.contains(&f.kind) && (f.kind != Kind::Threaded || !bounded);
        let count = self.functions.iter().filter(suits).count();
        if count == 0 {
            return None;
        }
        let at = self.rng.below(count);
        self.functions.iter().filter(suits).nth(at).cloned()
    }

    pub(super) fn call_arguments(&mut self, function: &Function) -> Node {
        let mut arguments = function.arguments.clone();
        for argument in &mut arguments {
            if self.rng.chance(20) {
                *argument = self.expression(Type::Any);
            }
        }
        if self.rng.chance(10) {
            arguments.push(group!["...", self.expression(Type::Iterable)]);
        }
        Node::list(", ", arguments)
    }

    /// A call of a function of the program.
    pub(super) fn function_call(&mut self) -> Node {
        let Some(function) = self.find_function(&[Kind::Plain, Kind::Threaded]) else {
            return self.arrow_call();
        };
        let arguments = self.call_arguments(&function);
        match function.kind {
            Kind::Threaded => op![CALL, function.name, "(", arguments, "))"],
            _ => match self.rng.below(5) {
                0 => op![function.name, "?.(", arguments, ")"],
                1 => op!["new ", function.name, "(", arguments, ")"],
                _ => op![function.name, "(", arguments, ")"],
            },
        }
    }

    /// `bind`, `call`, `apply`.
    pub(super) fn bound_call(&mut self) -> Node {
        let Some(function) = self.find_function(&[Kind::Plain]) else {
            return self.member();
        };
        let arguments = self.call_arguments(&function);
        let name = function.name;
        let this = self.expression(Type::Object);
        match self.rng.below(4) {
            0 => op![name, ".call(", this, ", ", arguments, ")"],
            1 => op![name, ".apply(", this, ", [", arguments, "])"],
            2 => op![name, ".bind(", this, ", ", arguments, ")()"],
            _ => op!["Reflect.construct(", name, ", [", arguments, "])"],
        }
    }

    /// A call of a method of an instance.
    pub(super) fn method_call(&mut self) -> Node {
        if self.instances.is_empty() || self.place.bounded {
            return self.member();
        }
        let at = self.rng.below(self.instances.len());
        let (instance, class) = self.instances[at].clone();
        if instance == "super" && !self.place.has_super {
            return self.member();
        }
        if class.methods.is_empty() {
            return op![instance, ".x"];
        }
        let at = self.rng.below(class.methods.len());
        let method = class.methods[at].clone();
        op![
            CALL,
            instance,
            format!(".{method}("),
            self.arguments(Type::Any),
            "))"
        ]
    }

    /// What a generator function of the program gives.
    pub(super) fn generator_call(&mut self) -> Node {
        let Some(function) = self.find_function(&[Kind::Generator]) else {
            return self.iterator();
        };
        let arguments = self.call_arguments(&function);
        op![function.name, "(", arguments, ")"]
    }

    /// A generator driven by hand.
    pub(super) fn drive(&mut self) -> Node {
        let id = self.id();
        let g = self.generator_call();
        let count = 1 + self.rng.below(5);
        let mut steps = Vec::new();
        for _ in 0..count {
            let how = match self.rng.below(8) {
                0 => "throw",
                1 => "return",
                _ => "next",
            };
            steps.push(group![format!("['{how}', "), self.leaf(Type::Any), "]"]);
        }
        let steps = Node::list(", ", steps);
        let g = match g.render(crate::tree::Form::Plain).starts_with("iter(") {
            true => op![g, "[Symbol.iterator]()"],
            false => g,
        };
        st![format!("drive('d{id}', "), g, ", [", steps, "]);"]
    }

    /// A closure in a variable, called later.
    pub(super) fn closure(&mut self) -> Node {
        let name = self.name("f");
        let place = Place {
            has_super: self.place.has_super,
            ..self.bounded_place()
        };
        let (parameters, body, arguments) = self.in_function(place, |this| {
            let (parameters, arguments) = this.parameters(2);
            let body = match this.rng.chance(50) {
                true => {
                    let e = this.expression(Type::Any);
                    group!["(", e, ")"]
                }
                false => this.block("tick();\n", 2),
            };
            (parameters, body, arguments)
        });
        let arguments = arguments.into_iter().map(|a| self.portable(a)).collect();
        self.functions.push(Function {
            name: name.clone(),
            arguments,
            kind: Kind::Plain,
        });
        let arrow = node![Sort::Expression; "(", parameters, ") => ", inner![body]];
        st![format!("var {name} = "), arrow, ";"]
    }
}
