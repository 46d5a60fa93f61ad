const ev = process.binding ? require('internal/event_target') : 0;
const { kMaxEventTargetListeners, getEventListeners } = require('events');
exports.event_target = { isEventTarget: (x) => ev.isEventTarget(x), listeners: (t, n) => getEventListeners(t, n), getMaxListeners: (t) => t[kMaxEventTargetListeners], setMaxListeners: (t, n) => { t[kMaxEventTargetListeners] = n; t[require('events').kMaxEventTargetListenersWarned]=false; }, kResistStopPropagation: ev.kResistStopPropagation };
