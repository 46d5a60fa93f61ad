const results = Promise.allSettled([Promise.resolve(1), Promise.reject(2), 3]);

results.then((list) => list.forEach(({ status }) => console.log(status)));
Promise.resolve().then(() => console.log('first'));
