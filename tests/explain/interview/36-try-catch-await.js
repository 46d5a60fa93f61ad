const fails = () => Promise.reject(new Error('x'));

async function without() {
  try {
    return fails();
  } catch {
    console.log('not reached');
  }
}
async function withAwait() {
  try {
    return await fails();
  } catch {
    console.log('caught inside');
  }
}
without().catch(() => console.log('caught outside'));
withAwait();
