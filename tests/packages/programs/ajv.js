// ajv: schemas compiled to functions; errors, formats, references, keywords of one's own, async ones.
const Ajv = require('ajv');
const Ajv2020 = require('ajv/dist/2020');
const Jtd = require('ajv/dist/jtd');

const ajv = new Ajv({ allErrors: true, useDefaults: true, coerceTypes: true, removeAdditional: 'all', verbose: false, strict: false, $data: true });
ajv.addSchema({ $id: 'https://example.org/address', type: 'object', properties: { city: { type: 'string', minLength: 2 } }, required: ['city'], definitions: { zip: { type: 'string', pattern: '^\\d{5}$' } } });
ajv.addFormat('even', { type: 'number', validate: (n) => n % 2 === 0 });
ajv.addFormat('hex', /^[0-9a-f]+$/u);
ajv.addKeyword({ keyword: 'range', type: 'number', schemaType: 'array', macro: ([minimum, maximum]) => ({ minimum, maximum }) });
ajv.addKeyword({
  keyword: 'palindrome',
  type: 'string',
  errors: true,
  compile: () => function check(text, { instancePath }) {
    const good = [...text].reverse().join('') === text;
    if (!good) check.errors = [{ keyword: 'palindrome', message: `no palindrome at ${instancePath}`, params: {} }];
    return good;
  },
});
const validate = ajv.compile({
  $id: 'https://example.org/person',
  type: 'object',
  properties: {
    name: { type: 'string', default: 'nobody' },
    age: { type: 'integer', minimum: 0, exclusiveMaximum: 150 },
    address: { $ref: 'address' },
    zip: { $ref: 'address#/definitions/zip' },
    tags: { type: 'array', items: { enum: ['a', 'b', null] }, uniqueItems: true, minItems: 1, contains: { const: 'a' } },
    pair: { type: 'array', items: [{ type: 'string' }, { type: 'number' }], additionalItems: false },
    children: { type: 'array', items: { $ref: '#' } },
    either: { oneOf: [{ type: 'string' }, { type: 'number', multipleOf: 5 }] },
    any: { anyOf: [{ type: 'string', maxLength: 1 }, { not: { type: 'string' } }] },
    even: { type: 'number', format: 'even' },
    color: { type: 'string', format: 'hex' },
    score: { type: 'number', range: [1, 5] },
    word: { type: 'string', palindrome: true },
    max: { type: 'number' },
    value: { type: 'number', maximum: { $data: '1/max' } },
    cond: { if: { type: 'number' }, then: { minimum: 10 }, else: { type: 'string' } },
  },
  patternProperties: { '^x-': { type: 'boolean' } },
  propertyNames: { maxLength: 10 },
  dependencies: { age: ['name'] },
  required: ['name', 'age'],
});
for (const data of [
  { age: '42', address: { city: 'Rome', extra: 1 }, 'x-flag': 'true', unknown: 1 },
  { age: -1.5, address: {}, zip: '12', tags: ['c', 'c'], pair: ['a', 'b', 'c'], children: [{ age: 1 }, { age: 'x' }] },
  { age: 200, either: 7, any: 'long', even: 3, color: 'XYZ', score: 9, word: 'abc', max: 1, value: 2, cond: 5, 'a-very-long-name': 1 },
  null,
  [],
]) {
  console.log(validate(data), JSON.stringify(data));
  console.log((validate.errors ?? []).map((e) => `${e.instancePath} ${e.schemaPath} ${e.keyword}: ${e.message} ${JSON.stringify(e.params)}`).join('\n'));
}
console.log(ajv.errorsText(validate.errors), validate.schema.$id, ajv.getSchema('https://example.org/address') !== undefined);

const modern = new Ajv2020({ strict: false });
const tree = modern.compile({ $id: 'tree', $dynamicAnchor: 'node', type: 'object', properties: { kids: { type: 'array', items: { $dynamicRef: '#node' } } }, unevaluatedProperties: false });
console.log(tree({ kids: [{ kids: [] }] }), tree({ kids: [{ x: 1 }] }), modern.errorsText(tree.errors));
console.log(modern.validate({ prefixItems: [{ type: 'string' }], items: false }, ['a', 1]), modern.errors[0].message);

const jtd = new Jtd();
const schema = { properties: { id: { type: 'uint8' }, kind: { enum: ['x', 'y'] } }, optionalProperties: { list: { elements: { type: 'string' } } } };
const serialize = jtd.compileSerializer(schema);
const parse = jtd.compileParser(schema);
console.log(serialize({ id: 5, kind: 'x', list: ['q"'] }), parse('{"id": 5, "kind": "y"}'), parse('{"id": 500, "kind": "y"}'), parse.message, parse.position);

const later = ajv.compile({ $async: true, type: 'object', properties: { id: { type: 'number', exists: true } } , $id: 'later' });
const strict = new Ajv();
for (const wrong of [{ type: 'nonsense' }, { $ref: 'absent' }, { minimum: 'x' }, { unknownKeyword: 1 }, { type: 'string', pattern: '(' }]) {
  try {
    strict.compile(wrong);
    console.log('compiles');
  } catch (error) {
    console.log(error.constructor.name, error.message);
  }
}
later({ id: 'x' }).then(console.log, (error) => console.log(error.constructor.name, error.message, error.errors?.length));
try {
  strict.compileAsync({ $ref: 'remote' });
} catch (error) {
  console.log(error.message);
}
new Ajv({ loadSchema: async (uri) => ({ $id: uri, type: 'number' }) }).compileAsync({ $ref: 'http://x/remote' }).then((check) => console.log(check(1), check('1')));
