// Static blocks run once, in order with the static fields, with the class as `this`.
const log = [];
class Config {
  static a = log.push('field a');
  static {
    log.push('block 1');
    this.total = this.a + 1;
  }
  static b = log.push('field b');
  static {
    try {
      throw new Error('inside');
    } catch (e) {
      log.push(e.message);
    }
    var local = 'not outside';
  }
}
console.log(log, Config.total, typeof local);

// They can hand out access to private names.
let reveal;
class Secret {
  #value;
  constructor(v) { this.#value = v; }
  static { reveal = (s) => s.#value; }
}
console.log(reveal(new Secret('shh')));

// super works in them, and the name is bound already.
class Base { static greet() { return 'hi from ' + this.name; } }
class Child extends Base {
  static {
    console.log(super.greet(), Child === this);
  }
}

// An error in a block leaves the binding uninitialised.
try {
  class Broken { static { throw new TypeError('no'); } }
} catch (e) {
  console.log(e.name);
}
