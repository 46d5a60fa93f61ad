const { Readable } = require('stream');

(async () => {
  for await (const chunk of Readable.from(['a', 'b'])) console.log('chunk', chunk);
  console.log('stream has ended');
})();
console.log('script');
