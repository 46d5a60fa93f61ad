// FormData: texts and files under names, and what it says of wrong arguments.
const form = new FormData();
form.append('text', 'a');
form.append('text', 5);
form.append('\ud800', { toString: () => 'object' });
form.append('blob', new Blob(['xy'], { type: 'a/b' }));
form.append('named', new Blob(['z']), 'name.txt');
const file = new File(['f'], 'own.txt', { lastModified: 1 });
form.append('file', file);
form.append('renamed', file, 'other.txt');
console.log(form.get('text'), form.getAll('text'), form.get('none'), form.has('blob'), form.get('file') === file);
for (const name of ['blob', 'named', 'renamed']) {
  const made = form.get(name);
  console.log(name, made.constructor.name, made.name, made.type, made.size, made === form.get(name));
}
console.log(form.get('renamed').lastModified, [...form.keys()]);
form.set('text', 'b');
form.set('new', 'c');
form.delete('blob');
form.delete('named');
console.log([...form].map(([name, value]) => `${name}=${value}`), form.entries(), form.values().next());
form.forEach(function(value, name, all) { console.log(name, all === form, this === globalThis); });
const iterator = form.keys();
form.delete('text');
console.log(iterator.next(), Object.prototype.toString.call(iterator), Object.keys(Object.getPrototypeOf(iterator)));

const shown = new FormData();
for (const value of ['1', '2', '3']) shown.append('list', value);
shown.append('file', file);
console.log(shown, { a: { b: { shown } } }, new FormData(), FormData, FormData.prototype);
class Own extends FormData {}
console.log(new Own(), Object.prototype.toString.call(shown), FormData.length);

for (const wrong of [
  () => FormData(), () => new FormData(null), () => form.append('a'), () => form.append(), () => form.set('a', 'b', 'c'),
  () => form.append('a', { x: 1 }, 'c'), () => form.get(), () => form.get(Symbol('s')), () => form.forEach(),
  () => form.forEach(1), () => form.get.call({}, 'a'), () => form.keys.call(new Map()), () => iterator.next.call({}),
  () => structuredClone(form),
]) {
  try {
    console.log(wrong());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
