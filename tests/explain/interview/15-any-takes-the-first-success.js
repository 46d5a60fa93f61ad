const reject = (ms) => new Promise((_, no) => setTimeout(no, ms, new Error('no')));
const resolve = (ms) => new Promise((yes) => setTimeout(yes, ms, `after ${ms}`));

Promise.any([reject(1), resolve(9), resolve(4)]).then((value) => console.log(value));
Promise.any([reject(2), reject(6)]).catch((error) => console.log(error.name));
