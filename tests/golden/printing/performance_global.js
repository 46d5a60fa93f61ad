// The global `performance` is an accessor whose value a script may replace.
const d=Object.getOwnPropertyDescriptor(globalThis,'performance');
console.log(d.get.name,d.get.length,d.set.name,d.set.length, d.get.call(globalThis)===performance);
for (const t of [{},null,undefined,5]) { try{console.log(d.get.call(t)===performance)}catch(e){console.log(e.name,e.code,e.message)}; try{console.log(d.set.call(t,1))}catch(e){console.log(e.name,e.code,e.message)}}
console.log(Object.getOwnPropertyDescriptor(globalThis,'performance'));
performance=7; console.log(performance,Object.getOwnPropertyDescriptor(globalThis,'performance'));
