// How many colours a terminal has, by its environment.
// https://nodejs.org/api/tty.html#writestreamgetcolordepthenv

const COLORS_2 = 1;
const COLORS_16 = 4;
const COLORS_256 = 8;
const COLORS_16M = 24;

const TERMS = {
  '__proto__': null, 'eterm': 4, 'cons25': 4, 'console': 4, 'cygwin': 4, 'dtterm': 4, 'gnome': 4,
  'hurd': 4, 'jfbterm': 4, 'konsole': 4, 'kterm': 4, 'mlterm': 4, 'mosh': 24, 'putty': 4, 'st': 4,
  'rxvt-unicode-24bit': 24, 'terminator': 24, 'xterm-kitty': 24,
};
const CI = {
  __proto__: null, APPVEYOR: 8, BUILDKITE: 8, CIRCLECI: 24, DRONE: 8, GITEA_ACTIONS: 24,
  GITHUB_ACTIONS: 24, GITLAB_CI: 8, TRAVIS: 8,
};
const PATTERNS = [
  /ansi/, /color/, /linux/, /direct/, /^con[0-9]*x[0-9]/, /^rxvt/, /^screen/, /^xterm/, /^vt100/,
  /^vt220/,
];

let warned = false;
function warnOnIgnored(env) {
  if (warned) return;
  warned = true;
  let name = '';
  if (env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') {
    name = 'NODE_DISABLE_COLORS';
  }
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') {
    if (name !== '') name += "' and '";
    name += 'NO_COLOR';
  }
  if (name !== '') {
    require('process').emitWarning(
      `The '${name}' env is ignored due to the 'FORCE_COLOR' env being set.`,
      'Warning',
    );
  }
}

function getColorDepth(env = require('process').env) {
  if (env.FORCE_COLOR !== undefined) {
    switch (env.FORCE_COLOR) {
      case '':
      case '1':
      case 'true':
        warnOnIgnored(env);
        return COLORS_16;
      case '2':
        warnOnIgnored(env);
        return COLORS_256;
      case '3':
        warnOnIgnored(env);
        return COLORS_16M;
      default:
        return COLORS_2;
    }
  }
  if (
    (env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') ||
    (env.NO_COLOR !== undefined && env.NO_COLOR !== '') ||
    env.TERM === 'dumb'
  )
    return COLORS_2;
  if (env.TMUX) return COLORS_16M;
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) return COLORS_16;
  if ('CI' in env) {
    const names = ObjectKeys(CI);
    for (let i = 0; i < names.length; i++) if (names[i] in env) return CI[names[i]];
    return env.CI_NAME === 'codeship' ? COLORS_256 : COLORS_2;
  }
  if ('TEAMCITY_VERSION' in env) {
    return RegExpPrototypeExec(/^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/, env.TEAMCITY_VERSION) !== null
      ? COLORS_16
      : COLORS_2;
  }
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      return !env.TERM_PROGRAM_VERSION ||
        RegExpPrototypeExec(/^[0-2]\./, env.TERM_PROGRAM_VERSION) !== null
        ? COLORS_256
        : COLORS_16M;
    case 'HyperTerm':
    case 'MacTerm':
      return COLORS_16M;
    case 'Apple_Terminal':
      return COLORS_256;
  }
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return COLORS_16M;
  if (env.TERM) {
    if (StringPrototypeStartsWith(env.TERM, 'xterm-256')) return COLORS_256;
    const term = StringPrototypeToLowerCase(env.TERM);
    if (TERMS[term]) return TERMS[term];
    for (let i = 0; i < PATTERNS.length; i++) {
      if (RegExpPrototypeExec(PATTERNS[i], term) !== null) return COLORS_16;
    }
  }
  return env.COLORTERM ? COLORS_16 : COLORS_2;
}

function hasColors(count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    require('internal/validators').validateInteger(count, 'count', 2);
  }
  return count <= 2 ** getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
