// rxjs: operators, subjects, schedulers, errors, and its marbles.
import {
  AsyncSubject, BehaviorSubject, EMPTY, Observable, ReplaySubject, Subject, asapScheduler, asyncScheduler, bufferCount,
  catchError, combineLatest, concat, concatMap, debounceTime, defer, delay, distinctUntilChanged, exhaustMap, filter, finalize,
  firstValueFrom, forkJoin, from, fromEvent, groupBy, interval, lastValueFrom, map, merge, mergeMap, of, pairwise, queueScheduler,
  race, range, reduce, repeat, retry, scan, share, shareReplay, startWith, switchMap, take, takeUntil, tap, throwError, timeout,
  timer, toArray, withLatestFrom, zip, observeOn,
} from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { EventEmitter } from 'node:events';
import assert from 'node:assert';

const list = (observable) => lastValueFrom(observable.pipe(toArray()));

console.log(await list(range(1, 6).pipe(filter((x) => x % 2 === 0), map((x) => x * x), scan((a, b) => a + b, 0))));
console.log(await list(interval(2).pipe(take(4), pairwise(), map((pair) => pair.join('-')))));
console.log(await list(merge(timer(30).pipe(map(() => 'slow')), of('quick')).pipe(startWith('start'))));
console.log(await list(concat(of(1, 2), defer(() => from([3])), EMPTY, from(Promise.resolve(4)))));
console.log(await list(zip(of('a', 'b', 'c'), of(1, 2))), await list(combineLatest([of(1), of(2, 3)])));
console.log(await lastValueFrom(forkJoin({ a: of(1, 2), b: timer(1) })), await firstValueFrom(race(timer(50), of('won'))));
console.log(await list(of(3, 1, 2).pipe(concatMap((x) => of(x).pipe(delay(x))))), await list(of(30, 1).pipe(mergeMap((x) => of(x).pipe(delay(x))))));
console.log(await list(of(1, 2, 3).pipe(switchMap((x) => of(x).pipe(delay(2))))), await list(of(1, 2, 3).pipe(exhaustMap((x) => of(x).pipe(delay(2))))));
console.log(await list(from(['apple', 'bean', 'avocado']).pipe(groupBy((x) => x[0]), mergeMap((group) => group.pipe(reduce((acc, x) => [...acc, x], [group.key]))))));
console.log(await list(range(1, 5).pipe(bufferCount(2))), await list(of(1, 1, 2, 1).pipe(distinctUntilChanged())));

let tries = 0;
const flaky = defer(() => (++tries < 3 ? throwError(() => new Error(`try ${tries}`)) : of(`worked at ${tries}`)));
console.log(await list(flaky.pipe(retry(5))), await list(throwError(() => new TypeError('bad')).pipe(catchError((error) => of(error.message)), repeat(2))));
await lastValueFrom(interval(50).pipe(timeout(5))).catch((error) => console.log(error.name, error.message));
await firstValueFrom(EMPTY).catch((error) => console.log(error.name, error.message));

const behavior = new BehaviorSubject(0);
const replay = new ReplaySubject(2);
const last = new AsyncSubject();
behavior.subscribe((x) => console.log('behavior', x));
behavior.next(1);
for (const x of [1, 2, 3]) {
  replay.next(x);
  last.next(x);
}
replay.subscribe((x) => console.log('replay', x));
last.subscribe({ next: (x) => console.log('last', x), complete: () => console.log('complete') });
last.complete();

let subscriptions = 0;
const cold = new Observable((subscriber) => {
  subscriptions++;
  const handle = setTimeout(() => {
    subscriber.next('value');
    subscriber.complete();
  }, 2);
  return () => {
    clearTimeout(handle);
    console.log('torn down');
  };
});
const shared = cold.pipe(share());
console.log(await Promise.all([lastValueFrom(shared), lastValueFrom(shared)]), subscriptions);
const cached = cold.pipe(shareReplay(1));
console.log(await lastValueFrom(cached), await lastValueFrom(cached), subscriptions);
cold.pipe(finalize(() => console.log('finalized'))).subscribe().unsubscribe();

const emitter = new EventEmitter();
const stop = new Subject();
fromEvent(emitter, 'data').pipe(takeUntil(stop), withLatestFrom(behavior)).subscribe((pair) => console.log('event', pair));
emitter.emit('data', 'a');
behavior.next(5);
emitter.emit('data', 'b');
stop.next();
emitter.emit('data', 'c');
console.log(emitter.listenerCount('data'));

const order = [];
of('queue').pipe(observeOn(queueScheduler)).subscribe((x) => order.push(x));
of('async').pipe(observeOn(asyncScheduler)).subscribe((x) => order.push(x));
of('asap').pipe(observeOn(asapScheduler)).subscribe((x) => order.push(x));
order.push('sync');
await Promise.resolve();
order.push('microtask');
await new Promise((resolve) => setTimeout(resolve, 10));
console.log(order);

new TestScheduler((actual, expected) => {
  assert.deepStrictEqual(actual, expected);
  console.log('marbles agree', actual.length);
}).run(({ cold: c, hot, expectObservable }) => {
  expectObservable(c('a-b--c|').pipe(debounceTime(2))).toBe('----b--(c|)'.replace('----b--(c|)', '----b-(c|)'));
  expectObservable(hot('-x-^y-z|')).toBe('-y-z|');
  expectObservable(c('ab#').pipe(tap(() => {}))).toBe('ab#');
});

of(1).subscribe(() => { throw new Error('reported'); });
process.on('uncaughtException', (error) => console.log('uncaught', error.message));
