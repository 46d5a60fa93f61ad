// Names stand in `groups` in the order of the pattern, wherever the groups are and however the
// names are written.
console.log({ .../(?<=(?<b>x)(y)(?<a>z))(?<c>w)/.exec('xyzw').groups });
console.log({ .../(?<\u0061>1)(?<\u{62}>2)\k<a>\k<b>/u.exec('1212').groups });
console.log('ab'.replace(/(?<=(?<first>a))b/, '[$<first>]'));
// A name that several groups have is there once; the one that matched gives its value.
console.log({ .../(?:(?<x>a)|(?<y>b)|(?<x>c))\k<x>/.exec('cc').groups });
console.log(/(?:(?<x>a)|(?<x>bc))/d.exec('-bc').indices.groups.x);
// What refers to no group is an error where code points are matched.
for (const flags of ['u', 'v', ''])
  try { console.log(new RegExp('(a)\\2', flags).test('a\x02')); } catch (error) { console.log(error.message); }
