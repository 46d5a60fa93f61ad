// Branches within expressions, and what a module imports.
import { half, never } from './part.mjs';

export const pick = (a, b) =>
  a ? b : half(b);
pick(1, 2);
pick(0, 2);
pick(0, 4);
const and = (a, b, c) =>
  a && b && c;
and(1, 0, 1);
and(0, 1, 1);
const mixed = (a, b, c) =>
  a ?? (b || c);
mixed(null, 0, 1);
mixed(1);
let target = { p: null };
target.p ??= 1;
target.p ??= 2;
target.p &&= 0;
target['p'] ||= 3;
const chain = (o) =>
  o?.a?.b?.();
chain(null);
chain({});
chain({ a: { b() { return 1; } } });
const { x = 1, y: { z = 2 } = {}, w = 3 } = { w: 4 };
let first, second;
[first = x, second = z] = [w];
const given = (a = 1, { b = 2 } = {}, [c = 3] = []) =>
  a + b + c;
given();
given(1, { b: 1 }, [1]);
export default typeof never === 'function' ? 'yes' : 'no';
const nothing = await (first > 100 && half(first));
if (nothing) half(1);
