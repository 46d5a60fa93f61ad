// super looks up in the prototype of the method's home, with the present `this`.
const base = { who() { return 'base ' + this.tag; }, get prop() { return 'base prop ' + this.tag; } };
const derived = {
  __proto__: base,
  tag: 'derived',
  who() { return 'over ' + super.who(); },
  get prop() { return super.prop + '!'; },
  arrow() { return (() => super.who())(); },
  computed(k) { return super[k](); },
  missing() { return super.nothing; },
};
console.log(derived.who(), '|', derived.prop, '|', derived.arrow(), '|', derived.computed('who'), '|', derived.missing());

// The home stays when the method moves.
const moved = { tag: 'moved', who: derived.who };
console.log(moved.who());

// Assignment to super writes to `this`.
class A { set v(x) { this.stored = 'A set ' + x; } }
class B extends A {
  write() { super.v = 1; super.plain = 2; return [this.stored, this.plain]; }
}
console.log(new B().write());

// Changing the prototype changes what super means.
class C { m() { return 'C'; } }
class D { m() { return 'D'; } }
class E extends C { m() { return super.m(); } }
const e = new E();
console.log(e.m());
Object.setPrototypeOf(E.prototype, D.prototype);
console.log(e.m());

// super() calls the constructor's prototype of now.
class F { constructor() { this.made = 'F'; } }
class G { constructor() { this.made = 'G'; } }
class H extends F {}
Object.setPrototypeOf(H, G);
console.log(new H().made, new H() instanceof F);

// In static methods.
class S { static m() { return 'static ' + this.name; } }
class T extends S { static m() { return super.m(); } }
console.log(T.m());
