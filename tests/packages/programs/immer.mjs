// immer: drafts, sharing of structure, freezing, patches, maps and sets.
import {
  Immer, applyPatches, castDraft, createDraft, current, enableMapSet, enablePatches, finishDraft, freeze, immerable, isDraft,
  nothing, original, produce, produceWithPatches,
} from 'immer';

enableMapSet();
enablePatches();

const base = { user: { name: 'Ann', tags: ['a'] }, list: [{ done: false }, { done: true }], untouched: { x: 1 } };
const next = produce(base, (draft) => {
  draft.user.tags.push('b');
  draft.list[0].done = true;
  delete draft.list[1].done;
  console.log(isDraft(draft.user), original(draft.user) === base.user, current(draft).user.tags);
});
console.log(next, base.user.tags, next.untouched === base.untouched, produce(base, () => {}) === base);
console.log(Object.isFrozen(next), Object.isFrozen(next.user.tags), Object.isFrozen(base.untouched));
try {
  next.user.name = 'Bob';
} catch (error) {
  console.log(String(error));
}

const [patched, patches, inverse] = produceWithPatches({ a: 1, items: [1, 2, 3] }, (draft) => {
  draft.a = 2;
  draft.b = { c: 3 };
  draft.items.splice(1, 1);
  draft.items.unshift(0);
});
console.log(patched, patches, inverse, applyPatches(patched, inverse));

const withMap = produce({ map: new Map([['k', { n: 1 }]]), set: new Set([1, 2]) }, (draft) => {
  draft.map.get('k').n++;
  draft.map.set('l', { n: 5 });
  draft.set.delete(1);
  draft.set.add(3);
});
console.log(withMap);
try {
  withMap.map.set('m', 1);
} catch (error) {
  console.log(error.message);
}

class Counter {
  [immerable] = true;
  #secret = 1;
  count = 0;
  get double() { return this.count * 2; }
  up() { this.count++; }
}
const counter = produce(new Counter(), (draft) => { draft.count = 4; });
console.log(counter, counter.double, counter instanceof Counter);

const reducer = produce((draft, action) => {
  switch (action.type) {
    case 'add': draft.push(action.value); break;
    case 'reset': return [];
    case 'clear': return nothing;
  }
}, [0]);
console.log(reducer(undefined, { type: 'add', value: 1 }), reducer([1], { type: 'reset' }), reducer([1], { type: 'clear' }));

const draft = createDraft({ steps: [] });
draft.steps.push(castDraft('async'));
await null;
console.log(finishDraft(draft), freeze({ a: {} }, true));

for (const wrong of [
  () => produce({ a: 1 }, (d) => { d.a = 2; return { a: 3 }; }),
  () => produce(5),
  () => { let leaked; produce({ a: {} }, (d) => { leaked = d; }); leaked.a; },
  () => produce({}, (d) => { Object.defineProperty(d, 'x', { value: 1 }); }),
]) {
  try {
    wrong();
  } catch (error) {
    console.log(error.message.split('\n')[0]);
  }
}
const loose = new Immer({ autoFreeze: false });
console.log(Object.isFrozen(loose.produce({ a: 1 }, (d) => { d.a = 2; })));
