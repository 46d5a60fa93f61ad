async function wait() {
  console.log('waiting');
  await new Promise(() => {});
  console.log('never printed');
}

wait().finally(() => console.log('never printed either'));
