// What process tells of itself and of the machine: kinds, checks and errors.
const told = (run) => {
  try {
    console.log(run());
  } catch ({ name, code, message, errno, syscall, path, dest }) {
    console.log(name, code, message, errno, syscall, path, dest);
  }
};
const isNumber = (value) => typeof value === 'number' && value >= 0;
const kinds = (object) => Object.entries(object).map(([key, value]) => `${key}:${typeof value}`);
told(() => kinds(process.memoryUsage()).join());
told(() => isNumber(process.memoryUsage.rss()));
told(() => kinds(process.cpuUsage()).join());
told(() => kinds(process.threadCpuUsage()).join());
told(() => kinds(process.resourceUsage()).join());
told(() => process.cpuUsage(1));
told(() => process.cpuUsage({}));
told(() => process.cpuUsage({ user: -1, system: 1 }));
told(() => process.cpuUsage({ user: 1, system: 'a' }));
told(() => isNumber(process.constrainedMemory()) && isNumber(process.availableMemory()));
told(() => process.hrtime().length);
told(() => process.hrtime(5));
told(() => process.hrtime([1]));
told(() => typeof process.hrtime.bigint());
told(() => isNumber(process.uptime()));
told(() => process.kill('x'));
told(() => process.kill(process.pid, 'SIGNONE'));
told(() => process.kill(process.pid, 0));
told(() => process.kill(2 ** 30, 0));
told(() => process.chdir(5));
const folder = process.cwd();
told(() => process.chdir('/'));
told(() => process.cwd());
told(() => process.chdir('/nowhere/at/all'));
process.chdir(folder);
const mask = process.umask();
told(() => process.umask(0o22) === mask);
told(() => process.umask('77'));
told(() => process.umask(mask));
told(() => process.umask('x'));
told(() => process.umask({}));
told(() => [process.getuid, process.geteuid, process.getgid, process.getegid]
  .every((get) => isNumber(get())) && process.getgroups().length > 0);
told(() => process.setuid());
told(() => process.setuid('fhqwhgads'));
told(() => process.setgid(-1));
told(() => process.setgroups('x'));
told(() => process.setgroups([true]));
told(() => process.binding('nothing'));
told(() => process.exitCode = 1.5);
told(() => process.exitCode = 'a');
told(() => process.exit({}));
told(() => process.nextTick(5));
told(() => process.getBuiltinModule(5));
told(() => process.getBuiltinModule('nothing'));
told(() => process.getBuiltinModule('node:events') === require('events'));
told(() => process.setSourceMapsEnabled(1));
told(() => process.setUncaughtExceptionCaptureCallback(5));
told(() => process.loadEnvFile('/nowhere/.env'));
told(() => process.getActiveResourcesInfo());
const timer = setTimeout(() => {}, 1);
setImmediate(() => {});
told(() => process.getActiveResourcesInfo());
clearTimeout(timer);
told(() => process.allowedNodeEnvironmentFlags.has('stack_trace-limit=5'));
told(() => Object.keys(process.release).join() + process.release.name);
told(() => Object.keys(process.features).join());
