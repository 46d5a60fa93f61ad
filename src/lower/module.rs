//! ES modules: what a text imports and exports, and its two codes.
//!
//! The first makes the module's scope object with its functions, as linking wants before anything
//! runs, and gives a function over that scope: the second, which is the body. Variables that neither a
//! function inside nor another module sees are slots of the body's frame. An imported variable is a
//! slot of another module's scope object, which is known when the code that reads it is lowered.

use super::compilation_unit::{BODY, Unit};
use super::compile::{CompileError, analyze, within_budget};
use super::lowerer::{Lowerer, boxed};
use super::operand::some;
use crate::engine::{Agent, Code, CodeFlags, ExportPlace, FunctionKind, JsResult};
use crate::heap::{Object, PropertyKey, SCOPE, Value};
use crate::interpreter::nodes::closure::{Closure, ClosureExtra};
use crate::interpreter::nodes::constant::Constant;
use crate::interpreter::nodes::local::Uninitialize;
use crate::interpreter::nodes::module::{ImportCall, ImportedGet};
use crate::interpreter::nodes::statement::Return;
use crate::interpreter::{NodeBox, Part};
use crate::source::{SourceText, Span};
use crate::syntax::ast::expression::{ImportCallExpression, StringLiteral, StringValue};
use crate::syntax::ast::module::{ExportDefaultValue, ImportAttribute, ModuleExportName};
use crate::syntax::ast::statement::Statement;
use crate::syntax::ast::visit::for_each_name;
use crate::syntax::ast::{Goal, Names, Program, Resolution, ScopeId};
use crate::syntax::parser;
use crate::syntax::scope::{BindingKind, BindingRef, Resolved};
use std::rc::Rc;

/// A specifier with attributes: `"m" with {type: "json"}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModuleRequest {
    /// The specifier.
    pub specifier: String,
    /// The attributes, in order.
    pub attributes: Vec<(String, String)>,
}

/// What a name is imported from a module as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportName {
    /// An export.
    Name(String),
    /// The namespace.
    Namespace,
    /// The namespace, whose module is evaluated when that is looked at.
    DeferredNamespace,
}

/// A variable that is an import.
#[derive(Clone, Debug)]
pub struct ImportEntry {
    /// Which request.
    pub request: usize,
    /// What of it.
    pub name: ImportName,
    /// The binding in the module's scope.
    pub binding: u32,
    /// Where the name is written.
    pub span: Span,
}

/// An export of another module's.
#[derive(Clone, Debug)]
pub struct IndirectExport {
    /// Its name.
    pub exported: String,
    /// Which request.
    pub request: usize,
    /// What of it.
    pub name: ImportName,
    /// Where the name is written.
    pub span: Span,
}

/// What linking needs to know of a module's text.
#[derive(Default, Debug)]
pub struct ModuleEntries {
    /// The modules that it asks for, in the order of the text, with the place of the first specifier;
    /// each once, or twice where it is also deferred, as the flag says.
    pub requests: Vec<(ModuleRequest, Span, bool)>,
    /// The imports.
    pub imports: Vec<ImportEntry>,
    /// The exports of own variables: name, slot of the scope object.
    pub local_exports: Vec<(String, u32)>,
    /// The exports of other modules' exports.
    pub indirect_exports: Vec<IndirectExport>,
    /// The requests of `export * from`.
    pub star_exports: Vec<usize>,
    /// Whether there is an `await` outside of functions.
    pub has_top_level_await: bool,
}

/// A module's text, compiled.
pub struct ModuleText {
    /// Called without arguments, makes the scope and gives the function that is the body.
    pub init: Object,
    /// What it imports and exports.
    pub entries: ModuleEntries,
    /// Takes what the imports mean.
    pub links: ImportLinks,
}

/// Tells the code of a module where its imports are. To be done before the body runs.
#[derive(Clone)]
pub struct ImportLinks(Rc<Unit>);

impl ImportLinks {
    /// Sets where the value of an import's binding is.
    pub fn set(&self, agent: &mut Agent, binding: u32, place: ExportPlace) {
        let unit = &self.0;
        let held = match place {
            ExportPlace::Variable { scope, .. } => scope,
            ExportPlace::Fixed(object) => object.value(),
        };
        unit.constant(agent, held);
        unit.imports.borrow_mut().insert(binding, place);
    }
}

/// Compiles the text of a module.
pub fn compile_module(
    agent: &mut Agent,
    source: Rc<SourceText>,
) -> Result<ModuleText, Box<CompileError>> {
    let parsed = within_budget(agent, |budget| {
        parser::parse_within(source, Goal::Module, budget)
    })?;
    let unit = analyze(parsed, None, &agent.heap.budget)?;
    unit.count(agent);
    let entries = unit
        .parsed
        .with_ast(|program| Collector::new(&unit, program).collect());
    let code = unit.new_top_level(agent);
    let init = agent.new_closure(code, Value::UNDEFINED, Value::UNDEFINED);
    let links = ImportLinks(unit);
    Ok(ModuleText {
        init,
        entries,
        links,
    })
}

/// Collects what a text imports and exports.
struct Collector<'u, 'a> {
    unit: &'u Unit,
    program: &'a Program<'a>,
    entries: ModuleEntries,
}

impl<'u, 'a> Collector<'u, 'a> {
    fn new(unit: &'u Unit, program: &'a Program<'a>) -> Collector<'u, 'a> {
        let entries = ModuleEntries {
            has_top_level_await: program.has_top_level_await,
            ..ModuleEntries::default()
        };
        Collector {
            unit,
            program,
            entries,
        }
    }

    fn collect(mut self) -> ModuleEntries {
        for statement in self.program.statements {
            let _ = match statement {
                Statement::Import(node) => {
                    self.request(node.specifier, node.attributes, node.is_deferred)
                }
                Statement::ExportFrom(node) => self.request(node.specifier, node.attributes, false),
                Statement::ExportAll(node) => self.request(node.specifier, node.attributes, false),
                _ => continue,
            };
        }
        for statement in self.program.statements {
            if let Statement::Import(node) = statement {
                let request = self.request(node.specifier, node.attributes, node.is_deferred);
                let default = node.default.map(|local| {
                    let name = ImportName::Name(String::from("default"));
                    (local, name, local.span)
                });
                let namespace = node.namespace.map(|local| {
                    let name = match node.is_deferred {
                        true => ImportName::DeferredNamespace,
                        false => ImportName::Namespace,
                    };
                    (local, name, local.span)
                });
                let names = &self.program.names;
                let named = node.named.iter().map(|specifier| {
                    let name = ImportName::Name(export_name(names, &specifier.imported));
                    (specifier.local, name, specifier.imported.span())
                });
                for (local, name, span) in default.into_iter().chain(namespace).chain(named) {
                    let Some(binding) = binding(local.resolution.get()) else {
                        unreachable!("an import is a binding of the module");
                    };
                    self.entries.imports.push(ImportEntry {
                        request,
                        name,
                        binding: binding.index,
                        span,
                    });
                }
            }
        }
        for statement in self.program.statements {
            self.exports(statement);
        }
        self.entries
    }

    fn request(
        &mut self,
        specifier: &StringLiteral<'_>,
        attributes: &[ImportAttribute<'_>],
        is_deferred: bool,
    ) -> usize {
        let names = &self.program.names;
        let attributes = attributes.iter().map(|attribute| {
            let key = export_name(names, &attribute.key);
            (key, string(&attribute.value.value))
        });
        let request = ModuleRequest {
            specifier: string(&specifier.value),
            attributes: attributes.collect(),
        };
        let requests = &mut self.entries.requests;
        let mut known = requests.iter();
        let same =
            known.position(|(known, _, deferred)| *known == request && *deferred == is_deferred);
        same.unwrap_or_else(|| {
            requests.push((request, specifier.span, is_deferred));
            requests.len() - 1
        })
    }

    fn exports(&mut self, statement: &Statement<'a>) {
        let names = &self.program.names;
        match statement {
            Statement::ExportLocal(node) => {
                for specifier in node.specifiers {
                    let exported = export_name(names, &specifier.exported);
                    self.export(exported, specifier.local.resolution.get());
                }
            }
            Statement::ExportFrom(node) => {
                let request = self.request(node.specifier, node.attributes, false);
                for specifier in node.specifiers {
                    self.entries.indirect_exports.push(IndirectExport {
                        exported: export_name(names, &specifier.exported),
                        request,
                        name: ImportName::Name(export_name(names, &specifier.imported)),
                        span: specifier.span,
                    });
                }
            }
            Statement::ExportAll(node) => {
                let request = self.request(node.specifier, node.attributes, false);
                match &node.exported {
                    None => self.entries.star_exports.push(request),
                    Some(name) => self.entries.indirect_exports.push(IndirectExport {
                        exported: export_name(names, name),
                        request,
                        name: ImportName::Namespace,
                        span: name.span(),
                    }),
                }
            }
            Statement::ExportDefault(node) => {
                let declared = match node.value {
                    ExportDefaultValue::Function(function) => function.name,
                    ExportDefaultValue::Class(class) => class.name,
                    ExportDefaultValue::Expression(_) => None,
                };
                let resolution = declared.map_or(&node.resolution, |name| &name.resolution);
                self.export(String::from("default"), resolution.get());
            }
            Statement::ExportDeclaration(node) => match node.declaration {
                Statement::Variable(declaration) => {
                    for declarator in declaration.declarators {
                        for_each_name(declarator.pattern, &mut |name| {
                            let exported = names.text(name.name).to_string();
                            self.export(exported, name.resolution.get());
                        });
                    }
                }
                Statement::Function(function) => {
                    if let Some(name) = function.name {
                        let exported = names.text(name.name).to_string();
                        self.export(exported, name.resolution.get());
                    }
                }
                Statement::Class(class) => {
                    if let Some(name) = class.name {
                        let exported = names.text(name.name).to_string();
                        self.export(exported, name.resolution.get());
                    }
                }
                _ => unreachable!("only declarations are exported so"),
            },
            _ => {}
        }
    }

    /// The export of a variable of the module, which may be an import itself.
    fn export(&mut self, exported: String, resolution: Resolution) {
        let Some(reference) = binding(resolution) else {
            unreachable!("an export without a variable is an early error");
        };
        let mut imports = self.entries.imports.iter();
        if self.unit.scopes.binding(reference).kind == BindingKind::Import
            && let Some(import) = imports.find(|import| import.binding == reference.index)
        {
            let export = IndirectExport {
                exported,
                request: import.request,
                name: import.name.clone(),
                span: import.span,
            };
            return self.entries.indirect_exports.push(export);
        }
        let slot = self.unit.captured_slot(reference.scope, reference.index);
        self.entries.local_exports.push((exported, slot));
    }
}

fn binding(resolution: Resolution) -> Option<BindingRef> {
    Resolved::from(resolution).binding()
}

fn string(value: &StringValue<'_>) -> String {
    match value {
        StringValue::Utf8(text) => (*text).to_string(),
        StringValue::Utf16(units) => String::from_utf16_lossy(units),
    }
}

fn export_name(names: &Names<'_>, name: &ModuleExportName<'_>) -> String {
    match name {
        ModuleExportName::Name(name) => names.text(name.name).to_string(),
        ModuleExportName::String(literal) => string(&literal.value),
    }
}

impl<'a> Lowerer<'_, 'a> {
    /// Lowers what makes a module's scope into its code.
    pub(super) fn module_scope(&mut self, code: &Code) -> JsResult<()> {
        self.strict = true;
        code.parameters.set(0);
        let scope = self.program.scope.get();
        self.enter_scope(scope);
        code.locals_end.set(self.slots.depth());
        let mut nodes = self.prologue(scope);
        self.hoist_where(scope, true, &mut nodes);
        let flags = CodeFlags {
            strict: true,
            ..CodeFlags::default()
        };
        let kind = match self.program.has_top_level_await {
            true => FunctionKind::Async,
            false => FunctionKind::Arrow,
        };
        let span = self.program.span;
        let name = self.agent.heap.empty_string();
        let body = self.unit.blank_code(kind, flags, name, 0, span, BODY);
        let body = Code {
            is_program: true,
            ..body
        };
        let body = Closure {
            code: self.agent.add_code(self.unit.id(), body),
            scope: self.current_scope_slot(),
            extra: ClosureExtra::None,
        };
        nodes.push(boxed(Return(boxed(body))).into());
        self.complete_plain(code, nodes)
    }

    /// Lowers a module's body into its code: its function is over the module's scope object, and async
    /// where there is an `await` outside of functions.
    pub(super) fn module_body(&mut self, code: &Code) -> JsResult<()> {
        self.strict = true;
        self.is_async = code.kind == FunctionKind::Async;
        code.parameters.set(0);
        let promise = self.slots.reserve_variables(1);
        let id = self.program.scope.get();
        self.scope = id;
        let unit = self.unit.clone();
        let scope = unit.scopes.scope(id);
        if scope.is_on_heap() {
            self.scope_slots.insert(id.0, SCOPE);
        }
        let mut uninitialized = Vec::new();
        for (index, binding) in scope.bindings.iter().enumerate() {
            if binding.captured {
                continue;
            }
            let slot = self.slots.reserve_variables(1);
            self.frame_places.insert((id.0, index as u32), slot);
            if !binding.initialized_on_entry && binding.checked {
                uninitialized.push(slot);
            }
        }
        code.locals_end.set(self.slots.depth());
        let mut nodes = Vec::new();
        if !uninitialized.is_empty() {
            nodes.push(boxed(Uninitialize(uninitialized.into())).into());
        }
        self.hoist_where(id, false, &mut nodes);
        self.statements(self.program.statements, &mut nodes);
        match self.is_async {
            true => self.complete_async(code, nodes, promise),
            false => self.complete_plain(code, nodes),
        }
    }

    /// Instantiates the functions of the module's scope whose variables are captured, or aren't.
    fn hoist_where(&mut self, scope: ScopeId, captured: bool, parts: &mut Vec<Part>) {
        let unit = self.unit.clone();
        let info = unit.scopes.scope(scope);
        for &(id, index) in &info.hoisted_functions {
            if info.bindings[index as usize].captured == captured {
                let binding = BindingRef {
                    scope,
                    index,
                    check_tdz: false,
                };
                let node = self.hoisted(id, binding);
                parts.push(node.into());
            }
        }
    }

    /// Reads a binding of the module's scope if it is an import.
    pub(super) fn read_import(
        &mut self,
        reference: BindingRef,
        name: PropertyKey,
        position: u32,
    ) -> Option<NodeBox> {
        if !self.is_import(reference) {
            return None;
        }
        let place = self.unit.imports.borrow().get(&reference.index).copied();
        Some(imported(place, name, position))
    }

    /// Whether a binding is an import.
    pub(super) fn is_import(&self, reference: BindingRef) -> bool {
        self.unit.scopes.binding(reference).kind == BindingKind::Import
    }

    /// `import(x)`
    pub(super) fn import_call(&mut self, node: &'a ImportCallExpression<'a>) -> Part {
        let position = node.span.start;
        let deferred = node.is_deferred;
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| this.expression(node.specifier));
        match node.options {
            Some(options) => {
                self.operand_with(&mut operands, |this| this.expression(options));
            }
            None => {
                self.operand_with(&mut operands, |_| boxed(Constant(Value::UNDEFINED)));
            }
        }
        self.finish(operands, |_, operands| {
            let [specifier, options] = some(operands);
            boxed(ImportCall {
                slot: specifier.slot,
                specifier: specifier.node(),
                options: options.node(),
                deferred,
                position,
            })
        })
    }
}

/// Reads an import.
pub(super) fn imported(place: Option<ExportPlace>, name: PropertyKey, position: u32) -> NodeBox {
    match place {
        Some(ExportPlace::Fixed(object)) => boxed(Constant(object.value())),
        Some(ExportPlace::Variable { scope, slot }) => boxed(ImportedGet {
            scope,
            slot,
            name,
            position,
        }),
        // Only a module whose linking failed has code that isn't linked, and it never runs.
        None => boxed(Constant(Value::UNDEFINED)),
    }
}
