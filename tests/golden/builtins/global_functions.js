// Functions and values of the global object.
console.log(encodeURIComponent('a b&c/é😀'), encodeURI('a b&c/é?x=1#h'), decodeURIComponent('%F0%9F%98%80%20'), decodeURI('%26%20'), escape('é ü+漢'), unescape('%u6F22%E9'));
for (const f of [() => decodeURIComponent('%'), () => encodeURIComponent('\ud800'), () => decodeURI('%C3')]) { try { f(); } catch (e) { console.log(e.name + ': ' + e.message); } }
console.log(isNaN(undefined), isNaN(''), isFinite(null), isFinite('x'), NaN, Infinity, undefined);
console.log(globalThis === globalThis.globalThis, typeof globalThis.console, Object.getOwnPropertyDescriptor(globalThis, 'NaN').writable, Object.getOwnPropertyDescriptor(globalThis, 'Array').enumerable, Object.getOwnPropertyDescriptor(globalThis, 'Map').writable);
console.log(typesOfTheHost(), Object.prototype.toString.call(globalThis), 'Array' in globalThis, delete globalThis.NaN);
function typesOfTheHost() { return typeof setTimeout + typeof clearTimeout + typeof queueMicrotask; }
console.log(encodeURIComponent("-_.!~*'()"), encodeURI(';,/?:@&=+$#'), encodeURIComponent(';,/?:@&=+$#'), encodeURIComponent(undefined));
