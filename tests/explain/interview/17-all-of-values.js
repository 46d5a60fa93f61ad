Promise.all([1, 2]).then(() => console.log('all'));
Promise.all([]).then(() => console.log('all of nothing'));
Promise.race([1, 2]).then(() => console.log('race'));
Promise.resolve().then(() => console.log('plain'));
