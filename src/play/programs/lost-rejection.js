// An error in a promise that nobody waits for isn't caught by the try around the call.
async function save() {
  await null;
  throw new Error('the disk is full');
}

try {
  save();
  console.log('saved?');
} catch (error) {
  console.log('never printed:', error.message);
}

process.on('unhandledRejection', (error) => console.log('nobody handled:', error.message));
