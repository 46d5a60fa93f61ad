// How values are spread over ranges.
const {createHistogram}=require('perf_hooks');const t=(n,f)=>{try{console.log(n,f())}catch(e){console.log(n,e.code,e.message)}};
for(const vals of [[],[1,5,5,10,100,1000,5000],[3,3,3,70,71,72,4097,4099]]){const h=createHistogram();for(const v of vals)h.record(v);
t('cdf5',()=>h.cdf(5));t('cdf7',()=>h.cdf(7));t('cdf0',()=>h.cdf(0));t('cdf-',()=>h.cdf(-5));t('cdf.5',()=>h.cdf(5.5));t('cdf9e9',()=>h.cdf(9e9));t('cdf bad',()=>h.cdf('a'));t('ccdf5',()=>h.ccdf(5));t('ccdf 10n',()=>h.ccdf(10n));t('cdf 4098',()=>h.cdf(4098));t('cdf 4096',()=>h.cdf(4096));
t('countAt5',()=>h.countAt(5));t('countAt6',()=>h.countAt(6));t('countAt 5001',()=>h.countAt(5001));t('countAt 4098',()=>h.countAt(4098));t('countAt',()=>h.countAt());
t('percentilesAt',()=>h.percentilesAt([50,90,99]));t('percentilesAt bad',()=>h.percentilesAt(5));t('pAt2',()=>h.percentilesAt([50,0]));t('pAt2',()=>h.percentilesAt(['a']));
t('lin',()=>h.linearBuckets(700));t('lin3',()=>h.linearBuckets(1000));t('lin bad',()=>h.linearBuckets(0));t('lin bad',()=>h.linearBuckets(1.5));t('lin a',()=>h.linearBuckets());t('log',()=>h.logBuckets(1,2));t('log2',()=>h.logBuckets(10,10));t('log bad',()=>h.logBuckets());t('log bad2',()=>h.logBuckets(1,1));
t('ewma',()=>[h.ewmaMean,h.ewmaStddev,h.ewmaErrorRate]);}
