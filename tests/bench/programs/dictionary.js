// Objects used as dictionaries: computed keys, deletes, for-in, Object.keys.
const dict = {};
let sum = 0;
for (let round = 0; round < 60; round++) {
  for (let i = 0; i < 10000; i++) dict['key' + ((i * 7) % 12000)] = i;
  for (let i = 0; i < 10000; i++) sum += dict['key' + i] | 0;
  for (let i = round; i < 10000; i += 9) delete dict['key' + i];
  for (const k in dict) sum += k.length;
  sum += Object.keys(dict).length;
}
console.log(sum);
