// Cancelling: a promise can't be stopped from outside, so the work must be told to stop.
//
// A token carries the wish. Whoever starts the work keeps the source and may cancel; whoever does
// the work gets the token, and looks at it or listens to it.

class CancelledError extends Error {
  name = 'CancelledError';
}

function createCancelSource() {
  const listeners = new Set();
  const token = {
    cancelled: false,
    reason: undefined,
    throwIfCancelled() {
      if (this.cancelled) throw new CancelledError(this.reason);
    },
    // Gives a function that stops listening: otherwise a long-lived token would collect listeners.
    onCancel(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  function cancel(reason) {
    if (token.cancelled) return;
    token.cancelled = true;
    token.reason = reason;
    for (const listener of listeners) listener(reason);
  }
  return { token, cancel };
}

// A timer that ends early. clearTimeout matters: a timer that is left alone keeps the program alive.
function sleep(ms, token) {
  return new Promise((resolve, reject) => {
    token.throwIfCancelled();
    const timer = setTimeout(() => {
      stopListening();
      resolve();
    }, ms);
    const stopListening = token.onCancel((reason) => {
      clearTimeout(timer);
      reject(new CancelledError(reason));
    });
  });
}

async function download(parts, token) {
  const done = [];
  try {
    for (const part of parts) {
      await sleep(100, token);
      done.push(part);
      console.log('got', part);
    }
  } finally {
    console.log('cleaning up after', done.length, 'of', parts.length);
  }
  return done;
}

async function main() {
  const patient = createCancelSource();
  console.log('complete:', await download(['a', 'b'], patient.token));

  const hasty = createCancelSource();
  setTimeout(() => hasty.cancel('the user went away'), 250);
  try {
    await download(['c', 'd', 'e', 'f'], hasty.token);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    console.log('cancelled:', error.message);
  }

  // A token that is cancelled already: nothing is even started.
  await download(['g'], hasty.token).catch((error) => console.log('refused:', error.message));
}

main();
