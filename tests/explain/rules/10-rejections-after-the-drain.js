process.on('unhandledRejection', (reason) => console.log('unhandled', reason));

const early = Promise.reject('early');
Promise.reject('late');
Promise.resolve().then(() => early.catch((reason) => console.log('caught', reason)));
