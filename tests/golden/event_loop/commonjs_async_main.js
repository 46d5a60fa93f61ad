// The usual shape of a program: an async main, started at the end.
async function main() {
  console.log('main starts');
  const parts = await Promise.all(['a', 'b', 'c'].map(async (name, i) => {
    await new Promise((r) => setTimeout(r, 30 - i * 10));
    console.log('part', name);
    return name.toUpperCase();
  }));
  return parts.join('');
}
main().then((result) => console.log('result', result)).finally(() => console.log('cleanup'));
console.log('body ends');
