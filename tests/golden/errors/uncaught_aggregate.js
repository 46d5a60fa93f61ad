// exit: 1
// Promise.any fails with an AggregateError that holds all reasons.
Promise.any([Promise.reject(new Error('one')), Promise.reject('two')]);
