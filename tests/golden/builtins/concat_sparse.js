// Arrays that are mostly holes are appended by what is in them.
const sparse = [];
sparse[3] = 'three';
sparse[4294967000] = 'far';
const joined = [0].concat(sparse, [1]);
console.log(joined.length, Object.keys(joined));

const huge = Array(2 ** 31);
huge[7] = 'seven';
try {
  [].concat(huge, huge, huge);
} catch (error) {
  console.log(error.name, error.message);
}

const withAccessor = [];
Object.defineProperty(withAccessor, 2, {
  get() {
    withAccessor[60] = 'added';
    return 'got';
  },
  enumerable: true,
});
withAccessor.length = 100;
const copied = [].concat(withAccessor);
console.log(copied.length, Object.entries(copied));

Array.prototype[5] = 'inherited';
const holes = [];
holes[50] = 'last';
console.log(Object.entries([].concat(holes)));
delete Array.prototype[5];
