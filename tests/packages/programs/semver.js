// semver: versions, ranges, comparison, coercion.
const semver = require('semver');

for (const text of ['1.2.3', 'v1.2.3-beta.1+build.5', '1.2', '01.2.3', ' =v2.0.0 ', '1.2.3.4', 'x', '99999999999999999999.0.0']) {
  console.log(JSON.stringify(text), semver.valid(text), semver.clean(text), semver.coerce(text)?.version, semver.parse(text, { loose: true })?.prerelease);
}
const versions = ['1.10.0', '1.2.0', '1.2.0-rc.1', '1.2.0-rc.1.1', '1.2.0-alpha', '2.0.0+b', '0.0.1'];
console.log(semver.sort([...versions]), semver.rsort([...versions])[0], versions.map((v) => semver.compareBuild(v, '1.2.0')));
for (const range of ['^1.2.3', '~1.2', '1.x || >=2.5.0 || 5.0.0 - 7.2.3', '>1.0.0-alpha <2', '*', '', '^0.0.3', '~0', '>=1.2.3-beta <1.3', '<1.0 >2.0', 'latest', '1.2.3 - 2']) {
  console.log(JSON.stringify(range), semver.validRange(range), versions.filter((v) => semver.satisfies(v, range, { includePrerelease: false })), semver.maxSatisfying(versions, range), semver.minVersion?.(semver.validRange(range) ?? '*')?.version);
}
for (const kind of ['major', 'minor', 'patch', 'premajor', 'preminor', 'prepatch', 'prerelease']) console.log(kind, semver.inc('1.2.3-beta.4', kind, 'rc'), semver.inc('1.2.3', kind), semver.inc('1.2.3', kind, 'b', '1'));
console.log(semver.diff('1.2.3', '1.3.0'), semver.diff('1.0.0', '1.0.0-x'), semver.gtr('2.0.0', '^1.0.0'), semver.ltr('0.1.0', '^1'), semver.outside('3.0.0', '<2', '>'));
console.log(semver.intersects('^1.2', '>=1.9'), semver.subset('^1.2.3', '^1'), semver.simplifyRange(['1.0.0', '1.0.1', '1.1.0'], '1.0.0 || 1.0.1'), semver.toComparators('^1.2 || 3'));
const version = new semver.SemVer('3.4.5-a.6');
console.log(version, version.inc('patch').version, new semver.Range('>=1 <2').toString(), new semver.Comparator('>=1.0.0').test('1.5.0'), semver.compareIdentifiers('a', '1'));
for (const wrong of [() => new semver.SemVer('nope'), () => new semver.Range('not a range'), () => semver.compare('1', '2'), () => new semver.SemVer(5), () => new semver.SemVer('1'.repeat(300))]) {
  try {
    console.log(wrong());
  } catch (error) {
    console.log(error.name, error.message.slice(0, 120));
  }
}
