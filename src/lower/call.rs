//! Calls, `new`, `super(...)`, tagged templates.

use super::direct_eval::may_be_direct_eval;
use super::forms::both;
use super::lowerer::{Lowerer, boxed};
use super::operand::{Lowered, LoweredPart, Operand, Operands, keep};
use crate::heap::{ARGUMENTS, CALLEE, PropertyKey, Slot, THIS, Value};
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::nodes::array_literal::ConstantArray;
use crate::interpreter::nodes::call::*;
use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::nodes::not_iterable::NotIterable;
use crate::interpreter::nodes::property::{NamedGet, PrivateGet};
use crate::interpreter::nodes::super_access::SuperGet;
use crate::interpreter::operand::Local;
use crate::interpreter::suspend::Steps;
use crate::interpreter::{NodeBox, Part, ResumableBox};
use crate::syntax::ast::expression::{
    Argument, CallExpression, Expression, MemberExpression, MemberProperty, SuperMemberExpression,
};

use super::expression::{element_get, super_reference};

pub(super) const HEADER: u32 = ARGUMENTS as u32;

impl<'a> Lowerer<'_, 'a> {
    /// `f(x)`
    pub(super) fn call(&mut self, node: &'a CallExpression<'a>) -> Part {
        let text = self.render(node.callee);
        let position = self.call_position(node);
        let spread = node
            .arguments
            .iter()
            .any(|argument| matches!(argument, Argument::Spread(_)));
        if spread || may_be_direct_eval(node) {
            return self.call_spread(node, text, position);
        }
        if let Some(node) = self.apply_arguments(node, &text, position) {
            return node;
        }
        let mark = self.slots.mark();
        let callee = self.reserve(HEADER);
        let target = self.scoped(|this| this.call_target(node, callee));
        let passed = self.passed_arguments(node);
        let arguments = self.arguments(passed);
        self.slots.release(mark);
        call_in_frame(target, arguments, callee, |arguments| {
            CallSite::new(arguments, callee, position, text)
        })
    }

    /// Lowers arguments, each into its slot of the callee's frame.
    pub(super) fn arguments(&mut self, arguments: &'a [Argument<'a>]) -> Vec<Part> {
        let mut parts = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let Argument::Expression(expression) = argument else {
                unreachable!("spread is handled before")
            };
            parts.push(self.expression(*expression));
            self.reserve(1);
        }
        parts
    }

    /// Lowers a callee for a frame that begins at a slot.
    pub(super) fn call_target(&mut self, node: &'a CallExpression<'a>, frame: Slot) -> CallTarget {
        if let Some(slot) = self.linked_callee(node) {
            let this = frame.after(THIS.depth());
            return CallTarget::Reference(boxed(KeptCallee { slot, this }).into());
        }
        if let Some(target) = self.primordial_target(node, frame.after(THIS.depth())) {
            return target;
        }
        self.callee_target(node.callee, frame)
    }

    pub(super) fn callee_target(&mut self, callee: Expression<'a>, frame: Slot) -> CallTarget {
        let this = frame.after(THIS.depth());
        match callee.without_parentheses() {
            Expression::Member(member) => self.member_target(member, this),
            Expression::SuperMember(member) => {
                CallTarget::Reference(self.super_target(member, this))
            }
            Expression::Chain(chain) => {
                // (a?.b)(): the chain ends here, but `this` is a.
                let target = |lowerer: &mut Self| match chain.expression {
                    Expression::Member(member) => {
                        let target = lowerer.member_target(member, this);
                        lowerer.reference(target, this)
                    }
                    expression => lowerer.expression(expression),
                };
                let reference = self.in_chain(Value::UNDEFINED, target);
                match chain.expression {
                    Expression::Member(_) => CallTarget::Reference(reference),
                    _ => CallTarget::Function(reference.into()),
                }
            }
            Expression::Identifier(reference) => {
                let (name, resolution) = (reference.name, reference.resolution.get());
                match self.read_callee(name, resolution, reference.span.start, this) {
                    Some(callee) => CallTarget::Reference(callee.into()),
                    None => CallTarget::Function(self.lower_operand(callee)),
                }
            }
            _ => CallTarget::Function(self.lower_operand(callee)),
        }
    }

    /// The callee of a link `f?.()`: the function is the value, `this` goes to the slot after that
    /// of the function.
    pub(super) fn kept_callee(&mut self, node: &'a CallExpression<'a>, slot: Slot) -> Part {
        let target = self.callee_target(node.callee, slot);
        self.reference(target, slot.after(THIS.depth()))
    }

    /// What gives the function that is called and leaves `this` in a slot.
    pub(super) fn reference(&mut self, target: CallTarget, this: Slot) -> Part {
        match target {
            CallTarget::Function(function) => {
                let function: Part = function.into();
                both!([function] => PlainCallee { function, this })
            }
            CallTarget::Method {
                object,
                key,
                position,
            } => self.over_this(object, this, |object| {
                boxed(NamedGet {
                    object,
                    key,
                    cache: GetCache::new(),
                    position,
                })
            }),
            CallTarget::Reference(reference) => reference,
        }
    }

    /// A node over an object that goes to the slot of `this` as well.
    pub(super) fn over_this(
        &mut self,
        object: LoweredPart,
        this: Slot,
        build: impl FnOnce(NodeBox) -> NodeBox,
    ) -> Part {
        match object {
            LoweredPart::Plain(object) => build(keep(this, object.node())).into(),
            object => {
                let then = build(boxed(LocalGet(this)));
                self.store_then(this, Part::from(object), then.into())
            }
        }
    }

    pub(super) fn member_target(
        &mut self,
        member: &'a MemberExpression<'a>,
        this: Slot,
    ) -> CallTarget {
        let object = self.link(member.object, member.is_optional);
        match member.property {
            MemberProperty::Name(name) => CallTarget::Method {
                object,
                key: self.key(name.name),
                position: self.member_position(member),
            },
            MemberProperty::Computed(index) => {
                let position = self.member_position(member);
                // The object waits in the slot of `this`.
                let get = |object: Lowered, index: NodeBox| {
                    let (lowered, slot) = (object, this);
                    element_get(Operand { lowered, slot }, Lowered::Node(index), position)
                };
                CallTarget::Reference(match self.expression(index) {
                    Part::Plain(index) => {
                        self.over_this(object, this, |object| get(Lowered::Node(object), index))
                    }
                    index => {
                        let slot = self.reserve(1);
                        let read = get(Lowered::Local(this), boxed(LocalGet(slot)));
                        let object = Part::from(object).into();
                        let steps = Box::new([(object, this), (index.into(), slot)]);
                        let result = read.into();
                        Part::suspends(Steps { steps, result })
                    }
                })
            }
            MemberProperty::Private(name) => {
                let position = self.member_position(member);
                let name = self.private_name(name);
                CallTarget::Reference(self.over_this(object, this, |object| {
                    boxed(PrivateGet {
                        object,
                        name,
                        position,
                    })
                }))
            }
        }
    }

    pub(super) fn super_target(
        &mut self,
        member: &'a SuperMemberExpression<'a>,
        this: Slot,
    ) -> Part {
        let position = member.span.start;
        let mut operands = self.operands();
        let key = self.super_operands(&mut operands, member);
        self.finish(operands, |_, operands| {
            let (receiver, key) = super_reference(key, operands);
            boxed(SuperGet {
                this: receiver,
                key,
                base: None,
                this_slot: Some(this),
                key_slot: None,
                position,
            })
        })
    }

    /// `f(...x)`, and what may be a direct eval.
    pub(super) fn call_spread(
        &mut self,
        node: &'a CallExpression<'a>,
        text: Box<str>,
        position: u32,
    ) -> Part {
        let mut operands = self.operands();
        let temporary = self.reserve(2);
        let callee = self.scoped(|this| {
            let target = this.call_target(node, temporary);
            this.reference(target, temporary.after(THIS.depth()))
        });
        operands.push(callee, temporary);
        let arguments = self.passed_arguments(node);
        let array = self.argument_array(&mut operands, arguments, position);
        if may_be_direct_eval(node) {
            return self.direct_eval(node, operands, temporary, array);
        }
        let list = boxed(LocalGet(array));
        let call = boxed(CallSpread {
            temporary,
            arguments: list,
            position,
            text,
        });
        self.finish_as_steps(operands, call)
    }

    /// Collects arguments in an array, as operands; its slot.
    pub(super) fn argument_array(
        &mut self,
        operands: &mut Operands,
        arguments: &'a [Argument<'a>],
        position: u32,
    ) -> Slot {
        if let [Argument::Spread(spread)] = arguments {
            return self.operand_with(operands, |this| {
                let failure = NotIterable::LastArgument(this.render(spread.argument));
                this.spread_arguments(spread, failure, position)
            });
        }
        let array = self.operand_with(operands, |_| boxed(ConstantArray(Box::default())));
        let is_spread = |argument: &&Argument<'a>| matches!(argument, Argument::Spread(_));
        let spreads = arguments.iter().filter(is_spread).count();
        let is_last = arguments.last().is_some_and(|last| is_spread(&last));
        for argument in arguments {
            self.step(operands, |this| match argument {
                Argument::Expression(expression) => this.append(array, *expression),
                Argument::Spread(spread) => {
                    let (failure, position) = match spreads == 1 && is_last {
                        true => {
                            let text = this.render(spread.argument);
                            (NotIterable::LastArgument(text), position)
                        }
                        false => {
                            let position = this.expression_position(spread.argument);
                            (NotIterable::Value, position)
                        }
                    };
                    this.spread_into(array, spread, failure, position)
                }
            });
        }
        array
    }
}

/// The arguments of a call whose frame begins at a slot: up to the last one that may suspend they
/// are steps, put straight into their slots.
pub(super) fn argument_steps(
    arguments: Vec<Part>,
    frame: Slot,
) -> (Vec<(ResumableBox, Slot)>, Box<[NodeBox]>) {
    let last = (arguments.iter()).rposition(|part| matches!(part, Part::Suspends(_)));
    let steps_end = last.map_or(0, |last| last + 1);
    let mut steps = Vec::new();
    let place = |(index, argument): (usize, Part)| match argument {
        Part::Plain(node) if index >= steps_end => node,
        argument => {
            let slot = frame.after(HEADER + index as u32);
            steps.push((argument.into(), slot));
            boxed(LocalGet(slot))
        }
    };
    let nodes = arguments.into_iter().enumerate().map(place).collect();
    (steps, nodes)
}

/// A node that uses what steps have put into slots.
pub(super) fn after_steps(steps: Vec<(ResumableBox, Slot)>, node: NodeBox) -> Part {
    match steps.is_empty() {
        true => Part::Plain(node),
        false => Part::suspends(Steps {
            steps: steps.into(),
            result: node.into(),
        }),
    }
}

/// A call in the frame that begins at a slot. Of what comes before the last part that may suspend,
/// callee, `this` and arguments are steps, put straight into the slots of the frame.
fn call_in_frame(
    target: CallTarget,
    arguments: Vec<Part>,
    frame: Slot,
    site: impl FnOnce(Box<[NodeBox]>) -> CallSite,
) -> Part {
    let (this, callee) = (frame.after(THIS.depth()), frame.after(CALLEE.depth()));
    let (argument_steps, arguments) = argument_steps(arguments, frame);
    let in_steps = !argument_steps.is_empty();
    let mut steps = Vec::new();
    let target = match target {
        CallTarget::Function(LoweredPart::Plain(function)) if !in_steps => {
            Target::Function(function)
        }
        CallTarget::Function(function) => {
            steps.push((Part::from(function).into(), callee));
            Target::Function(Lowered::Local(callee))
        }
        CallTarget::Method {
            object,
            key,
            position,
        } => {
            let object = match object {
                LoweredPart::Plain(object) if !in_steps => object,
                object => {
                    steps.push((Part::from(object).into(), this));
                    Lowered::Local(this)
                }
            };
            match in_steps {
                false => Target::Method {
                    object,
                    key,
                    position,
                },
                true => {
                    let get = NamedGet {
                        object: object.node(),
                        key,
                        cache: GetCache::new(),
                        position,
                    };
                    steps.push((boxed(get).into(), callee));
                    Target::Reference(boxed(LocalGet(callee)))
                }
            }
        }
        CallTarget::Reference(Part::Plain(reference)) if !in_steps => Target::Reference(reference),
        CallTarget::Reference(reference) => {
            steps.push((reference.into(), callee));
            Target::Reference(boxed(LocalGet(callee)))
        }
    };
    steps.extend(argument_steps);
    after_steps(steps, call_node(target, site(arguments)))
}

/// Gives a function its call site, with the number of arguments in its type if it is small.
macro_rules! with_site {
    ($site:expr, |$bound:ident| $node:expr) => {
        match $site.arguments.len() {
            0 => {
                let $bound = $site.with_count::<0>();
                boxed($node)
            }
            1 => {
                let $bound = $site.with_count::<1>();
                boxed($node)
            }
            2 => {
                let $bound = $site.with_count::<2>();
                boxed($node)
            }
            _ => {
                let $bound = $site;
                boxed($node)
            }
        }
    };
}

/// A call of which nothing may suspend.
fn call_node(target: Target, site: CallSite) -> NodeBox {
    match target {
        Target::Function(Lowered::Captured(callee)) => {
            with_site!(site, |site| CallFunction { callee, site })
        }
        Target::Function(function) => {
            let callee = function.node();
            with_site!(site, |site| CallFunction { callee, site })
        }
        Target::Method {
            object,
            key,
            position,
        } => {
            let cache = GetCache::new();
            match object {
                Lowered::Local(slot) => with_site!(site, |site| CallMethod {
                    object: Local(slot),
                    key,
                    cache,
                    position,
                    site
                }),
                object => {
                    let object = object.node();
                    with_site!(site, |site| CallMethod {
                        object,
                        key,
                        cache,
                        position,
                        site
                    })
                }
            }
        }
        Target::Reference(callee) => boxed(CallReference { callee, site }),
    }
}

/// What is called, lowered.
pub(super) enum CallTarget {
    /// A plain function.
    Function(LoweredPart),
    /// A method with a known key.
    Method {
        object: LoweredPart,
        key: PropertyKey,
        /// Where the method is read.
        position: u32,
    },
    /// Something that leaves `this` in its slot.
    Reference(Part),
}

/// What is called, once all that may suspend has become steps.
pub(super) enum Target {
    /// A plain function.
    Function(Lowered),
    /// A method with a known key.
    Method {
        object: Lowered,
        key: PropertyKey,
        /// Where the method is read.
        position: u32,
    },
    /// Something that leaves `this` in its slot.
    Reference(NodeBox),
}
