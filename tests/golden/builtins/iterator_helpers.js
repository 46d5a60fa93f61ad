// Iterators have map, filter, take and so on, all lazy.
function* naturals() { let n = 0; try { while (true) yield n++; } finally { console.log('closed'); } }
console.log(naturals().filter((n) => n % 2).map((n) => n * n).drop(1).take(3).toArray());
console.log([1, 2, 3].values().reduce((a, b) => a + b), [1, 2].values().some((x) => x > 1), [1, 2].values().every((x) => x > 1), [5, 6].values().find((x) => x > 5));
console.log([...['ab', 'cd'].values().flatMap((s) => s.split(''))], new Set([1, 2]).values().map((x) => x + 1).next());
const it = Iterator.from({ next() { return { value: 'v', done: this.n++ > 1 }; }, n: 0 });
console.log(it instanceof Iterator, [...it], Object.prototype.toString.call([].values().map(() => 1)));
[1, 2].values().forEach((v, i) => console.log(i, v));
const log = [];
const lazy = [1, 2, 3].values().map((x) => (log.push(x), x));
console.log(log.length, lazy.next().value, log.length, lazy.return(), lazy.next());
for (const f of [() => naturals().take(-1), () => naturals().map(5), () => new Iterator(), () => naturals().drop(NaN)]) { try { f(); } catch (e) { console.log(e.name + ': ' + e.message); } }
class Mine extends Iterator { next() { return { done: false, value: 7 }; } }
console.log(new Mine().take(2).toArray());
