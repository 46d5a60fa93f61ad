// process.allowedNodeEnvironmentFlags: the flags that NODE_OPTIONS may have in Node. minijs reads
// those of them that it has; programs ask which there are.
// https://nodejs.org/api/process.html#processallowednodeenvironmentflags

// `!` marks those that have a form with `no-` too.
const FLAGS = StringPrototypeSplit(
  'test-coverage-functions heapsnapshot-signal addons! node-memory-debug ' +
  'experimental-specifier-resolution report-exclude-env! global-search-paths! ' +
  'experimental-global-customevent test-coverage-exclude experimental-stream-iter! ' +
  'require-module! trace-env! test-rerun-failures experimental-detect-module! allow-addons! ' +
  'experimental-package-map allow-fs-read experimental-abortcontroller force-context-aware! ' +
  'max-semi-space-size perf-prof-unwinding-info http-parser experimental-fetch ' +
  'experimental-quic disable-sigusr1! allow-wasi! experimental-loader trace-tls! ' +
  'permission! expose-gc diagnostic-dir force-async-hooks-checks! strip-types! ' +
  'experimental-sqlite! allow-inspector! trace-promises! experimental-import-meta-resolve! ' +
  'trace-require-module experimental-import-text! preserve-symlinks-main! allow-fs-write ' +
  'allow-child-process! inspect-publish-uid inspect-brk! inspect-port ' +
  'experimental-top-level-await report-on-signal! cpu-prof-dir experimental-json-modules ' +
  'enable-etw-stack-walking max-old-space-size perf-basic-prof inspect-wait! ' +
  'experimental-transform-types! perf-prof track-heap-objects! max-heap-size jitless ' +
  'input-type enable-source-maps! max-old-space-size-percentage ' +
  'extra-info-on-fatal-exception! stack-trace-limit test-only! dns-result-order ' +
  'network-family-autoselection! report-signal allow-worker! abort-on-uncaught-exception ' +
  'deprecation! tls-min-v1.0! interpreted-frames-native-stack experimental-require-module! ' +
  'inspect! test-coverage-lines trace-env-native-stack! report-exclude-network! ' +
  'throw-deprecation! trace-deprecation! heap-prof-dir test-randomize! test-isolation ' +
  'entry-url! openssl-shared-config! conditions heap-prof-interval cpu-prof-interval ' +
  'disable-proto test-coverage-include localstorage-file trace-sigint! import cpu-prof! ' +
  'zero-fill-buffers! experimental-webstorage! openssl-legacy-provider! v8-pool-size ' +
  'force-fips! experimental-shadow-realm! async-context-frame! ' +
  'experimental-global-webcrypto test-reporter-destination trace-env-js-stack! ' +
  'trace-event-file-pattern secure-heap-min trace-event-categories trace-sync-io! ' +
  'report-compact! debug-arraybuffer-allocations! test-coverage-branches trace-warnings! ' +
  'watch-kill-signal experimental-repl-await! tls-min-v1.3! experimental-websocket! ' +
  'enable-fips! test-global-setup report-on-fatalerror! trace-uncaught! openssl-config ' +
  'report-filename tls-cipher-list watch-path experimental-wasm-modules use-openssl-ca! ' +
  'experimental-addon-modules! experimental-worker use-bundled-ca! test-shard tls-min-v1.1! ' +
  'experimental-global-navigator! test-name-pattern use-largepages test-random-seed ' +
  'redirect-warnings max-http-header-size allow-openssl-store! heap-prof! trace-exit! ' +
  'node-snapshot! icu-data-dir preserve-symlinks! tls-max-v1.3! test-reporter secure-heap ' +
  'experimental-eventsource! use-env-proxy! test-skip-pattern experimental-report ' +
  'experimental-modules permission-audit! experimental-vm-modules! report-dir ' +
  'network-family-autoselection-attempt-timeout heap-prof-name frozen-intrinsics! ' +
  'disable-wasm-trap-handler! snapshot-blob unhandled-rejections verify-base-objects! ' +
  'watch! experimental-wasi-unstable-preview1 force-node-api-uncaught-exceptions-policy! ' +
  'watch-preserve-output! insecure-http-parser! require napi-modules tls-max-v1.2! ' +
  'disable-warning heapsnapshot-near-heap-limit title disallow-code-generation-from-strings ' +
  'perf-basic-prof-only-functions warnings! use-system-ca! experimental-print-required-tla! ' +
  'tls-keylog tls-min-v1.2! pending-deprecation! report-uncaught-exception! cpu-prof-name ' +
  'prof-process C experimental-strip-types loader debug-port trace-events-enabled ' +
  'es-module-specifier-resolution report-directory r experimental-test-isolation ' +
  'enable-network-family-autoselection', ' ');

// '_' for '-' inside, leading dashes and values are forgiven.
function known(list, key) {
  if (typeof key !== 'string') return false;
  let name = StringPrototypeReplaceAll(key, '_', '-');
  const isLong = StringPrototypeStartsWith(name, '--');
  if (isLong) {
    const value = StringPrototypeIndexOf(name, '=');
    if (value !== -1) name = StringPrototypeSlice(name, 0, value);
    return ArrayPrototypeIncludes(list, name);
  }
  if (StringPrototypeStartsWith(name, '-')) return ArrayPrototypeIncludes(list, name);
  return ArrayPrototypeIncludes(list, `--${name}`) || ArrayPrototypeIncludes(list, `-${name}`);
}

class NodeEnvironmentFlagsSet extends Set {
  #list;

  constructor(list) {
    super();
    this.#list = list;
  }

  // Nothing is added or removed, as in a frozen set.
  add() {
    return this;
  }

  delete() {
    return false;
  }

  clear() {}

  has(key) {
    return known(this.#list, key);
  }

  get size() {
    return this.#list.length;
  }

  forEach(callback, self = undefined) {
    for (let i = 0; i < this.#list.length; i++) {
      ReflectApply(callback, self, [this.#list[i], this.#list[i], this]);
    }
  }

  keys() {
    return SetPrototypeValues(new Set(this.#list));
  }

  entries() {
    return SetPrototypeEntries(new Set(this.#list));
  }
}
for (const name of ['values', SymbolIterator]) {
  ObjectDefineProperty(NodeEnvironmentFlagsSet.prototype, name, {
    __proto__: null, value: NodeEnvironmentFlagsSet.prototype.keys, writable: true,
    configurable: true,
  });
}

exports.make = () => {
  const list = [];
  for (let i = 0; i < FLAGS.length; i++) {
    const flag = FLAGS[i];
    if (StringPrototypeEndsWith(flag, '!')) {
      const name = StringPrototypeSlice(flag, 0, -1);
      ArrayPrototypePush(list, `--${name}`, `--no-${name}`);
    } else {
      ArrayPrototypePush(list, flag.length === 1 ? `-${flag}` : `--${flag}`);
    }
  }
  return ObjectFreeze(new NodeEnvironmentFlagsSet(list));
};
