// uuid: versions, namespaces, bytes, validation.
import { MAX, NIL, parse, stringify, v1, v1ToV6, v3, v4, v5, v6, v6ToV1, v7, validate, version } from 'uuid';

const random = Uint8Array.from({ length: 16 }, (_, index) => index * 16 + index);
console.log(v4({ random }), v4({ random: [...random].reverse() }));
console.log(v3('example.org', v3.DNS), v5('example.org', v5.DNS), v5('https://example.org/', v5.URL), v5('é', NIL));
const fixed = { node: [1, 35, 69, 103, 137, 171], clockseq: 0x1234, msecs: Date.UTC(2020, 1, 2), nsecs: 5678 };
console.log(v1(fixed), v6(fixed), v7({ msecs: fixed.msecs, seq: 0x12345678, random }));
console.log(v1ToV6(v1(fixed)), v6ToV1(v6(fixed)) === v1(fixed));
console.log(NIL, MAX, validate(NIL), validate(MAX), validate('no'), validate(5));
console.log([v1(), v4(), v6(), v7()].map((id) => [version(id), validate(id), id.length]));

const bytes = parse('6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b');
console.log(bytes, stringify(bytes), stringify(bytes) === '6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b');
const buffer = new Uint8Array(20);
v4({ random }, buffer, 3);
console.log(Buffer.from(buffer).toString('hex'));

const many = new Set(Array.from({ length: 500 }, () => v4()));
const ordered = Array.from({ length: 50 }, () => v7());
console.log(many.size, ordered.every((id, index) => index === 0 || ordered[index - 1] < id));

for (const wrong of [() => parse('x'), () => version('x'), () => v5('a', 'not a uuid'), () => stringify([1]), () => v4({ random: [1] })]) {
  try {
    wrong();
  } catch (error) {
    console.log(String(error));
  }
}
