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
  zlib:
    'crc32/1 Deflate/1 Inflate/1 Gzip/1 Gunzip/1 DeflateRaw/1 InflateRaw/1 Unzip/1 ' +
    'BrotliCompress/1 BrotliDecompress/1 ZstdCompress/1 ZstdDecompress/1 deflate* gzip* ' +
    'deflateRaw* unzip* inflate* gunzip* inflateRaw* brotliCompress* brotliDecompress* ' +
    'zstdCompress* zstdDecompress* createDeflate/1 createInflate/1 createDeflateRaw/1 ' +
    'createInflateRaw/1 createGzip/1 createGunzip/1 createUnzip/1 createBrotliCompress/1 ' +
    'createBrotliDecompress/1 createZstdCompress/1 createZstdDecompress/1 .constants .codes ' +
    '.-Z_NO_FLUSH .-Z_PARTIAL_FLUSH .-Z_SYNC_FLUSH .-Z_FULL_FLUSH .-Z_FINISH .-Z_BLOCK .-Z_OK ' +
    '.-Z_STREAM_END .-Z_NEED_DICT .-Z_ERRNO .-Z_STREAM_ERROR .-Z_DATA_ERROR .-Z_MEM_ERROR ' +
    '.-Z_BUF_ERROR .-Z_VERSION_ERROR .-Z_NO_COMPRESSION .-Z_BEST_SPEED .-Z_BEST_COMPRESSION ' +
    '.-Z_DEFAULT_COMPRESSION .-Z_FILTERED .-Z_HUFFMAN_ONLY .-Z_RLE .-Z_FIXED ' +
    '.-Z_DEFAULT_STRATEGY .-ZLIB_VERNUM .-DEFLATE .-INFLATE .-GZIP .-GUNZIP .-DEFLATERAW ' +
    '.-INFLATERAW .-UNZIP .-ZSTD_DECOMPRESS .-ZSTD_COMPRESS .-Z_MIN_WINDOWBITS ' +
    '.-Z_MAX_WINDOWBITS .-Z_DEFAULT_WINDOWBITS .-Z_MIN_CHUNK .-Z_MAX_CHUNK .-Z_DEFAULT_CHUNK ' +
    '.-Z_MIN_MEMLEVEL .-Z_MAX_MEMLEVEL .-Z_DEFAULT_MEMLEVEL .-Z_MIN_LEVEL .-Z_MAX_LEVEL ' +
    '.-Z_DEFAULT_LEVEL .-ZSTD_e_continue .-ZSTD_e_flush .-ZSTD_e_end .-ZSTD_fast .-ZSTD_dfast ' +
    '.-ZSTD_greedy .-ZSTD_lazy .-ZSTD_lazy2 .-ZSTD_btlazy2 .-ZSTD_btopt .-ZSTD_btultra ' +
    '.-ZSTD_btultra2 .-ZSTD_c_compressionLevel .-ZSTD_c_windowLog .-ZSTD_c_hashLog ' +
    '.-ZSTD_c_chainLog .-ZSTD_c_searchLog .-ZSTD_c_minMatch .-ZSTD_c_targetLength ' +
    '.-ZSTD_c_strategy .-ZSTD_c_enableLongDistanceMatching .-ZSTD_c_ldmHashLog ' +
    '.-ZSTD_c_ldmMinMatch .-ZSTD_c_ldmBucketSizeLog .-ZSTD_c_ldmHashRateLog ' +
    '.-ZSTD_c_contentSizeFlag .-ZSTD_c_checksumFlag .-ZSTD_c_dictIDFlag .-ZSTD_c_nbWorkers ' +
    '.-ZSTD_c_jobSize .-ZSTD_c_overlapLog .-ZSTD_d_windowLogMax .-ZSTD_CLEVEL_DEFAULT ' +
    '.-ZSTD_error_no_error .-ZSTD_error_GENERIC .-ZSTD_error_prefix_unknown ' +
    '.-ZSTD_error_version_unsupported .-ZSTD_error_frameParameter_unsupported ' +
    '.-ZSTD_error_frameParameter_windowTooLarge .-ZSTD_error_corruption_detected ' +
    '.-ZSTD_error_checksum_wrong .-ZSTD_error_literals_headerWrong ' +
    '.-ZSTD_error_dictionary_corrupted .-ZSTD_error_dictionary_wrong ' +
    '.-ZSTD_error_dictionaryCreation_failed .-ZSTD_error_parameter_unsupported ' +
    '.-ZSTD_error_parameter_combination_unsupported .-ZSTD_error_parameter_outOfBound ' +
    '.-ZSTD_error_tableLog_tooLarge .-ZSTD_error_maxSymbolValue_tooLarge ' +
    '.-ZSTD_error_maxSymbolValue_tooSmall .-ZSTD_error_stabilityCondition_notRespected ' +
    '.-ZSTD_error_stage_wrong .-ZSTD_error_init_missing .-ZSTD_error_memory_allocation ' +
    '.-ZSTD_error_workSpace_tooSmall .-ZSTD_error_dstSize_tooSmall .-ZSTD_error_srcSize_wrong ' +
    '.-ZSTD_error_dstBuffer_null .-ZSTD_error_noForwardProgress_destFull ' +
    '.-ZSTD_error_noForwardProgress_inputEmpty',
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

// Names and numbers in turn.
function table(text) {
  const object = { __proto__: null };
  const parts = StringPrototypeSplit(text, ' ');
  for (let i = 0; i < parts.length; i += 2) object[parts[i]] = +parts[i + 1];
  return object;
}

function zlibValues() {
  const constants = table(
    'Z_NO_FLUSH 0 Z_PARTIAL_FLUSH 1 Z_SYNC_FLUSH 2 Z_FULL_FLUSH 3 Z_FINISH 4 Z_BLOCK 5 Z_OK 0 ' +
    'Z_STREAM_END 1 Z_NEED_DICT 2 Z_ERRNO -1 Z_STREAM_ERROR -2 Z_DATA_ERROR -3 Z_MEM_ERROR -4 ' +
    'Z_BUF_ERROR -5 Z_VERSION_ERROR -6 Z_NO_COMPRESSION 0 Z_BEST_SPEED 1 Z_BEST_COMPRESSION 9 ' +
    'Z_DEFAULT_COMPRESSION -1 Z_FILTERED 1 Z_HUFFMAN_ONLY 2 Z_RLE 3 Z_FIXED 4 ' +
    'Z_DEFAULT_STRATEGY 0 ZLIB_VERNUM 4897 DEFLATE 1 INFLATE 2 GZIP 3 GUNZIP 4 DEFLATERAW 5 ' +
    'INFLATERAW 6 UNZIP 7 BROTLI_DECODE 8 BROTLI_ENCODE 9 ZSTD_DECOMPRESS 11 ZSTD_COMPRESS 10 ' +
    'Z_MIN_WINDOWBITS 8 Z_MAX_WINDOWBITS 15 Z_DEFAULT_WINDOWBITS 15 Z_MIN_CHUNK 64 ' +
    'Z_MAX_CHUNK Infinity Z_DEFAULT_CHUNK 16384 Z_MIN_MEMLEVEL 1 Z_MAX_MEMLEVEL 9 ' +
    'Z_DEFAULT_MEMLEVEL 8 Z_MIN_LEVEL -1 Z_MAX_LEVEL 9 Z_DEFAULT_LEVEL -1 ' +
    'BROTLI_OPERATION_PROCESS 0 BROTLI_OPERATION_FLUSH 1 BROTLI_OPERATION_FINISH 2 ' +
    'BROTLI_OPERATION_EMIT_METADATA 3 BROTLI_PARAM_MODE 0 BROTLI_MODE_GENERIC 0 ' +
    'BROTLI_MODE_TEXT 1 BROTLI_MODE_FONT 2 BROTLI_DEFAULT_MODE 0 BROTLI_PARAM_QUALITY 1 ' +
    'BROTLI_MIN_QUALITY 0 BROTLI_MAX_QUALITY 11 BROTLI_DEFAULT_QUALITY 11 BROTLI_PARAM_LGWIN ' +
    '2 BROTLI_MIN_WINDOW_BITS 10 BROTLI_MAX_WINDOW_BITS 24 BROTLI_LARGE_MAX_WINDOW_BITS 30 ' +
    'BROTLI_DEFAULT_WINDOW 22 BROTLI_PARAM_LGBLOCK 3 BROTLI_MIN_INPUT_BLOCK_BITS 16 ' +
    'BROTLI_MAX_INPUT_BLOCK_BITS 24 BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING 4 ' +
    'BROTLI_PARAM_SIZE_HINT 5 BROTLI_PARAM_LARGE_WINDOW 6 BROTLI_PARAM_NPOSTFIX 7 ' +
    'BROTLI_PARAM_NDIRECT 8 BROTLI_DECODER_RESULT_ERROR 0 BROTLI_DECODER_RESULT_SUCCESS 1 ' +
    'BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT 2 BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT 3 ' +
    'BROTLI_DECODER_PARAM_DISABLE_RING_BUFFER_REALLOCATION 0 ' +
    'BROTLI_DECODER_PARAM_LARGE_WINDOW 1 BROTLI_DECODER_NO_ERROR 0 BROTLI_DECODER_SUCCESS 1 ' +
    'BROTLI_DECODER_NEEDS_MORE_INPUT 2 BROTLI_DECODER_NEEDS_MORE_OUTPUT 3 ' +
    'BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_NIBBLE -1 BROTLI_DECODER_ERROR_FORMAT_RESERVED -2 ' +
    'BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_META_NIBBLE -3 ' +
    'BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_ALPHABET -4 ' +
    'BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_SAME -5 BROTLI_DECODER_ERROR_FORMAT_CL_SPACE ' +
    '-6 BROTLI_DECODER_ERROR_FORMAT_HUFFMAN_SPACE -7 ' +
    'BROTLI_DECODER_ERROR_FORMAT_CONTEXT_MAP_REPEAT -8 ' +
    'BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_1 -9 BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_2 ' +
    '-10 BROTLI_DECODER_ERROR_FORMAT_TRANSFORM -11 BROTLI_DECODER_ERROR_FORMAT_DICTIONARY -12 ' +
    'BROTLI_DECODER_ERROR_FORMAT_WINDOW_BITS -13 BROTLI_DECODER_ERROR_FORMAT_PADDING_1 -14 ' +
    'BROTLI_DECODER_ERROR_FORMAT_PADDING_2 -15 BROTLI_DECODER_ERROR_FORMAT_DISTANCE -16 ' +
    'BROTLI_DECODER_ERROR_DICTIONARY_NOT_SET -19 BROTLI_DECODER_ERROR_INVALID_ARGUMENTS -20 ' +
    'BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES -21 BROTLI_DECODER_ERROR_ALLOC_TREE_GROUPS -22 ' +
    'BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MAP -25 BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_1 -26 ' +
    'BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_2 -27 BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES ' +
    '-30 BROTLI_DECODER_ERROR_UNREACHABLE -31 ZSTD_e_continue 0 ZSTD_e_flush 1 ZSTD_e_end 2 ' +
    'ZSTD_fast 1 ZSTD_dfast 2 ZSTD_greedy 3 ZSTD_lazy 4 ZSTD_lazy2 5 ZSTD_btlazy2 6 ' +
    'ZSTD_btopt 7 ZSTD_btultra 8 ZSTD_btultra2 9 ZSTD_c_compressionLevel 100 ZSTD_c_windowLog ' +
    '101 ZSTD_c_hashLog 102 ZSTD_c_chainLog 103 ZSTD_c_searchLog 104 ZSTD_c_minMatch 105 ' +
    'ZSTD_c_targetLength 106 ZSTD_c_strategy 107 ZSTD_c_enableLongDistanceMatching 160 ' +
    'ZSTD_c_ldmHashLog 161 ZSTD_c_ldmMinMatch 162 ZSTD_c_ldmBucketSizeLog 163 ' +
    'ZSTD_c_ldmHashRateLog 164 ZSTD_c_contentSizeFlag 200 ZSTD_c_checksumFlag 201 ' +
    'ZSTD_c_dictIDFlag 202 ZSTD_c_nbWorkers 400 ZSTD_c_jobSize 401 ZSTD_c_overlapLog 402 ' +
    'ZSTD_d_windowLogMax 100 ZSTD_CLEVEL_DEFAULT 3 ZSTD_error_no_error 0 ZSTD_error_GENERIC 1 ' +
    'ZSTD_error_prefix_unknown 10 ZSTD_error_version_unsupported 12 ' +
    'ZSTD_error_frameParameter_unsupported 14 ZSTD_error_frameParameter_windowTooLarge 16 ' +
    'ZSTD_error_corruption_detected 20 ZSTD_error_checksum_wrong 22 ' +
    'ZSTD_error_literals_headerWrong 24 ZSTD_error_dictionary_corrupted 30 ' +
    'ZSTD_error_dictionary_wrong 32 ZSTD_error_dictionaryCreation_failed 34 ' +
    'ZSTD_error_parameter_unsupported 40 ZSTD_error_parameter_combination_unsupported 41 ' +
    'ZSTD_error_parameter_outOfBound 42 ZSTD_error_tableLog_tooLarge 44 ' +
    'ZSTD_error_maxSymbolValue_tooLarge 46 ZSTD_error_maxSymbolValue_tooSmall 48 ' +
    'ZSTD_error_stabilityCondition_notRespected 50 ZSTD_error_stage_wrong 60 ' +
    'ZSTD_error_init_missing 62 ZSTD_error_memory_allocation 64 ZSTD_error_workSpace_tooSmall ' +
    '66 ZSTD_error_dstSize_tooSmall 70 ZSTD_error_srcSize_wrong 72 ZSTD_error_dstBuffer_null ' +
    '74 ZSTD_error_noForwardProgress_destFull 80 ZSTD_error_noForwardProgress_inputEmpty 82');
  const codes = { __proto__: null };
  const shown = [
    'Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR',
    'Z_MEM_ERROR', 'Z_BUF_ERROR', 'Z_VERSION_ERROR',
  ];
  for (let i = 0; i < shown.length; i++) codes[shown[i]] = constants[shown[i]];
  for (let i = 0; i < shown.length; i++) codes[constants[shown[i]]] = shown[i];
  ObjectSetPrototypeOf(codes, ObjectPrototype);
  return { constants: ObjectFreeze(constants), codes: ObjectFreeze(codes) };
}

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
  zlib: zlibValues,
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
    writable: module !== 'zlib' || !StringPrototypeStartsWith(key, 'create'),
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
