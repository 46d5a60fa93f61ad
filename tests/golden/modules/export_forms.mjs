// Every form of export; the names stay ordinary bindings inside.
export let count = 0;
export function up() { return ++count; }
export async function* gen() { yield count; }
export const { x, y: [z], ...rest } = { x: 1, y: [2], r: 3 };
export default (() => 'an expression');
const hidden = 'h';
export { hidden as 'a string name', hidden as shown, late as default2 };
export {};
export var v;
class late {}
console.log(count, up(), count, x, z, rest, v, typeof late, typeof gen);
try { x = 5; } catch (e) { console.log(e.message); }
