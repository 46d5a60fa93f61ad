// An immediate made inside an immediate waits for the next turn of the loop.
setImmediate(() => {
  console.log('1');
  setImmediate(() => {
    console.log('1 nested');
    setImmediate(() => console.log('1 nested twice'));
  });
});
setImmediate(() => {
  console.log('2');
  setImmediate(() => console.log('2 nested'));
});
setImmediate(() => console.log('3'));
