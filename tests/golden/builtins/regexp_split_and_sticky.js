// Splitting and sticky matching, and what they leave in RegExp's legacy properties.
/(z)/.exec('z'); 'a1b2'.split(/(\d)/); console.log(RegExp.$1, RegExp.lastMatch, RegExp.leftContext);
/(z)/.exec('z'); 'a1b2c'.split(/(\d)/, 1); console.log(RegExp.$1, RegExp.lastMatch);
/(z)/.exec('z'); ''.split(/(q)?/); console.log(RegExp.$1, RegExp.lastMatch);
/(z)/.exec('z'); 'abc'.split(/(q)/); console.log(RegExp.$1, RegExp.lastMatch);
console.log('abc'.split(/(?:)/), 'a1b'.split(/\d*/), 'abc'.split(/$/), 'abc'.split(/^/m), 'a\nb\nc'.split(/^/m), 'abc'.split(/(b)|c/), 'A<B>bold</B>and'.split(/<(\/)?([^<>]+)>/), 'test'.split(/(?=s)/), 'aXbX'.split(/X/), 'XaX'.split(/X/y), ''.split(/x/), ''.split(/(?:)/), '\u{1f600}a'.split(/(?:)/u), '\u{1f600}a'.split(/(?:)/), 'a,b,c'.split(/,/,2), 'a,b,c'.split(/(,)/,3), 'abcabc'.split(/(?<=b)/), 'aaa'.split(/a/), 'aaa'.split(/a*?/), 'aaa'.split(/a*/));
const y=/a/y; y.lastIndex=2; console.log('ba'.split(y), y.lastIndex); const g=/a/g; g.lastIndex=1; console.log('bab'.split(g), g.lastIndex);
// sticky
const st=/(a)(b)?|\u{1f600}/yu; st.lastIndex=0; console.log(st.exec('abc'), st.lastIndex, st.exec('abc'), st.lastIndex);
const s2=/foo/y; s2.lastIndex=3; console.log(s2.test('barfoo'), s2.lastIndex, s2.test('barfoo'), s2.lastIndex); const s3=/^b/y; s3.lastIndex=1; console.log(s3.test('ab')); const s4=/(?<=a)b/y; s4.lastIndex=1; console.log(s4.test('ab'), s4.lastIndex);
console.log('aab'.replace(/a/gy,'-'), 'baa'.replace(/a/gy,'-'), 'aab'.match(/a/gy), [...'aab'.matchAll(/a/gy)].length, 'ab'.search(/b/y), 'aXa'.replace(/a/y, x=>x+x));
const s5=/(x)?\2/y; try{ console.log(s5.exec('x\u0002')) }catch(e){console.log(e.message)} console.log(/(['"])(.*?)\1/y.exec('"a" b'), /a||b/y.exec('b'), /(?<n>a)\k<n>/y.exec('aa').groups.n, /[\s\S]/vy.exec('z')[0], /a$/my.exec('a\nb'), /$/y.exec(''), /x/y.exec(''));
// Sticky ones that begin inside of a pair of surrogates match from its first half on.
const pair = /./uy; pair.lastIndex = 2; console.log(pair.exec('-\u{1f600}').index, pair.lastIndex);
