process.on('unhandledRejection', () => console.log('unhandled'));
process.on('rejectionHandled', () => console.log('handled after all'));

const promise = Promise.reject(new Error('x'));
setTimeout(() => promise.catch(() => console.log('caught')), 5);
