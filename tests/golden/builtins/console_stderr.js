// error, warn and assert go to standard error.
console.log('out 1');
console.error('err 1', { a: 1 });
console.warn('warn %s', 'formatted');
console.assert(1 === 2);
console.assert(false, 'message', { a: 1 });
console.assert(0, '%s formatted', 'also');
console.assert(false, { only: 'object' });
console.assert('truthy', 'never');
console.group('group');
console.error('indented err');
console.groupEnd();
console.log('out 2');
