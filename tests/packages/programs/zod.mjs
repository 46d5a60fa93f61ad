// zod: schemas, refinements, transforms, unions, errors, JSON schema.
import { z } from 'zod';

const Address = z.object({ city: z.string().min(2), zip: z.string().regex(/^\d{5}$/).optional() });
const User = z.object({
  name: z.string().trim().min(1, 'a name is needed'),
  age: z.coerce.number().int().positive(),
  email: z.email(),
  role: z.enum(['admin', 'user']).default('user'),
  address: Address.nullish(),
  tags: z.array(z.string()).max(2),
  born: z.coerce.date().optional(),
  extra: z.record(z.string(), z.union([z.number(), z.boolean()])).optional(),
});
const good = User.parse({ name: ' Ann ', age: '30', email: 'ann@example.org', tags: ['x'], born: '2000-01-02', unknown: 1, extra: { a: 1, b: true } });
console.log(good);
const bad = User.safeParse({ name: ' ', age: -1.5, email: 'no', role: 'boss', address: { city: 'R', zip: 'x' }, tags: ['a', 'b', 'c'], extra: { q: 'text' } });
console.log(bad.success, bad.error.issues, bad.error.name);
console.log(z.prettifyError(bad.error), z.flattenError(bad.error), JSON.stringify(z.treeifyError(bad.error)));

const Shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('circle'), radius: z.number() }),
  z.object({ kind: z.literal('square'), side: z.number() }),
]);
console.log(Shape.parse({ kind: 'circle', radius: 1 }), Shape.safeParse({ kind: 'oval' }).error.issues);
const Password = z.object({ a: z.string(), b: z.string() }).refine((o) => o.a === o.b, { message: 'differ', path: ['b'] }).superRefine((o, ctx) => {
  if (o.a.length < 3) ctx.addIssue({ code: 'custom', message: 'short', path: ['a'] });
});
console.log(Password.safeParse({ a: 'x', b: 'y' }).error.issues);
console.log(z.string().transform((s) => s.length).pipe(z.number().max(3)).safeParse('long text').error.issues[0].message);
console.log(z.preprocess((x) => String(x), z.string()).parse(5), z.string().catch('fallback').parse(5), z.tuple([z.string(), z.number()]).rest(z.boolean()).parse(['a', 1, true]));
const Node = z.object({ value: z.number(), get next() { return Node.optional(); } });
console.log(Node.parse({ value: 1, next: { value: 2 } }), z.lazy(() => z.string()).parse('lazy'));
console.log(z.map(z.string(), z.number()).parse(new Map([['a', 1]])), z.set(z.number()).min(1).safeParse(new Set()).error.issues[0].message, z.bigint().parse(5n), z.instanceof(Date).safeParse(1).success);
console.log(User.pick({ name: true }).partial().parse({}), Address.extend({ country: z.string() }).strict().safeParse({ city: 'ab', country: 'c', x: 1 }).error.issues, Address.keyof().options);
console.log(await z.string().refine(async (s) => s === 'x', 'not x').safeParseAsync('y').then((r) => r.error.issues[0].message));
await z.string().refine(async () => true).parseAsync('ok').then(console.log);
try {
  z.string().refine(async () => true).parse('sync');
} catch (error) {
  console.log(error.constructor.name, error.message);
}
try {
  User.parse({});
} catch (error) {
  console.log(error instanceof z.ZodError, error.message.split('\n').length);
}
for (const [name, schema, values] of [
  ['url', z.url(), ['https://example.org', 'nope']], ['uuid', z.uuid(), ['6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b', 'x']], ['ipv4', z.ipv4(), ['1.2.3.4', '256.1.1.1']], ['ipv6', z.ipv6(), ['::1', ':::']],
  ['datetime', z.iso.datetime(), ['2020-01-01T00:00:00Z', '2020-13-01T00:00:00Z']], ['date', z.iso.date(), ['2024-02-29', '2023-02-29']], ['base64', z.base64(), ['YQ==', '*']],
  ['nan', z.nan(), [NaN, 1]], ['int32', z.int32(), [5, 2 ** 40]], ['stringbool', z.stringbool(), ['yes', 'perhaps']], ['template', z.templateLiteral(['a-', z.number()]), ['a-5', 'a-x']],
]) {
  console.log(name, values.map((value) => {
    const result = schema.safeParse(value);
    return result.success ? result.data : result.error.issues[0].message;
  }));
}
console.log(JSON.stringify(z.toJSONSchema(User.omit({ born: true }))));
const Branded = z.string().brand('Id').readonly().describe('an id');
console.log(Branded.parse('x'), Branded.description, z.globalRegistry.has(Branded), z.string().meta({ title: 'T' }).meta());
z.config(z.locales.de());
console.log(z.string().safeParse(5).error.issues[0].message, z.number().min(3).safeParse(1).error.issues[0].message);
