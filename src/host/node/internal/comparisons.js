// Deep equality: loose, strict, partial. Of assert and util.isDeepStrictEqual.
// https://nodejs.org/api/assert.html#assertdeepstrictequalactual-expected-message

const types = require('util/types');
const { ownNonIndexProperties } = internalBinding('util');

const LOOSE = 0;
const STRICT = 1;
const PARTIAL = 2;
const STRICT_WITHOUT_PROTOTYPES = 3;

const PLAIN = 0;
const ARRAY = 1;
const SET = 2;
const MAP = 3;

// Down to this depth the pairs further out are searched one by one, below in a set.
const SEARCHED = 8;

const isObject = (value) => typeof value === 'object' && value !== null;
const hasOwn = (object, key) => ObjectPrototypeHasOwnProperty(object, key);
const isEnumerable = (object, key) => ObjectPrototypePropertyIsEnumerable(object, key);

function isURL(value) {
  const { URL } = internalBinding('globals');
  return (
    typeof value.href === 'string' &&
    typeof value.protocol === 'string' &&
    value.auth === undefined &&
    value.path === undefined &&
    value instanceof URL
  );
}

const wellKnown = new Set();
ArrayPrototypeForEach([
  Array, ArrayBuffer, BigInt, BigInt64Array, BigUint64Array, Boolean, DataView, Date, Error,
  Float32Array, Float64Array, Function, Int16Array, Int32Array, Int8Array, Map, Number, Object,
  Promise, RegExp, Set, String, Symbol, Uint16Array, Uint32Array, Uint8Array, Uint8ClampedArray,
  WeakMap, WeakSet,
], (constructor) => SetPrototypeAdd(wellKnown, constructor));

// As in Node: an inherited constructor stands for the prototype.
function sameClass(a, b) {
  const { constructor } = a;
  return constructor !== undefined &&
    (SetPrototypeHas(wellKnown, constructor) || !hasOwn(a, 'constructor'))
    ? constructor === b.constructor
    : ObjectGetPrototypeOf(a) === ObjectGetPrototypeOf(b);
}

function equal(a, b, mode, memo) {
  if (a === b) return a !== 0 || mode === LOOSE || ObjectIs(a, b);
  if (mode !== LOOSE) {
    if (typeof a === 'number') return a !== a && b !== b;
    if (!isObject(a) || !isObject(b)) return false;
    if (mode === STRICT && !sameClass(a, b)) return false;
  } else {
    if (!isObject(a)) return !isObject(b) && (a == b || (a !== a && b !== b));
    if (!isObject(b)) return false;
  }
  return equalObjects(a, b, mode, memo);
}

function equalObjects(a, b, mode, memo) {
  const tag = ObjectPrototypeToString(a);
  if (tag !== ObjectPrototypeToString(b)) return false;

  if (ArrayIsArray(a)) {
    if (!ArrayIsArray(b) || (a.length !== b.length && (mode !== PARTIAL || a.length < b.length))) {
      return false;
    }
    const keys = ownNonIndexProperties(b);
    if (mode !== PARTIAL && keys.length !== ownNonIndexProperties(a).length) return false;
    return equalProperties(a, b, mode, memo, ARRAY, keys);
  }
  if (tag === '[object Object]') return equalProperties(a, b, mode, memo, PLAIN);
  if (types.isDate(a)) {
    if (!types.isDate(b)) return false;
    const time = DatePrototypeGetTime(a);
    const other = DatePrototypeGetTime(b);
    if (time !== other && (time === time || other === other)) return false;
  } else if (types.isRegExp(a)) {
    if (
      !types.isRegExp(b) ||
      a.source !== b.source ||
      a.flags !== b.flags ||
      a.lastIndex !== b.lastIndex
    )
      return false;
  } else if (ArrayBufferIsView(a)) {
    return equalViews(a, b, mode, memo);
  } else if (types.isSet(a)) {
    if (!types.isSet(b) || !fittingSizes(SetPrototypeGetSize(a), SetPrototypeGetSize(b), mode))
      return false;
    return equalProperties(a, b, mode, memo, SET);
  } else if (types.isMap(a)) {
    if (!types.isMap(b) || !fittingSizes(MapPrototypeGetSize(a), MapPrototypeGetSize(b), mode))
      return false;
    return equalProperties(a, b, mode, memo, MAP);
  } else if (types.isAnyArrayBuffer(a)) {
    if (
      !types.isAnyArrayBuffer(b) ||
      types.isSharedArrayBuffer(a) !== types.isSharedArrayBuffer(b) ||
      !equalBytes(new Uint8Array(a), new Uint8Array(b), mode)
    )
      return false;
  } else if (types.isNativeError(a) || a instanceof Error) {
    if (!equalErrors(a, b, mode, memo)) return false;
  } else if (types.isBoxedPrimitive(a)) {
    if (!equalBoxes(a, b)) return false;
  } else if (
    ArrayIsArray(b) ||
    ArrayBufferIsView(b) ||
    types.isSet(b) ||
    types.isMap(b) ||
    types.isDate(b) ||
    types.isRegExp(b) ||
    types.isAnyArrayBuffer(b) ||
    types.isBoxedPrimitive(b) ||
    types.isNativeError(b) ||
    b instanceof Error
  ) {
    return false;
  } else if (isURL(a)) {
    if (!isURL(b) || a.href !== b.href) return false;
  } else if (types.isKeyObject(a)) {
    if (!types.isKeyObject(b) || !a.equals(b)) return false;
  } else if (types.isWeakMap(a) || types.isWeakSet(a) || types.isPromise(a)) {
    return false;
  }
  return equalProperties(a, b, mode, memo, PLAIN);
}

const fittingSizes = (a, b, mode) => (mode === PARTIAL ? a >= b : a === b);

function equalViews(a, b, mode, memo) {
  const name = types.isDataView(a) ? 'DataView' : TypedArrayPrototypeGetSymbolToStringTag(a);
  if (
    !ArrayBufferIsView(b) ||
    name !== (types.isDataView(b) ? 'DataView' : TypedArrayPrototypeGetSymbolToStringTag(b))
  )
    return false;
  if (name === 'DataView') {
    if (!equalBytes(bytesOf(a), bytesOf(b), mode)) return false;
  } else if (
    mode === PARTIAL ||
    name === 'Float32Array' ||
    name === 'Float64Array' ||
    name === 'Float16Array'
  ) {
    const elements = mode === LOOSE ? (x, y) => x === y : mode === PARTIAL ? ObjectIs : undefined;
    if (elements === undefined) {
      if (!equalBytes(bytesOf(a), bytesOf(b), mode)) return false;
    } else if (!equalElements(a, b, mode, elements)) {
      return false;
    }
  } else if (!equalBytes(bytesOf(a), bytesOf(b), mode)) {
    return false;
  }
  const keys = ownNonIndexProperties(b);
  if (mode !== PARTIAL && keys.length !== ownNonIndexProperties(a).length) return false;
  return equalProperties(a, b, mode, memo, PLAIN, keys);
}

const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

function equalBytes(a, b, mode) {
  return equalElements(a, b, mode, undefined);
}

// Elements in order; in the partial mode those of `b` must come in `a` in the same order.
function equalElements(a, b, mode, same) {
  const length = TypedArrayPrototypeGetLength(b);
  const have = TypedArrayPrototypeGetLength(a);
  if (!fittingSizes(have, length, mode)) return false;
  for (let i = 0, at = 0; i < length; i++, at++) {
    while (same === undefined ? a[at] !== b[i] : !same(a[at], b[i])) {
      if (mode !== PARTIAL || ++at > have - length + i) return false;
    }
  }
  return true;
}

function equalErrors(a, b, mode, memo) {
  if (!types.isNativeError(b) && !(b instanceof Error)) return false;
  if (
    !sameHidden(a, b, 'message', mode, memo) ||
    !sameHidden(a, b, 'name', mode, memo) ||
    !sameHidden(a, b, 'cause', mode, memo) ||
    !sameHidden(a, b, 'errors', mode, memo)
  )
    return false;
  const hasCause = hasOwn(b, 'cause');
  return hasCause === hasOwn(a, 'cause') || (mode === PARTIAL && !hasCause);
}

function sameHidden(a, b, name, mode, memo) {
  return (
    isEnumerable(b, name) ||
    (mode === PARTIAL && b[name] === undefined) ||
    equal(a[name], b[name], mode, memo)
  );
}

function equalBoxes(a, b) {
  if (types.isNumberObject(a)) {
    return (
      types.isNumberObject(b) && ObjectIs(NumberPrototypeValueOf(a), NumberPrototypeValueOf(b))
    );
  }
  if (types.isStringObject(a)) {
    return types.isStringObject(b) && StringPrototypeValueOf(a) === StringPrototypeValueOf(b);
  }
  if (types.isBooleanObject(a)) {
    return types.isBooleanObject(b) && BooleanPrototypeValueOf(a) === BooleanPrototypeValueOf(b);
  }
  if (types.isBigIntObject(a)) {
    return types.isBigIntObject(b) && BigIntPrototypeValueOf(a) === BigIntPrototypeValueOf(b);
  }
  return types.isSymbolObject(b) && SymbolPrototypeValueOf(a) === SymbolPrototypeValueOf(b);
}

function enumerableSymbols(object) {
  const symbols = ObjectGetOwnPropertySymbols(object);
  return symbols.length === 0
    ? symbols
    : ArrayPrototypeFilter(symbols, (symbol) => isEnumerable(object, symbol));
}

function equalProperties(a, b, mode, memo, kind, nonIndex) {
  let keys = nonIndex;
  if (keys === undefined) {
    keys = ObjectKeys(b);
    if (mode !== PARTIAL && keys.length !== ObjectKeys(a).length) return false;
  }
  for (let i = 0; i < keys.length; i++) if (!isEnumerable(a, keys[i])) return false;
  if (mode !== LOOSE) {
    const symbols = enumerableSymbols(b);
    if (mode !== PARTIAL && enumerableSymbols(a).length !== symbols.length) return false;
    for (let i = 0; i < symbols.length; i++) {
      if (!isEnumerable(a, symbols[i])) return false;
      if (i === 0) keys = ArrayPrototypeSlice(keys);
      ArrayPrototypePush(keys, symbols[i]);
    }
  }
  if (
    keys.length === 0 &&
    (kind === PLAIN ||
      (kind === ARRAY
        ? b.length === 0
        : (kind === SET ? SetPrototypeGetSize(b) : MapPrototypeGetSize(b)) === 0))
  )
    return true;

  memo ??= { as: [], bs: [], depth: 0, seen: undefined };
  const { as, bs } = memo;
  if (memo.depth < SEARCHED) {
    // What is compared already further out: equal if both are.
    const { depth } = memo;
    let hasA = false;
    let hasB = false;
    for (let i = 0; i < depth; i++) {
      hasA ||= as[i] === a || bs[i] === a;
      hasB ||= bs[i] === b || as[i] === b;
    }
    if (hasA || hasB) return hasA && hasB;
    as[depth] = a;
    bs[depth] = b;
    memo.depth++;
    const result = equalContents(a, b, mode, memo, kind, keys);
    memo.depth--;
    return result;
  }
  const isOuter = memo.seen === undefined;
  if (isOuter) {
    memo.seen = new Set();
    for (let i = 0; i < as.length; i++) SetPrototypeAdd(memo.seen, as[i]);
    for (let i = 0; i < SEARCHED; i++) SetPrototypeAdd(memo.seen, bs[i]);
  }
  const { seen } = memo;
  const hasA = SetPrototypeHas(seen, a);
  const hasB = SetPrototypeHas(seen, b);
  let result = hasA && hasB;
  if (!hasA && !hasB) {
    SetPrototypeAdd(seen, a);
    SetPrototypeAdd(seen, b);
    result = equalContents(a, b, mode, memo, kind, keys);
    SetPrototypeDelete(seen, a);
    SetPrototypeDelete(seen, b);
  }
  if (isOuter) memo.seen = undefined;
  return result;
}

function equalContents(a, b, mode, memo, kind, keys) {
  if (kind === SET) {
    if (!equalSets(a, b, mode, memo)) return false;
  } else if (kind === MAP) {
    if (!equalMaps(a, b, mode, memo)) return false;
  } else if (kind === ARRAY) {
    if (!(mode === PARTIAL ? partialArray : equalArrays)(a, b, mode, memo)) return false;
  }
  for (let i = 0; i < keys.length; i++) {
    if (!equal(a[keys[i]], b[keys[i]], mode, memo)) return false;
  }
  return true;
}

function equalArrays(a, b, mode, memo) {
  for (let i = 0; i < a.length; i++) {
    const value = b[i];
    if (value === undefined && (!hasOwn(b, i) || !hasOwn(a, i)))
      return sparseArrays(a, b, mode, memo);
    if (!equal(a[i], value, mode, memo)) return false;
  }
  return true;
}

// Holes are no values.
function sparseArrays(a, b, mode, memo) {
  const keys = ObjectKeys(a);
  if (keys.length !== ObjectKeys(b).length) return false;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (!hasOwn(b, key) || !equal(a[key], b[key], mode, memo)) return false;
  }
  return true;
}

function partialArray(a, b, mode, memo) {
  const values = sparseValues(a);
  const wanted = sparseValues(b);
  for (let i = 0, at = 0; i < wanted.length; i++, at++) {
    while (!equal(values[at], wanted[i], mode, memo)) {
      if (++at > values.length - wanted.length + i) return false;
    }
    if (at >= values.length) return false;
  }
  return true;
}

function sparseValues(array) {
  for (let i = 0; i < array.length; i++) {
    if (array[i] === undefined && !hasOwn(array, i)) {
      return ArrayPrototypeMap(
        ArrayPrototypeFilter(ObjectKeys(array), (key) => `${key >>> 0}` === key),
        (key) => array[key],
      );
    }
  }
  return array;
}

// Takes from `list` what `matches`; false if nothing does.
function take(list, matches) {
  for (let i = 0; i < list.length; i++) {
    if (matches(list[i])) {
      ArrayPrototypeSplice(list, i, 1);
      return true;
    }
  }
  return false;
}

function equalSets(a, b, mode, memo) {
  const wanted = [];
  let failed = false;
  SetPrototypeForEach(b, (value) => {
    if (failed || SetPrototypeHas(a, value)) return;
    if (!isObject(value) && mode !== LOOSE) failed = true;
    else ArrayPrototypePush(wanted, value);
  });
  if (failed) return false;
  if (wanted.length === 0) return true;
  const left = [];
  SetPrototypeForEach(a, (value) => {
    if (failed || SetPrototypeHas(b, value)) return;
    if (isObject(value) || mode === LOOSE) ArrayPrototypePush(left, value);
    else failed = mode !== PARTIAL;
  });
  if (failed) return false;
  for (let i = 0; i < wanted.length; i++) {
    if (!take(left, (value) => equal(value, wanted[i], mode, memo))) return false;
  }
  return true;
}

function equalMaps(a, b, mode, memo) {
  const wanted = [];
  const found = new Set();
  let failed = false;
  MapPrototypeForEach(b, (value, key) => {
    if (failed) return;
    if (MapPrototypeHas(a, key) && equal(MapPrototypeGet(a, key), value, mode, memo)) {
      SetPrototypeAdd(found, key);
    } else if (!isObject(key) && mode !== LOOSE) {
      failed = true;
    } else {
      ArrayPrototypePush(wanted, { key, value });
    }
  });
  if (failed) return false;
  if (wanted.length === 0) return true;
  const left = [];
  MapPrototypeForEach(a, (value, key) => {
    if (!SetPrototypeHas(found, key) && (isObject(key) || mode === LOOSE)) {
      ArrayPrototypePush(left, { key, value });
    }
  });
  for (let i = 0; i < wanted.length; i++) {
    const { key, value } = wanted[i];
    if (
      !take(
        left,
        (entry) =>
          isObject(entry.key) === isObject(key) &&
          equal(entry.key, key, mode, memo) &&
          equal(entry.value, value, mode, memo),
      )
    )
      return false;
  }
  return true;
}

module.exports = {
  isDeepEqual: (a, b) => equal(a, b, LOOSE),
  isDeepStrictEqual: (a, b, skipPrototype) =>
    equal(a, b, skipPrototype ? STRICT_WITHOUT_PROTOTYPES : STRICT),
  isPartialStrictEqual: (a, b) => equal(a, b, PARTIAL),
};
