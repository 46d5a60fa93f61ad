// cmd: -p "setTimeout(() => console.log('later'), 1); Promise.resolve(1)"
// The loop runs first, the value is printed at the end.
