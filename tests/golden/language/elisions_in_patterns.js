// An elision steps the iterator, and doesn't look at the value.
const it=(vals)=>({[Symbol.iterator](){let i=0;return{next(){console.log('next');const n=i++;return{get done(){console.log('done');return n>=vals.length},get value(){console.log('value');return vals[n]}}},return(){console.log('return');return{}}}}});
{let [,x]=it([1,2,3]);console.log(x)}
{let [,]=it([1,2,3]);}
{let [,,,,y]=it([1,2]);console.log(y)}
{let x;[,x,,]=it([1,2,3]);console.log(x)}
{let [,...r]=it([1,2,3]);console.log(r)}
function f([,a]){console.log(a)} f(it([5,6]));
function*g(){console.log('g1');yield 1;console.log('g2');yield 2;console.log('g3')}
{let [,b]=g();console.log(b)} {let [,,,]=g()}
{let [,c]=[,4];console.log(c)}
try{let [,d]={[Symbol.iterator](){return{next(){throw new Error('x')},return(){console.log('ret')}}}}}catch(e){console.log(e.message)}
