//! Calls, `new`, `super(...)`, tagged templates.

use super::eval::may_be_direct_eval;
use super::lowerer::{Lowerer, boxed};
use super::operand::{Lowered, Operands};
use crate::heap::{ARGUMENTS, CALLEE, THIS, Value};
use crate::interpreter::NodeBox;
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::nodes::call::*;
use crate::interpreter::nodes::element::ElementGet;
use crate::interpreter::nodes::literal::ConstantArray;
use crate::interpreter::nodes::not_iterable::NotIterable;
use crate::interpreter::nodes::property::{NamedGet, PrivateGet};
use crate::interpreter::nodes::super_access::{
    SuperArguments, SuperCall, SuperGet, SuperKey, ThisPlace,
};
use crate::interpreter::nodes::variable::{Callee, CapturedGet, Constant, LocalGet, LocalSet};
use crate::interpreter::operand::Local;
use crate::interpreter::suspend::Steps;
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::syntax::ast::expression::{
    Argument, CallExpression, Expression, MemberExpression, MemberProperty, NewExpression,
    SuperCallExpression, SuperMemberExpression, TaggedTemplate,
};
use crate::syntax::scope::{BindingKind, Resolved};

const HEADER: u32 = ARGUMENTS as u32;

impl<'a> Lowerer<'_, 'a> {
    /// `f(x)`
    pub(super) fn call(&mut self, node: &'a CallExpression<'a>) -> NodeBox {
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
        // A method call's own node, where nothing can suspend before the arguments.
        let depth = self.depth;
        let callee = self.reserve(HEADER);
        let before = self.suspensions;
        let target = self.call_target(node, callee);
        let after_target = self.suspensions;
        let arguments = self.arguments(node.arguments);
        let suspends = self.suspensions != after_target;
        let target_suspends = after_target != before;
        if !suspends && !target_suspends {
            let site = CallSite::new(arguments, callee, position, text);
            self.depth = depth;
            return call_node(target, site);
        }
        self.depth = depth;
        let call = call_in_steps(
            target,
            arguments,
            CallSite::new(Box::default(), callee, position, text),
        );
        let (steps, result) = call;
        boxed(Steps { steps, result })
    }

    /// Lowers arguments, each into its slot of the callee's frame.
    fn arguments(&mut self, arguments: &'a [Argument<'a>]) -> Box<[NodeBox]> {
        let mut nodes = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let Argument::Expression(expression) = argument else {
                unreachable!("spread is handled before")
            };
            nodes.push(self.expression(*expression));
            self.reserve(1);
        }
        self.touch(1);
        nodes.into()
    }

    /// Lowers a callee for a frame that begins at a slot.
    fn call_target(&mut self, node: &'a CallExpression<'a>, frame: u32) -> CallTarget {
        let this = frame + THIS as u32;
        let target = match node.callee.without_parentheses() {
            Expression::Member(member) => self.member_target(member, this),
            Expression::SuperMember(member) => {
                CallTarget::Reference(self.super_target(member, this))
            }
            Expression::Chain(chain) => {
                // (a?.b)(): the chain ends here, but `this` is a.
                let flag = self.reserve(1);
                self.chains.push(flag);
                let target = match chain.expression {
                    Expression::Member(member) => self.member_target(member, this),
                    expression => CallTarget::Function(Lowered::Node(self.expression(expression))),
                };
                self.chains.pop();
                let wrap = |chain| {
                    boxed(crate::interpreter::nodes::property::OptionalChain { chain, flag })
                };
                match target {
                    CallTarget::Function(function) => {
                        CallTarget::Function(Lowered::Node(wrap(function.node())))
                    }
                    CallTarget::Method {
                        object,
                        key,
                        position,
                    } => CallTarget::Reference(wrap(method_reference(object, key, this, position))),
                    CallTarget::Reference(reference) => CallTarget::Reference(wrap(reference)),
                }
            }
            Expression::Identifier(reference) => {
                let (name, resolution) = (reference.name, reference.resolution.get());
                match self.read_callee(name, resolution, reference.span.start, this) {
                    Some(callee) => CallTarget::Reference(callee),
                    None => CallTarget::Function(self.lower_operand(node.callee)),
                }
            }
            _ => CallTarget::Function(self.lower_operand(node.callee)),
        };
        if !node.is_optional {
            return target;
        }
        match target {
            CallTarget::Function(function) => {
                CallTarget::Function(Lowered::Node(self.optional(function.node(), true)))
            }
            CallTarget::Method {
                object,
                key,
                position,
            } => {
                let reference = method_reference(object, key, this, position);
                CallTarget::Reference(self.optional(reference, true))
            }
            CallTarget::Reference(reference) => {
                CallTarget::Reference(self.optional(reference, true))
            }
        }
    }

    fn member_target(&mut self, member: &'a MemberExpression<'a>, this: u32) -> CallTarget {
        let object = self.link(member);
        match member.property {
            MemberProperty::Name(name) => CallTarget::Method {
                object,
                key: self.key(name.name),
                position: name.span.start,
            },
            MemberProperty::Computed(index) => {
                let position = self.member_position(member);
                let index = self.expression(index);
                let object = keep(this, object.node());
                let temporary = this;
                CallTarget::Reference(boxed(ElementGet {
                    object,
                    index,
                    temporary,
                    position,
                }))
            }
            MemberProperty::Private(name) => {
                let position = name.span.start;
                let name = self.private_name(name);
                CallTarget::Reference(boxed(PrivateGet {
                    object: keep(this, object.node()),
                    name,
                    position,
                }))
            }
        }
    }

    fn super_target(&mut self, member: &'a SuperMemberExpression<'a>, this: u32) -> NodeBox {
        let value = self.this(member.span);
        let key = match member.property {
            MemberProperty::Name(name) => SuperKey::Known(self.key(name.name)),
            MemberProperty::Computed(expression) => SuperKey::Computed(self.expression(expression)),
            MemberProperty::Private(_) => unreachable!("the grammar has no super.#x"),
        };
        boxed(SuperGet {
            this: value,
            key,
            temporary: this,
            position: member.span.start,
        })
    }

    /// `f(...x)`, and what may be a direct eval.
    fn call_spread(
        &mut self,
        node: &'a CallExpression<'a>,
        text: Box<str>,
        position: u32,
    ) -> NodeBox {
        let mut operands = self.operands();
        let temporary = self.depth;
        // The function, then `this`: the target's own order is the other way round, so both are
        // written by one step.
        let frame = temporary;
        self.operand_with(&mut operands, |this| {
            this.reserve(HEADER);
            let target = this.call_target(node, frame);
            Lowered::Node(match target {
                CallTarget::Function(function) => {
                    let none = boxed(Constant(Value::UNDEFINED));
                    let clear = boxed(LocalSet {
                        slot: frame + THIS as u32,
                        value: none,
                    });
                    boxed(crate::interpreter::nodes::unary::Sequence(
                        Box::new([clear]),
                        function.node(),
                    ))
                }
                CallTarget::Method {
                    object,
                    key,
                    position,
                } => method_reference(object, key, frame + THIS as u32, position),
                CallTarget::Reference(reference) => reference,
            })
        });
        self.reserve(HEADER);
        let array = self.argument_array(&mut operands, node.arguments, position);
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
    fn argument_array(
        &mut self,
        operands: &mut Operands,
        arguments: &'a [Argument<'a>],
        position: u32,
    ) -> u32 {
        if let [Argument::Spread(spread)] = arguments {
            return self.operand_with(operands, |this| {
                let failure = NotIterable::LastArgument(this.render(spread.argument));
                Lowered::Node(this.spread_arguments(spread, failure, position))
            });
        }
        let array = self.operand_with(operands, |_| {
            Lowered::Node(boxed(ConstantArray(Box::default())))
        });
        let is_spread = |argument: &&Argument<'a>| matches!(argument, Argument::Spread(_));
        let spreads = arguments.iter().filter(is_spread).count();
        let is_last = arguments.last().is_some_and(|last| is_spread(&last));
        for argument in arguments {
            self.operand_with(operands, |this| {
                Lowered::Node(match argument {
                    Argument::Expression(expression) => {
                        let value = this.expression(*expression);
                        boxed(crate::interpreter::nodes::literal::AppendElement { array, value })
                    }
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
                })
            });
            self.depth -= 1;
        }
        array
    }

    /// `new F(x)`
    pub(super) fn new_expression(&mut self, node: &'a NewExpression<'a>) -> NodeBox {
        let text = self.render(node.callee);
        let position = node.span.start;
        if node
            .arguments
            .iter()
            .any(|argument| matches!(argument, Argument::Spread(_)))
        {
            let mut operands = self.operands();
            let temporary = self.operand(&mut operands, node.callee);
            let array = self.argument_array(&mut operands, node.arguments, position);
            let arguments = boxed(LocalGet(array));
            return self.finish_as_steps(
                operands,
                boxed(NewSpread {
                    temporary,
                    arguments,
                    position,
                    text,
                }),
            );
        }
        let frame = self.reserve(HEADER);
        let before = self.suspensions;
        let callee = self.expression(node.callee);
        let arguments = self.arguments(node.arguments);
        if self.suspensions == before {
            let site = CallSite::new(arguments, frame, position, text);
            return boxed(New::new(callee, site));
        }
        let count = arguments.len() as u32;
        let mut steps = vec![(callee, frame + CALLEE as u32)];
        for (index, argument) in arguments.into_iter().enumerate() {
            steps.push((argument, frame + HEADER + index as u32));
        }
        let arguments = (0..count)
            .map(|index| boxed(LocalGet(frame + HEADER + index)))
            .collect();
        let site = CallSite::new(arguments, frame, position, text);
        let result = boxed(New::new(boxed(LocalGet(frame + CALLEE as u32)), site));
        boxed(Steps {
            steps: steps.into(),
            result,
        })
    }

    /// `super(...)`
    pub(super) fn super_call(&mut self, node: &'a SuperCallExpression<'a>) -> NodeBox {
        let position = node.span.start;
        let active = self
            .special_node(BindingKind::ActiveFunction, node.span)
            .unwrap_or_else(|| boxed(Callee));
        let new_target = self
            .special_node(BindingKind::NewTarget, node.span)
            .unwrap_or_else(|| boxed(crate::interpreter::nodes::variable::NewTarget));
        let this = match self.special(BindingKind::This) {
            Some(Resolved::Binding(reference)) => match self.place(reference) {
                super::place::Place::Captured(place) => ThisPlace::Captured(place),
                _ => ThisPlace::Frame,
            },
            _ => match self.special_around(BindingKind::This) {
                Some(place) => ThisPlace::Captured(place),
                None => ThisPlace::Frame,
            },
        };
        let spread = node
            .arguments
            .iter()
            .any(|argument| matches!(argument, Argument::Spread(_)));
        if spread || self.is_resumable() {
            let mut operands = self.operands();
            let array = self.argument_array(&mut operands, node.arguments, position);
            let temporary = self.reserve(2);
            let arguments = SuperArguments::Spread(boxed(LocalGet(array)), position);
            let call = boxed(SuperCall {
                active,
                new_target,
                arguments,
                this,
                temporary,
            });
            return self.finish_as_steps(operands, call);
        }
        let temporary = self.reserve(2);
        let frame = self.reserve(HEADER);
        let arguments = self.arguments(node.arguments);
        let site = CallSite::new(arguments, frame, position, Box::from("super"));
        boxed(SuperCall {
            active,
            new_target,
            arguments: SuperArguments::Plain(site),
            this,
            temporary,
        })
    }

    /// Reads one of the bindings that belong to a function, where it has a place of its own.
    fn special_node(&mut self, kind: BindingKind, span: Span) -> Option<NodeBox> {
        match self.special(kind) {
            Some(Resolved::Binding(reference)) => {
                let name = self.key(Name::THIS);
                let mut reference = reference;
                reference.check_tdz = false;
                Some(self.read_binding(reference, name, span.start))
            }
            _ => {
                let place = self.special_around(kind)?;
                Some(boxed(CapturedGet(place)))
            }
        }
    }

    /// `` tag`a ${b} c` ``
    pub(super) fn tagged_template(&mut self, node: &'a TaggedTemplate<'a>) -> NodeBox {
        let text = self.render(node.tag);
        let position = node.template.span.start;
        let mut operands = self.operands();
        let temporary = self.depth;
        self.operand_with(&mut operands, |this| {
            this.reserve(HEADER);
            let slot = temporary + THIS as u32;
            Lowered::Node(match node.tag.without_parentheses() {
                Expression::Member(member) => match this.member_target(member, slot) {
                    CallTarget::Method {
                        object,
                        key,
                        position,
                    } => method_reference(object, key, slot, position),
                    CallTarget::Reference(reference) => reference,
                    CallTarget::Function(function) => function.node(),
                },
                Expression::SuperMember(member) => this.super_target(member, slot),
                tag => {
                    if let Expression::Identifier(reference) = tag {
                        let (name, resolution) = (reference.name, reference.resolution.get());
                        let read = this.read_callee(name, resolution, reference.span.start, slot);
                        if let Some(read) = read {
                            return Lowered::Node(read);
                        }
                    }
                    let none = boxed(Constant(Value::UNDEFINED));
                    let clear = boxed(LocalSet { slot, value: none });
                    let tag = this.expression(node.tag);
                    boxed(crate::interpreter::nodes::unary::Sequence(
                        Box::new([clear]),
                        tag,
                    ))
                }
            })
        });
        self.reserve(HEADER);
        let array = self.operand_with(&mut operands, |_| {
            Lowered::Node(boxed(ConstantArray(Box::default())))
        });
        let append =
            |value| boxed(crate::interpreter::nodes::literal::AppendElement { array, value });
        self.operand_with(&mut operands, |this| {
            Lowered::Node(append(this.template_object(node.template)))
        });
        self.depth -= 1;
        for expression in node.template.expressions {
            self.operand_with(&mut operands, |this| {
                Lowered::Node(append(this.expression(*expression)))
            });
            self.depth -= 1;
        }
        let arguments = boxed(LocalGet(array));
        self.finish_as_steps(
            operands,
            boxed(CallSpread {
                temporary,
                arguments,
                position,
                text,
            }),
        )
    }
}

/// A call of which a part may suspend: callee, `this` and arguments are steps, put straight into
/// the slots of the callee's frame.
fn call_in_steps(
    target: CallTarget,
    arguments: Box<[NodeBox]>,
    mut site: CallSite,
) -> (Box<[(NodeBox, u32)]>, NodeBox) {
    let callee = site.depth;
    let count = arguments.len() as u32;
    let mut steps: Vec<(NodeBox, u32)> = Vec::new();
    match target {
        CallTarget::Method {
            object,
            key,
            position,
        } => {
            steps.push((object.node(), callee + THIS as u32));
            let (object, cache) = (boxed(LocalGet(callee + THIS as u32)), GetCache::new());
            steps.push((
                boxed(NamedGet {
                    object,
                    key,
                    cache,
                    position,
                }),
                callee + CALLEE as u32,
            ));
        }
        CallTarget::Reference(reference) => steps.push((reference, callee + CALLEE as u32)),
        CallTarget::Function(function) => {
            steps.push((function.node(), callee + CALLEE as u32));
            steps.push((boxed(Constant(Value::UNDEFINED)), callee + THIS as u32));
        }
    }
    for (index, argument) in arguments.into_iter().enumerate() {
        steps.push((argument, callee + HEADER + index as u32));
    }
    site.arguments = (0..count)
        .map(|index| boxed(LocalGet(callee + HEADER + index)))
        .collect();
    let reference = boxed(LocalGet(callee + CALLEE as u32));
    (
        steps.into(),
        boxed(CallReference {
            callee: reference,
            site,
        }),
    )
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

/// A call in which nothing suspends.
fn call_node(target: CallTarget, site: CallSite) -> NodeBox {
    match target {
        CallTarget::Function(Lowered::Captured(callee)) => {
            with_site!(site, |site| CallFunction { callee, site })
        }
        CallTarget::Function(function) => {
            let callee = function.node();
            with_site!(site, |site| CallFunction { callee, site })
        }
        CallTarget::Method {
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
        CallTarget::Reference(callee) => boxed(CallReference { callee, site }),
    }
}

/// What is called.
enum CallTarget {
    /// A plain function.
    Function(Lowered),
    /// A method with a known key.
    Method {
        object: Lowered,
        key: crate::heap::PropertyKey,
        /// Where the method is read.
        position: u32,
    },
    /// Something that leaves `this` in its slot.
    Reference(NodeBox),
}

fn keep(slot: u32, value: NodeBox) -> NodeBox {
    boxed(KeepIn { slot, value })
}

fn method_reference(
    object: Lowered,
    key: crate::heap::PropertyKey,
    this: u32,
    position: u32,
) -> NodeBox {
    boxed(NamedGet {
        object: keep(this, object.node()),
        key,
        cache: GetCache::new(),
        position,
    })
}
