// cmd: -p "Object.keys(globalThis).length, Object.getOwnPropertyNames(globalThis).filter((name) => require('module').isBuiltin(name)).join()"
// Which ones.
