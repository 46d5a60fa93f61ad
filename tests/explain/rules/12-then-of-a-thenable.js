const thenable = {
  then(resolve) {
    console.log('then is called');
    resolve('value');
  },
};

Promise.resolve(thenable).then((value) => console.log(value));
console.log('script');
