// The source: its words coloured, in the margin what each line prints, and the line that runs.
const KEYWORDS = new Set(('async await break case catch class const continue debugger default delete do else '
  + 'export extends finally for function if import in instanceof let new of return static super switch this '
  + 'throw try typeof var void while with yield').split(' '));
const CONSTANTS = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity']);
const TOKEN = new RegExp([
  /(?<comment>\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))/, /(?<string>"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?)/,
  /(?<number>\.?\d[\w.]*)/, /(?<word>[\p{ID_Start}$_][\p{ID_Continue}$]*)/, /(?<space>\s+)/, /(?<other>[^])/,
].map((part) => part.source).join('|'), 'yu');
const REGEXP = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{|\\?$)/y;

// The text by lines, each a list of [class, text].
function tokensOf(text) {
  const rows = [[]];
  const add = (kind, piece) => {
    piece.split('\n').forEach((part, index) => {
      if (index > 0) rows.push([]);
      if (part) rows[rows.length - 1].push([kind, part]);
    });
  };
  const braces = []; // How many braces are open in each template's expression.
  let at = 0;
  let before = ''; // The last piece that isn't space or a comment.
  const take = (pattern, kind) => {
    pattern.lastIndex = at;
    const piece = pattern.exec(text)[0];
    at += piece.length;
    add(kind, piece);
    return piece;
  };
  const template = () => {
    if (take(TEMPLATE, 'string').endsWith('${')) braces.push(0);
    before = braces.length ? '(' : '`';
  };
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    const [piece] = found;
    const { groups } = found;
    const isValue = /[\w$)\]`'"]$/.test(before) && !(KEYWORDS.has(before) && before !== 'this' && before !== 'super');
    REGEXP.lastIndex = at;
    if (piece === '/' && !isValue && REGEXP.test(text)) {
      before = take(REGEXP, 'string') && '"';
      continue;
    }
    at += piece.length;
    if (groups.comment || groups.space) {
      add(groups.comment ? 'comment' : '', piece);
      continue;
    }
    let kind = groups.string ? 'string' : groups.number ? 'number' : '';
    if (groups.word && before !== '.') kind = KEYWORDS.has(piece) ? 'keyword' : CONSTANTS.has(piece) ? 'number' : '';
    before = piece;
    if (piece === '{' && braces.length) braces[braces.length - 1] += 1;
    if (piece === '}' && braces.length) {
      if (braces[braces.length - 1] === 0) {
        braces.pop();
        add('string', piece);
        template();
        continue;
      }
      braces[braces.length - 1] -= 1;
    }
    add(piece === '`' ? 'string' : kind, piece);
    if (piece === '`') template();
  }
  return rows;
}

// The parts of a line, cut where remarks begin and end: [class, text].
function cut(tokens, remarks) {
  if (!remarks.length) return tokens;
  const parts = [];
  let column = 0;
  for (const [kind, piece] of tokens) {
    for (let from = 0; from < piece.length;) {
      const inside = remarks.find((it) => it.from <= column && column < it.to);
      const edges = remarks.flatMap((it) => [it.from, it.to]).filter((edge) => edge > column);
      const length = Math.min(piece.length - from, ...edges.map((edge) => edge - column));
      parts.push([inside ? `${kind} ${inside.kind}` : kind, piece.slice(from, from + length)]);
      from += length;
      column += length;
    }
  }
  return parts;
}

const lines = []; // The elements.
let painted = []; // What each of them shows.

// Shows a text: `numbersOf(line)` are the outputs of a line, `colourOf(line)` the colour of what begins
// there, `remarksOf(line)` its pieces to be underlined.
function paint(text, { numbersOf, colourOf, remarksOf }) {
  const rows = tokensOf(text);
  const list = $('source');
  list.classList.toggle('long', rows.length > 2000);
  while (lines.length > rows.length) lines.pop().remove();
  rows.forEach((tokens, index) => {
    const [numbers, shade, remarks] = [numbersOf(index + 1), colourOf(index + 1), remarksOf(index + 1)];
    const key = JSON.stringify([tokens, numbers, shade, remarks]);
    if (lines[index] && painted[index] === key) return;
    painted[index] = key;
    if (!lines[index]) {
      lines[index] = element('li');
      list.append(lines[index]);
    }
    const shown = numbers.length > 2 ? `${numbers[0]}…${numbers[numbers.length - 1]}` : numbers.join(' ');
    const mark = element('span', shown, 'marks');
    if (numbers.length) mark.title = `prints output ${numbers.slice(0, 50).join(', ')}`;
    mark.style.borderLeftColor = shade || '';
    const code = element('span', undefined, 'code');
    for (const [kind, piece] of cut(tokens, remarks)) code.append(kind ? element('span', piece, kind) : piece);
    lines[index].classList.toggle('wrong', remarks.length > 0);
    lines[index].replaceChildren(mark, code);
  });
  painted.length = rows.length;
}

let runningLine = null;
function markRunning(line) {
  const next = lines[line - 1] || null;
  if (runningLine === next) return;
  if (runningLine) {
    runningLine.classList.remove('running');
    runningLine.removeAttribute('aria-current');
  }
  runningLine = next;
  if (!next) return;
  next.classList.add('running');
  next.setAttribute('aria-current', 'step');
}

// Scrolls a box, and nothing around it, so that something in it is seen.
function show(item, box) {
  const [inner, outer] = [item.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
}
