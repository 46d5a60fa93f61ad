process.on('beforeExit', () => {
  console.log('beforeExit');
  if (!again) again = setTimeout(() => console.log('one more'), 1);
});
process.on('exit', (code) => console.log('exit', code));
let again;
console.log('script');
