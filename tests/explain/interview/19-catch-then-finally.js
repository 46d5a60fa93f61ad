Promise.reject(new Error('x'))
  .then(() => console.log('never'))
  .catch((error) => {
    console.log('caught', error.message);
    return 'mended';
  })
  .finally(() => console.log('finally'))
  .then((value) => console.log(value));
