//! Patterns, each with a source that mostly suits it.

use super::{Generator, Type};
use crate::features::Feature;
use crate::tree::{Node, Sort, group, inner, node, op};

/// Whether a pattern declares names or assigns to what there is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Binding,
    Assignment,
}

impl Generator<'_> {
    /// A pattern that declares names, and its source. The names are known afterwards.
    pub(super) fn binding_pattern(&mut self, depth: usize) -> (Node, Node) {
        let mut names = Vec::new();
        let result = self.pattern(depth, Use::Binding, &mut names);
        for (name, of) in names {
            self.variable(&name, of, true);
        }
        result
    }

    /// A pattern of a declaration by `const`.
    pub(super) fn constant_pattern(&mut self, depth: usize) -> (Node, Node) {
        let before = self.variables.len();
        let result = self.binding_pattern(depth);
        for variable in &mut self.variables[before..] {
            variable.assignable = false;
        }
        result
    }

    /// A pattern that assigns, and its source.
    pub(super) fn assignment_pattern(&mut self, depth: usize) -> (Node, Node) {
        self.pattern(depth, Use::Assignment, &mut Vec::new())
    }

    fn pattern(&mut self, depth: usize, how: Use, names: &mut Vec<(String, Type)>) -> (Node, Node) {
        match self.rng.chance(50) {
            true => self.array_pattern(depth, how, names),
            false => self.object_pattern(depth, how, names),
        }
    }

    /// A target in a pattern with its default, and a value for it.
    fn element(&mut self, depth: usize, how: Use, names: &mut Vec<(String, Type)>) -> (Node, Node) {
        let (target, mut value) = if depth > 0 && self.rng.chance(35) {
            self.pattern(depth - 1, how, names)
        } else {
            let target = self.simple_target(how, names, Type::Any);
            (target, self.leaf(Type::Any))
        };
        if !self.rng.chance(40) {
            return (target, value);
        }
        let default = match self.rng.chance(60) {
            true => value.clone(),
            false => self.expression(Type::Any),
        };
        if self.rng.chance(60) {
            value = op!["undefined"];
        }
        let default = node![Sort::Optional; " = ", default];
        (group![target, default], value)
    }

    fn simple_target(&mut self, how: Use, names: &mut Vec<(String, Type)>, of: Type) -> Node {
        match how {
            Use::Assignment => self.target(),
            Use::Binding => {
                let name = self.name("v");
                names.push((name.clone(), of));
                group![name]
            }
        }
    }

    fn array_pattern(
        &mut self,
        depth: usize,
        how: Use,
        names: &mut Vec<(String, Type)>,
    ) -> (Node, Node) {
        let count = self.rng.below(4);
        let (mut elements, mut values) = (Vec::new(), Vec::new());
        for _ in 0..count {
            if self.rng.chance(10) && self.features.has(Feature::Elisions) && !elements.is_empty() {
                elements.push(group![" "]);
                values.push(self.leaf(Type::Any));
                continue;
            }
            let (element, value) = self.element(depth, how, names);
            elements.push(element);
            values.push(value);
        }
        if self.rng.chance(20) {
            let rest = match depth > 0 && self.rng.chance(25) {
                true => self.pattern(depth - 1, how, names).0,
                false => self.simple_target(how, names, Type::Array),
            };
            elements.push(group!["...", rest]);
            values.push(self.leaf(Type::Any));
            if self.rng.chance(50) {
                values.push(self.expression(Type::Any));
            }
        } else if self.rng.chance(30) {
            values.pop();
        }
        let pattern = node![Sort::Pattern; "[", Node::list(", ", elements), "]"];
        let values = Node::list(", ", values);
        let id = self.id();
        let source = match self.rng.below(6) {
            0 => op!["new Set([", values, "])"],
            1 | 2 => {
                let ways = [
                    "",
                    "",
                    "bare",
                    "return throws",
                    "return odd",
                    "next throws",
                    "getters",
                ];
                let way = self.rng.pick(&ways).to_owned();
                op![format!("iter('i{id}', ["), values, format!("], '{way}')")]
            }
            _ => op!["[", values, "]"],
        };
        (pattern, source)
    }

    fn object_pattern(
        &mut self,
        depth: usize,
        how: Use,
        names: &mut Vec<(String, Type)>,
    ) -> (Node, Node) {
        let count = self.rng.below(4);
        let (mut properties, mut values) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let id = self.id();
            let name = ["a", "b", "c", "d"][self.rng.below(4)];
            let (element, value) = self.element(depth, how, names);
            // V8 evaluates the target of a first property with a plain name before it looks whether
            // there is an object at all.
            let forms = match how == Use::Assignment && properties.is_empty() {
                true => 3,
                false => 6,
            };
            properties.push(match self.rng.below(forms) {
                0 => group![format!("[log('{id}', '{name}')]: "), element],
                1 if self.features.has(Feature::ObjectKeys) => {
                    group!["[", op![format!("key('{id}', '{name}')")], "]: ", element]
                }
                1 | 2 => group!["['", name, "' + ", self.leaf(Type::String), "]: ", element],
                _ => group![name, ": ", element],
            });
            values.push(match self.rng.below(6) {
                0 => group![
                    format!("get {name}() {{ return log('{id}g', "),
                    inner![self.plain(value)],
                    "); }"
                ],
                1 => group![],
                _ => group![name, ": ", value],
            });
        }
        // V8 evaluates the target of a rest that stands alone before it looks for an object, too.
        let stands_alone = how == Use::Assignment && properties.is_empty();
        if self.rng.chance(15) && !stands_alone {
            let rest = self.simple_target(how, names, Type::Object);
            properties.push(group!["...", rest]);
            values.push(group!["z: ", self.leaf(Type::Number)]);
        }
        values.retain(|value| !value.parts.is_empty());
        let pattern = node![Sort::Pattern; "{ ", Node::list(", ", properties), " }"];
        let mut source = op!["({ ", Node::list(", ", values), " })"];
        if self.rng.chance(12) && self.features.has(Feature::Proxies) {
            let id = self.id();
            source = op![format!("watch('{id}', "), source, ")"];
        }
        (pattern, source)
    }

    /// A value as it may stand in a function of its own, where nothing of the outer one suspends.
    fn plain(&mut self, value: Node) -> Node {
        let text = value.render(crate::tree::Form::Plain);
        let foreign = ["yield", "await", "arguments", "super"];
        match foreign.iter().any(|word| text.contains(word)) {
            true => self.leaf(Type::Number),
            false => value,
        }
    }
}
