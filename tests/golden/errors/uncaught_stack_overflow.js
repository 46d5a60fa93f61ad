// exit: 1
// gc-stress: 100000 because the stack that each collection marks is deep
// Endless recursion ends with a RangeError whose stack has ten frames.
function forever() {
  forever();
}
console.log('before');
forever();
