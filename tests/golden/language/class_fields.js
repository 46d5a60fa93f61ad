// Fields are defined on each instance before the constructor's body, in order.
const log = [];
const t = (v) => (log.push(v), v);
class Base {
  [t('key a')] = t('value a');
  static [t('key s')] = t('value s');
  [t('key b')] = t('value b');
  constructor() { t('base body'); }
}
console.log(log.splice(0).join(' | '));
new Base();
console.log(log.splice(0).join(' | '));

class Derived extends Base {
  c = t('value c');
  constructor() { t('before super'); super(); t('after super'); }
}
new Derived();
console.log(log.splice(0).join(' | '));

// `this` and arrow fields; undefined without a value; names for functions.
class Fields {
  plain;
  n = 1;
  twice = this.n * 2;
  arrow = () => this.n;
  fn = function () {};
  'quoted key' = 'q';
  42 = 'number key';
  static = 'static as a name';
  get = 'get as a name';
}
const f = new Fields();
console.log(f.plain, 'plain' in f, f.twice, (0, f.arrow)(), f.fn.name, f.arrow.name);
console.log(Object.keys(f).join());

// They define, they don't assign: a setter of the base is not called.
class Setter { set x(v) { console.log('never'); } }
class Definer extends Setter { x = 1; }
console.log(new Definer().x);

// Overridden methods called from the base run before the fields are there.
class Calls { constructor() { this.init(); } init() {} }
class Late extends Calls { field = 'default'; init() { this.seen = this.field; } }
console.log(new Late().seen, new Late().field);

// Static fields: `this` is the class; they are inherited through the prototype.
class S { static a = 1; static b = this.a + 1; static self = () => this; }
class T extends S {}
console.log(S.b, S.self() === S, T.a, Object.hasOwn(T, 'a'));
