new Promise((resolve) => resolve())
  .then(() => {
    console.log('outer 1');
    new Promise((resolve) => resolve())
      .then(() => console.log('inner 1'))
      .then(() => console.log('inner 2'));
  })
  .then(() => console.log('outer 2'));
