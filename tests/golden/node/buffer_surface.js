// What Buffer, its prototype, and its module have, in order: attributes, names, lengths.
function list(object) {
  for (const key of Object.getOwnPropertyNames(object)) {
    const property = Object.getOwnPropertyDescriptor(object, key);
    const { value, writable, enumerable, configurable } = property;
    const flags = `${writable ? 'w' : ''}${enumerable ? 'e' : ''}${configurable ? 'c' : ''}`;
    const shown = typeof value === 'function' ? `${value.name}/${value.length}` : typeof value;
    console.log(key, flags, property.get ? 'accessor' : shown);
  }
}

list(Buffer);
list(Buffer.prototype);

const buffers = require('buffer');
for (const key of Object.keys(buffers)) console.log(key);
console.log(buffers.constants, buffers.kMaxLength, buffers.kStringMaxLength);
console.log(buffers.Buffer === Buffer, buffers.atob === atob);

// Two names of one function.
const { prototype } = Buffer;
console.log(prototype.readUint32LE === prototype.readUInt32LE, prototype.readUint8 === prototype.readInt8);
