//! What objects were called before their prototype was taken away: only those who show them ask.

use super::{Agent, Intrinsic, OwnProperty};
use crate::heap::{HostData, Kind, Marks, Object, Tracer, Value};
use rustc_hash::FxHashMap;

/// Names by objects, which they don't keep alive.
#[derive(Default)]
struct Names(FxHashMap<Value, Value>);

impl HostData for Names {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for (object, name) in &self.0 {
            tracer.mark_ephemeron(*object, *name);
        }
    }

    fn external_bytes(&self) -> usize {
        self.0.capacity() * 17
    }

    fn is_weak(&self) -> bool {
        true
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        self.0.retain(|object, _| marks.is_live(*object));
        false
    }
}

/// The slot for the names.
struct Holder(Object);

impl HostData for Holder {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.0);
    }
}

impl Agent {
    /// Notes the name of an object's class, if it isn't the usual one. As in V8 that of a derived class
    /// doesn't count.
    pub(super) fn note_class(&mut self, object: Object) {
        let Some(name) = self.class_name_of(object) else {
            return;
        };
        let holder = match self.slot::<Holder>() {
            Some(holder) => holder.0,
            None => {
                let shape = self.heap.root_shape(Value::NULL, Kind::Host);
                let names = Box::new(Names::default());
                let holder = self.heap.new_host(Kind::Host, shape, names);
                self.set_slot(Holder(holder));
                holder
            }
        };
        if let Some(names) = self.heap.host_mut::<Names>(holder) {
            names.0.insert(object.value(), name);
        }
    }

    fn class_name_of(&mut self, object: Object) -> Option<Value> {
        let proto = self.heap.prototype(object).as_object()?;
        if proto.is(Kind::Proxy) {
            return None;
        }
        let key = self.names.constructor;
        let Ok(Some(OwnProperty::Data { value, .. })) = self.get_own_property(proto, key) else {
            return None;
        };
        let class = value.as_object().filter(|class| class.is(Kind::Function))?;
        let base = self.intrinsic(Intrinsic::FunctionPrototype);
        if self.heap.prototype(class).as_object() != Some(base) {
            return None;
        }
        let key = self.names.name;
        let name = self.peek_data_property(class, key)?;
        let text = self.heap.utf8(name.as_string()?);
        (!text.is_empty() && text != "Object").then_some(name)
    }

    /// What an object without a prototype was called when it had one.
    pub fn former_class(&self, object: Object) -> Option<String> {
        let holder = self.slot::<Holder>()?.0;
        let names = self.heap.host::<Names>(holder)?;
        let name = names.0.get(&object.value())?.as_string()?;
        Some(self.heap.utf8(name))
    }
}
