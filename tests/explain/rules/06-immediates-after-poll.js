setTimeout(() => {
  console.log('timer');
  setTimeout(() => console.log('next timer'), 0);
  setImmediate(() => {
    console.log('immediate');
    setImmediate(() => console.log('next immediate'));
  });
}, 0);
