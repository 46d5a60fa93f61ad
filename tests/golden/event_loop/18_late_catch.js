// Rejections are judged after the drain: a catch attached within it is in time.
process.on('unhandledRejection', (reason) => console.log('unhandled:', reason));
process.on('rejectionHandled', () => console.log('handled late'));
const inTime = Promise.reject('caught in a tick');
process.nextTick(() => inTime.catch((r) => console.log('fine:', r)));
const inMicrotask = Promise.reject('caught in a microtask of a microtask');
Promise.resolve().then(() => {}).then(() => inMicrotask.catch((r) => console.log('fine:', r)));
const tooLate = Promise.reject('caught in a timer');
setTimeout(() => tooLate.catch((r) => console.log('too late:', r)), 0);
