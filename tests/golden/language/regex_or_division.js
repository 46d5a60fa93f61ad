// A slash begins a regular expression only where an operand may stand.
let a = 100;
const b = 5, g = 2, i = 1;
console.log(a / b / g, a /b/ g, (a) / b, [a][0] / b / g, a++ / b, a-- / b, a);
let n = 8;
n /= 2;
n
/= 2;
console.log(n++ / 2, n-- / 1, n);
const o = { f() { return 10; }, if: 20 };
console.log(o.f() / 2 / 1, o.if / 2 / i, o?.if / 2 / i, `${a}` / b / g, 'x' / b, this / 1, typeof a / b);
const y = { } / 2;
console.log(y, +{ } / 1, function () { } / 2, class { } / 2 / g, (() => { }) / 2, 4 / 2);

// Each of these is a regular expression; the function is only parsed.
function never() {
  if (a) /inner/; else /other/;
  function block() { } /re/;
  { } /after block/;
  label: /labelled/;
  while (0) /body/;
  do /x/; while (0)
  const t = () => /body/, [d = /default/] = [], c = a ? /p/ : /q/, [e] = [...[/s/]];
  f(/arg/, !/not/, -/minus/, void /v/, typeof /[/]/, a in /in/, a + /plus/, a && /and/, a ?? /nn/);
  switch (/sw/) { case /case/: default: /d/ }
  for (const x of /of/) throw /throw/;
  const q = /=/, r = /\//g, s = /[\]/]/, u = /(?<name>x)\k<name>/u, w = /a/dgimsy, z = /\u{1F600}/v;
  x = /assigned/; y += /added/; (/paren/), [/item/], { p: /prop/ }; `${/template/}`;
  a = b
  / c / d;
  a++
  / e /
  f;
  return /ret/;
}
async function* alsoNever() { yield /y/; await /a/; yield* /d/; }
console.log(typeof never, typeof alsoNever);
