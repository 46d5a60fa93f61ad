for (var i = 0; i < 3; i++) {
  setTimeout(() => console.log('i is', i), 0);
}
console.log('loop has ended');
