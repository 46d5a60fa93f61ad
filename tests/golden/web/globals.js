// The web's globals as properties of the global object, and as classes.
const names = [
  'DOMException', 'AbortController', 'AbortSignal', 'Event', 'EventTarget', 'CustomEvent', 'BroadcastChannel',
  'MessageChannel', 'MessagePort', 'Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure',
  'PerformanceObserver', 'PerformanceObserverEntryList', 'PerformanceResourceTiming', 'MessageEvent', 'CloseEvent',
  'Navigator', 'structuredClone', 'performance', 'navigator', 'reportError', 'ErrorEvent',
];
for (const name of names) {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  if (!descriptor) {
    console.log(name, 'none');
    continue;
  }
  const { value, get, set, writable, enumerable, configurable } = descriptor;
  console.log(name, typeof value, value?.length, typeof get, typeof set, writable, enumerable, configurable);
}
function members(object) {
  return Reflect.ownKeys(object).filter((key) => typeof key === 'string').map((key) => {
    const { get, set, value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(object, key);
    const flags = [get && 'get ', set && 'set ', writable && 'w', enumerable && 'e', configurable && 'c'];
    return `${key}${typeof value === 'function' ? `/${value.length}` : ''} ${flags.filter(Boolean).join('')}`;
  }).sort().join(', ');
}
for (const name of names) {
  const value = globalThis[name];
  if (typeof value !== 'function' || !value.prototype || name === 'structuredClone') continue;
  const parent = Object.getPrototypeOf(value.prototype)?.constructor.name;
  console.log(`${name} < ${parent}: ${members(value.prototype).replace(', locks get ec', '')}`);
  if (!/^Message(Channel|Port)$/.test(name)) console.log('   ', members(value), value);
}
console.log(navigator.userAgent, navigator.language, navigator.languages, typeof navigator.platform);
console.log(navigator.hardwareConcurrency > 0, navigator);

// They are made when they are first looked at, and can be replaced before.
globalThis.CloseEvent = 1;
console.log(CloseEvent, typeof Event, delete globalThis.MessageEvent, typeof MessageEvent);
{
  const { AbortSignal } = globalThis;
  console.log(AbortSignal === globalThis.AbortSignal, 'AbortController' in globalThis);
}
