// An error that was made here shows where, at the top and inside of objects.
function make(message, options) { return new Error(message, options); }
console.log(make('top'));
console.log({ error: make('inside'), after: 1 });
console.log([make('in array')]);
console.log(make('outer', { cause: make('inner') }));
class ValidationError extends Error { constructor(m, field) { super(m); this.name = 'ValidationError'; this.field = field; } }
console.log(new ValidationError('bad input', 'age'));
