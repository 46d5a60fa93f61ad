// The editor: a text field under which the source is shown.
const editor = $('editor');
const INDENT = '  ';

// Puts a text in the place of what is selected, so that it can be undone.
function type(text) {
  editor.focus();
  const isDone = text ? document.execCommand('insertText', false, text) : document.execCommand('delete');
  if (isDone) return;
  editor.setRangeText(text, editor.selectionStart, editor.selectionEnd, 'end');
  editor.dispatchEvent(new Event('input'));
}
// The lines that are selected, from the first one's beginning to the last one's end.
function selectedLines() {
  const { value, selectionStart, selectionEnd } = editor;
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const last = selectionEnd > selectionStart && value[selectionEnd - 1] === '\n' ? selectionEnd - 1 : selectionEnd;
  const end = value.indexOf('\n', last);
  return { from, to: end < 0 ? value.length : end };
}
function changeLines(change) {
  const { from, to } = selectedLines();
  const before = editor.value.slice(from, to);
  const after = before.split('\n').map(change).join('\n');
  if (after === before) return;
  const { selectionStart, selectionEnd } = editor;
  const isCaret = selectionStart === selectionEnd;
  editor.setSelectionRange(from, to);
  type(after);
  if (isCaret) {
    const caret = Math.max(from, selectionStart + after.length - before.length);
    editor.setSelectionRange(caret, caret);
  } else {
    editor.setSelectionRange(from, from + after.length);
  }
}
function indent(isBack) {
  const { value, selectionStart, selectionEnd } = editor;
  if (isBack) changeLines((line) => line.replace(/^(?: {1,2}|\t)/, ''));
  else if (value.slice(selectionStart, selectionEnd).includes('\n')) changeLines((line) => (line ? INDENT + line : line));
  else type(INDENT);
}
function breakLine() {
  const { value, selectionStart } = editor;
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const [margin] = /^[ \t]*/.exec(value.slice(start, selectionStart));
  const opens = /[{[(]\s*$/.test(value.slice(start, selectionStart));
  type(`\n${margin}${opens ? INDENT : ''}`);
}
function comment() {
  const { from, to } = selectedLines();
  const all = editor.value.slice(from, to).split('\n').filter((line) => line.trim());
  const isComment = all.length > 0 && all.every((line) => /^\s*\/\//.test(line));
  changeLines((line) => {
    if (!line.trim()) return line;
    return isComment ? line.replace(/^(\s*)\/\/ ?/, '$1') : line.replace(/^(\s*)/, '$1// ');
  });
}

let leaves = false; // Whether Tab goes on to what follows the editor.
editor.addEventListener('keydown', (event) => {
  const { key, shiftKey } = event;
  const isOrder = event.ctrlKey || event.metaKey;
  if (event.isComposing) return;
  if (key === 'Escape') {
    leaves = true;
    event.preventDefault();
    return;
  }
  if (key === 'Tab' && !leaves && !isOrder && !event.altKey) indent(shiftKey);
  else if (key === 'Enter' && isOrder) run();
  else if (key === 'Enter' && !shiftKey && !event.altKey) breakLine();
  else if (key === '/' && isOrder) comment();
  else {
    if (!['Shift', 'Tab'].includes(key)) leaves = false;
    return;
  }
  event.preventDefault();
});
editor.addEventListener('blur', () => { leaves = false; });

// Puts the caret where a line and a column are, counted from 1 and from 0.
function caretTo([line, column]) {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const end = editor.value.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  editor.focus();
  editor.setSelectionRange(start + column, start + column);
  if (lines[line - 1]) show(lines[line - 1], $('box'));
}
