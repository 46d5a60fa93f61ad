// Buffer and what belongs to it: https://nodejs.org/api/buffer.html

const binding = internalBinding('buffer');
const { atob, btoa, Blob, File } = internalBinding('globals');

// The Blob behind a `blob:` URL, or undefined.
function resolveObjectURL(url) {
  return internalBinding('url').resolveObjectURL(`${url}`);
}

const constants = ObjectDefineProperties({}, {
  MAX_LENGTH: { __proto__: null, value: binding.kMaxLength, enumerable: true },
  MAX_STRING_LENGTH: { __proto__: null, value: binding.kStringMaxLength, enumerable: true },
});

module.exports = {
  Buffer: binding.Buffer,
  SlowBuffer: binding.SlowBuffer,
  transcode: binding.transcode,
  isUtf8: binding.isUtf8,
  isAscii: binding.isAscii,
  kMaxLength: binding.kMaxLength,
  kStringMaxLength: binding.kStringMaxLength,
  btoa,
  atob,
};

ObjectDefineProperty(module.exports, 'constants', {
  __proto__: null, value: constants, enumerable: true,
});
ObjectDefineProperty(module.exports, 'INSPECT_MAX_BYTES',
  ObjectGetOwnPropertyDescriptor(binding, 'INSPECT_MAX_BYTES'));
module.exports.Blob = Blob;
module.exports.resolveObjectURL = resolveObjectURL;
module.exports.File = File;
