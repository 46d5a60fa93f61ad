// Map, Set, their iterators, and what is in them.
console.log(new Map(), new Set(), new Map([['a', 1], [{ k: 1 }, [2]], [null, undefined]]), new Set(['a', { b: 1 }, [1, 2]]));
console.log(new Map([['nested', new Map([['deep', new Map([['deeper', new Map()]])]])]]), new Set([new Set([new Set([new Set([1])])])]));
console.log(new Map([['a', 1]]).keys(), new Map([['a', 1]]).values(), new Map([['a', 1], ['b', 2]]).entries(), new Set(['x']).values(), new Set(['x']).entries(), [1, 2].values(), 'ab'[Symbol.iterator](), [].entries());
console.log(new Map([['key one that is long', 'value one that is long'], ['key two that is long', 'value two that is long']]), new Set(Array.from({ length: 10 }, (_, i) => 'entry ' + i)));
console.log(Object.assign(new Map([[1, 2]]), { extra: true }), Object.assign(new Set(), { extra: true }), { m: new Map([[1, { a: { b: {} } }]]), s: new Set([[[[]]]]) });
console.log(new Map([[new Map([[1, 2]]), new Set([3])]]), [new Set([1])], [new Map()]);
