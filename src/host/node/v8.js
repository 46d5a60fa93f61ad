// What scripts ask V8 for, as far as another engine can answer; the rest says that it isn't here.
// https://nodejs.org/api/v8.html

const process = require('process');
const serdes = require('internal/v8/serdes');
const { notHere } = require('internal/util');
const { validateFunction, validateString, validateUint32 } = require('internal/validators');

// The heap is one space; what V8 has beside it is 0.
function getHeapStatistics() {
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  return {
    total_heap_size: heapTotal,
    total_heap_size_executable: 0,
    total_physical_size: heapTotal,
    total_available_size: 4294967296 - heapUsed,
    used_heap_size: heapUsed,
    heap_size_limit: 4294967296,
    malloced_memory: MathMax(0, rss - heapTotal),
    peak_malloced_memory: MathMax(0, rss - heapTotal),
    does_zap_garbage: 0, number_of_native_contexts: 1, number_of_detached_contexts: 0,
    total_global_handles_size: 0, used_global_handles_size: 0, external_memory: external,
  };
}

const SPACES = [
  'read_only', 'new', 'old', 'code', 'shared', 'trusted', 'shared_trusted', 'new_large_object',
  'large_object', 'code_large_object', 'shared_large_object', 'shared_trusted_large_object',
  'trusted_large_object',
];

function getHeapSpaceStatistics() {
  const { heapTotal, heapUsed } = process.memoryUsage();
  return ArrayPrototypeMap(SPACES, (name) => ({
    space_name: `${name}_space`,
    space_size: name === 'old' ? heapTotal : 0,
    space_used_size: name === 'old' ? heapUsed : 0,
    space_available_size: name === 'old' ? heapTotal - heapUsed : 0,
    physical_space_size: name === 'old' ? heapTotal : 0,
  }));
}

function getHeapCodeStatistics() {
  return {
    code_and_metadata_size: 0, bytecode_and_metadata_size: 0, external_script_source_size: 0,
    cpu_profiler_metadata_size: 0,
  };
}

// There are no flags of V8: none changes anything.
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
}

function setHeapSnapshotNearHeapLimit(limit) {
  validateUint32(limit, 'limit', true);
  notHere('v8', 'setHeapSnapshotNearHeapLimit')();
}

function queryObjects(constructor) {
  validateFunction(constructor, 'constructor');
  notHere('v8', 'queryObjects')();
}

function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  return RegExpPrototypeExec(/[^\0-\xff]/, content) === null;
}

// A number for what compiled code would have to fit to.
function cachedDataVersionTag() {
  return 0x6d696e69;
}

class GCProfiler {
  start() {
    notHere('v8.GCProfiler', 'start')();
  }
  stop() {}
  [SymbolDispose]() {
    this.stop();
  }
}

module.exports = {
  cachedDataVersionTag,
  getHeapSnapshot: notHere('v8', 'getHeapSnapshot', '', 1),
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  getCppHeapStatistics: notHere('v8', 'getCppHeapStatistics'),
  setFlagsFromString, Serializer: serdes.Serializer, Deserializer: serdes.Deserializer,
  DefaultSerializer: serdes.DefaultSerializer, DefaultDeserializer: serdes.DefaultDeserializer,
  deserialize: serdes.deserialize,
  takeCoverage: notHere('v8', 'takeCoverage'),
  stopCoverage: notHere('v8', 'stopCoverage'),
  serialize: serdes.serialize,
  writeHeapSnapshot: notHere('v8', 'writeHeapSnapshot', '', 2),
  promiseHooks: require('internal/promise_hooks').promiseHooks,
  queryObjects,
  startupSnapshot: {
    addDeserializeCallback: notHere('v8.startupSnapshot', 'addDeserializeCallback', '', 2),
    addSerializeCallback: notHere('v8.startupSnapshot', 'addSerializeCallback', '', 2),
    setDeserializeMainFunction:
      notHere('v8.startupSnapshot', 'setDeserializeMainFunction', '', 2),
    isBuildingSnapshot: () => 0,
  },
  setHeapSnapshotNearHeapLimit,
  GCProfiler,
  isStringOneByteRepresentation,
  startCpuProfile: notHere('v8', 'startCpuProfile'),
};
