// What modules have that reach outside of the process, which isn't supported yet: all names are
// there, and say so when they are used.

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');

const httpMethods = StringPrototypeSplit(
  'ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK M-SEARCH MERGE MKACTIVITY ' +
  'MKCALENDAR MKCOL MOVE NOTIFY OPTIONS PATCH POST PROPFIND PROPPATCH PURGE PUT QUERY ' +
  'REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE', ' ');

const statusCodes = { __proto__: null };
const codeTexts = StringPrototypeSplit(
  '100 Continue|101 Switching Protocols|102 Processing|103 Early Hints|200 OK|201 Created|' +
  '202 Accepted|203 Non-Authoritative Information|204 No Content|205 Reset Content|' +
  '206 Partial Content|207 Multi-Status|208 Already Reported|226 IM Used|' +
  '300 Multiple Choices|301 Moved Permanently|302 Found|303 See Other|304 Not Modified|' +
  '305 Use Proxy|307 Temporary Redirect|308 Permanent Redirect|400 Bad Request|' +
  '401 Unauthorized|402 Payment Required|403 Forbidden|404 Not Found|405 Method Not Allowed|' +
  '406 Not Acceptable|407 Proxy Authentication Required|408 Request Timeout|409 Conflict|' +
  '410 Gone|411 Length Required|412 Precondition Failed|413 Payload Too Large|' +
  '414 URI Too Long|415 Unsupported Media Type|416 Range Not Satisfiable|' +
  '417 Expectation Failed|418 I\'m a Teapot|421 Misdirected Request|422 Unprocessable Entity|' +
  '423 Locked|424 Failed Dependency|425 Too Early|426 Upgrade Required|' +
  '428 Precondition Required|429 Too Many Requests|431 Request Header Fields Too Large|' +
  '451 Unavailable For Legal Reasons|500 Internal Server Error|501 Not Implemented|' +
  '502 Bad Gateway|503 Service Unavailable|504 Gateway Timeout|' +
  '505 HTTP Version Not Supported|506 Variant Also Negotiates|507 Insufficient Storage|' +
  '508 Loop Detected|509 Bandwidth Limit Exceeded|510 Not Extended|' +
  '511 Network Authentication Required', '|');
for (let i = 0; i < codeTexts.length; i++) {
  statusCodes[StringPrototypeSlice(codeTexts[i], 0, 3)] = StringPrototypeSlice(codeTexts[i], 4);
}
ObjectSetPrototypeOf(statusCodes, ObjectPrototype);

// By module: its functions, and its other values.
const modules = {
  __proto__: null,
  child_process: [
    '_forkChild ChildProcess exec execFile execFileSync execSync fork spawn spawnSync',
  ],
  cluster: [
    'Worker setupPrimary setupMaster fork disconnect',
    () => ({
      _events: {}, _eventsCount: 0, _maxListeners: undefined, isWorker: false,
      isMaster: true, isPrimary: true, workers: {}, settings: {}, SCHED_NONE: 1, SCHED_RR: 2,
      schedulingPolicy: 2,
    }),
  ],
  dgram: [
    '_createSocketHandle createSocket Socket',
  ],
  dns: [
    'lookup lookupService Resolver getDefaultResultOrder setDefaultResultOrder setServers ' +
    'getServers resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx ' +
    'resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTlsa resolveTxt ' +
    'reverse',
    () => ({
      ADDRCONFIG: 32, ALL: 16, V4MAPPED: 8, NODATA: 'ENODATA', FORMERR: 'EFORMERR',
      SERVFAIL: 'ESERVFAIL', NOTFOUND: 'ENOTFOUND', NOTIMP: 'ENOTIMP', REFUSED: 'EREFUSED',
      BADQUERY: 'EBADQUERY', BADNAME: 'EBADNAME', BADFAMILY: 'EBADFAMILY',
      BADRESP: 'EBADRESP', CONNREFUSED: 'ECONNREFUSED', TIMEOUT: 'ETIMEOUT', EOF: 'EOF',
      FILE: 'EFILE', NOMEM: 'ENOMEM', DESTRUCTION: 'EDESTRUCTION', BADSTR: 'EBADSTR',
      BADFLAGS: 'EBADFLAGS', NONAME: 'ENONAME', BADHINTS: 'EBADHINTS',
      NOTINITIALIZED: 'ENOTINITIALIZED', LOADIPHLPAPI: 'ELOADIPHLPAPI',
      ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS', CANCELLED: 'ECANCELLED', promises: absentModule('dns/promises'),
    }),
  ],
  'dns/promises': [
    'lookup lookupService Resolver getDefaultResultOrder setDefaultResultOrder setServers ' +
    'getServers resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx ' +
    'resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTlsa resolveTxt ' +
    'reverse',
    () => ({
      NODATA: 'ENODATA', FORMERR: 'EFORMERR', SERVFAIL: 'ESERVFAIL', NOTFOUND: 'ENOTFOUND',
      NOTIMP: 'ENOTIMP', REFUSED: 'EREFUSED', BADQUERY: 'EBADQUERY', BADNAME: 'EBADNAME',
      BADFAMILY: 'EBADFAMILY', BADRESP: 'EBADRESP', CONNREFUSED: 'ECONNREFUSED',
      TIMEOUT: 'ETIMEOUT', EOF: 'EOF', FILE: 'EFILE', NOMEM: 'ENOMEM',
      DESTRUCTION: 'EDESTRUCTION', BADSTR: 'EBADSTR', BADFLAGS: 'EBADFLAGS',
      NONAME: 'ENONAME', BADHINTS: 'EBADHINTS', NOTINITIALIZED: 'ENOTINITIALIZED',
      LOADIPHLPAPI: 'ELOADIPHLPAPI', ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS',
      CANCELLED: 'ECANCELLED',
    }),
  ],
  'fs/promises': [
    'access copyFile cp glob open opendir rename truncate rm rmdir mkdir readdir readlink ' +
    'symlink lstat stat statfs link unlink chmod lchmod lchown chown utimes lutimes ' +
    'realpath mkdtemp mkdtempDisposable writeFile appendFile readFile watch',
    () => ({
      constants: {},
    }),
  ],
  http: [
    '_connectionListener Agent ClientRequest IncomingMessage OutgoingMessage Server ' +
    'ServerResponse createServer validateHeaderName validateHeaderValue get request ' +
    'setMaxIdleHTTPParsers setGlobalProxyFromEnv WebSocket CloseEvent MessageEvent',
    () => ({
      METHODS: httpMethods, STATUS_CODES: statusCodes, maxHeaderSize: 16384, globalAgent: {},
    }),
  ],
  http2: [
    'connect createServer createSecureServer getDefaultSettings getPackedSettings ' +
    'getUnpackedSettings performServerHandshake Http2ServerRequest Http2ServerResponse',
    () => ({
      constants: {}, sensitiveHeaders: {},
    }),
  ],
  https: [
    'Agent Server createServer get request',
    () => ({
      globalAgent: {},
    }),
  ],
  inspector: [
    'open close url waitForDebugger Session',
    () => ({
      console: {}, Network: {}, NetworkResources: {}, DOMStorage: {},
    }),
  ],
  'inspector/promises': [
    'open close url waitForDebugger Session',
    () => ({
      console: {}, Network: {}, NetworkResources: {}, DOMStorage: {},
    }),
  ],
  net: [
    '_createServerHandle _normalizeArgs BlockList SocketAddress BoundSocket connect ' +
    'createConnection createServer isIP isIPv4 isIPv6 Server Socket Stream ' +
    'getDefaultAutoSelectFamily setDefaultAutoSelectFamily ' +
    'getDefaultAutoSelectFamilyAttemptTimeout setDefaultAutoSelectFamilyAttemptTimeout',
  ],
  repl: [
    'start writer REPLServer Recoverable isValidSyntax',
    () => ({
      REPL_MODE_SLOPPY: {}, REPL_MODE_STRICT: {},
    }),
  ],
  tls: [
    'getCiphers getCertificateCompressionAlgorithms getCACertificates ' +
    'setDefaultCACertificates convertALPNProtocols checkServerIdentity ' +
    'createSecureContext SecureContext TLSSocket Server createServer connect',
    () => ({
      CLIENT_RENEG_LIMIT: 3, CLIENT_RENEG_WINDOW: 600, DEFAULT_ECDH_CURVE: 'auto',
      DEFAULT_MIN_VERSION: 'TLSv1.2', DEFAULT_MAX_VERSION: 'TLSv1.3', rootCertificates: {},
    }),
  ],
  trace_events: [
    'createTracing getEnabledCategories',
  ],
  wasi: [
    'WASI',
  ],
  zlib: [
    'crc32 Deflate Inflate Gzip Gunzip DeflateRaw InflateRaw Unzip BrotliCompress ' +
    'BrotliDecompress ZstdCompress ZstdDecompress deflate deflateSync gzip gzipSync ' +
    'deflateRaw deflateRawSync unzip unzipSync inflate inflateSync gunzip gunzipSync ' +
    'inflateRaw inflateRawSync brotliCompress brotliCompressSync brotliDecompress ' +
    'brotliDecompressSync zstdCompress zstdCompressSync zstdDecompress zstdDecompressSync ' +
    'createDeflate createInflate createDeflateRaw createInflateRaw createGzip ' +
    'createGunzip createUnzip createBrotliCompress createBrotliDecompress ' +
    'createZstdCompress createZstdDecompress',
    () => ({
      constants: {}, codes: {},
    }),
  ],
  _http_agent: [
    'Agent',
    () => ({
      globalAgent: {},
    }),
  ],
  _http_client: [
    'ClientRequest',
  ],
  _http_common: [
    '_checkInvalidHeaderChar _checkIsHttpToken freeParser HTTPParser isLenient ' +
    'calculateLenientFlags prepareError',
    () => ({
      chunkExpression: {}, continueExpression: {}, CRLF: '\r\n', methods: httpMethods,
      parsers: {}, kIncomingMessage: {}, kSkipPendingData: {},
    }),
  ],
  _http_incoming: [
    'IncomingMessage readStart readStop',
    () => ({
      kDetachAbortSignal: {},
    }),
  ],
  _http_outgoing: [
    'parseUniqueHeadersOption validateHeaderName validateHeaderValue OutgoingMessage',
    () => ({
      kHighWaterMark: {}, kUniqueHeaders: {},
    }),
  ],
  _http_server: [
    'Server ServerResponse setupConnectionsTracking storeHTTPOptions _connectionListener ' +
    'httpServerPreClose',
    () => ({
      STATUS_CODES: statusCodes, kServerResponse: {}, kConnectionsCheckingInterval: {},
    }),
  ],
  _tls_common: [
    'SecureContext createSecureContext translatePeerCertificate',
  ],
  _tls_wrap: [
    'TLSSocket Server createServer connect',
  ],
  sea: [
    'isSea getAsset getRawAsset getAssetAsBlob getAssetKeys',
  ],
  sqlite: [
    'DatabaseSync StatementSync Session backup',
    () => ({
      constants: {},
    }),
  ],
};

// A function that can be called and extended, but not run.
function absent(module, name) {
  function notThere() {
    throw new ERR_METHOD_NOT_IMPLEMENTED(`${module}.${name}`);
  }
  ObjectDefineProperty(notThere, 'name', { __proto__: null, value: name, configurable: true });
  return notThere;
}

function absentModule(name) {
  const { 0: functions, 1: values } = modules[name];
  const exports = {};
  const names = StringPrototypeSplit(functions, ' ');
  for (let i = 0; i < names.length; i++) {
    if (names[i] !== '') exports[names[i]] = absent(name, names[i]);
  }
  if (values !== undefined) ObjectAssign(exports, values());
  return exports;
}

module.exports = absentModule;
