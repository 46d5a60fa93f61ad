// Objects whose prototype was taken away are still called what they were made as.
class Foo {
  constructor() {
    this.a = 1;
  }
}
class Bar extends Foo {}
const bare = (object) => Object.setPrototypeOf(object, null);
console.log(bare(new Foo()), bare(new Bar()), bare({}), bare({ b: [bare(new Foo())] }));
console.log(bare(function f() {}), bare([1]), bare(new Map()), bare(new Date(0)));
console.log(`%s`, bare(new Foo()));
const tagged = bare(new Foo());
tagged[Symbol.toStringTag] = 'tag';
console.log(tagged);
const back = Object.setPrototypeOf(bare(new Foo()), Bar.prototype);
console.log(back, { __proto__: null, c: 2 }, Object.create(null));
console.log(Object.create(bare(new Foo())));
