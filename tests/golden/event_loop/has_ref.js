// What hasRef tells: of timers what was asked for, at any time; of immediates, whether they wait.
const f=()=>{}; const t1=setTimeout(f,1), t2=setTimeout(f,1), t3=setTimeout(f,1), t4=setTimeout(f,1), t5=setInterval(f,1), i1=setImmediate(f), i2=setImmediate(f), i3=setImmediate(f), t6=setTimeout(f,1000);
t2.unref(); clearTimeout(t3); t4.unref(); clearTimeout(t4); i2.unref(); clearImmediate(i3); clearTimeout(t6);
console.log(t1.hasRef(),t2.hasRef(),t3.hasRef(),t4.hasRef(),t5.hasRef(),i1.hasRef(),i2.hasRef(),i3.hasRef(), t6.hasRef());
t3.ref(); t4.ref(); i3.ref(); t6.unref();console.log(t3.hasRef(),t4.hasRef(),i3.hasRef(),t6.hasRef());
t3.unref(); i3.unref(); console.log(t3.hasRef(),i3.hasRef());
setTimeout(()=>{ console.log(t1.hasRef(),t2.hasRef(),t3.hasRef(),t4.hasRef(),t5.hasRef(),i1.hasRef(),i2.hasRef(),i3.hasRef()); clearInterval(t5); console.log(t5.hasRef()); t1.unref(); console.log(t1.hasRef()); t1.ref(); t2.ref(); i1.ref(); console.log(t1.hasRef(), t2.hasRef(), i1.hasRef()); clearTimeout(t1); console.log(t1.hasRef());
 const s=setTimeout(()=>{ console.log('in', s.hasRef()); s.unref(); console.log(s.hasRef()); const d=setImmediate(()=>{console.log('imm in', d.hasRef())}); },5); }, 30);
