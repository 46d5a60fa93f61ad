// Where an error stands: operations at their sign, calls of what has no name at their parenthesis.
const here = (f) => {
  try { f(); } catch (e) {
    const [, line, column] = /positions\.js:(\d+):(\d+)/.exec(e.stack.replace(/^[^\n]*\n/, ''));
    console.log(`${line}:${column} ${e.message}`);
  }
};
const o = { n: null, x: {} };
here(() => o.n.x);
here(() => o.n['x']);
here(() => o.x());
here(() => o.x['y']());
here(() => o.x.catch());
here(() => (() => 1)()());
here(() => o.x`text`);
here(() => 1n + 1);
here(() => 'a' in o.n);
here(() => o instanceof o.x);
here(() => `${1} ${Symbol()}`);
here(() => { o.n.x = 1; });
here(() => { o.n.x += 1; });
here(() => { o.n.x++; });
here(() => { const c = 1; c = 2; });
here(() => { const c = 1; c++; });
here(() => { const { a } = null; });
here(() => { const { a: b } = null; });
here(() => { const [a] = null; });
here(() => { [o.x] = 5; });
here(() => { Math.max(...5); });
here(() => { late = 1; let late; });

// The first thing that a statement does stands where the statement begins.
here(() => { return missing; });
here(() => { return 1 + missing; });
here(() => { if (missing) return; });
here(() => { throw missing; });
here(() => { const value = missing; });
