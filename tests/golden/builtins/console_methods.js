// stderr: ignore
// group, count, assert, dir, table: what goes to standard output.
console.group('outer');
console.log('indented\ntwice over lines');
console.group();
console.log({ a: 1, long: 'x'.repeat(70) });
console.groupEnd();
console.info('info');
console.groupEnd();
console.groupEnd();
console.debug('back at the margin');
console.groupCollapsed('collapsed', { k: 1 });
console.log('inside');
console.groupEnd();
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
console.count(undefined);
console.count(5);
console.assert(true, 'never');
console.assert(false, 'to standard error');
console.dir({ a: 1 }, 'ignored');
console.dirxml({ b: 2 }, [3]);
const { log } = console;
log('detached');
[1, 2].forEach(console.log);
console.log(typeof console.time, typeof console.trace, typeof console.error, Object.prototype.toString.call(console), console.log.name);
