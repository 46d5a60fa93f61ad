//! Makes programs: random, but determined by a seed, always ending, and printing nothing that may
//! differ between engines.
//!
//! A program logs what it evaluates (`log('7', e)`), so that a step which is left out, doubled or
//! in another place shows. It ends because functions only call functions before them, loops count,
//! and `tick()` stops what runs for long. Values stay small because `cap` cuts what is assigned.

mod asynchronous;
mod calls;
mod classes;
mod expressions;
mod operands;
mod patterns;
mod statements;

use crate::features::{Feature, Features};
use crate::prelude::prelude;
use crate::rng::Rng;
use crate::tree::{FUNCTION, Form, Node, Sort, group, inner, node, op, st};

/// What a program is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Profile {
    /// One thing after the other, so that suspending doesn't change the order.
    Linear,
    /// With promises, timers and everything else.
    Full,
}

/// How long a program is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Size {
    /// Some 20 to 60 expressions and statements.
    Small,
    /// Up to 300.
    Any,
}

/// What an expression shall give. Nothing enforces it: a program may well surprise itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Type {
    Number,
    String,
    Boolean,
    Array,
    Object,
    /// What `for of` takes.
    Iterable,
    Any,
}

/// A variable in scope.
#[derive(Clone, Debug)]
struct Variable {
    name: String,
    of: Type,
    assignable: bool,
}

/// A function in scope, with arguments that suit it.
#[derive(Clone, Debug)]
struct Function {
    name: String,
    arguments: Vec<Node>,
    kind: Kind,
}

/// How a function is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// By a call.
    Plain,
    /// By a call, which delegates where its caller suspends; from nowhere else.
    Threaded,
    /// It gives an iterator.
    Generator,
    /// It gives a promise.
    Async,
    /// It gives an async iterator.
    AsyncGenerator,
}

/// A class in scope.
#[derive(Clone, Debug)]
struct Class {
    name: String,
    methods: Vec<String>,
}

/// Where the generator stands.
#[derive(Clone, Debug, Default)]
struct Place {
    /// Labels in reach, and whether `continue` may name them.
    labels: Vec<(String, bool)>,
    in_loop: bool,
    in_switch: bool,
    can_return: bool,
    can_yield: bool,
    can_await: bool,
    /// Inside a function that can't suspend with the main function.
    bounded: bool,
    has_super: bool,
    /// Private names that `this` has.
    private: Vec<String>,
    strict: bool,
    loops: usize,
}

/// Makes one program.
pub(super) struct Generator<'a> {
    rng: Rng,
    features: &'a Features,
    profile: Profile,
    names: usize,
    ids: usize,
    budget: isize,
    depth: usize,
    place: Place,
    variables: Vec<Variable>,
    functions: Vec<Function>,
    classes: Vec<Class>,
    /// Instances of classes: variables and the class of each.
    instances: Vec<(String, Class)>,
    /// Whether keys are no objects that say when they are converted.
    simple_keys: bool,
    /// Whether timers or immediates are used: their order beside each other is not specified.
    uses_timers: bool,
}

/// A generated program.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// The main function and its call.
    pub(crate) tree: Node,
    /// Whether the short forms of the helpers do.
    pub(crate) short: bool,
}

impl Program {
    /// The text in a form, complete with the helpers that it uses.
    pub(crate) fn text(&self, form: Form) -> String {
        let body = self.tree.render(form);
        format!("{}{body}", prelude(&body, self.short))
    }
}

/// The program of a seed.
pub(crate) fn program(seed: u64, profile: Profile, size: Size, features: &Features) -> Program {
    let mut rng = Rng::new(seed);
    let budget = match size {
        Size::Small => 20 + rng.below(40) as isize,
        Size::Any => 40 + rng.below(260) as isize,
    };
    let mut generator = Generator {
        uses_timers: rng.chance(50),
        simple_keys: false,
        rng,
        features,
        profile,
        names: 0,
        ids: 0,
        budget,
        depth: 0,
        place: Place::default(),
        variables: Vec::new(),
        functions: Vec::new(),
        classes: Vec::new(),
        instances: Vec::new(),
    };
    let tree = generator.program();
    Program { tree, short: false }
}

/// The main function is called, or driven through its suspensions.
const START: [&str; 3] = [
    "const finish = main.call({ a: 1, b: 'two' }, 3, 'four');
say('end ' + show(finish));",
    "const g = main.call({ a: 1, b: 'two' }, 3, 'four');
let r = g.next();
while (!r.done) r = g.next(r.value);
say('end ' + show(r.value));",
    "main.call({ a: 1, b: 'two' }, 3, 'four').then(v => say('end ' + show(v)), e => say('thrown ' + show(e)));",
];

impl Generator<'_> {
    fn program(&mut self) -> Node {
        self.place.strict = self.rng.chance(40);
        self.place.can_return = true;
        let is_async = self.profile == Profile::Full && self.rng.chance(35);
        self.place.can_await = is_async;
        let directive = match self.place.strict {
            true => "'use strict';\n",
            false => "",
        };
        self.variable("p", Type::Number, true);
        self.variable("q", Type::String, true);
        let patched = self.patches();
        let mut statements = Vec::new();
        while self.budget > 0 {
            statements.push(match self.rng.chance(45) {
                true => self.guarded_statement(),
                false => self.statement(),
            });
        }
        let body = Node::list("\n", statements);
        if is_async {
            return group![
                "async function main(p, q) {\n",
                directive,
                patched,
                body,
                "\n}\nsettle('main', main.call({ a: 1, b: 'two' }, 3, 'four'));"
            ];
        }
        group![
            FUNCTION,
            "main(p, q) {\n",
            directive,
            patched,
            body,
            "\n}\ntry {\n",
            START,
            "\n} catch (e) { say('thrown ' + show(e)); }"
        ]
    }

    /// Replaces what array patterns and spread use, in a few programs.
    fn patches(&mut self) -> Node {
        if !self.features.has(Feature::PatchedPrototypes) || !self.rng.chance(4) {
            return group![];
        }
        let id = self.id();
        let text = match self.rng.below(4) {
            0 => format!(
                "Object.getPrototypeOf([][Symbol.iterator]()).return = function (v) {{ say('{id} return'); return {{}}; }};"
            ),
            1 => "Array.prototype[1] = 'from the prototype';".to_owned(),
            2 => format!(
                "const next{id} = Object.getPrototypeOf([][Symbol.iterator]()).next; Object.getPrototypeOf([][Symbol.iterator]()).next = function () {{ say('{id} next'); return next{id}.call(this); }};"
            ),
            _ => format!(
                "const values{id} = Array.prototype[Symbol.iterator]; Array.prototype[Symbol.iterator] = function () {{ say('{id} values'); return values{id}.call(this); }};"
            ),
        };
        st![text, "\n"]
    }

    // Names.

    fn id(&mut self) -> String {
        self.ids += 1;
        self.ids.to_string()
    }

    fn name(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}{}", self.names)
    }

    fn variable(&mut self, name: &str, of: Type, assignable: bool) {
        self.variables.push(Variable {
            name: name.to_owned(),
            of,
            assignable,
        });
    }

    /// Some variable of a type.
    fn find_variable(&mut self, of: Type, assignable: bool) -> Option<String> {
        let suits =
            |v: &&Variable| (of == Type::Any || v.of == of) && (v.assignable || !assignable);
        let count = self.variables.iter().filter(suits).count();
        if count == 0 {
            return None;
        }
        // Prefer late ones: they are near.
        let at = self.rng.below(count).max(self.rng.below(count));
        let found = self.variables.iter().filter(suits).nth(at);
        found.map(|variable| variable.name.clone())
    }

    // Scopes and functions.

    /// What is declared inside isn't known outside.
    fn scoped<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let (variables, functions) = (self.variables.len(), self.functions.len());
        let (classes, instances) = (self.classes.len(), self.instances.len());
        let result = body(self);
        self.variables.truncate(variables);
        self.functions.truncate(functions);
        self.classes.truncate(classes);
        self.instances.truncate(instances);
        result
    }

    /// The inside of a function: what may stand there begins anew.
    fn in_function<T>(&mut self, place: Place, body: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.place, place);
        let result = self.scoped(body);
        self.place = outer;
        result
    }

    /// The place inside a function which suspends on its own or not at all.
    fn bounded_place(&self) -> Place {
        Place {
            can_return: true,
            bounded: true,
            strict: self.place.strict,
            loops: self.place.loops,
            has_super: false,
            private: self.place.private.clone(),
            ..Place::default()
        }
    }

    /// The place inside an arrow function or an initializer, where `super` goes on to work.
    fn arrow_place(&self) -> Place {
        Place {
            has_super: self.place.has_super,
            ..self.bounded_place()
        }
    }

    /// An expression inside of an arrow function, as `(expression)`.
    fn inside_arrow(&mut self, of: Type) -> Node {
        let place = self.arrow_place();
        let body = self.in_function(place, |this| this.expression(of));
        inner!["(", body, ")"]
    }

    /// A block of a few statements; `head` goes first.
    fn block(&mut self, head: &'static str, most: usize) -> Node {
        let statements = self.scoped(|this| this.statements(most));
        group!["{\n", head, statements, "\n}"]
    }

    /// A statement that throws without ending the program.
    fn guarded_statement(&mut self) -> Node {
        let id = self.id();
        let statement = self.scoped(Self::statement);
        st![
            "try {\n",
            statement,
            format!("\n}} catch (e) {{ log('{id}', e); }}")
        ]
    }

    fn statements(&mut self, most: usize) -> Node {
        let count = 1 + self.rng.below(most);
        let mut statements = Vec::new();
        for _ in 0..count {
            statements.push(self.statement());
            if self.budget < 0 {
                break;
            }
        }
        Node::list("\n", statements)
    }

    /// The parameters of a function, declared, and arguments that suit them. Nothing of an outer
    /// function can suspend in parameters.
    fn parameters(&mut self, most: usize) -> (Node, Vec<Node>) {
        let count = self.rng.below(most + 1);
        let (mut parameters, mut arguments) = (Vec::new(), Vec::new());
        let (before, mut declared) = (self.variables.len(), Vec::new());
        let could = (self.place.can_yield, self.place.can_await);
        (self.place.can_yield, self.place.can_await) = (false, false);
        for at in 0..count {
            // What suits a parameter is evaluated by the caller, who doesn't know the others.
            declared.extend(self.variables.drain(before..));
            let rest = at + 1 == count && self.rng.chance(15);
            if rest {
                let name = self.name("r");
                parameters.push(group!["...", name.clone()]);
                self.variable(&name, Type::Array, true);
                arguments.push(self.leaf(Type::Any));
            } else if self.rng.chance(35) {
                let (pattern, source) = self.binding_pattern(1);
                let default = match self.rng.chance(30) {
                    true => node![Sort::Optional; " = ", source.clone()],
                    false => group![],
                };
                parameters.push(group![pattern, default]);
                arguments.push(source);
            } else {
                let name = self.name("a");
                let default = match self.rng.chance(30) {
                    true => node![Sort::Optional; " = ", self.leaf(Type::Any)],
                    false => group![],
                };
                parameters.push(group![name.clone(), default]);
                self.variable(&name, Type::Any, true);
                arguments.push(self.leaf(Type::Any));
            }
        }
        declared.extend(self.variables.drain(before..));
        self.variables.extend(declared);
        (self.place.can_yield, self.place.can_await) = could;
        (inner![Node::list(", ", parameters)], arguments)
    }

    /// `log('id', e)`
    fn logged(&mut self, e: Node) -> Node {
        let id = self.id();
        op![format!("log('{id}', "), e, ")"]
    }
}
