// Errors print their stack; inside objects in brackets if there is none; extra properties and causes follow.
const bare = (e) => { e.stack = `${e}`; return e; };
console.log(bare(new Error('top')), [bare(new TypeError('in array'))], { e: bare(new RangeError('in object')) });
console.log(bare(new Error('')), bare(new Error()), bare(Object.assign(new Error('with code'), { code: 'E_CODE', errno: -2 })));
const caused = bare(new Error('outer', { cause: bare(new Error('inner', { cause: 'a string' })) }));
console.log(caused);
console.log(bare(new AggregateError([bare(new Error('one')), 'two'], 'several')));
class HttpError extends Error { constructor(m, s) { super(m); this.status = s; } }
console.log(bare(new HttpError('not found', 404)), bare(new (class extends Error { name = 'Own'; })('field name')));
const named = bare(new Error('renamed'));
named.name = 'Special';
console.log(named);
// The head of the stack is written when it is first read.
const e = new Error('message changes later');
e.message = 'changed';
console.log(e.stack.split('\n')[0], String(e));
const noStack = new Error('no stack');
delete noStack.stack;
console.log(noStack, Object.assign(new Error('odd stack'), { stack: undefined }));
const multi = new Error('two\nlines');
multi.stack = `${multi}\n    at somewhere (file.js:1:2)`;
console.log(multi, { multi });
console.log(Object.create(Error.prototype), Error.prototype, { __proto__: TypeError.prototype, message: 'fake' });
const cyc = bare(new Error('cyclic'));
cyc.self = cyc;
console.log(cyc);
