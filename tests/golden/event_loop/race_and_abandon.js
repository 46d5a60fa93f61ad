// args: --clock=virtual
// A lost race doesn't stop the loser: its timer still runs, its rejection counts as handled.
const after = (ms, f) => new Promise((ok, no) => setTimeout(() => { console.log('timer', ms); f(ok, no); }, ms));
Promise.race([after(10, (ok) => ok('winner')), after(40, (ok, no) => no(new Error('loser')))]).then(console.log);
Promise.any([after(20, (ok, no) => no('first fails')), after(30, (ok) => ok('any'))]).then(console.log);
