// What a function gives replaces each match; all are found before it is called the first time.
const s='a1b22c333';
console.log(s.replace(/\d+/g,(...a)=>{ return '['+a.join('|')+']'}), s.replace(/(?<l>[a-z])(\d)?/g,(...a)=>JSON.stringify(a)), s.replace(/x*/g,()=>'-'), s.replace(/\d/,m=>m*2), s.replace(/\d/y,m=>m*2));
const r=/\d/g; r.lastIndex=5; console.log(s.replace(r,m=>{r.lastIndex=3;return r.lastIndex}), r.lastIndex);
console.log('abc'.replace(/b/g,()=>{RegExp.prototype.exec;return '$1'}), 'abab'.replace(/a/g,()=>RegExp.leftContext));
try{'ab'.replace(/a/g,()=>Symbol())}catch(e){console.log(e.message)}
console.log('\u{1f600}x'.replace(/(?:)/gu,()=>'.'), 'x'.replace(/y/g,()=>{throw 1}));
console.log('aXbX'.replace(/X/g,(m,i,str)=>{return i+str.length}));
