// What the web's streams say when they are used wrongly, and some of what they answer.
require('stream/web');
process.on('unhandledRejection', () => {});

const direct = [
  ()=>new ReadableStream(null),
  ()=>new ReadableStream({start:null}),
  ()=>new ReadableStream({pull:5}),
  ()=>new ReadableStream({cancel:5}),
  ()=>new ReadableStream({type:'bytes',autoAllocateChunkSize:0}),
  ()=>new ReadableStream({type:'bytes'},{size(){}}),
  ()=>new ReadableStream({},{size:5}),
  ()=>new ReadableStream({},5),
  ()=>new ReadableStream({},null),
  ()=>new WritableStream(5),
  ()=>new WritableStream(null),
  ()=>new WritableStream({write:5}),
  ()=>new WritableStream({close:5}),
  ()=>new WritableStream({abort:5}),
  ()=>new WritableStream({},{highWaterMark:NaN}),
  ()=>new WritableStream({},{size:4}),
  ()=>new TransformStream(null),
  ()=>new TransformStream({transform:5}),
  ()=>new TransformStream({flush:5}),
  ()=>new TransformStream({cancel:5}),
  ()=>new TransformStream({writableType:'x'}),
  ()=>new ReadableStream({},{highWaterMark:'x'}),
  ()=>new ReadableStream({},{size(){return -1},highWaterMark:5}),
  ()=>new ReadableStream({start(c){c.enqueue(1)}},{size(){return -1}}),
  ()=>new ReadableStream({start(c){c.enqueue(1)}},{size(){return 'a'}}),
  ()=>new ReadableStream().getReader(5),
  ()=>new ReadableStream().getReader(null),
  ()=>new ReadableStream().values(null),
  ()=>new ReadableStream().values({preventCancel:1}),
  ()=>new ReadableStream().pipeThrough({readable:new ReadableStream(),writable:5}),
  ()=>new ReadableStream().pipeThrough(new TransformStream(),5),
  ()=>new ReadableStream().pipeThrough(new TransformStream(),{signal:5}),
  ()=>ReadableStream.from({}),
  ()=>ReadableStream.from(Symbol.iterator),
  ()=>ReadableStream.from({[Symbol.asyncIterator]:5}),
  ()=>ReadableStream.from({[Symbol.iterator](){return 5}}),
  ()=>new ByteLengthQueuingStrategy(5),
  ()=>new ByteLengthQueuingStrategy({}),
  ()=>new CountQueuingStrategy({highWaterMark:'x'}).highWaterMark,
  ()=>new CountQueuingStrategy({highWaterMark:1}).size,
  ()=>new CountQueuingStrategy({highWaterMark:1}).size===new CountQueuingStrategy({highWaterMark:2}).size,
  ()=>new ByteLengthQueuingStrategy({highWaterMark:1}).size,
  ()=>new TextEncoderStream().encoding,
  ()=>new TextDecoderStream('x'),
  ()=>new TextDecoderStream('utf-16le',{fatal:1}).encoding,
  ()=>Reflect.get(WritableStreamDefaultController.prototype,'signal',{}),
  ()=>new CompressionStream(),
  ()=>new CompressionStream('zstd'),
  ()=>new DecompressionStream('x'),
  ()=>{const w=new WritableStream().getWriter();w.releaseLock();return w.desiredSize},
  ()=>{let c;new WritableStream({start(x){c=x}});return c.signal},
  ()=>{let c;new ReadableStream({type:'bytes',start(x){c=x}});return c.byobRequest},
  ()=>{let c;new ReadableStream({start(x){c=x}});c.error(1);c.error(2);return c.desiredSize},
  ()=>{let c;new ReadableStream({start(x){c=x}});c.close();return c.desiredSize},
  ()=>Object.getOwnPropertyNames(Object.getPrototypeOf(new ReadableStream().values())),
  ()=>Reflect.ownKeys(new ReadableStream().values()),
  ()=>new ReadableStream().values(),
  ()=>Object.prototype.toString.call(new ReadableStream().values()),
  ()=>ReadableStream.prototype.values===ReadableStream.prototype[Symbol.asyncIterator],
  ()=>require('stream/web').ReadableStreamTee,
  ()=>require('util').inspect(new ReadableStream(),{depth:0}),
  ()=>require('util').inspect({a:{b:new ReadableStream()}},{depth:0}),
  ()=>require('util').inspect({a:{b:{c:new TransformStream()}}}),
];
const asynchronous = [
  ()=>ReadableStream.prototype.pipeTo.call(5),
  ()=>new ReadableStream().pipeTo(new WritableStream(),5),
  ()=>new ReadableStream().pipeTo(new WritableStream(),{signal:5}),
  ()=>new ReadableStream().pipeTo(),
  ()=>ReadableStreamDefaultReader.prototype.read.call({}),
  ()=>Reflect.get(ReadableStreamDefaultReader.prototype,'closed',{}),
  ()=>ReadableStreamDefaultReader.prototype.cancel.call({}),
  ()=>{const r=new ReadableStream().getReader();r.releaseLock();return r.cancel()},
  ()=>WritableStream.prototype.abort.call({}),
  ()=>{const w=new WritableStream().getWriter();w.releaseLock();return w.closed},
  ()=>{const w=new WritableStream().getWriter();w.releaseLock();return w.ready},
  ()=>{const w=new WritableStream().getWriter();w.releaseLock();return w.abort()},
  ()=>{const w=new WritableStream().getWriter();w.releaseLock();return w.close()},
  ()=>{const w=new WritableStream();w.close();return w.close()},
  ()=>WritableStreamDefaultWriter.prototype.write.call({}),
  ()=>new ReadableStream({type:'bytes'}).getReader({mode:'byob'}).read(),
  ()=>new ReadableStream({type:'bytes'}).getReader({mode:'byob'}).read(5),
  ()=>new ReadableStream({type:'bytes'}).getReader({mode:'byob'}).read(new Uint8Array(4),{min:0}),
  ()=>new ReadableStream({type:'bytes'}).getReader({mode:'byob'}).read(new Uint8Array(4),{min:5}),
  ()=>new ReadableStream({type:'bytes'}).getReader({mode:'byob'}).read(new DataView(new ArrayBuffer(4)),{min:5}),
  ()=>new ReadableStream({type:'bytes',pull(c){try{c.byobRequest.respond()}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint8Array(4)),
  ()=>new ReadableStream({type:'bytes',pull(c){try{c.byobRequest.respond(0)}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint8Array(4)),
  ()=>new ReadableStream({type:'bytes',pull(c){try{c.byobRequest.respond(9)}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint8Array(4)),
  ()=>new ReadableStream({type:'bytes',pull(c){try{const r=c.byobRequest;r.respond(1);r.respond(1)}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint8Array(4)),
  ()=>new ReadableStream({type:'bytes',pull(c){try{c.byobRequest.respondWithNewView(new Uint8Array(0))}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint8Array(4)),
  ()=>new ReadableStream({type:'bytes',pull(c){try{c.byobRequest.respondWithNewView(new Uint8Array(8))}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint8Array(4)),
  ()=>new ReadableStream({type:'bytes',pull(c){try{c.byobRequest.respondWithNewView(new Uint8Array(c.byobRequest.view.buffer,1,3))}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint8Array(4)),
  ()=>new ReadableStream({type:'bytes',pull(c){try{c.byobRequest.respondWithNewView(5)}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint8Array(4)),
  ()=>new ReadableStream({type:'bytes',pull(c){try{c.enqueue(new Uint8Array(1));c.close()}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint16Array(4)),
  ()=>new ReadableStream({type:'bytes',pull(c){try{c.enqueue(new DataView(new ArrayBuffer(0)))}catch(e){c.error(e)}}}).getReader({mode:'byob'}).read(new Uint16Array(4)),
  async()=>{const t=new TextEncoderStream();const w=t.writable.getWriter();w.write('\ud83d');w.write('\ude00x');w.write('\ud83d');w.close();let o=[];for await(const c of t.readable)o.push(...c);return o.join()},
  async()=>{const t=new DecompressionStream('gzip');const w=t.writable.getWriter();t.readable.getReader().read().catch(()=>{});await w.write(5)},
  async()=>{const t=new CompressionStream('gzip');const w=t.writable.getWriter();t.readable.getReader().read().catch(()=>{});await w.write('x')},
  async()=>{const ws=new WritableStream({write(){throw 5}});const w=ws.getWriter();await w.write(1).catch(()=>{});await w.write(2)},
  async()=>{const it=new ReadableStream({start(c){c.enqueue(1);c.enqueue(2)}}).values();return [await it.next(),await it.return(7),await it.next(),await it.return(8)]},
  async()=>{const it=ReadableStream.from([1,Promise.resolve(2)]).values();return [await it.next(),await it.next(),await it.next()]},
  async()=>{const rs=ReadableStream.from({async next(){return 5},[Symbol.asyncIterator](){return this}});return await rs.getReader().read()},
  async()=>{const rs=ReadableStream.from({async return(){return 5},next(){},[Symbol.asyncIterator](){return this}});return await rs.cancel()},
];

(async () => {
  for (const f of direct) {
    try {
      console.log(f());
    } catch (e) {
      console.log(e.name, e.code, e.message);
    }
  }
  for (const f of asynchronous) {
    try {
      console.log(await f());
    } catch (e) {
      console.log(e?.name, e?.code, e?.message ?? e);
    }
  }
})();
