// Events: what they are made of, what their methods change, and what they are outside a dispatch.
const e = new Event('greet', { cancelable: true, bubbles: true });
console.log(e.type, e.bubbles, e.cancelable, e.composed, e.isTrusted, e.eventPhase);
console.log(e.target, e.currentTarget, e.srcElement, e.composedPath(), typeof e.timeStamp);

e.preventDefault();
console.log(e.defaultPrevented, e.returnValue);
const fixed = new Event('fixed');
fixed.preventDefault();
fixed.returnValue = false;
console.log(fixed.defaultPrevented, fixed.returnValue);

e.cancelBubble = false;
console.log(e.cancelBubble);
e.cancelBubble = true;
console.log(e.cancelBubble);

e.initEvent('other', false, false);
console.log(e.type, e.bubbles, e.cancelable, e.defaultPrevented);

console.log(Event.NONE, Event.CAPTURING_PHASE, Event.AT_TARGET, Event.BUBBLING_PHASE);
console.log(Object.prototype.toString.call(e), Object.keys(e), Event.prototype.isTrusted);

// The order in which options are read.
const read = [];
const options = new Proxy({}, { get(_, name) { if (typeof name === 'string') read.push(name); return undefined; } });
new CustomEvent({ toString() { read.push('toString'); return 'x'; } }, options);
console.log(read.join(' '));

class Tagged extends CustomEvent {
  constructor(tag) {
    super('tagged', { detail: { tag } });
    this.tag = tag;
  }
}
const tagged = new Tagged('a');
console.log(tagged instanceof Event, tagged.detail, tagged.tag, tagged.constructor.name);
console.log(new CustomEvent('x').detail, new CustomEvent('x', { detail: 0 }).detail);

console.log(Event, CustomEvent, EventTarget, Tagged);
for (const make of [
  () => Event('x'), () => new Event(), () => new Event('x', 3), () => new Event(Symbol()),
  () => new CustomEvent(), () => Event.prototype.type, () => CustomEvent.prototype.detail,
  () => e.initEvent(), () => Event.prototype.stopPropagation.call({}),
]) {
  try { console.log(make()); } catch (error) { console.log(error.name, error.code, error.message); }
}

function members(object) {
  return Reflect.ownKeys(object).filter((key) => typeof key === 'string').map((key) => {
    const { get, set, writable, enumerable, configurable } =
      Object.getOwnPropertyDescriptor(object, key);
    const flags = [get && 'get', set && 'set', writable && 'w', enumerable && 'e', configurable && 'c'];
    return `${key}:${flags.filter(Boolean).join('')}`;
  }).join(' ');
}
console.log(members(Event.prototype));
console.log(members(Event));
console.log(members(CustomEvent.prototype));

const ce = new CloseEvent('close', { code: '5', reason: 3, wasClean: 1 });
console.log(ce.code, ce.reason, ce.wasClean, ce instanceof Event);
const me = new MessageEvent('message', { data: { a: 1 }, origin: 'o', lastEventId: 7 });
console.log(me.data, me.origin, me.lastEventId, me.source, me.ports, Object.isFrozen(me.ports));
