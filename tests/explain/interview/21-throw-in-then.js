Promise.resolve()
  .then(() => { throw new Error('boom'); })
  .then(() => console.log('skipped'), (error) => console.log('second argument:', error.message))
  .catch(() => console.log('nothing left to catch'))
  .then(() => console.log('end of the chain'));
console.log('script');
