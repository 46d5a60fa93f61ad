// exit: 2
// exitCode takes integers and integer strings only.
console.log(process.exitCode);
for (const v of ['7', 1.5, 'x', {}, true, 256, null, undefined]) {
  try {
    process.exitCode = v;
    console.log('fine', v);
  } catch (e) {
    console.log(e.name, e.code);
  }
}
process.exitCode = 2;
