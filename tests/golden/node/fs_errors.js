// permissions: fs-read, fs-write
// What errors of the system have, in which order; what Object.prototype forbids to set is left out.
const fs = require('fs');
const show = (name, body) => {
  try {
    console.log(name, body());
  } catch (error) {
    console.log(name, error.message, Object.entries(error), error.code, error.errno);
  }
};
const all = () => {
  show('open', () => fs.openSync('/none/such', 'r'));
  show('read', () => fs.readSync(999, Buffer.alloc(1)));
  show('write', () => fs.writeSync(999, 'text'));
  show('write bytes', () => fs.writeSync(999, Buffer.from('text')));
  show('write many', () => fs.writevSync(999, [Buffer.from('text')]));
  show('write all', () => fs.writeFileSync(999, 'text'));
  show('rename', () => fs.renameSync('/none/such', '/none/other'));
  show('folder', () => fs.readFileSync('/'));
};
all();
Object.defineProperty(Object.prototype, 'code', { value: 'inherited', configurable: true });
show('open', () => fs.openSync('/none/such', 'r'));
show('rename', () => fs.renameSync('/none/such', '/none/other'));
delete Object.prototype.code;
console.log('bytes are written as they are:');
fs.writeSync(1, Buffer.from([0xc3]));
fs.writeSync(1, Buffer.from([0xa4, 0x0a]));
