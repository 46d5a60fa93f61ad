// chai: assertions of all three styles, their messages, plug-ins.
import * as chai from 'chai';
import { AssertionError, assert, config, expect, should, use } from 'chai';

should();
const failures = [
  () => expect(1).to.equal(2),
  () => expect({ a: 1, b: [1, 2] }).to.deep.equal({ a: 1, b: [1, 3] }),
  () => expect([1, 2, 3]).to.include(4),
  () => expect('text').to.match(/^x/),
  () => expect({ a: { b: 1 } }).to.have.nested.property('a.c'),
  () => expect({ a: 1 }).to.have.all.keys('a', 'b'),
  () => expect([1, 2]).to.have.lengthOf.at.least(3),
  () => expect(() => { throw new TypeError('boom'); }).to.throw(RangeError),
  () => expect(() => { throw new TypeError('boom'); }).to.throw(TypeError, /bang/),
  () => expect(() => {}).to.throw(),
  () => expect(5).to.be.within(1, 3),
  () => expect(1.5).to.be.closeTo(1, 0.1),
  () => expect(null, 'a note').to.exist,
  () => expect(new Map([[1, 2]])).to.deep.equal(new Map([[1, 3]])),
  () => expect(new Set([1])).to.have.members([2]),
  () => expect([{ a: 1 }]).to.deep.include({ a: 2 }),
  () => expect(class A {}).to.be.an.instanceof(Map),
  () => expect({}).to.be.an('array'),
  () => expect([]).to.not.be.empty,
  () => expect({ x: 1 }).to.satisfy((o) => o.x > 1),
  () => expect(1).to.be.oneOf([2, 3]),
  () => expect(Object.freeze({})).to.not.be.frozen,
  () => expect(Symbol('s')).to.equal(Symbol('s')),
  () => expect(NaN).to.not.be.NaN,
  () => expect(new Date(0)).to.deep.equal(new Date(1)),
  () => expect(new Error('a')).to.deep.equal(new Error('b')),
  () => expect(1n).to.equal(1),
  () => expect({ a: 1 }).to.be.extensible.and.sealed,
  () => expect(0).to.be.ok,
  () => expect({ a: 1 }).to.have.propert,
  () => 'abc'.should.have.length(2),
  () => (5).should.be.above(6),
  () => assert.deepEqual([undefined], [null], 'message'),
  () => assert.isAbove(1, 2),
  () => assert.sameDeepMembers([{ a: 1 }], [{ a: 2 }]),
  () => assert.changes(() => {}, { v: 1 }, 'v'),
  () => assert.throws(() => { throw new Error('x'); }, 'y'),
  () => assert.fail(1, 2, undefined, '>'),
  () => assert.property({ long: 'x'.repeat(100), fn() {}, list: Array(30).fill(0) }, 'none'),
];
for (const failure of failures) {
  try {
    failure();
    console.log('did not fail:', String(failure));
  } catch (error) {
    console.log(error instanceof AssertionError ? error.name : error.constructor.name, error.message);
    if ('actual' in error) console.log('  ', error.actual, error.expected, error.operator, error.showDiff);
  }
}

expect({ a: { b: [1, { c: 2 }] } }).to.have.nested.property('a.b[1].c', 2);
expect([3, 1, 2]).to.have.members([1, 2, 3]).and.not.have.ordered.members([1, 2, 3]);
const counter = { n: 0 };
expect(() => counter.n++).to.increase(counter, 'n').by(1);
expect(new Map([['a', 1]])).to.have.keys('a').and.to.include(1);
expect(Object.create({ inherited: 1 })).to.have.property('inherited').but.not.have.own.property('inherited');
expect(new Uint8Array([1, 2])).to.deep.equal(new Uint8Array([1, 2]));
expect([NaN, -0]).to.deep.equal([NaN, -0]);

use((self, utils) => {
  self.Assertion.addMethod('even', function () {
    const value = utils.flag(this, 'object');
    this.assert(value % 2 === 0, 'expected #{this} to be even', 'expected #{this} to be odd');
  });
  self.Assertion.addProperty('small', function () { expect(this._obj).to.be.below(10); });
  self.Assertion.overwriteMethod('above', (parent) => function (n) { parent.call(this, n - 1); });
});
expect(4).to.be.even().and.be.small;
expect(4).to.be.above(4);
for (const failure of [() => expect(3).to.be.even(), () => expect(4).to.not.be.even()]) {
  try {
    failure();
  } catch (error) {
    console.log(error.message);
  }
}
config.truncateThreshold = 10;
try {
  expect([1, 2, 3, 4, 5, 6]).to.equal(1);
} catch (error) {
  console.log(error.message);
}
console.log(chai.util.inspect({ a: [1, { b: new Map([[1, new Set([2])]]) }], s: Symbol('x'), f() {}, d: new Date(0), re: /x/g }));
