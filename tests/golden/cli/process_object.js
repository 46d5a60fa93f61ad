// What process tells about itself.
console.log(typeof process.pid, typeof process.platform, typeof process.arch, typeof process.version, typeof process.versions, process.version.startsWith('v'));
console.log(process.cwd() === __dirname, typeof process.env, process.env.TZ, process.env.NOT_SET, 'NOT_SET' in process.env);
console.log(typeof process.uptime(), process.uptime() >= 0, typeof process.hrtime, typeof process.hrtime()[0], typeof process.memoryUsage().heapUsed);
console.log(Object.prototype.toString.call(process), process.exitCode, typeof process.execPath, Array.isArray(process.execArgv), process.title.length > 0);
