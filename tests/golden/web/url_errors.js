// What URL and URLSearchParams say of wrong arguments and receivers.
const attempt = (what) => {
  try {
    console.log(what());
  } catch (error) {
    const { code, input, base } = error;
    console.log(`${error.name}: ${error.message}`, { code, input, base });
  }
};
attempt(() => new URL());
attempt(() => new URL('x'));
attempt(() => new URL('x', 'y'));
attempt(() => new URL('http://a b', 'http://c'));
attempt(() => URL('x:y'));
attempt(() => new URL(Symbol('s')));
attempt(() => URL.parse());
attempt(() => URL.canParse());
attempt(() => { new URL('x:y').href = 'z'; });
const attributes = Object.getOwnPropertyDescriptors(URL.prototype);
for (const receiver of [{}, null]) {
  attempt(() => attributes.href.get.call(receiver));
  attempt(() => attributes.href.set.call(receiver, 'x'));
  attempt(() => attributes.origin.get.call(receiver));
  attempt(() => attributes.searchParams.get.call(receiver));
  attempt(() => attributes.toJSON.value.call(receiver));
}
attempt(() => URLSearchParams());
for (const init of [
  [1], ['ab'], [['a']], [['a', 'b', 'c']], [null], [new Set(['a', 'b'])], { [Symbol.iterator]: 1 },
  [[Symbol('s'), 1]], { a: Symbol('s') }, { [Symbol('s')]: 1 },
]) attempt(() => new URLSearchParams(init));
const params = new URLSearchParams();
for (const name of ['append', 'delete', 'get', 'getAll', 'has', 'set', 'forEach']) {
  attempt(() => params[name]());
  attempt(() => params[name].call({}, 'a', 'b'));
}
attempt(() => params.append('a'));
attempt(() => params.forEach(1));
attempt(() => params.keys().next.call({}));
attempt(() => Object.getOwnPropertyDescriptor(URLSearchParams.prototype, 'size').get.call(params.keys()));
attempt(() => URL.createObjectURL({}));
attempt(() => URL.revokeObjectURL());
attempt(() => structuredClone(new URL('x:y')));
attempt(() => structuredClone(params));
