// A then callback without `return`: the chain goes on at once, with undefined.
const load = (name) => new Promise((resolve) => setTimeout(resolve, 10, `${name}'s data`));

load('user')
  .then((user) => {
    load('posts').then((posts) => console.log('too late:', user, posts));
  })
  .then((posts) => console.log('posts:', posts));
