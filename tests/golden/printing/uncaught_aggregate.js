// exit: 1
throw new AggregateError([new Error('x'), 5, { a: 1 }], 'agg');
