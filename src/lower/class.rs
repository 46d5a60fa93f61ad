//! Classes and closures.

use super::expression::PropertyKey_;
use super::literal::{define_computed, define_known};
use super::lowerer::{Lowerer, boxed};
use super::operand::{Operand, Operands, one, some};
use crate::heap::{PropertyKey, Slot, Str};
use crate::interpreter::nodes::class::*;
use crate::interpreter::nodes::closure::*;
use crate::interpreter::nodes::object_literal::*;
use crate::interpreter::nodes::property_key::*;

use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::{NodeBox, Part};
use crate::syntax::ast::class::{Class, ClassElement, ClassField, ClassMethod};
use crate::syntax::ast::function::{Function, FunctionBody, FunctionKind};
use crate::syntax::ast::{FunctionId, Name, PrivateName};
use crate::syntax::scope::{BindingKind, BindingRef};
use rustc_hash::FxHashMap;

impl<'a> Lowerer<'_, 'a> {
    /// A function as a value; `name` is what it is bound to, with its prefix.
    pub(super) fn closure(
        &mut self,
        function: &'a Function<'a>,
        name: Option<(PropertyKey, &str)>,
        extra: ClosureExtra,
    ) -> NodeBox {
        let name_scope = self.unit.scopes.function(function.id.get()).name_scope;
        let name_string = match (function.name, name) {
            (Some(identifier), _) => self.name_string(identifier.name),
            (None, Some((key, prefix))) => {
                let string = self.agent.heap.function_name_text(key, prefix);
                self.constant(string)
            }
            (None, None) => self.agent.heap.empty_string(),
        };
        let code = self
            .unit
            .new_code(self.agent, function, name_string, function.span);
        let extra = match extra {
            ClosureExtra::None if function.is_arrow => ClosureExtra::Inherited,
            extra => extra,
        };
        let Some(name_scope) = name_scope else {
            let scope = self.current_scope_slot();
            return boxed(Closure { code, scope, extra });
        };
        // The name of a function expression is a scope of its own around it.
        let outer = self.scope;
        self.enter_name_scope(name_scope);
        let mut nodes = self.scope_prologue(name_scope);
        let scope = self.current_scope_slot();
        let closure = boxed(Closure { code, scope, extra });
        let node = match self.unit.scopes.scope(name_scope).is_on_heap() {
            true => {
                let reference = BindingRef {
                    scope: name_scope,
                    index: 0,
                    check_tdz: false,
                };
                let node = self.initialize_plain(reference, closure);
                nodes.push(node);
                let last = nodes
                    .pop()
                    .unwrap_or_else(|| unreachable!("a node was pushed"));
                boxed(crate::interpreter::nodes::sequence::Sequence(
                    nodes.into(),
                    last,
                ))
            }
            false => closure,
        };
        self.scope = outer;
        node
    }

    /// Enters the scope of a function expression's name: only a captured name needs a place.
    fn enter_name_scope(&mut self, id: crate::syntax::ast::ScopeId) {
        self.scope = id;
        if self.unit.scopes.scope(id).is_on_heap() {
            let slot = self.reserve(1);
            self.scope_slots.insert(id.0, slot);
        }
    }

    /// A method, getter or setter, defined on the object in a slot.
    pub(super) fn define_method(
        &mut self,
        object: Slot,
        key: &PropertyKey_<'a>,
        function: &'a Function<'a>,
        enumerable: bool,
        extra: ClosureExtra,
    ) -> Part {
        let (kind, prefix) = match function.kind {
            FunctionKind::Getter => (DefineKind::Getter, "get "),
            FunctionKind::Setter => (DefineKind::Setter, "set "),
            _ => (DefineKind::Method, ""),
        };
        let mut operands = self.operands();
        if let Some(known) = self.known_key(key) {
            self.operand_with(&mut operands, |this| {
                this.closure(function, Some((known, prefix)), extra)
            });
            return self.finish(operands, |_, operands| {
                define_known(object, known, one(operands), kind, enumerable)
            });
        }
        let PropertyKey_::Computed(_, key) = *key else {
            unreachable!("private methods are handled apart")
        };
        self.operand(&mut operands, *key);
        operands.convert_last(|key| boxed(ToKey(key)));
        self.operand_with(&mut operands, |this| this.closure(function, None, extra));
        self.finish(operands, |_, operands| {
            let [key, value] = some(operands);
            define_computed(object, key, value, kind, enumerable, true)
        })
    }

    /// A class as a value.
    pub(super) fn class(&mut self, class: &'a Class<'a>, name: Option<PropertyKey>) -> Part {
        let (outer_scope, outer_strict) = (self.scope, self.strict);
        self.strict = true;
        let scope = class.scope.get();
        let has_scope = scope != crate::syntax::ast::ScopeId::NONE;
        let mut operands = self.operands();
        if has_scope {
            self.enter_scope(scope);
            for node in self.scope_prologue(scope) {
                self.step(&mut operands, |_| node);
            }
            self.make_private_names(&mut operands, scope, class);
        }
        let proto = self.reserve(2);
        let constructor = proto.after(1);
        self.step(&mut operands, |this| this.make_class(class, name, proto));
        let mut late = Vec::new();
        self.class_elements(&mut operands, class, proto, constructor, &mut late);
        if class.name.is_some()
            && class.inner_binding.get() != crate::syntax::ast::Resolution::UNRESOLVED
            && let Some(inner) =
                crate::syntax::scope::Resolved::from(class.inner_binding.get()).binding()
        {
            self.step(&mut operands, |this| {
                this.initialize_plain(inner, boxed(LocalGet(constructor)))
            });
        }
        for (element, key) in late {
            self.step(&mut operands, |this| {
                this.static_element(element, key, constructor, class.span.start)
            });
        }
        self.scope = outer_scope;
        self.strict = outer_strict;
        self.finish_as_steps(operands, boxed(LocalGet(constructor)))
    }

    fn make_private_names(
        &mut self,
        operands: &mut Operands,
        scope: crate::syntax::ast::ScopeId,
        class: &'a Class<'a>,
    ) {
        let owner = match class.name {
            Some(identifier) => self.name_string(identifier.name),
            None => self.constant_text("anonymous"),
        };
        let methods = private_methods(class);
        let bindings = &self.unit.scopes.scope(scope).bindings;
        for (index, binding) in bindings.iter().enumerate() {
            if binding.kind != BindingKind::PrivateName {
                continue;
            }
            let text = format!("#{}", self.program.names.text(binding.name));
            let name = self.constant_text(&text);
            let method = methods
                .get(&binding.name)
                .map(|is_static| (owner, *is_static));
            let reference = BindingRef {
                scope,
                index: index as u32,
                check_tdz: false,
            };
            self.step(operands, |this| {
                this.initialize_plain(reference, boxed(NewPrivateName { name, method }))
            });
        }
    }

    /// A string that lives as long as the code.
    fn constant_text(&mut self, text: &str) -> Str {
        let text = self.agent.heap.new_string(text);
        self.constant(text)
    }

    fn make_class(
        &mut self,
        class: &'a Class<'a>,
        name: Option<PropertyKey>,
        temporary: Slot,
    ) -> Part {
        let name = match (class.name, name) {
            (Some(identifier), _) => self.name_string(identifier.name),
            (None, Some(key)) => {
                let string = self.agent.heap.function_name_text(key, "");
                self.constant(string)
            }
            (None, None) => self.agent.heap.empty_string(),
        };
        let mut operands = self.operands();
        if let Some(heritage) = class.heritage {
            self.operand_with(&mut operands, |this| this.expression(heritage));
        }
        let code = match class.constructor {
            Some(function) => self.unit.new_code(self.agent, function, name, class.span),
            None => {
                let derived = class.heritage.is_some();
                self.unit
                    .new_default_constructor(self.agent, derived, name, class.span)
            }
        };
        let fields = class
            .elements
            .iter()
            .filter(|element| matches!(element, ClassElement::Field(field) if !field.is_static));
        let fields = fields.count() as u32;
        self.agent.codes[code].instance_properties.set(fields);
        let scope = self.current_scope_slot();
        let position = class.heritage.map_or(class.span.start, |heritage| {
            self.expression_position(heritage)
        });
        self.finish(operands, |_, mut operands| {
            let heritage = operands.pop().map(Operand::node);
            boxed(MakeClass {
                code,
                scope,
                heritage,
                temporary,
                position,
            })
        })
    }

    /// Lowers the elements in order. What is static and runs code comes later: it is collected,
    /// with the slot of its computed key.
    fn class_elements(
        &mut self,
        operands: &mut Operands,
        class: &'a Class<'a>,
        proto: Slot,
        constructor: Slot,
        late: &mut Vec<(&'a ClassElement<'a>, Option<Slot>)>,
    ) {
        let mut accessors: Vec<(Name, bool)> = Vec::new();
        for element in class.elements {
            match element {
                ClassElement::Method(method) => {
                    if let PropertyKey_::Private(name) = method.key {
                        if method.function.kind != FunctionKind::Method {
                            if accessors.contains(&(name.name, method.is_static)) {
                                continue;
                            }
                            accessors.push((name.name, method.is_static));
                        }
                        self.step(operands, |this| {
                            this.private_method(class, method, name, proto, constructor)
                        });
                        continue;
                    }
                    let home = if method.is_static { constructor } else { proto };
                    let extra = ClosureExtra::Home(home);
                    self.step(operands, |this| {
                        this.define_method(home, &method.key, method.function, false, extra)
                    });
                }
                ClassElement::Field(field) if field.is_static => {
                    let key = match field.key {
                        PropertyKey_::Computed(_, key) => {
                            Some(self.operand_with(operands, |this| {
                                this.single(*key, |key| boxed(ToKey(key)))
                            }))
                        }
                        _ => None,
                    };
                    late.push((element, key));
                }
                ClassElement::Field(field) => {
                    self.step(operands, |this| {
                        this.instance_field(field, proto, constructor)
                    });
                }
                ClassElement::StaticBlock(_) => late.push((element, None)),
            }
        }
    }

    fn private_method(
        &mut self,
        class: &'a Class<'a>,
        method: &'a ClassMethod<'a>,
        name: PrivateName,
        proto: Slot,
        constructor: Slot,
    ) -> NodeBox {
        let home = if method.is_static { constructor } else { proto };
        let extra = ClosureExtra::Home(home);
        let accessor = method.function.kind != FunctionKind::Method;
        let temporary = self.reserve(1);
        let (mut getter, mut setter) = (None, None);
        if accessor {
            for element in class.elements {
                if let ClassElement::Method(other) = element
                    && let PropertyKey_::Private(other_name) = other.key
                    && other_name.name == name.name
                    && other.is_static == method.is_static
                {
                    let closure = Some(self.closure(other.function, None, extra));
                    match other.function.kind {
                        FunctionKind::Getter => getter = closure,
                        _ => setter = closure,
                    }
                }
            }
        } else {
            getter = Some(self.closure(method.function, None, extra));
        }
        let name = self.private_name(name);
        let is_static = method.is_static;
        boxed(AddPrivateMethod {
            constructor,
            name,
            method: getter,
            setter,
            accessor,
            is_static,
            temporary,
        })
    }

    fn field_names_value(field: &ClassField<'a>) -> bool {
        match field.initializer.map(|function| function.body) {
            Some(FunctionBody::Expression(expression)) => Self::is_anonymous_function(expression),
            _ => false,
        }
    }

    fn instance_field(
        &mut self,
        field: &'a ClassField<'a>,
        proto: Slot,
        constructor: Slot,
    ) -> Part {
        let names_value = Self::field_names_value(field);
        let mut operands = self.operands();
        let temporary = match &field.key {
            PropertyKey_::Computed(_, key) => {
                let slot = self.operand(&mut operands, **key);
                operands.convert_last(|key| boxed(ToKey(key)));
                slot
            }
            _ => self.reserve(1),
        };
        let name = self
            .unit
            .constant_key(self.agent, "<instance_members_initializer>");
        let initializer = field
            .initializer
            .map(|function| self.closure(function, Some((name, "")), ClosureExtra::Home(proto)));
        self.finish(operands, |this, mut operands| {
            let computed = operands.pop();
            let key = match (&field.key, computed) {
                (PropertyKey_::Private(name), _) => FieldKey::Private(this.private_name(*name)),
                (_, Some(key)) => FieldKey::Public(KeyNode::computed(key.slot, key.node())),
                (key, None) => {
                    let known = this.known_key(key).unwrap_or(this.agent.names.empty);
                    FieldKey::Public(KeyNode::Known(known))
                }
            };
            boxed(AddField {
                constructor,
                key,
                initializer,
                names_value,
                temporary,
            })
        })
    }

    /// A static field or block, once the class is made.
    fn static_element(
        &mut self,
        element: &'a ClassElement<'a>,
        kept_key: Option<Slot>,
        constructor: Slot,
        position: u32,
    ) -> NodeBox {
        let extra = ClosureExtra::Home(constructor);
        let name = self.unit.constant_key(self.agent, "<static_initializer>");
        match element {
            ClassElement::StaticBlock(block) => {
                let function = self.closure(block.function, Some((name, "")), extra);
                boxed(RunStaticBlock {
                    constructor,
                    function,
                    position,
                })
            }
            ClassElement::Field(field) => {
                let names_value = Self::field_names_value(field);
                let temporary = self.reserve(1);
                let key = match (&field.key, kept_key) {
                    (_, Some(slot)) => FieldKey::Public(KeyNode::Kept(slot)),
                    (PropertyKey_::Private(name), None) => {
                        FieldKey::Private(self.private_name(*name))
                    }
                    (known, None) => {
                        let known = self.known_key(known).unwrap_or(self.agent.names.empty);
                        FieldKey::Public(KeyNode::Known(known))
                    }
                };
                let initializer = field
                    .initializer
                    .map(|function| self.closure(function, Some((name, "")), extra));
                boxed(DefineStaticField {
                    constructor,
                    key,
                    initializer,
                    names_value,
                    temporary,
                    position,
                })
            }
            ClassElement::Method(_) => unreachable!("methods are defined before"),
        }
    }

    /// A function declaration's value, for the entry to its scope.
    pub(super) fn hoisted(&mut self, id: FunctionId, binding: BindingRef) -> NodeBox {
        let function = self.program.functions[id.0 as usize];
        // Only `export default function () {}` has no name.
        let name = match function.name {
            Some(_) => None,
            None => Some((self.key(Name::DEFAULT), "")),
        };
        let closure = self.closure(function, name, ClosureExtra::None);
        self.initialize_plain(binding, closure)
    }
}

/// The names of a class's private methods and accessors, with whether they are static.
fn private_methods(class: &Class<'_>) -> FxHashMap<Name, bool> {
    let methods = class.elements.iter().filter_map(|element| match element {
        ClassElement::Method(method) => match method.key {
            PropertyKey_::Private(key) => Some((key.name, method.is_static)),
            _ => None,
        },
        ClassElement::Field(_) | ClassElement::StaticBlock(_) => None,
    });
    methods.collect()
}
