const ev = process.binding ? require('internal/event_target') : 0;
const { kMaxEventTargetListeners, getEventListeners } = require('events');
exports.event_target = { isEventTarget: (x) => ev.isEventTarget(x), listeners: (t, n) => getEventListeners(t, n), getMaxListeners: (t) => t[kMaxEventTargetListeners], setMaxListeners: (t, n) => { t[kMaxEventTargetListeners] = n; t[require('events').kMaxEventTargetListenersWarned]=false; }, kResistStopPropagation: ev.kResistStopPropagation };
const acf = require('internal/async_context_frame'), ah = require('async_hooks'), iah = require('internal/async_hooks');
new ah.AsyncLocalStorage().run(1, () => {});
exports.async_context = { get: () => acf.current(), set: (v) => acf.set(v), newAsyncId: iah.newAsyncId, executionAsyncId: ah.executionAsyncId, triggerAsyncId: ah.triggerAsyncId, executionAsyncResource: ah.executionAsyncResource, setHooks() {} };
