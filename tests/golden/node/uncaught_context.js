// Rejections and errors that nobody handles are told in the context that they happened in.
const {AsyncLocalStorage}=require('async_hooks');const a=new AsyncLocalStorage();
process.on('unhandledRejection',(e)=>console.log('unh',e.message,a.getStore()));
process.on('uncaughtException',(e)=>console.log('unc',e.message,a.getStore()));
a.run(1,()=>{Promise.reject(new Error('x'))});
a.run(2,async()=>{await 1;throw new Error('y')});
a.run(3,()=>setTimeout(()=>{throw new Error('z')},1));
a.run(4,()=>process.nextTick(()=>{throw new Error('t')}));
