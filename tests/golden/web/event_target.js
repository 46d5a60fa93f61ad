// Listeners: their order, options, removal while they run, objects with handleEvent, and errors.
const target = new EventTarget();
const log = (...parts) => console.log(...parts);

// Each once, in the order in which they were added; `capture` tells two apart.
const a = () => log('a');
target.addEventListener('order', a);
target.addEventListener('order', a);
target.addEventListener('order', a, true);
target.addEventListener('order', { handleEvent(event) { log('object', this === event.target, event.type); } });
target.addEventListener('order', function(event) {
  log('function', this === target, event.currentTarget === target, event.eventPhase, event.composedPath().length);
});
log(target.dispatchEvent(new Event('order')));
target.removeEventListener('order', a);
target.dispatchEvent(new Event('order'));

// Once, passive, and what is added or removed meanwhile.
const t2 = new EventTarget();
t2.addEventListener('x', () => log('once'), { once: true });
t2.addEventListener('x', (event) => { event.preventDefault(); log('passive', event.defaultPrevented); }, { passive: true });
const gone = () => log('gone');
t2.addEventListener('x', () => { t2.removeEventListener('x', gone); t2.addEventListener('x', () => log('added')); }, { once: true });
t2.addEventListener('x', gone);
t2.addEventListener('x', (event) => { event.preventDefault(); log('last', event.defaultPrevented); });
log(t2.dispatchEvent(new Event('x', { cancelable: true })));
log(t2.dispatchEvent(new Event('x')));

// Stopping, and an event that is dispatched again.
const t3 = new EventTarget();
t3.addEventListener('s', (event) => { log(1); event.stopImmediatePropagation(); });
t3.addEventListener('s', () => log('never'));
const stopped = new Event('s');
t3.dispatchEvent(stopped);
log(stopped.target === t3, stopped.currentTarget, stopped.eventPhase, stopped.cancelBubble);
t3.addEventListener('r', (event) => {
  try { t3.dispatchEvent(event); } catch (error) { log(error.code, error.message); }
});
t3.dispatchEvent(new Event('r'));

// A signal removes a listener.
const controller = new AbortController();
const t4 = new EventTarget();
t4.addEventListener('y', () => log('heard'), { signal: controller.signal });
t4.dispatchEvent(new Event('y'));
controller.abort();
t4.dispatchEvent(new Event('y'));
t4.addEventListener('y', () => log('never'), { signal: controller.signal });
t4.dispatchEvent(new Event('y'));

// A subclass.
class Counter extends EventTarget {
  #count = 0;
  add() { this.#count++; this.dispatchEvent(new CustomEvent('change', { detail: this.#count })); return this; }
}
const counter = new Counter();
counter.addEventListener('change', (event) => log('count', event.detail));
counter.add().add();
log(counter, Object.prototype.toString.call(counter));

// Errors surface after the dispatch, those of objects and async functions later.
process.on('uncaughtException', (error, origin) => log('uncaught', error.message, origin));
const t5 = new EventTarget();
t5.addEventListener('z', { handleEvent() { throw new Error('object'); } });
t5.addEventListener('z', async () => { throw new Error('async'); });
t5.addEventListener('z', () => { throw new Error('function'); });
t5.addEventListener('z', { handleEvent: 3 });
t5.addEventListener('z', {});
process.nextTick(() => log('tick before'));
t5.dispatchEvent(new Event('z'));
log('after');
process.nextTick(() => log('tick after'));

for (const run of [
  () => target.addEventListener(), () => target.addEventListener('x', 3), () => target.addEventListener('x', 's'),
  () => target.addEventListener('x', a, 3),
  () => target.addEventListener('x', a, null), () => target.addEventListener('x', a, { signal: 1 }),
  () => target.addEventListener('x', a, { signal: null }), () => target.addEventListener(Symbol(), a),
  () => target.removeEventListener('x'), () => target.removeEventListener('x', 3), () => target.dispatchEvent(),
  () => target.dispatchEvent({ type: 'x' }), () => EventTarget(), () => EventTarget.prototype.addEventListener.call({}, 'x', a),
]) {
  try { log(run()); } catch (error) { log(error.name, error.code, error.message); }
}
