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

// By module: its keys in order; a point says that it is one of the values below, a hyphen that it
// isn't enumerable. Functions have their `length` and, if it is another one, their name.
const keys = {
  __proto__: null,
  child_process:
    '_forkChild/2 ChildProcess exec/3 execFile/4 execFileSync/3 execSync/2 fork/1 spawn/3 ' +
    'spawnSync/3',
  cluster:
    '._events ._eventsCount ._maxListeners .isWorker .isMaster .isPrimary Worker/1 .workers ' +
    '.settings .SCHED_NONE .SCHED_RR .schedulingPolicy setupPrimary/1= setupMaster/1= fork/1= ' +
    'disconnect/1=',
  dgram:
    '_createSocketHandle/5=deprecated createSocket/2 Socket/2',
  dns:
    'lookup/3 lookupService/3 Resolver getDefaultResultOrder setDefaultResultOrder/1 ' +
    'setServers/1=defaultResolverSetServers .ADDRCONFIG .ALL .V4MAPPED .NODATA .FORMERR ' +
    '.SERVFAIL .NOTFOUND .NOTIMP .REFUSED .BADQUERY .BADNAME .BADFAMILY .BADRESP .CONNREFUSED ' +
    '.TIMEOUT .EOF .FILE .NOMEM .DESTRUCTION .BADSTR .BADFLAGS .NONAME .BADHINTS ' +
    '.NOTINITIALIZED .LOADIPHLPAPI .ADDRGETNETWORKPARAMS .CANCELLED ' +
    'getServers/0=bound~getServers resolve/3=bound~resolve resolve4/2=bound~queryA ' +
    'resolve6/2=bound~queryAaaa resolveAny/2=bound~queryAny resolveCaa/2=bound~queryCaa ' +
    'resolveCname/2=bound~queryCname resolveMx/2=bound~queryMx ' +
    'resolveNaptr/2=bound~queryNaptr resolveNs/2=bound~queryNs resolvePtr/2=bound~queryPtr ' +
    'resolveSoa/2=bound~querySoa resolveSrv/2=bound~querySrv resolveTlsa/2=bound~queryTlsa ' +
    'resolveTxt/2=bound~queryTxt reverse/2=bound~getHostByAddr .promises',
  'dns/promises':
    'lookup/2 lookupService/2 Resolver getDefaultResultOrder setDefaultResultOrder/1 ' +
    'setServers/1=defaultResolverSetServers .NODATA .FORMERR .SERVFAIL .NOTFOUND .NOTIMP ' +
    '.REFUSED .BADQUERY .BADNAME .BADFAMILY .BADRESP .CONNREFUSED .TIMEOUT .EOF .FILE .NOMEM ' +
    '.DESTRUCTION .BADSTR .BADFLAGS .NONAME .BADHINTS .NOTINITIALIZED .LOADIPHLPAPI ' +
    '.ADDRGETNETWORKPARAMS .CANCELLED getServers/0=bound~getServers resolve/2=bound~resolve ' +
    'resolve4/2=bound~queryA resolve6/2=bound~queryAaaa resolveAny/2=bound~queryAny ' +
    'resolveCaa/2=bound~queryCaa resolveCname/2=bound~queryCname resolveMx/2=bound~queryMx ' +
    'resolveNaptr/2=bound~queryNaptr resolveNs/2=bound~queryNs resolvePtr/2=bound~queryPtr ' +
    'resolveSoa/2=bound~querySoa resolveSrv/2=bound~querySrv resolveTlsa/2=bound~queryTlsa ' +
    'resolveTxt/2=bound~queryTxt reverse/2=bound~getHostByAddr',
  http:
    '_connectionListener/1=connectionListener .METHODS .STATUS_CODES Agent/1 ClientRequest/3 ' +
    'IncomingMessage/1 OutgoingMessage/1 Server/2 ServerResponse/2 createServer/2 ' +
    'validateHeaderName validateHeaderValue get/3 request/3 setMaxIdleHTTPParsers/1 ' +
    'setGlobalProxyFromEnv .maxHeaderSize .globalAgent WebSocket/1 CloseEvent/1 ' +
    'MessageEvent/1',
  http2:
    'connect/3 .constants createServer/2 createSecureServer/2 getDefaultSettings ' +
    'getPackedSettings/1 getUnpackedSettings/1 performServerHandshake/1 .sensitiveHeaders ' +
    'Http2ServerRequest/4 Http2ServerResponse/2',
  https:
    'Agent/1 .globalAgent Server/2 createServer/2 get/3 request',
  inspector:
    'open/3=inspectorOpen close/0=_debugEnd url waitForDebugger/0=inspectorWaitForDebugger ' +
    '.console Session .Network .NetworkResources .DOMStorage',
  net:
    '_createServerHandle/5=createServerHandle _normalizeArgs/1=normalizeArgs BlockList ' +
    'SocketAddress BoundSocket connect createConnection/0=connect createServer/2 isIP/1 ' +
    'isIPv4/1 isIPv6/1 Server/2 Socket/1 Stream/1=Socket getDefaultAutoSelectFamily ' +
    'setDefaultAutoSelectFamily/1 getDefaultAutoSelectFamilyAttemptTimeout ' +
    'setDefaultAutoSelectFamilyAttemptTimeout/1',
  repl:
    'start/6 writer/1 REPLServer/6 .REPL_MODE_SLOPPY .REPL_MODE_STRICT Recoverable/1 ' +
    'isValidSyntax/1 .-builtinModules .-_builtinLibs',
  tls:
    '.CLIENT_RENEG_LIMIT .CLIENT_RENEG_WINDOW .DEFAULT_CIPHERS .DEFAULT_ECDH_CURVE ' +
    '.DEFAULT_MIN_VERSION .DEFAULT_MAX_VERSION getCiphers/0= ' +
    'getCertificateCompressionAlgorithms/0= .rootCertificates getCACertificates ' +
    'setDefaultCACertificates/1 convertALPNProtocols/2 checkServerIdentity/2 ' +
    'createSecureContext/1 SecureContext/4 TLSSocket/2 Server/2 createServer/2 connect',
  trace_events:
    'createTracing/1 getEnabledCategories',
  wasi:
    'WASI',
  _http_agent:
    'Agent/1 .globalAgent',
  _http_client:
    'ClientRequest/3',
  _http_common:
    '_checkInvalidHeaderChar/1=checkInvalidHeaderChar _checkIsHttpToken/1=checkIsHttpToken ' +
    '.chunkExpression .continueExpression .CRLF freeParser/3 .methods .parsers ' +
    '.kIncomingMessage HTTPParser isLenient calculateLenientFlags/2 prepareError/3 ' +
    '.kSkipPendingData',
  _http_incoming:
    'IncomingMessage/1 .kDetachAbortSignal readStart/1 readStop/1',
  _http_outgoing:
    '.kHighWaterMark .kUniqueHeaders parseUniqueHeadersOption/1 validateHeaderName ' +
    'validateHeaderValue OutgoingMessage/1',
  _http_server:
    '.STATUS_CODES Server/2 ServerResponse/2 setupConnectionsTracking storeHTTPOptions/1 ' +
    '_connectionListener/1=connectionListener .kServerResponse httpServerPreClose/1 ' +
    '.kConnectionsCheckingInterval',
  _tls_common:
    'SecureContext/4 createSecureContext/1 translatePeerCertificate/1',
  _tls_wrap:
    'TLSSocket/2 Server/2 createServer/2 connect',
  sea:
    'isSea getAsset/2 getRawAsset/1 getAssetAsBlob/2 getAssetKeys',
  sqlite:
    'DatabaseSync StatementSync Session .constants backup/2',
};
keys['inspector/promises'] ??= keys.inspector;

// The names of c-ares's errors, for both forms of dns.
const dnsCodes = () => {
  const codes = {};
  const names = StringPrototypeSplit(
    'NODATA FORMERR SERVFAIL NOTFOUND NOTIMP REFUSED BADQUERY BADNAME BADFAMILY BADRESP ' +
    'CONNREFUSED TIMEOUT EOF FILE NOMEM DESTRUCTION BADSTR BADFLAGS NONAME BADHINTS ' +
    'NOTINITIALIZED LOADIPHLPAPI ADDRGETNETWORKPARAMS CANCELLED', ' ');
  for (let i = 0; i < names.length; i++) codes[names[i]] = `E${names[i]}`;
  return codes;
};

const inspectorValues = () => ({
  console: {}, Network: {}, NetworkResources: {}, DOMStorage: {},
});

// What modules have beside functions.
const values = {
  __proto__: null,
  cluster: () => ({
    _events: {}, _eventsCount: 0, _maxListeners: undefined, isWorker: false,
    isMaster: true, isPrimary: true, workers: {}, settings: {}, SCHED_NONE: 1, SCHED_RR: 2,
    schedulingPolicy: 2,
  }),
  dns: () => ({
    ADDRCONFIG: 32, ALL: 16, V4MAPPED: 8, ...dnsCodes(), promises: absentModule('dns/promises'),
  }),
  'dns/promises': dnsCodes,
  http: () => ({
    METHODS: httpMethods, STATUS_CODES: statusCodes, maxHeaderSize: 16384, globalAgent: {},
  }),
  http2: () => ({ constants: {}, sensitiveHeaders: Symbol('sensitiveHeaders') }),
  https: () => ({ globalAgent: {} }),
  inspector: inspectorValues,
  'inspector/promises': inspectorValues,
  repl: () => {
    const { builtinModules } = require('module');
    const names = ArrayPrototypeFilter(
      builtinModules, (name) => name[0] !== '_' && !StringPrototypeStartsWith(name, 'node:'));
    return {
      REPL_MODE_SLOPPY: Symbol('repl-sloppy'), REPL_MODE_STRICT: Symbol('repl-strict'),
      builtinModules: names, _builtinLibs: ArrayPrototypeSlice(names),
    };
  },
  tls: () => ({
    CLIENT_RENEG_LIMIT: 3, CLIENT_RENEG_WINDOW: 600, DEFAULT_ECDH_CURVE: 'auto',
    DEFAULT_CIPHERS: require('constants').defaultCipherList,
    DEFAULT_MIN_VERSION: 'TLSv1.2', DEFAULT_MAX_VERSION: 'TLSv1.3', rootCertificates: [],
  }),
  _http_agent: () => ({ globalAgent: {} }),
  _http_common: () => ({
    chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
    continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
    CRLF: '\r\n', methods: httpMethods, parsers: {},
    kIncomingMessage: Symbol('IncomingMessage'), kSkipPendingData: Symbol('SkipPendingData'),
  }),
  _http_incoming: () => ({ kDetachAbortSignal: Symbol('kDetachAbortSignal') }),
  _http_outgoing: () => ({
    kHighWaterMark: Symbol('kHighWaterMark'), kUniqueHeaders: Symbol('kUniqueHeaders'),
  }),
  _http_server: () => ({
    STATUS_CODES: statusCodes, kServerResponse: Symbol('ServerResponse'),
    kConnectionsCheckingInterval: Symbol('http.server.connectionsCheckingInterval'),
  }),
  sqlite: () => ({ constants: {} }),
};

// A function that can be called and extended, but not run.
function absent(module, key, name, length) {
  function notThere() {
    throw new ERR_METHOD_NOT_IMPLEMENTED(`${module}.${key}`);
  }
  ObjectDefineProperty(notThere, 'name', { __proto__: null, value: name, configurable: true });
  ObjectDefineProperty(notThere, 'length', { __proto__: null, value: length });
  return notThere;
}

function absentModule(module) {
  const exports = {};
  const own = values[module]?.() ?? {};
  const add = (key, value, enumerable = true) => ObjectDefineProperty(exports, key, {
    __proto__: null, value, enumerable, configurable: true,
    writable: true,
  });
  const list = StringPrototypeSplit(keys[module], ' ');
  for (let i = 0; i < list.length; i++) {
    let item = list[i];
    const last = item.length - 1;
    if (item[0] === '.') {
      const isHidden = item[1] === '-';
      item = StringPrototypeSlice(item, isHidden ? 2 : 1);
      add(item, own[item], !isHidden);
    } else if (item[last] === '*') {
      item = StringPrototypeSlice(item, 0, last);
      add(item, absent(module, item, 'asyncBufferWrapper', 3));
      add(`${item}Sync`, absent(module, `${item}Sync`, 'syncBufferWrapper', 2));
    } else {
      const { 1: key, 2: length = 0, 3: given = `=${key}` } =
        RegExpPrototypeExec(/^(\w+)(?:\/(\d+))?(=.*)?$/, item);
      const name = StringPrototypeReplaceAll(StringPrototypeSlice(given, 1), '~', ' ');
      add(key, absent(module, key, name, +length));
    }
  }
  return exports;
}

module.exports = absentModule;
