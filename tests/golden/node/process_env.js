// process.env: texts only, names that come and go.
const { env } = process;
env.minijs_a = 5;
env.minijs_b = null;
env.minijs_c = undefined;
env.minijs_d = { toString: () => 'text' };
console.log(env.minijs_a, env.minijs_b, env.minijs_c, env.minijs_d, typeof env.minijs_a);
console.log(Object.keys(env).filter((name) => name.startsWith('minijs_')));
console.log('minijs_a' in env, 'minijs_z' in env, env.minijs_z);
console.log(delete env.minijs_a, 'minijs_a' in env, delete env.minijs_z);
console.log(Object.getOwnPropertyDescriptor(env, 'minijs_b'));
for (const run of [
  () => { env.x = Symbol('s'); },
  () => { env[Symbol('s')] = 1; },
  () => Object.defineProperty(env, 'y', { value: 1 }),
  () => Object.defineProperty(env, 'y', { get() {} }),
  () => Object.defineProperty(env, 'y', {
    value: 1, writable: true, enumerable: true, configurable: true,
  }).y,
]) {
  try {
    console.log(run());
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
console.log(env[Symbol('s')], Symbol('s') in env, delete env[Symbol('s')]);
console.log(Object.getPrototypeOf(env) === Object.prototype, env.toString());
