// The suite that main.js runs.
const assert = require('node:assert');

describe('a suite', function () {
  const log = [];
  this.timeout(1000);
  before(() => log.push('before'));
  after(() => console.log('hooks', log.join(' ')));
  beforeEach('named', () => log.push('each'));
  afterEach((done) => setImmediate(done));
  it('passes', () => {});
  it('passes later', async () => new Promise((resolve) => setTimeout(resolve, 2)));
  it('calls back', (done) => process.nextTick(done));
  it('has its context', function () {
    assert.equal(this.test.title, 'has its context');
    assert.equal(this.test.parent.title, 'a suite');
  });
  it('differs', () => assert.deepStrictEqual({ a: 1, list: [1, 2] }, { a: 1, list: [1, 3] }));
  it('rejects', async () => { throw new TypeError('async failure'); });
  it('calls back with an error', (done) => done(new Error('given to done')));
  it('calls back twice', (done) => {
    done();
    done();
  });
  it('throws no error', () => { throw 'text'; });
  it('throws later', (done) => { setTimeout(() => { throw new Error('uncaught in a timer'); }, 1); });
  it('takes too long', function (done) {
    this.timeout(5);
    setTimeout(done, 300).unref();
  });
  it('is pending');
  it.skip('is skipped', () => assert.fail());
  it('skips itself', function () { this.skip(); });
  describe('nested', () => {
    let tries = 0;
    it('is tried again', function () {
      this.retries(3);
      if (++tries < 3) throw new Error(`try ${tries}`);
    });
    context('deeper', () => {
      specify('too', () => assert.ok(true));
    });
  });
});

describe('broken hooks', () => {
  beforeEach(function () { if (this.currentTest.title === 'second') throw new Error('hook failed'); });
  it('first', () => {});
  it('second', () => {});
  it('third', () => {});
});

for (const [input, expected] of [[1, 1], [2, 4]]) {
  it(`squares ${input}`, () => assert.strictEqual(input ** 2, expected));
}
