// https://nodejs.org/api/util.html#utilparseargsconfig

const {
  codes: {
    ERR_INVALID_ARG_VALUE, ERR_PARSE_ARGS_INVALID_OPTION_VALUE,
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL, ERR_PARSE_ARGS_UNKNOWN_OPTION,
  },
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateBooleanArray, validateObject, validateString,
  validateStringArray, validateUnion,
} = require('internal/validators');

const own = (object, key) => (ObjectHasOwn(object, key) ? object[key] : undefined);

// What the process was started with, without the program and its own options.
function mainArguments() {
  const process = require('process');
  const { argv, execArgv } = process;
  if (
    ArrayPrototypeIncludes(execArgv, '-e') ||
    ArrayPrototypeIncludes(execArgv, '--eval') ||
    ArrayPrototypeIncludes(execArgv, '-p') ||
    ArrayPrototypeIncludes(execArgv, '--print')
  ) {
    return ArrayPrototypeSlice(argv, 1);
  }
  return ArrayPrototypeSlice(argv, 2);
}

const typeOf = (options, name) => (own(options, name) && own(options[name], 'type')) ?? 'boolean';
const isStringOption = (options, name) => own(own(options, name) ?? {}, 'type') === 'string';
const looksLikeOption = (value) => value.length > 1 && value[0] === '-';
const isPlainValue = (value) => value != null && !looksLikeOption(value);

function longNameOf(options, short) {
  validateObject(options, 'options');
  const names = ObjectKeys(options);
  for (let i = 0; i < names.length; i++)
    if (own(options[names[i]], 'short') === short) return names[i];
  return short;
}

// Splits the arguments into options, positionals and the terminator.
function tokensOf(args, options) {
  const tokens = [];
  const rest = ArrayPrototypeSlice(args);
  let index = -1;
  let grouped = 0;
  const push = (kind, more) => ArrayPrototypePush(tokens, { kind, ...more });
  const option = (name, rawName, value, inlineValue) =>
    push('option', { name, rawName, index, value, inlineValue });

  while (rest.length > 0) {
    const arg = ArrayPrototypeShift(rest);
    if (grouped > 0) grouped--;
    else index++;

    if (arg === '--') {
      push('option-terminator', { index });
      for (let i = 0; i < rest.length; i++) push('positional', { index: ++index, value: rest[i] });
      break;
    }
    if (arg.length === 2 && arg[0] === '-' && arg[1] !== '-') {
      // -f, with or without a value after it.
      const name = longNameOf(options, arg[1]);
      let value;
      let inlineValue;
      if (isStringOption(options, name) && rest.length > 0 && rest[0] != null) {
        value = ArrayPrototypeShift(rest);
        inlineValue = false;
      }
      option(name, arg, value, inlineValue);
      if (value != null) index++;
      continue;
    }
    if (arg.length > 2 && arg[0] === '-' && arg[1] !== '-') {
      const first = longNameOf(options, arg[1]);
      if (!isStringOption(options, first)) {
        // -rf: a group, of which the last may take a value.
        const expanded = [];
        for (let i = 1; i < arg.length; i++) {
          if (isStringOption(options, longNameOf(options, arg[i])) && i < arg.length - 1) {
            ArrayPrototypePush(expanded, `-${StringPrototypeSlice(arg, i)}`);
            break;
          }
          ArrayPrototypePush(expanded, `-${arg[i]}`);
        }
        ArrayPrototypeUnshift(rest, ...expanded);
        grouped = expanded.length;
      } else {
        option(first, `-${arg[1]}`, StringPrototypeSlice(arg, 2), true);
      }
      continue;
    }
    const equals = StringPrototypeIndexOf(arg, '=');
    if (StringPrototypeStartsWith(arg, '--') && arg.length > 2 && (equals === -1 || equals < 3)) {
      const name = StringPrototypeSlice(arg, 2);
      let value;
      let inlineValue;
      if (isStringOption(options, name) && rest.length > 0 && rest[0] != null) {
        value = ArrayPrototypeShift(rest);
        inlineValue = false;
      }
      option(name, arg, value, inlineValue);
      if (value != null) index++;
      continue;
    }
    if (StringPrototypeStartsWith(arg, '--') && arg.length > 2) {
      const name = StringPrototypeSlice(arg, 2, equals);
      option(name, `--${name}`, StringPrototypeSlice(arg, equals + 1), true);
      continue;
    }
    push('positional', { index, value: arg });
  }
  return tokens;
}

function checkValue(token, options) {
  if (
    token.inlineValue ||
    !isStringOption(options, token.name) ||
    token.value === undefined ||
    isPlainValue(token.value)
  )
    return;
  const example = StringPrototypeStartsWith(token.rawName, '--')
    ? `'${token.rawName}=-XYZ'`
    : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${token.rawName}' argument is ambiguous.
Did you forget to specify the option argument for '${token.rawName}'?
To specify an option argument starting with a dash use ${example}.`);
}

function checkUsage({ options, allowPositionals, allowNegative }, token) {
  let { name } = token;
  if (!ObjectHasOwn(options, name)) {
    if (
      allowNegative &&
      StringPrototypeStartsWith(name, 'no-') &&
      typeOf(options, StringPrototypeSlice(name, 3)) === 'boolean' &&
      ObjectHasOwn(options, StringPrototypeSlice(name, 3))
    ) {
      name = StringPrototypeSlice(name, 3);
    } else {
      throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
  }
  const short = own(options[name], 'short');
  const shown = `${short ? `-${short}, ` : ''}--${name}`;
  const type = own(options[name], 'type');
  if (type === 'string' && typeof token.value !== 'string') {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`);
  }
}

function store(token, options, values, allowNegative) {
  let { name, value } = token;
  if (name === '__proto__') return;
  if (allowNegative && value === undefined && StringPrototypeStartsWith(name, 'no-')) {
    name = token.name = StringPrototypeSlice(name, 3);
    value = false;
  }
  const newValue = value ?? true;
  if (own(own(options, name) ?? {}, 'multiple')) {
    if (ObjectHasOwn(values, name) && values[name]) ArrayPrototypePush(values[name], newValue);
    else values[name] = [newValue];
  } else {
    values[name] = newValue;
  }
}

function checkConfig(config) {
  const given = (name, fallback) => own(config, name) ?? fallback();
  const args = given('args', mainArguments);
  const strict = given('strict', () => true);
  const allowPositionals = given('allowPositionals', () => !strict);
  const returnTokens = given('tokens', () => false);
  const allowNegative = given('allowNegative', () => false);
  const options = given('options', () => ({ __proto__: null }));
  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(returnTokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  validateObject(options, 'options');
  const names = ObjectKeys(options);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const path = `options.${name}`;
    const option = options[name];
    validateObject(option, path);
    const type = own(option, 'type');
    validateUnion(type, `${path}.type`, ['string', 'boolean']);
    if (ObjectHasOwn(option, 'short')) {
      validateString(option.short, `${path}.short`);
      if (option.short.length !== 1) {
        throw new ERR_INVALID_ARG_VALUE(
          `${path}.short`,
          option.short,
          'must be a single character',
        );
      }
    }
    const multiple = own(option, 'multiple');
    if (ObjectHasOwn(option, 'multiple')) validateBoolean(multiple, `${path}.multiple`);
    const standard = own(option, 'default');
    if (standard !== undefined) {
      const validate =
        type === 'string'
          ? multiple
            ? validateStringArray
            : validateString
          : multiple
            ? validateBooleanArray
            : validateBoolean;
      validate(standard, `${path}.default`);
    }
  }
  return { args, strict, allowPositionals, returnTokens, allowNegative, options };
}

function parseArgs(config = { __proto__: null }) {
  const checked = checkConfig(config);
  const { args, strict, allowPositionals, returnTokens, allowNegative, options } = checked;
  const tokens = tokensOf(args, options);
  const result = { values: { __proto__: null }, positionals: [] };
  if (returnTokens) result.tokens = tokens;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token.kind === 'option') {
      if (strict) {
        checkUsage(checked, token);
        checkValue(token, options);
      }
      store(token, options, result.values, allowNegative);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      ArrayPrototypePush(result.positionals, token.value);
    }
  }
  const names = ObjectKeys(options);
  for (let i = 0; i < names.length; i++) {
    const standard = own(options[names[i]], 'default');
    if (
      standard !== undefined &&
      names[i] !== '__proto__' &&
      !ObjectHasOwn(result.values, names[i])
    ) {
      result.values[names[i]] = standard;
    }
  }
  return result;
}

module.exports = { parseArgs };
