// What is put into process.env becomes a string, as the environment of a system has nothing else.
const { env } = process;
env.PORT = 8080;
env.FLAG = true;
env.NOTHING = undefined;
console.log(typeof env.PORT, env.PORT, env.FLAG, env.NOTHING);
Object.assign(env, { LEVEL: 3, NAME: 'x' });
console.log([env.LEVEL, env.NAME], 'LEVEL' in env, delete env.LEVEL, env.LEVEL);

try {
  env.SYMBOL = Symbol('s');
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
}

// What inherits from it is an ordinary object.
const child = Object.create(env);
child.count = 5;
console.log(typeof child.count, env.count);

for (const name of Object.keys(env)) {
  if (name !== 'PORT' && name !== 'NAME') delete env[name];
}
console.log(env, Object.keys(env), JSON.stringify(env));
