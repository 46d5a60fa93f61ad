// Read-only, non-extensible, accessors without a half, private names.
'use strict';
const attempt = (f) => { try { f(); console.log('fine'); } catch (e) { console.log(e.name + ': ' + e.message); } };
const frozen = Object.freeze({ a: 1, list: Object.freeze([1]) });
class K {
  #p = 1;
  #m() {}
  get #g() { return 1; }
  set #s(v) {}
  get half() { return 1; }
  static read(o) { return o.#p; }
  static write(o) { o.#p = 1; }
  static call(o) { o.#m(); }
  static setMethod(o) { o.#m = 1; }
  static setGetter(o) { o.#g = 1; }
  static getSetter(o) { return o.#s; }
}
attempt(() => { frozen.a = 2; });
attempt(() => { frozen.b = 2; });
attempt(() => { frozen.list.push(1); });
attempt(() => { frozen.list[0] = 1; });
attempt(() => { delete frozen.a; });
attempt(() => { new K().half = 2; });
attempt(() => { (() => {}).name = 'x'; });
attempt(() => { 'str'.length = 1; });
attempt(() => { 'str'[0] = 'x'; });
attempt(() => { (5).x = 1; });
attempt(() => { Symbol().x = 1; });
attempt(() => { Math.PI = 3; });
attempt(() => { undefined = 1; });
attempt(() => { Object.defineProperty(frozen, 'a', { value: 2 }); });
attempt(() => { Object.defineProperty(frozen, 'new', { value: 2 }); });
attempt(() => { Object.setPrototypeOf(frozen, {}); });
attempt(() => K.read({}));
attempt(() => K.write({}));
attempt(() => K.call({}));
attempt(() => K.setMethod(new K()));
attempt(() => K.setGetter(new K()));
attempt(() => K.getSetter(new K()));
attempt(() => K.read(null));
attempt(() => { 'x' in 5; });
attempt(() => { ({}) instanceof 5; });
attempt(() => { ({}) instanceof (() => {}); });
attempt(() => { arguments.callee; });
attempt(() => { (function () { return arguments.callee; })(); });
attempt(() => { Function.prototype.caller; });
