// JSON both ways.
const data = { users: Array.from({ length: 500 }, (_, i) => ({ id: i, name: 'user "' + i + '"', scores: [i, i / 3, -i], active: i % 2 === 0, nested: { deep: { value: null } } })) };
let sum = 0;
for (let i = 0; i < 200; i++) {
  const text = JSON.stringify(data);
  const back = JSON.parse(text);
  sum += text.length + back.users[i].id + JSON.stringify(back, null, 2).length;
}
console.log(sum);
