//! Classes: fields, private names, accessors, static blocks, `super`, computed keys.

use super::{Class, Generator, Place, Type};
use crate::features::Feature;
use crate::tree::{METHOD, Node, Sort, group, inner, node, op, st};

impl Generator<'_> {
    /// Some class in scope; there is one.
    pub(super) fn class(&mut self) -> Class {
        let at = self.rng.below(self.classes.len());
        self.classes[at].clone()
    }

    /// `new C(...)`
    pub(super) fn instance(&mut self) -> Node {
        if self.classes.is_empty() {
            return op!["new Array(", self.leaf(Type::String), ", 1)"];
        }
        let class = self.class();
        op!["new ", class.name, "(", self.arguments(Type::Any), ")"]
    }

    /// A class declaration, and mostly an instance of it in a variable.
    pub(super) fn class_declaration(&mut self) -> Node {
        if !self.features.has(Feature::Classes) {
            return self.function_declaration();
        }
        let name = self.name("C");
        let (text, class) = self.class_text(&name);
        self.classes.push(class.clone());
        if !self.rng.chance(80) {
            return st!["class ", name, " ", text];
        }
        let instance = self.name("i");
        let created = op!["new ", name.clone(), "(", self.arguments(Type::Any), ")"];
        self.instances.push((instance.clone(), class));
        self.variable(&instance, Type::Object, false);
        st![
            "class ",
            name,
            " ",
            text,
            format!("\nvar {instance} = "),
            created,
            ";"
        ]
    }

    /// A class expression.
    pub(super) fn class_expression(&mut self) -> Node {
        if !self.features.has(Feature::Classes) {
            return self.member();
        }
        let (text, _) = self.class_text("inner");
        node![Sort::Expression; "(class ", text, ")"]
    }

    fn class_text(&mut self, name: &str) -> (Node, Class) {
        let base = (!self.classes.is_empty() && self.rng.chance(60)).then(|| self.class());
        let id = self.id();
        let heritage = match &base {
            Some(base) => {
                node![Sort::Optional; format!(" extends log('{id}', "), op![base.name.clone()], ")"]
            }
            None => group![],
        };
        let outer = self.place.private.clone();
        let private: Vec<String> = (0..self.rng.below(3)).map(|_| self.name("p")).collect();
        let mut class = Class {
            name: name.to_owned(),
            methods: base
                .as_ref()
                .map_or_else(Vec::new, |base| base.methods.clone()),
        };
        self.place.private.clone_from(&private);
        let mut members = Vec::new();
        for name in &private {
            members.push(self.private_member(name));
        }
        let count = 1 + self.rng.below(5);
        for _ in 0..count {
            members.push(self.member_of_class(&mut class));
        }
        if base.is_some() || self.rng.chance(30) {
            members.push(self.class_constructor(base.is_some()));
        }
        self.place.private = outer;
        let text = group![heritage, " {\n", Node::list("\n", members), "\n}"];
        (text, class)
    }

    /// The place inside of a method. One that suspends with its callers isn't bounded.
    fn method_place(&self, threaded: bool) -> Place {
        let mut place = self.bounded_place();
        place.has_super = true;
        place.strict = true;
        place.bounded = !threaded || self.place.bounded;
        place
    }

    fn private_member(&mut self, name: &str) -> Node {
        let e = self.initializer();
        match self.rng.below(3) {
            0 => group![
                format!("get #{name}() {{ return "),
                e,
                "; }",
                format!(" set #{name}(v) {{ say('set'); }}")
            ],
            1 => group![format!("#{name}() {{ return "), e, "; }"],
            _ => group![format!("#{name} = "), e, ";"],
        }
    }

    /// The value of a field.
    fn initializer(&mut self) -> Node {
        let place = self.method_place(false);
        let e = self.in_function(place, |this| this.expression(Type::Any));
        inner![e]
    }

    fn member_of_class(&mut self, class: &mut Class) -> Node {
        let is_static = match self.rng.chance(25) {
            true => "static ",
            false => "",
        };
        match self.rng.below(9) {
            0 | 1 => {
                let name = self.property_name();
                group![is_static, name, " = ", self.initializer(), ";"]
            }
            2 => {
                let place = self.method_place(false);
                let body = self.in_function(place, |this| {
                    this.place.can_return = false;
                    this.block("", 2)
                });
                group!["static ", inner![body]]
            }
            3 => {
                let name = self.property_name();
                let id = self.id();
                group![
                    is_static,
                    "get ",
                    name,
                    " () { return ",
                    self.logged_here(),
                    format!("; }} static set s{id}(v) {{ log('{id}', v); }}")
                ]
            }
            4 => {
                let name = self.property_name();
                let place = self.method_place(false);
                let body = self.in_function(place, |this| {
                    this.variable("v", Type::Any, true);
                    this.block("tick();\n", 2)
                });
                group![is_static, "set ", name, "(v) ", inner![body]]
            }
            5 => {
                let name = self.property_name();
                let mut place = self.method_place(false);
                place.can_yield = true;
                let body = self.in_function(place, |this| this.block("tick();\n", 2));
                group![is_static, "*", name, "() ", inner![body]]
            }
            _ => {
                let name = self.name("m");
                let place = self.method_place(true);
                let overridden = class.methods.clone();
                let (parameters, body) = self.in_function(place, |this| {
                    let (parameters, _) = this.parameters(2);
                    this.variable_of_super(&overridden);
                    (parameters, this.block("tick();\n", 3))
                });
                class.methods.push(name.clone());
                // Inside of what can't suspend, nothing calls it in another way.
                match self.place.bounded {
                    true => inner![name, "(", parameters, ") ", body],
                    false => group![METHOD, name, "(", parameters, ") ", body],
                }
            }
        }
    }

    /// `super.method()` is how a method of the base is reached: known as an instance.
    fn variable_of_super(&mut self, methods: &[String]) {
        if !methods.is_empty() {
            let class = Class {
                name: String::new(),
                methods: methods.to_vec(),
            };
            self.instances.push(("super".to_owned(), class));
        }
    }

    fn logged_here(&mut self) -> Node {
        let place = self.method_place(false);
        let e = self.in_function(place, |this| {
            let e = this.leaf(Type::Any);
            this.logged(e)
        });
        inner![e]
    }

    fn class_constructor(&mut self, derived: bool) -> Node {
        let place = self.method_place(false);
        let body = self.in_function(place, |this| {
            let call = match derived {
                true => {
                    let arguments = this.constructor_arguments();
                    st!["super(", arguments, ");"]
                }
                false => group![],
            };
            this.place.can_return = false;
            let rest = this.statements(2);
            group!["{\ntick();\n", call, "\n", rest, "\n}"]
        });
        inner!["constructor(...args) ", body]
    }

    fn constructor_arguments(&mut self) -> Node {
        match self.rng.below(3) {
            0 => {
                // `super` and `this` can't be used before.
                self.place.has_super = false;
                let private = std::mem::take(&mut self.place.private);
                let e = self.leaf(Type::Any);
                self.place.private = private;
                self.place.has_super = true;
                Node::list(", ", vec![e])
            }
            1 => Node::list(", ", vec![group!["...args"]]),
            _ => group![],
        }
    }
}
