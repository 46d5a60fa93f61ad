// AbortController and AbortSignal: reasons, dependent signals, timeouts, and what each shows.
const log = (...parts) => console.log(...parts);
const controller = new AbortController();
const { signal } = controller;
log(signal === controller.signal, signal.aborted, signal.reason, signal.onabort);
signal.addEventListener('abort', (event) => log('listener', event.type, event.isTrusted, event.target === signal));
signal.onabort = function(event) { log('onabort', this === signal, event.constructor.name); };
log(controller, [signal]);
controller.abort();
controller.abort('again');
log(signal.aborted, signal.reason.name, signal.reason.code, signal.reason.message);
try { signal.throwIfAborted(); } catch (error) { log(error === signal.reason, error instanceof DOMException, error instanceof Error); }
signal.onabort = 5;
log(signal.onabort);
signal.onabort = null;
log(signal.onabort, controller);

log(AbortSignal.abort('why').reason, AbortSignal.abort().reason.name, AbortSignal.abort(null).reason);

// any: aborts with the first, and with its reason; through other dependent signals too.
const first = new AbortController(), second = new AbortController();
const both = AbortSignal.any([first.signal, second.signal]);
const outer = AbortSignal.any([both]);
both.addEventListener('abort', () => log('both', both.reason, outer.aborted));
outer.addEventListener('abort', () => log('outer', outer.reason));
first.signal.addEventListener('abort', () => log('first', both.aborted));
first.abort('one');
second.abort('two');
log(both.reason, outer.reason, AbortSignal.any([]).aborted, AbortSignal.any([AbortSignal.abort(1), AbortSignal.abort(2)]).reason);

for (const run of [
  () => new AbortSignal(), () => AbortSignal(), () => AbortController(), () => AbortSignal.prototype.aborted,
  () => AbortController.prototype.signal, () => AbortSignal.timeout(), () => AbortSignal.timeout(-1),
  () => AbortSignal.timeout(1.5), () => AbortSignal.timeout(2 ** 40), () => AbortSignal.any(3), () => AbortSignal.any([3]),
  () => AbortSignal.prototype.onabort,
]) {
  try { log(run()); } catch (error) { log(error.name, error.code, error.message); }
}

const soon = AbortSignal.timeout(5);
const dependent = AbortSignal.any([soon]);
soon.addEventListener('abort', () => log('timeout', soon.reason.name, soon.reason.code, soon.reason.message));
dependent.addEventListener('abort', () => log('dependent', dependent.reason === soon.reason));
AbortSignal.timeout(1e6).addEventListener('abort', () => log('never'));
// A timeout doesn't keep the program going, so something else has to.
setTimeout(() => log('end'), 30);
