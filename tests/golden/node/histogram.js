// Histograms: what they count, and what they tell of it.
const {createHistogram,monitorEventLoopDelay,performance}=require('perf_hooks');
for(const o of [undefined,{lowest:1,highest:3600000000000},{figures:1},{figures:5},{lowest:1000,highest:1e6},{highest:100}]){const h=createHistogram(o);console.log(o,h.percentile(50),h.percentile(100),h.min,h.max,h.mean,h.percentileBigInt(1),h.percentiles,h.toJSON());h.record(1);h.record(50);console.log(h.percentile(50),h.percentile(1),h.percentiles,h.min,h.max,h.mean,h.stddev,h.count,h.exceeds);try{h.record(0)}catch(e){console.log(e.message)};try{h.record(1e18)}catch(e){console.log(e.message)};try{h.record('a')}catch(e){console.log(e.message)};try{h.record(5000n)}catch(e){console.log(e.message)};console.log(h)}
const h=createHistogram();for(let i=1;i<1000;i+=7)h.record(i*i);console.log(h,h.toJSON());
const g=createHistogram();g.record(9);g.add(h);console.log(g.count,g.mean,g.percentile(99));g.reset();console.log(g);
try{new h.constructor()}catch(e){console.log(e.code,e.message)}
for(const b of [{lowest:0},{lowest:5,highest:6},{figures:6},{figures:0},5,{lowest:'a'}])try{createHistogram(b)}catch(e){console.log(e.code,e.message)}
for(const b of [{resolution:0},5,{resolution:'x'}])try{monitorEventLoopDelay(b)}catch(e){console.log(e.code,e.message)}
for(const b of [0,101,'a',NaN,undefined])try{h.percentile(b)}catch(e){console.log(e.code,e.message)}
const m = monitorEventLoopDelay();
console.log(m.constructor.name, m.enable(), m.enable(), m.disable(), m.disable());
console.log(m.percentile(50), m.max, m.mean, m.count);
const h4=createHistogram();h4.record(5001);console.log(h4.min,h4.max,h4.minBigInt,h4);
const g2=createHistogram({lowest:1000,highest:1e9});g2.record(123456);g2.record(999);console.log(g2);
const h2=createHistogram();const t=performance.timerify(function foo(a,b){return 7},{histogram:h2});console.log(t(),h2.count,t.name,t.length);
const t2=performance.timerify(async function foo(a,b){return 7},{histogram:h2});t2().then(()=>console.log(h2.count));
const t3=performance.timerify(class A{constructor(x){this.x=x}},{histogram:h2});console.log(new t3(4).x,h2.count);
try{performance.timerify(()=>{}, {histogram:{}})}catch(e){console.log(e.message)}
try{performance.timerify(()=>{}, {histogram:5})}catch(e){console.log(e.message)}
try{performance.timerify(()=>{}, 5)}catch(e){console.log(e.message)}
try{performance.timerify(5)}catch(e){console.log(e.message)}
