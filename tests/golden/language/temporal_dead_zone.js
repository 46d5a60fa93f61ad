// Between entering the scope and its declaration a let, const or class can't be touched.
function attempt(label, f) {
  try {
    console.log(label, f());
  } catch (e) {
    console.log(label, e.name + ': ' + e.message);
  }
}

attempt('read', () => { x; let x = 1; });
attempt('write', () => { x = 2; let x = 1; return x; });
attempt('typeof', () => { typeof x; let x; });
attempt('typeof undeclared', () => typeof nowhere);
attempt('class', () => { new C(); class C {} });
attempt('class in its heritage', () => { class C extends C {} });
attempt('own initialiser', () => { let x = x + 1; });
attempt('inner shadows', () => { const x = 1; { x; const y = 2; let z = x + y; return z; } });
attempt('shadow in block', () => { let x = 1; { x++; let y = x; return y; } });
attempt('shadowed', () => { let x = 1; { return x; let x = 2; } });
attempt('default sees later', () => ((a = b, b = 1) => a)());
attempt('default sees earlier', () => ((a = 1, b = a) => b)());
attempt('loop head', () => { for (const x of [x]) return x; });
attempt('switch', () => { switch (1) { case 0: let x; break; case 1: return x; } });
attempt('closure too early', () => { const f = () => x; f(); let x = 1; });
attempt('closure in time', () => { const f = () => x; let x = 1; return f(); });
attempt('without initialiser', () => { let x; return x; });
attempt('const', () => { const c = 1; c = 2; });
attempt('const update', () => { const c = 1; c++; });
attempt('const in loop', () => { for (const i = 0; i < 2; i++); });
