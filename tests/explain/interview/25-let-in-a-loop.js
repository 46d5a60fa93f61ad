for (let i = 0; i < 3; i++) {
  setTimeout(() => console.log('i is', i), 30 - 10 * i);
}
