// The format of .env files: https://nodejs.org/api/environment_variables.html#env-files

const trim = (text) => RegExpPrototypeSymbolReplace(/^[ \t\n]+|[ \t\n]+$/g, text, '');

function parse(content) {
  const result = {};
  let text = StringPrototypeReplaceAll(
    StringPrototypeReplaceAll(content, '\r\n', '\n'),
    '\r',
    '\n',
  );
  text = trim(text);
  while (text !== '') {
    if (text[0] === '\n') {
      text = StringPrototypeSlice(text, 1);
      continue;
    }
    if (text[0] === '#') {
      const end = StringPrototypeIndexOf(text, '\n');
      if (end === -1) break;
      text = StringPrototypeSlice(text, end + 1);
      continue;
    }
    const equals = StringPrototypeIndexOf(text, '=');
    const lineEnd = StringPrototypeIndexOf(text, '\n');
    if (equals === -1 || (lineEnd !== -1 && lineEnd < equals)) {
      if (lineEnd === -1) break;
      text = trim(StringPrototypeSlice(text, lineEnd + 1));
      continue;
    }
    let key = trim(StringPrototypeSlice(text, 0, equals));
    text = StringPrototypeSlice(text, equals + 1);
    if (key === '') {
      const end = StringPrototypeIndexOf(text, '\n');
      text = end === -1 ? '' : StringPrototypeSlice(text, end + 1);
      continue;
    }
    if (StringPrototypeStartsWith(key, 'export ')) key = trim(StringPrototypeSlice(key, 7));
    if (text === '' || text[0] === '\n') {
      result[key] = '';
      continue;
    }
    text = trim(text);
    const quote = text[0];
    if (quote === '"' || quote === "'" || quote === '`') {
      const end = StringPrototypeIndexOf(text, quote, 1);
      if (end !== -1) {
        let value = StringPrototypeSlice(text, 1, end);
        if (quote === '"') value = StringPrototypeReplaceAll(value, '\\n', '\n');
        result[key] = value;
        const rest = StringPrototypeIndexOf(text, '\n', end + 1);
        text = rest === -1 ? '' : StringPrototypeSlice(text, rest + 1);
        continue;
      }
    }
    const end = StringPrototypeIndexOf(text, '\n');
    let value = end === -1 ? text : StringPrototypeSlice(text, 0, end);
    text = end === -1 ? '' : StringPrototypeSlice(text, end + 1);
    const comment = StringPrototypeIndexOf(value, '#');
    if (comment !== -1) value = StringPrototypeSlice(value, 0, comment);
    value = trim(value);
    result[key] = value;
    text = trim(text);
  }
  // As in Node, in the order of the names.
  const sorted = {};
  const names = ArrayPrototypeSort(ObjectKeys(result));
  for (let i = 0; i < names.length; i++) sorted[names[i]] = result[names[i]];
  return sorted;
}

module.exports = { parse };
