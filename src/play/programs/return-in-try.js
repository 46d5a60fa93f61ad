// `return promise` leaves the try before the promise is settled; `return await promise` doesn't.
const fail = () => Promise.reject(new Error('no answer'));

async function without() {
  try {
    return fail();
  } catch {
    return 'caught inside';
  }
}

async function withAwait() {
  try {
    return await fail();
  } catch {
    return 'caught inside';
  }
}

without().then(console.log, (error) => console.log('came out:', error.message));
withAwait().then(console.log, (error) => console.log('came out:', error.message));
