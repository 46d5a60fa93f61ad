// Where the parts of a pattern stand that are read: at what they go to. Where the substitutions of
// a template are made strings, and the first thing that an initializer, a part of a sequence or of a
// loop's head does.
const place = () => /positions_of_parts\.js:(\d+:\d+)\)?$/.exec(new Error().stack.split('\n')[3])[1];
const make = () => ({
  get q() { return place(); },
  get 0() { return place(); },
  get n() { return { get z() { return place(); } }; },
});
{ const { q } = make(); console.log(q); }
{ const { q: r } = make(); console.log(r); }
{ const { q: r = 1 } = make(); console.log(r); }
{ const { 'q' : r } = make(); console.log(r); }
{ const { ['q'] : r = 5 } = make(); console.log(r); }
{ const { 0 : r } = make(); console.log(r); }
{ const { n : { z : w } = {} } = make(); console.log(w); }
{ let r; ({ q : r = 1 } = make()); console.log(r); }
{ let q; ({ q = 1 } = make()); console.log(q); }
{ const o = {}; ({ q : o.x } = make()); console.log(o.x); }
{ const o = {}; ({ n : { z : o['x'] = 4 } } = make()); console.log(o.x); }
(({ q : r } = make()) => console.log(r))();
for (const { q : r } of [make()]) console.log(r);
try { throw make(); } catch ({ q : r }) { console.log(r); }

const text = { toString: place };
const show = (f) => console.log(f());
show(() => `${text}`);
show(() => `a${text}`);
show(() => { return `${text}`; });
show(() => { return 1, `${text}`; });
show(() => { const x = `${text}`; return x; });
show(() => { const x = 1, y = `${(text)}`; return y; });

const here = (f) => {
  try { f(); } catch (e) {
    const [, line, column] = /positions_of_parts\.js:(\d+):(\d+)/.exec(e.stack.replace(/^[^\n]*\n/, ''));
    console.log(`${line}:${column} ${e.message}`);
  }
};
here(() => { const x = -missing; });
here(() => { const x = (missing); });
here(() => { let x = 1, y = [missing]; });
here(() => { const x = { ...missing }; });
here(() => { return 1, !missing; });
here(() => { while (!missing) ; });
here(() => { do { } while (-missing); });
here(() => { for (let i = 0; !missing;) ; });
here(() => { for (let i = 0; i < 1; -missing) ; });
here(() => { for (here.x = -missing;;) ; });
here(() => { with (-missing) ; });
here(() => { using x = -missing; });
here(() => [...(function* () { yield missing; })()]);
here(() => [...(function* () { const x = yield missing; })()]);
here(() => [...(function* () { yield* missing; })()]);
(async () => { await missing; })().catch((e) => here(() => { throw e; }));
(async () => { return await -missing; })().catch((e) => here(() => { throw e; }));
