// What kind of object a value is, whatever its properties say.
// https://nodejs.org/api/util.html#utiltypes

const tagOf = (value) => TypedArrayPrototypeGetSymbolToStringTag(value);

const types = { ...internalBinding('types') };

types.isArrayBufferView = ArrayBufferIsView;
types.isDataView = function isDataView(value) {
  return ArrayBufferIsView(value) && tagOf(value) === undefined;
};
types.isTypedArray = function isTypedArray(value) {
  return tagOf(value) !== undefined;
};

const names = [
  'Uint8', 'Uint8Clamped', 'Uint16', 'Uint32', 'Int8', 'Int16', 'Int32', 'Float16', 'Float32',
  'Float64', 'BigInt64', 'BigUint64',
];
for (let i = 0; i < names.length; i++) {
  const tag = `${names[i]}Array`;
  const name = `is${tag}`;
  types[name] = {
    [name]: function (value) {
      return tagOf(value) === tag;
    },
  }[name];
}

const brand = (value) => ({
  __proto__: null, enumerable: true, configurable: false, writable: false, value,
});
ObjectDefineProperties(types, {
  __proto__: null,
  // There is no class KeyObject here that a value could be of.
  isKeyObject: brand(function isKeyObject(value) {
    return false;
  }),
  isCryptoKey: brand(function isCryptoKey(value) {
    const { CryptoKey } = internalBinding('globals');
    return (
      CryptoKey !== undefined &&
      typeof value === 'object' &&
      value !== null &&
      value instanceof CryptoKey
    );
  }),
});

module.exports = types;
