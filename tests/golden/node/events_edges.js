// Properties of `events`, its errors, and what its methods do at their edges.
// stderr: ignore
const E=require('events');const log=console.log;
const e=new E();
log(Object.getOwnPropertyNames(E),Object.getOwnPropertySymbols(E));
for(const k of Reflect.ownKeys(E)){const d=Object.getOwnPropertyDescriptor(E,k);log(k,d,typeof d.value==='function'?[d.value.name,d.value.length,Object.hasOwn(d.value,'prototype'),Reflect.ownKeys(d.value)]:d.get?[d.get.name,d.get.length,d.set&&d.set.name]:0)}
for(const k of Reflect.ownKeys(E.prototype)){const d=Object.getOwnPropertyDescriptor(E.prototype,k);log(k,d,typeof d.value==='function'?[d.value.name,d.value.length,Object.hasOwn(d.value,'prototype')]:0)}
const t=(f)=>{try{log('->',f())}catch(x){log('!',x.name,x.code,x.message)}};
t(()=>e.on('a'));t(()=>e.once('a',1));t(()=>e.removeListener('a',null));t(()=>e.off('a'));t(()=>e.prependOnceListener('a',{}));
t(()=>e.setMaxListeners(-1));t(()=>e.setMaxListeners('1'));t(()=>e.setMaxListeners(NaN));t(()=>E.setMaxListeners(-1));t(()=>{E.defaultMaxListeners=-2});t(()=>{E.captureRejections=1});t(()=>new E({captureRejections:1}));t(()=>new E({captureRejections:0}));t(()=>new E(null));t(()=>new E(5));
t(()=>e.emit('error'));t(()=>e.emit('error',1));t(()=>e.emit('error',new Error('x')));t(()=>e.emit('error',{a:1}));t(()=>e.emit('error',null));
e.on(E.errorMonitor,(...a)=>log('monitor',a[0].message,a.length));t(()=>e.emit('error',new Error('x2'),3));e.on('error',(...a)=>log('err',a.length));t(()=>e.emit('error',new Error('x2'),3));
const f=()=>{},g=()=>{};
e.on('removeListener',(n,l)=>log('removed',n,l===f,l===g));e.on('newListener',(n,l)=>log('new',n,l===f,l===g));
e.on('x',f);e.once('x',g);e.prependListener('x',f);e.prependOnceListener('x',g);log(e.listenerCount('x'),e.listenerCount('x',f),e.listenerCount('x',g),e.listenerCount('zz'),E.listenerCount(e,'x'));
log(e.listeners('x').length,e.rawListeners('x').map(l=>l.listener===g),e.eventNames());
e.off('x',f);log(e.rawListeners('x').length);e.removeAllListeners('x');e.removeAllListeners();log(e.eventNames(),e._events,e._eventsCount);
e.removeAllListeners('q');e.on('q',f);e.removeAllListeners('q');log(e._events,e._eventsCount);
e.on('q',f);e.on('q',g);e.on('r',g);log(e);e.removeAllListeners('q');log(e);
t(()=>E.getMaxListeners(e));t(()=>E.getMaxListeners({}));t(()=>E.getMaxListeners(new EventTarget()));t(()=>E.getEventListeners(e,'r'));t(()=>E.getEventListeners({},'r'));t(()=>E.listenerCount(new EventTarget(),'a'));t(()=>E.listenerCount({},'a'));
t(()=>E.addAbortListener());t(()=>E.on());t(()=>E.on(e,'x',5));E.once().catch(x=>log(x.message));E.once(e,'x',5).catch(x=>log(x.message));E.once(e,'x',null).catch(x=>log(x.message));
const c=new E({captureRejections:true});c.on('error',(x)=>log('caught',x.message));c.on('p',async()=>{throw new Error('rej')});c.emit('p',1);c.on('p',async()=>{throw new Error('rej2')});c.emit('p',1,2,3,4,5);
const c2=new E({captureRejections:true});c2[Symbol.for('nodejs.rejection')]=(...a)=>log('custom',a);c2.on('p',async()=>{throw 7});c2.emit('p',1,'b');
const o={q:1};function K(){E.call(this)};K.prototype={__proto__:E.prototype};const k=new K();k.on('a',f);log(k);
const sh=Object.create(E.prototype);sh._events={foo:undefined,bar:f};sh._eventsCount=1;E.call(sh);sh.on('foo',g);sh.off('foo',g);log(sh._events,sh._eventsCount);sh.removeAllListeners();log(sh);
process.on('warning',w=>log(w.name,w.message,w.count,w.type));
const w=new E();for(let i=0;i<12;i++)w.on('leak',f);w.setMaxListeners(1);w.on('two',f);w.on('two',f);
E.defaultMaxListeners=1;const w2=new E();w2.on('three',f);w2.on('three',f);log(w2.getMaxListeners());
E.setMaxListeners(5,w,new EventTarget());log(w.getMaxListeners());t(()=>E.setMaxListeners(5,{}));
let n=0;const m=new E();m.on('z',function h(){n++;m.off('z',h)});m.on('z',()=>{n+=10;m.removeAllListeners('z')});m.on('z',()=>{n+=100});m.emit('z');m.emit('z');log(n);
log(new E.EventEmitterAsyncResource({name:'q'}).asyncResource.constructor.name);
log(require('events').once.constructor.name, E.usingDomains);
