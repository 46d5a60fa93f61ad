// Private names: fields, methods, accessors, statics. Only code inside the class can say them.
class Account {
  #balance = 0;
  static #count = 0;
  static #validate(n) { if (!(n > 0)) throw new RangeError('amount'); }
  constructor() { Account.#count++; }
  #log(what) { return `${what}: ${this.#balance}`; }
  get #double() { return this.#balance * 2; }
  set #double(v) { this.#balance = v / 2; }
  deposit(n) { Account.#validate(n); this.#balance += n; return this.#log('deposit'); }
  setDouble(v) { this.#double = v; return this.#double; }
  static get count() { return Account.#count; }
  static isAccount(x) { return #balance in x; }
  static peek(x) { return x.#balance; }
  static poke(x) { x.#balance = 1; }
  static overwrite(x) { x.#log = 1; }
  optional(x) { return x?.#balance; }
}
const a = new Account();
console.log(a.deposit(5), a.setDouble(50), Account.peek(a), Account.count);
console.log(Account.isAccount(a), Account.isAccount({}), a.optional(null));
console.log(Object.keys(a), JSON.stringify(a), a['#balance']);

for (const f of [() => Account.peek({}), () => Account.poke({}), () => Account.overwrite(a),
  () => a.deposit(-1), () => Account.isAccount(1)]) {
  try { f(); } catch (e) { console.log(e.name + ': ' + e.message); }
}

// Same name in two classes: two different slots, also in nested classes.
class Outer {
  #x = 'outer';
  static Inner = class {
    #x = 'inner';
    both(o) { return [this.#x, o.read()]; }
  };
  read() { return this.#x; }
}
console.log(new Outer.Inner().both(new Outer()));

// Added to whatever the base constructor returns.
class Stamper extends (class { constructor(o) { return o; } }) {
  #stamp = 'stamped';
  static read(o) { return o.#stamp; }
}
const plain = {};
new Stamper(plain);
console.log(Stamper.read(plain));
try { new Stamper(plain); } catch (e) { console.log(e.message); }

// A getter without a setter.
class Half { get #only() { return 1; } set() { this.#only = 2; } }
try { new Half().set(); } catch (e) { console.log(e.message); }
