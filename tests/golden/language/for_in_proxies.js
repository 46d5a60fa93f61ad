// A proxy is asked whether a key is enumerable in the round of the key.
const say=(...a)=>console.log(...a);
const T=(name,t)=>new Proxy(t,{ownKeys(t){say(name,'ownKeys');return Reflect.ownKeys(t)},getOwnPropertyDescriptor(t,k){say(name,'gopd',String(k));return Reflect.getOwnPropertyDescriptor(t,k)},getPrototypeOf(t){say(name,'gpo');return Reflect.getPrototypeOf(t)},has(t,k){say(name,'has',String(k));return k in t}});
for(const k in T('a',[1,2]))say(k);
say('--');
for(const k in T('a',Object.create(T('b',{x:1,y:2,z:3}),{x:{value:1,enumerable:false},z:{value:1,enumerable:true}})))say(k);
say('--');
for(const k in Object.create(T('b',{x:1,y:2}),{q:{value:1,enumerable:true},y:{value:2}})){say(k)}
say('--');
const o=Object.create(T('c',{x:1,y:2})); o.m=1;o.n=2;
for(const k in o){say(k); delete o.n;}
say('--');
try{for (const k in new Proxy({a:1,b:2},{getOwnPropertyDescriptor(t,k){if(k==='b')throw new Error('no');return Reflect.getOwnPropertyDescriptor(t,k)}}))say(k)}catch(e){say(e.message)}
