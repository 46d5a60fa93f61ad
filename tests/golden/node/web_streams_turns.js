// How many turns of the microtask queue the web's streams take for what they do: the numbers are
// those of a counter that runs beside them.
async function ticks(n, f) {
  for (let i = 0; i < n; i++) {
    await null;
    f(i);
  }
}
const T = async (n, l, name) => {
  ticks(n, (i) => l.push(i));
  await ticks(n, () => {});
  console.log(name, l.join(' '));
};

(async () => {
  {
    const l=[];
    let n=0;
    const rs=new ReadableStream({async pull(c){l.push('pull'+n);c.enqueue(n);if(++n==4)c.close()}},{highWaterMark:2});
    await T(14,l,'asyncpull');
  }
  {
    const l=[];
    let n=0;
    const rs=new ReadableStream({pull(c){l.push('pull'+n);c.enqueue(n);if(++n==4)c.close()}},{highWaterMark:2});
    await T(14,l,'syncpull');
  }
  {
    const l=[];
    let n=0;
    const rs=new ReadableStream({pull(c){l.push('pull'+n);c.enqueue(n);++n==4&&c.close();return Promise.resolve()}},{highWaterMark:2});
    await T(14,l,'promisepull');
  }
  {
    const l=[];
    const ws=new WritableStream({async start(){l.push('start')},async write(c){l.push('w'+c)},close(){l.push('close')}});
    const w=ws.getWriter();
    w.ready.then(()=>l.push('ready'));
    w.write(1).then(()=>l.push('w1 done'));
    w.write(2).then(()=>l.push('w2 done'));
    w.close().then(()=>l.push('closed'));
    w.closed.then(()=>l.push('closedP'));
    await T(24,l,'ws');
  }
  {
    const l=[];
    const ws=new WritableStream({write(c){l.push('w'+c)}});
    const w=ws.getWriter();
    w.write(1).then(()=>l.push('w1 done'));
    w.write(2).then(()=>l.push('w2 done'));
    w.close().then(()=>l.push('closed'));
    await T(24,l,'wsync');
  }
  {
    const l=[];
    const ts=new TransformStream({transform(c,k){l.push('t'+c);k.enqueue(c)},flush(){l.push('flush')}});
    const w=ts.writable.getWriter();
    const r=ts.readable.getReader();
    w.write(1).then(()=>l.push('w1'));
    w.close().then(()=>l.push('wc'));
    r.read().then(x=>l.push('r'+x.value));
    r.read().then(x=>l.push('r'+x.done));
    await T(24,l,'ts');
  }
  {
    const l=[];
    const ts=new TransformStream({async transform(c,k){l.push('t'+c);k.enqueue(c)},async flush(){l.push('flush')}});
    const w=ts.writable.getWriter();
    const r=ts.readable.getReader();
    w.write(1).then(()=>l.push('w1'));
    w.close().then(()=>l.push('wc'));
    r.read().then(x=>l.push('r'+x.value));
    r.read().then(x=>l.push('r'+x.done));
    await T(24,l,'tsa');
  }
  {
    const l=[];
    const rs=ReadableStream.from([1,2,3]);
    (async()=>{for await(const x of rs)l.push('v'+x);l.push('end')})();
    await T(30,l,'from');
  }
  {
    const l=[];
    const rs=ReadableStream.from((async function*(){yield 1;yield 2})());
    (async()=>{for await(const x of rs)l.push('v'+x);l.push('end')})();
    await T(30,l,'fromasync');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){c.enqueue(1);c.enqueue(2);c.close()}});
    (async()=>{for await(const x of rs)l.push('v'+x);l.push('end')})();
    await T(30,l,'iter');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){c.enqueue(1);c.enqueue(2);c.close()}});
    const ws=new WritableStream({write(c){l.push('w'+c)},close(){l.push('close')}});
    rs.pipeTo(ws).then(()=>l.push('piped'));
    await T(30,l,'pipe');
  }
  {
    const l=[];
    let n=0;
    const rs=new ReadableStream({pull(c){l.push('p'+n);c.enqueue(n);if(++n==4)c.close()}},{highWaterMark:0});
    const ws=new WritableStream({async write(c){l.push('w'+c)},close(){l.push('close')}});
    rs.pipeThrough(new TransformStream({transform(c,k){l.push('t'+c);k.enqueue(c)}})).pipeTo(ws).then(()=>l.push('piped'));
    await T(60,l,'pipe3');
  }
  {
    const l=[];
    let c;
    const rs=new ReadableStream({start(x){c=x},cancel(r){l.push('cancel'+r)}});
    const [a,b]=rs.tee();
    a.getReader().read().then(v=>l.push('a'+v.value));
    b.getReader().read().then(v=>l.push('b'+v.value));
    c.enqueue(5);
    await T(20,l,'tee');
  }
  {
    const l=[];
    let c;
    const rs=new ReadableStream({start(x){c=x},cancel(r){l.push('cancel'+r)}});
    rs.cancel(3).then(()=>l.push('cancelled'));
    await T(20,l,'cancel');
  }
  {
    const l=[];
    const ws=new WritableStream({async abort(r){l.push('abort'+r)}});
    ws.abort(3).then(()=>l.push('aborted'));
    await T(20,l,'abort');
  }
  {
    const l=[];
    const rs=new ReadableStream({async cancel(r){l.push('cancel'+r)}});
    rs.cancel(3).then(()=>l.push('cancelled'));
    await T(20,l,'acancel');
  }
  {
    const l=[];
    const rs=new ReadableStream({type:'bytes',async pull(c){l.push('pull');c.enqueue(new Uint8Array(2))}});
    const r=rs.getReader({mode:'byob'});
    r.read(new Uint8Array(2)).then(()=>l.push('r'));
    await T(20,l,'byob');
  }
  {
    const l=[];
    const rs=ReadableStream.from([1]);
    const it=rs.values();
    it.next().then(()=>l.push('n1'));
    it.return().then(()=>l.push('ret'));
    it.next().then(()=>l.push('n2'));
    await T(20,l,'itret');
  }
  {
    const l=[];
    const t=new TextDecoderStream();
    const w=t.writable.getWriter();
    w.write(new Uint8Array([65])).then(()=>l.push('w'));
    w.close().then(()=>l.push('c'));
    const r=t.readable.getReader();
    r.read().then(x=>l.push(x.value));
    r.read().then(x=>l.push(x.done));
    await T(20,l,'tds');
  }
  {
    let ctl;
    const rs=new ReadableStream({start(c){ctl=c;for(let i=0;i<6;i++)c.enqueue(i)}},{highWaterMark:10});
    const l=[];
    rs.pipeTo(new WritableStream({write(c){l.push('w'+c);return new Promise(()=>{})}}));
    await ticks(20,()=>{});
    console.log('left',ctl.desiredSize,l.join());
  }
  {
    let ctl;
    const rs=new ReadableStream({start(c){ctl=c;for(let i=0;i<6;i++)c.enqueue(i)}},{highWaterMark:10});
    const l=[];
    rs.pipeTo(new WritableStream({write(c){l.push('w'+c);return new Promise(()=>{})}},{highWaterMark:3}));
    l.push('left'+ctl.desiredSize);
    ticks(9,(i)=>l.push(i+':'+ctl.desiredSize));
    await ticks(9,()=>{});
    console.log(l.join(' '));
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){for(let i=0;i<6;i++)c.enqueue(i);c.close()}});
    rs.pipeTo(new WritableStream({write(c){l.push('w'+c)},close(){l.push('close')}})).then(()=>l.push('piped'));
    await T(30,l,'pipe6');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){for(let i=0;i<6;i++)c.enqueue(i);c.close()}});
    rs.pipeTo(new WritableStream({write(c){l.push('w'+c)},close(){l.push('close')}},{highWaterMark:4})).then(()=>l.push('piped'));
    await T(30,l,'pipe6hwm4');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){for(let i=0;i<6;i++)c.enqueue(i);c.close()}});
    rs.pipeTo(new WritableStream({async write(c){l.push('w'+c);await 1},close(){l.push('close')}},{highWaterMark:4})).then(()=>l.push('piped'));
    await T(30,l,'pipe6hwm4a');
  }
  {
    const l=[];
    let c;
    const rs=new ReadableStream({start(x){c=x}});
    rs.pipeTo(new WritableStream({write(c){l.push('w'+c)},close(){l.push('close')}})).then(()=>l.push('piped'));
    await ticks(10,()=>{});
    c.enqueue(1);
    l.push('enq');
    await T(6,l,'pipelate');
    c.enqueue(2);
    c.enqueue(3);
    l.push('|enq');
    await T(6,l,'pipelate');
    c.close();
    l.push('|close');
    await T(8,l,'pipelate');
  }
  {
    const l=[];
    let c;
    const rs=new ReadableStream({start(x){c=x}});
    rs.pipeTo(new WritableStream({write(c){l.push('w'+c)},abort(){l.push('abort')}})).catch(()=>l.push('rejected'));
    await ticks(10,()=>{});
    c.error(1);
    await T(10,l,'pipeerr');
  }
  {
    const l=[];
    let c;
    const rs=new ReadableStream({cancel(){l.push('cancel')}});
    rs.pipeTo(new WritableStream({start(x){c=x},write(c){l.push('w'+c)},abort(){l.push('abort')}})).catch(()=>l.push('rejected'));
    await ticks(10,()=>{});
    c.error(1);
    await T(10,l,'pipewerr');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){for(let i=0;i<6;i++)c.enqueue(i);c.close()}});
    (async()=>{for await(const x of rs)l.push('v'+x);l.push('end')})();
    await T(30,l,'iter6');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){for(let i=0;i<3;i++)c.enqueue(i);c.close()}});
    const it=rs.values();
    for(let i=0;i<5;i++)it.next().then(x=>l.push('n'+i+x.value));
    await T(40,l,'iternext');
  }
  {
    const l=[];
    let n=0;
    const rs=new ReadableStream({pull(c){c.enqueue(n++);if(n==4)c.close()}},{highWaterMark:0});
    (async()=>{for await(const x of rs)l.push('v'+x);l.push('end')})();
    await T(30,l,'iterpull');
  }
  {
    const l=[];
    let n=0;
    const rs=new ReadableStream({async pull(c){await 1;c.enqueue(n++);if(n==4)c.close()}},{highWaterMark:0});
    (async()=>{for await(const x of rs)l.push('v'+x);l.push('end')})();
    await T(40,l,'iterasyncpull');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){for(let i=0;i<3;i++)c.enqueue(i);c.close()}});
    const r=rs.getReader();
    for(let i=0;i<5;i++)r.read().then(x=>l.push('n'+i+x.value));
    r.closed.then(()=>l.push('closed'));
    await T(10,l,'reads');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){for(let i=0;i<3;i++)c.enqueue(i)},cancel(){l.push('cancel')}});
    (async()=>{for await(const x of rs){l.push('v'+x);break}l.push('end')})();
    await T(20,l,'iterbreak');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){for(let i=0;i<3;i++)c.enqueue(i)},async cancel(){l.push('cancel')}});
    const it=rs.values();
    it.return(1).then(()=>l.push('ret'));
    await T(20,l,'itret');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){for(let i=0;i<3;i++)c.enqueue(i)},cancel(){l.push('cancel')}});
    const it=rs.values({preventCancel:true});
    it.return(1).then(()=>l.push('ret'));
    await T(20,l,'itretpc');
  }
  {
    const l=[];
    const rs=ReadableStream.from([1,2,3]);
    const r=rs.getReader();
    for(let i=0;i<4;i++)r.read().then(x=>l.push('r'+x.value));
    await T(20,l,'fromreads');
  }
  {
    const l=[];
    const rs=ReadableStream.from([Promise.resolve(1),2,{then(f){f(3)}}]);
    const r=rs.getReader();
    for(let i=0;i<4;i++)r.read().then(x=>l.push('r'+x.value));
    await T(20,l,'frompromises');
  }
  {
    const l=[];
    const rs=ReadableStream.from((async function*(){yield 1;yield 2})());
    const r=rs.getReader();
    for(let i=0;i<4;i++)r.read().then(x=>l.push('r'+x.value));
    await T(20,l,'fromareads');
  }
  {
    const l=[];
    const rs=ReadableStream.from([1,2,3]);
    rs.cancel().then(()=>l.push('c'));
    await T(20,l,'fromcancel');
  }
  {
    const l=[];
    const rs=ReadableStream.from((function*(){try{yield 1}finally{l.push('fin')}})());
    const r=rs.getReader();
    await r.read();
    r.cancel().then(()=>l.push('c'));
    await T(20,l,'fromcancel2');
  }
  {
    const l=[];
    const t=new TransformStream();
    const w=t.writable.getWriter();
    const r=t.readable.getReader();
    await ticks(10,()=>{});
    w.write(1).then(()=>l.push('w'));
    r.read().then(()=>l.push('r'));
    await T(8,l,'identity');
    w.abort(1).then(()=>l.push('ab'));
    r.closed.catch(()=>l.push('rc'));
    await T(10,l,'identity');
  }
  {
    const l=[];
    const t=new TransformStream({cancel(){l.push('cancel')}});
    t.readable.cancel(1).then(()=>l.push('c'));
    t.writable.getWriter().closed.catch(()=>l.push('wc'));
    await T(10,l,'tcancel');
  }
  {
    const l=[];
    const t=new TransformStream({async start(){l.push('start')},async transform(c,k){l.push('t');k.enqueue(c)}});
    const w=t.writable.getWriter();
    w.ready.then(()=>l.push('ready'));
    w.write(1);
    w.ready.then(()=>l.push('ready2'));
    t.readable.getReader().read().then(()=>l.push('r'));
    await T(14,l,'tstart');
  }
  {
    const l=[];
    const rs=new ReadableStream({type:'bytes',start(c){c.enqueue(new Uint8Array([1,2,3]));c.close()}});
    const [a,b]=rs.tee();
    const ra=a.getReader(),rb=b.getReader({mode:'byob'});
    ra.read().then(x=>l.push('a'+x.value));
    rb.read(new Uint8Array(2)).then(x=>l.push('b'+x.value));
    ra.read().then(x=>l.push('a'+x.done));
    await T(20,l,'btee');
  }
  {
    const l=[];
    const ws=new WritableStream({write(c){l.push('w'+c);throw 5}});
    const w=ws.getWriter();
    w.write(1).catch(()=>l.push('w1x'));
    w.write(2).catch(()=>l.push('w2x'));
    w.closed.catch(()=>l.push('closedx'));
    w.ready.catch(()=>l.push('readyx'));
    await T(10,l,'wserr');
  }
  {
    const l=[];
    const ws=new WritableStream({async close(){l.push('close')}});
    const w=ws.getWriter();
    w.close().then(()=>l.push('c'));
    await T(10,l,'asyncclose');
  }
  {
    const l=[];
    const ws=new WritableStream({close(){l.push('close')}});
    const w=ws.getWriter();
    w.close().then(()=>l.push('c'));
    await T(10,l,'syncclose');
  }
  {
    const l=[];
    const ws=new WritableStream({async abort(){l.push('abort')}});
    const w=ws.getWriter();
    await ticks(5,()=>{});
    w.abort().then(()=>l.push('c'));
    await T(10,l,'asyncabort');
  }
  {
    const l=[];
    const ws=new WritableStream({abort(){l.push('abort')}});
    const w=ws.getWriter();
    await ticks(5,()=>{});
    w.abort().then(()=>l.push('c'));
    await T(10,l,'syncabort');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){c.enqueue(1);c.close()}});
    const [a,b]=rs.tee();
    (async()=>{for await(const x of a)l.push('a'+x);l.push('aend')})();
    (async()=>{for await(const x of b)l.push('b'+x);l.push('bend')})();
    await T(20,l,'tee2');
  }
  {
    const l=[];
    const t=new TextEncoderStream();
    const w=t.writable.getWriter();
    w.write('a').then(()=>l.push('w'));
    w.close().then(()=>l.push('c'));
    const r=t.readable.getReader();
    r.read().then(x=>l.push(x.value));
    r.read().then(x=>l.push(x.done));
    await T(20,l,'tes');
  }
  {
    const l=[];
    const t=new TextDecoderStream();
    const w=t.writable.getWriter();
    w.write(new Uint8Array([65])).then(()=>l.push('w'));
    w.close().then(()=>l.push('c'));
    const r=t.readable.getReader();
    r.read().then(x=>l.push(x.value));
    r.read().then(x=>l.push(x.done));
    await T(20,l,'tds');
  }
  {
    const l=[];
    const t=new TextDecoderStream();
    const w=t.writable.getWriter();
    w.write(new Uint8Array([0xc3])).then(()=>l.push('w'));
    w.close().then(()=>l.push('c'));
    const r=t.readable.getReader();
    r.read().then(x=>l.push(x.value));
    r.read().then(x=>l.push(x.done));
    await T(20,l,'tds');
  }
  {
    const l=[];
    const rs=new ReadableStream({start(c){c.enqueue(1);c.close()}});
    const [a,b]=rs.tee();
    const ra=a.getReader();
    console.log(await ra.read(),await ra.read());
    const rb=b.getReader();
    console.log(await rb.read(),await rb.read());
  }
})();
