// https://nodejs.org/api/url.html

const binding = internalBinding('url');
const { URL, URLPattern, URLSearchParams } = internalBinding('globals');
const querystring = require('querystring');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FILE_URL_HOST,
    ERR_INVALID_FILE_URL_PATH, ERR_INVALID_URL, ERR_INVALID_URL_SCHEME,
  },
} = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');

function names(list) {
  const set = new Set();
  ArrayPrototypeForEach(StringPrototypeSplit(list, ' '), (name) => SetPrototypeAdd(set, name));
  return set;
}
// Schemes whose texts aren't to be escaped, that never have a host, and that always have '//'.
const unsafeProtocol = names('javascript javascript:');
const hostlessProtocol = unsafeProtocol;
const slashedProtocol = names(
  'http http: https https: ftp ftp: gopher gopher: file file: ws ws: wss wss:',
);
const has = (set, name) => SetPrototypeHas(set, name);

const isURL = (value) => typeof value === 'object' && value !== null && value instanceof URL;

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

function deprecation(message, code) {
  const process = require('process');
  if (!process.noDeprecation) process.emitWarning(message, 'DeprecationWarning', code);
}

let warned = false;
function warnParse() {
  const site = internalBinding('util').callSites(1, urlParse)[0];
  if (site !== undefined && RegExpPrototypeExec(/[\\/]node_modules[\\/]/, site.scriptName) !== null)
    return;
  warned = true;
  deprecation(
    '`url.parse()` behavior is not standardized and prone to errors that have ' +
      'security implications. Use the WHATWG URL API instead. ' +
      'CVEs are not issued for `url.parse()` vulnerabilities.',
    'DEP0169',
  );
}

let warnedPort = false;
function warnPort(url) {
  if (warnedPort) return;
  warnedPort = true;
  deprecation(
    `The URL ${url} is invalid. Future versions of Node.js will throw an error.`,
    'DEP0170',
  );
}

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (!warned) warnParse();
  if (url instanceof Url) return url;
  const result = new Url();
  result.parse(url, parseQueryString, slashesDenoteHost);
  return result;
}

// Backslashes count as slashes up to the query or fragment.
function forwardSlashes(text) {
  const end = StringPrototypeSearch(text, /[?#]/);
  if (end === -1) return StringPrototypeReplaceAll(text, '\\', '/');
  return (
    StringPrototypeReplaceAll(StringPrototypeSlice(text, 0, end), '\\', '/') +
    StringPrototypeSlice(text, end)
  );
}

// The host, as it stands at the start of `rest`; gives what comes after it.
function takeHost(self, rest, url) {
  rest = RegExpPrototypeSymbolReplace(/^[^/?#]*/, rest, (part) =>
    RegExpPrototypeSymbolReplace(/[\t\n\r]/g, part, ''),
  );
  const length = RegExpPrototypeExec(/^[^/?#]*/, rest)[0].length;
  const at = StringPrototypeLastIndexOf(StringPrototypeSlice(rest, 0, length), '@');
  if (at !== -1) self.auth = decodeURIComponent(StringPrototypeSlice(rest, 0, at));
  const after = StringPrototypeSlice(rest, at + 1);
  const end = RegExpPrototypeExec(/^[^/?# "%';<>\\^`{|}]*/, after)[0].length;
  self.host = StringPrototypeSlice(after, 0, end);
  rest = StringPrototypeSlice(after, end);
  self.parseHost();
  if (typeof self.hostname !== 'string') self.hostname = '';
  const ipv6 = isIpv6(self.hostname);
  if (!ipv6) {
    // What no name of a host has belongs to the path.
    const wrong = StringPrototypeSearch(self.hostname, /[/\\#?:]/);
    if (wrong !== -1) {
      if (self.hostname[wrong] === ':') warnPort(url);
      rest = `/${StringPrototypeSlice(self.hostname, wrong)}${rest}`;
      self.hostname = StringPrototypeSlice(self.hostname, 0, wrong);
    }
  }
  self.hostname = self.hostname.length > 255 ? '' : StringPrototypeToLowerCase(self.hostname);
  if (self.hostname !== '') {
    if (ipv6) {
      if (RegExpPrototypeExec(/[\0\t\n\r #%/<>?@\\^|]/, self.hostname) !== null) {
        throw new ERR_INVALID_URL(url);
      }
    } else {
      self.hostname = binding.toASCII(self.hostname);
      if (
        self.hostname === '' ||
        RegExpPrototypeExec(/[\0\t\n\r #%/:<>?@[\\\]^|]/, self.hostname) !== null
      ) {
        throw new ERR_INVALID_URL(url);
      }
    }
  }
  self.host = self.hostname + (self.port ? `:${self.port}` : '');
  if (ipv6) {
    self.hostname = StringPrototypeSlice(self.hostname, 1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

const isIpv6 = (name) => name[0] === '[' && name[name.length - 1] === ']';
const percent = (c) => {
  const hex = StringPrototypeToUpperCase(
    NumberPrototypeToString(StringPrototypeCharCodeAt(c, 0), 16),
  );
  return `%${hex.length < 2 ? '0' : ''}${hex}`;
};

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = forwardSlashes(
    RegExpPrototypeSymbolReplace(/^[\0- \xa0\ufeff]+|[\0- \xa0\ufeff]+$/g, url, ''),
  );
  if (
    !slashesDenoteHost &&
    !StringPrototypeIncludes(rest, '#') &&
    RegExpPrototypeExec(/^[^?]*@/, rest) === null
  ) {
    const simple = RegExpPrototypeExec(/^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/, rest);
    if (simple !== null) {
      this.path = rest;
      this.href = rest;
      this.pathname = simple[1];
      if (simple[2]) {
        this.search = simple[2];
        this.query = StringPrototypeSlice(this.search, 1);
        if (parseQueryString) this.query = querystring.parse(this.query);
      } else if (parseQueryString) {
        this.search = null;
        this.query = { __proto__: null };
      }
      return this;
    }
  }
  let proto = RegExpPrototypeExec(/^[a-z0-9.+-]+:/i, rest)?.[0];
  let lower;
  if (proto) {
    lower = StringPrototypeToLowerCase(proto);
    this.protocol = lower;
    rest = StringPrototypeSlice(rest, proto.length);
  }
  let slashes;
  if (slashesDenoteHost || proto || RegExpPrototypeExec(/^\/\/[^@/]+@[^@/]+/, rest) !== null) {
    slashes = StringPrototypeStartsWith(rest, '//');
    if (slashes && !(lower && has(hostlessProtocol, lower))) {
      rest = StringPrototypeSlice(rest, 2);
      this.slashes = true;
    }
  }
  if (!has(hostlessProtocol, lower) && (slashes || (proto && !has(slashedProtocol, lower)))) {
    rest = takeHost(this, rest, url);
  }
  if (!has(unsafeProtocol, lower)) {
    rest = RegExpPrototypeSymbolReplace(/[\t\n\r "'<>\\^`{|}]/g, rest, percent);
  }
  const hash = StringPrototypeIndexOf(rest, '#');
  if (hash !== -1) {
    this.hash = StringPrototypeSlice(rest, hash);
    rest = StringPrototypeSlice(rest, 0, hash);
  }
  const question = StringPrototypeIndexOf(rest, '?');
  if (question !== -1) {
    this.search = StringPrototypeSlice(rest, question);
    this.query = StringPrototypeSlice(rest, question + 1);
    if (parseQueryString) this.query = querystring.parse(this.query);
    rest = StringPrototypeSlice(rest, 0, question);
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  if (rest.length > 0) this.pathname = rest;
  if (has(slashedProtocol, lower) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = urlParse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  } else if (isURL(urlObject)) {
    let fragment = true;
    let unicode = false;
    let search = true;
    let auth = true;
    if (options) {
      validateObject(options, 'options');
      if (options.fragment != null) fragment = Boolean(options.fragment);
      if (options.unicode != null) unicode = Boolean(options.unicode);
      if (options.search != null) search = Boolean(options.search);
      if (options.auth != null) auth = Boolean(options.auth);
    }
    return binding.format(urlObject.href, fragment, unicode, search, auth);
  }
  return ReflectApply(Url.prototype.format, urlObject, []);
}

Url.prototype.format = function format() {
  let auth = this.auth || '';
  if (auth) auth = `${StringPrototypeReplaceAll(encodeURIComponent(auth), '%3A', ':')}@`;
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  let query = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    host =
      auth +
      (StringPrototypeIncludes(this.hostname, ':') && !isIpv6(this.hostname)
        ? `[${this.hostname}]`
        : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  if (this.query !== null && typeof this.query === 'object')
    query = querystring.stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';
  if (protocol && protocol[protocol.length - 1] !== ':') protocol += ':';
  pathname = RegExpPrototypeSymbolReplace(/[?#]/g, pathname, percent);
  if (this.slashes || has(slashedProtocol, protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (StringPrototypeStartsWith(protocol, 'file')) {
      host = '//';
    }
  }
  search = StringPrototypeReplaceAll(search, '#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

function urlResolveObject(source, relative) {
  return source ? urlParse(source, false, true).resolveObject(relative) : relative;
}

const segmentsOf = (path) => (path ? StringPrototypeSplit(path, '/') : []);

function finish(result, withPath) {
  if (withPath) result.path = (result.pathname || '') + (result.search || '');
  result.href = result.format();
  return result;
}

// A reference with a scheme of its own.
function resolveScheme(result, relative) {
  if (!has(slashedProtocol, relative.protocol)) {
    ObjectAssign(result, relative);
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  if (
    !relative.host &&
    RegExpPrototypeExec(/^file:?$/, relative.protocol) === null &&
    !has(hostlessProtocol, relative.protocol)
  ) {
    const parts = segmentsOf(relative.pathname);
    while (parts.length > 0 && !(relative.host = ArrayPrototypeShift(parts)));
    relative.host ||= '';
    relative.hostname ||= '';
    if (parts[0] !== '') ArrayPrototypeUnshift(parts, '');
    if (parts.length < 2) ArrayPrototypeUnshift(parts, '');
    result.pathname = ArrayPrototypeJoin(parts, '/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  result.slashes ||= relative.slashes;
  return finish(result, result.pathname || result.search);
}

// Of schemes without slashes the host is the path's first part.
function hostFromPath(result, first) {
  result.hostname = result.host = first;
  const parts = first && StringPrototypeIndexOf(first, '@') > 0 && StringPrototypeSplit(first, '@');
  if (parts) {
    result.auth = ArrayPrototypeShift(parts);
    result.host = result.hostname = ArrayPrototypeShift(parts);
  }
}

function withHost(host, path) {
  if (!host) return;
  if (path[0] === '') path[0] = host;
  else ArrayPrototypeUnshift(path, host);
}

function withoutDots(path, mustEndAbs) {
  const kept = [];
  let up = 0;
  for (let i = path.length - 1; i >= 0; i--) {
    if (path[i] === '.') continue;
    if (path[i] === '..') up++;
    else if (up > 0) up--;
    else ArrayPrototypeUnshift(kept, path[i]);
  }
  if (!mustEndAbs) for (; up > 0; up--) ArrayPrototypeUnshift(kept, '..');
  return kept;
}

Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string') {
    const parsed = new Url();
    parsed.parse(relative, false, true);
    relative = parsed;
  }
  const result = ObjectAssign(new Url(), this);
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    const { protocol } = result;
    ObjectAssign(result, relative);
    result.protocol = protocol;
    if (has(slashedProtocol, protocol) && result.hostname && !result.pathname) {
      result.path = result.pathname = '/';
    }
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol)
    return resolveScheme(result, relative);

  const isSourceAbs = result.pathname && result.pathname[0] === '/';
  const isRelAbs = relative.host || (relative.pathname && relative.pathname[0] === '/');
  let mustEndAbs = isRelAbs || isSourceAbs || (result.host && relative.pathname);
  const removeAllDots = mustEndAbs;
  let path = segmentsOf(result.pathname);
  const relPath = segmentsOf(relative.pathname);
  const noSlashes = result.protocol && !has(slashedProtocol, result.protocol);
  if (noSlashes) {
    result.hostname = '';
    result.port = null;
    withHost(result.host, path);
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      withHost(relative.host, relPath);
      relative.host = null;
    }
    mustEndAbs = mustEndAbs && (relPath[0] === '' || path[0] === '');
  }
  if (isRelAbs) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    path = relPath;
  } else if (relPath.length > 0) {
    ArrayPrototypePop(path);
    path = ArrayPrototypeConcat(path, relPath);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (noSlashes) hostFromPath(result, ArrayPrototypeShift(path));
    result.search = relative.search;
    result.query = relative.query;
    return finish(result, result.pathname !== null || result.search !== null);
  }
  if (path.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }
  const last = path[path.length - 1];
  const trailing =
    last === '' ||
    ((result.host || relative.host || path.length > 1) && (last === '.' || last === '..'));
  path = withoutDots(path, mustEndAbs || removeAllDots);
  if (mustEndAbs && path[0] !== '' && (!path[0] || path[0][0] !== '/'))
    ArrayPrototypeUnshift(path, '');
  if (trailing && !StringPrototypeEndsWith(ArrayPrototypeJoin(path, '/'), '/'))
    ArrayPrototypePush(path, '');
  const isAbsolute = path[0] === '' || (path[0] && path[0][0] === '/');
  if (noSlashes) {
    hostFromPath(result, isAbsolute ? '' : path.length > 0 ? ArrayPrototypeShift(path) : '');
  }
  mustEndAbs ||= result.host && path.length > 0;
  if (mustEndAbs && !isAbsolute) ArrayPrototypeUnshift(path, '');
  if (path.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = ArrayPrototypeJoin(path, '/');
  }
  if (result.pathname !== null || result.search !== null) {
    result.path = (result.pathname || '') + (result.search || '');
  }
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  result.href = result.format();
  return result;
};

Url.prototype.parseHost = function parseHost() {
  let { host } = this;
  const port = RegExpPrototypeExec(/:[0-9]*$/, host)?.[0];
  if (port !== undefined) {
    if (port !== ':') this.port = StringPrototypeSlice(port, 1);
    host = StringPrototypeSlice(host, 0, -port.length);
  }
  if (host) this.hostname = host;
};

function domainToASCII(domain) {
  if (arguments.length < 1) throw new (require('internal/errors').codes.ERR_MISSING_ARGS)('domain');
  return binding.domainToASCII(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new (require('internal/errors').codes.ERR_MISSING_ARGS)('domain');
  return binding.domainToUnicode(`${domain}`);
}

function urlToHttpOptions(url) {
  validateObject(url, 'url', require('internal/validators').kValidateObjectAllowObjects);
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? StringPrototypeSlice(hostname, 1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) {
    options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  }
  return options;
}

const isWindows = require('process').platform === 'win32';

function fileURL(path) {
  if (typeof path === 'string') path = new URL(path);
  else if (!isURL(path)) throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (path.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  return path;
}

function checkHost(url, windows) {
  if (!windows && url.hostname !== '') {
    throw new ERR_INVALID_FILE_URL_HOST(require('process').platform);
  }
}

function fileURLToPath(path, options = undefined) {
  const windows = options?.windows ?? isWindows;
  const url = fileURL(path);
  const { pathname, hostname } = url;
  checkHost(url, windows);
  if (RegExpPrototypeExec(windows ? /%2f|%5c/i : /%2f/i, pathname) !== null) {
    throw new ERR_INVALID_FILE_URL_PATH(
      `must not include encoded ${windows ? '\\ or /' : '/'} characters`,
      url,
    );
  }
  if (!windows) return decodeURIComponent(pathname);
  const decoded = decodeURIComponent(StringPrototypeReplaceAll(pathname, '/', '\\'));
  if (hostname !== '') return `\\\\${domainToUnicode(hostname)}${decoded}`;
  if (RegExpPrototypeExec(/^.[a-z]:/i, decoded) === null) {
    throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  }
  return StringPrototypeSlice(decoded, 1);
}

function fileURLToPathBuffer(path, options = undefined) {
  const windows = options?.windows ?? isWindows;
  const url = fileURL(path);
  const { pathname, hostname } = url;
  checkHost(url, windows);
  if (!windows) return querystring.unescapeBuffer(pathname, false);
  const decoded = querystring.unescapeBuffer(StringPrototypeReplaceAll(pathname, '/', '\\'), false);
  if (hostname !== '') {
    const { Buffer } = require('buffer');
    return Buffer.concat([Buffer.from(`\\\\${domainToUnicode(hostname)}`), decoded]);
  }
  if (
    RegExpPrototypeExec(/^.[a-z]:/i, ReflectApply(decoded.toString, decoded, ['latin1', 0, 3])) ===
    null
  ) {
    throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  }
  return decoded.slice(1);
}

function encodePath(path, windows) {
  path = StringPrototypeReplaceAll(path, '%', '%25');
  if (!windows) path = StringPrototypeReplaceAll(path, '\\', '%5C');
  return RegExpPrototypeSymbolReplace(/[\n\r\t?#[\]^|~]/g, path, percent);
}

function pathToFileURL(filepath, options) {
  validateString(filepath, 'path');
  const windows = options?.windows ?? isWindows;
  const path = require('path');
  if (windows && StringPrototypeStartsWith(filepath, '\\\\')) {
    const extended = StringPrototypeStartsWith(filepath, '\\\\?\\UNC\\');
    const start = extended ? 8 : 2;
    const end = StringPrototypeIndexOf(filepath, '\\', start);
    if (end === -1) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Missing UNC resource path');
    if (end === start) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Empty UNC servername');
    const host = binding.toASCII(StringPrototypeSlice(filepath, start, end));
    const url = new URL('file:///');
    url.hostname = host;
    url.pathname = encodePath(
      StringPrototypeReplaceAll(StringPrototypeSlice(filepath, end), '\\', '/'),
      true,
    );
    return url;
  }
  let resolved = windows ? path.win32.resolve(filepath) : path.posix.resolve(filepath);
  const last = filepath[filepath.length - 1];
  const separator = windows ? '\\' : '/';
  if ((last === '/' || (windows && last === '\\')) && resolved[resolved.length - 1] !== separator) {
    resolved += '/';
  }
  return new URL(
    `file://${windows && resolved[0] !== '\\' ? '/' : ''}${encodePath(resolved, windows)}`,
  );
}

module.exports = {
  Url, parse: urlParse, resolve: urlResolve, resolveObject: urlResolveObject, format: urlFormat,
  URL, URLPattern, URLSearchParams, domainToASCII, domainToUnicode, pathToFileURL, fileURLToPath,
  fileURLToPathBuffer, urlToHttpOptions,
};
