// Everyday values together, as a program would print them.
const order = {
  id: 'A-1', customer: { name: 'Ann', email: null }, total: 99.5,
  lines: [{ sku: 'x1', qty: 2, price: 10 }, { sku: 'y2', qty: 1, price: 79.5 }],
  tags: new Set(['new', 'gift']), meta: new Map([['source', 'web'], ['campaign', { id: 7 }]]),
  created: new Date(0), notes: undefined, done: false, calc() { return 1; },
};
console.log(order);
console.log('order', order.id, 'has', order.lines.length, 'lines', order.tags);
console.log([order.customer, order.lines[0]], order.meta.entries());
console.log(Object.entries(order.customer), Object.keys(order).length);
console.log([['matrix', [1, 2, 3]], ['next', [4, 5, 6]]], { grid: [[0, 1, 0], [1, 0, 1], [0, 1, 0]] });
console.log({ response: { status: 200, headers: { 'content-type': 'application/json', 'x-id': 'abc' }, body: { items: [{ id: 1 }], next: null } } });
console.log([1, 'two', { three: 3 }, [4], null, undefined, () => 5, Symbol('six'), new Date(7)]);
console.log(process.argv.length > 1, [process.exitCode], typeof process.pid);
