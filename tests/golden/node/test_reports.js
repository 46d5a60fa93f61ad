// The text of reporters for events of every kind.
const r=require('node:test/reporters');
async function* src(){
 yield {type:'test:start',data:{name:'a<b>&"c\'\n\t',nesting:0,file:'f.js',line:1,column:2}};
 yield {type:'test:start',data:{name:'ok',nesting:1}};
 yield {type:'test:pass',data:{name:'ok',nesting:1,testNumber:1,details:{duration_ms:1.5},file:'/x/f.js'}};
 yield {type:'test:start',data:{name:'bad',nesting:1}};
 const e=new Error('m<e>"--x');e.code='ERR_TEST_FAILURE';e.failureType='testCodeFailure';e.cause=new TypeError('inner');e.stack='STACK';e.cause.stack='TypeError: inner\n    at foo (x.js:1:1)';
 yield {type:'test:fail',data:{name:'bad',nesting:1,testNumber:2,details:{duration_ms:2,error:e}}};
 yield {type:'test:start',data:{name:'sk',nesting:1}};
 yield {type:'test:pass',data:{name:'sk',nesting:1,testNumber:3,details:{duration_ms:0},skip:true}};
 yield {type:'test:start',data:{name:'td',nesting:1}};
 yield {type:'test:fail',data:{name:'td',nesting:1,testNumber:4,details:{duration_ms:0,error:e},todo:'why'}};
 yield {type:'test:start',data:{name:'in',nesting:1}};
 yield {type:'test:start',data:{name:'deep',nesting:2}};
 yield {type:'test:pass',data:{name:'deep',nesting:2,testNumber:1,details:{duration_ms:0}}};
 yield {type:'test:plan',data:{nesting:2,count:1}};
 yield {type:'test:fail',data:{name:'in',nesting:1,testNumber:5,details:{duration_ms:0,type:'suite',error:Object.assign(new Error('1 subtest failed'),{code:'ERR_TEST_FAILURE',failureType:'subtestsFailed',stack:'S2'})}}};
 yield {type:'test:diagnostic',data:{message:'di -- ag',nesting:1,level:'info'}};
 yield {type:'test:plan',data:{nesting:1,count:5}};
 yield {type:'test:pass',data:{name:'a<b>&"c\'\n\t',nesting:0,testNumber:1,details:{duration_ms:12.25,type:'suite'}}};
 yield {type:'test:start',data:{name:'top',nesting:0}};
 yield {type:'test:pass',data:{name:'top',nesting:0,testNumber:2,details:{duration_ms:3}}};
 yield {type:'test:stdout',data:{message:'out<put\n'}};yield {type:'test:stderr',data:{message:'err\n'}};
 yield {type:'test:plan',data:{nesting:0,count:2}};
 yield {type:'test:diagnostic',data:{message:'tests 3',nesting:0}};
 
}
(async()=>{for(const n of ['junit','tap','dot']){console.log('=====',n);for await(const t of r[n](src()))process.stdout.write(t.replace(/timestamp="[^"]*"|hostname="[^"]*"/g,''));}
})();
