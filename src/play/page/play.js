// The page with the editor: runs the program at each pause in typing, and shows the recording.
const PAUSE = 400; // Milliseconds without a key after which the program is run.
const setup = JSON.parse($('data').textContent);
const page = crypto.randomUUID(); // A run of this page is ended by its next one.
let ends = new AbortController();
let waits = 0;
let findings = [];
let isFirst = true;

changesFiles = false;
textOf = () => editor.value;

function say(text, kind) {
  $('status').textContent = text;
  $('status').className = kind || '';
}
function counted(number, word) {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
}

// What is wrong, in the source and as a list.
function showFindings() {
  remarks = new Map();
  for (const { from, to, code } of findings) {
    const kind = code === SYNTAX ? 'fault' : 'doubt';
    const end = to[0] === from[0] ? Math.max(to[1], from[1] + 1) : Infinity;
    if (!remarks.has(from[0])) remarks.set(from[0], []);
    // JSON has no infinity, and what is shown is compared as JSON.
    remarks.get(from[0]).push({ from: from[1], to: Math.min(end, 1e6), kind });
  }
  $('problems').replaceChildren(...findings.map((finding) => {
    const item = element('li');
    const what = finding.code === SYNTAX ? `SyntaxError: ${finding.message}` : finding.message;
    const button = element('button', `Line ${finding.from[0]}: ${what}`, 'link');
    button.type = 'button';
    button.addEventListener('click', () => caretTo(finding.from));
    item.append(button, element('span', ` ${finding.code}`, 'code'));
    const more = [finding.label, ...finding.labels.map((it) => `line ${it.from[0]}: ${it.text}`), ...finding.notes];
    const rest = more.filter(Boolean).join('; ');
    if (rest) item.append(element('p', rest));
    return item;
  }));
  $('problems-box').hidden = !findings.length;
}
const SYNTAX = 'E00';

function showAnswer(answer) {
  const { ending, recording } = answer;
  findings = answer.findings || [];
  showFindings();
  const wasAtEnd = at === model.steps.length && at > 0;
  const before = at;
  const next = recording || NOTHING;
  shownFile = Math.max(0, next.sources.findIndex(({ name: it }) => it.endsWith(`/${next.name}`)));
  const first = isFirst ? 0 : wasAtEnd ? next.steps.length : Math.min(before, next.steps.length);
  isFirst = false;
  $('source').classList.remove('stale');
  load(next, first);
  if (!next.steps.length && answer.errors) $('console').replaceChildren(element('pre', answer.errors));
  const outputs = counted(next.outputs.length, 'output');
  if (ending.stopped) {
    say(`It was stopped ${ending.stopped.replace(/\d{4,}/, (it) => Number(it).toLocaleString('en'))}.`, 'wrong');
  } else if (ending.failed) {
    say(`It can't be run: ${ending.failed}.`, 'wrong');
  } else if (findings.some(({ code }) => code === SYNTAX)) {
    say('It can\'t be run: there is a syntax error.', 'wrong');
  } else {
    const turns = next.steps.reduce((most, step) => Math.max(most, step.turn || 0), 0);
    say(`It ended with exit code ${ending.code}: ${outputs}, ${counted(turns, 'turn')} of the loop.`);
  }
}

async function run() {
  clearTimeout(waits);
  ends.abort();
  const mine = new AbortController();
  ends = mine;
  say('Running…', 'busy');
  try {
    const response = await fetch('/run', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ page, name: $('name').value.trim() || 'program.js', text: editor.value }),
      credentials: 'omit',
      signal: mine.signal,
    });
    if (!response.ok) throw new Error((await response.text()).trim());
    const answer = await response.json();
    // Another run of this page has begun, and tells for itself.
    if (ends === mine && !answer.superseded) showAnswer(answer);
  } catch (error) {
    if (mine.signal.aborted) return;
    const isGone = error instanceof TypeError;
    say(isGone ? 'minijs play doesn\'t answer: it may have ended.' : `It can't be run: ${error.message}.`, 'wrong');
  }
}
function edited() {
  $('source').classList.add('stale');
  [marks, homes, remarks] = [new Map(), new Map(), new Map()];
  repaint();
  clearTimeout(waits);
  waits = setTimeout(run, PAUSE);
}
editor.addEventListener('input', edited);
$('name').addEventListener('input', edited);
$('run').addEventListener('click', run);

// Programs to choose from.
function open(program) {
  editor.value = program.text;
  editor.setSelectionRange(0, 0);
  $('box').scrollTo(0, 0);
  $('name').value = program.name;
  isFirst = true;
  edited();
  run();
}
function offer() {
  const list = $('programs');
  const own = element('option', 'Your own');
  own.value = '';
  list.append(own);
  setup.groups.forEach((group, which) => {
    const made = element('optgroup');
    made.label = group.title;
    group.programs.forEach((program, index) => {
      const option = element('option', program.name);
      option.value = `${which}/${index}`;
      made.append(option);
    });
    list.append(made);
  });
  if (!setup.folder) return;
  const made = element('optgroup');
  made.label = setup.folder.name;
  for (const path of setup.folder.programs) {
    const option = element('option', path);
    option.value = `:${path}`;
    made.append(option);
  }
  own.after(made);
}
async function chooseProgram(value) {
  if (value === '') return;
  if (!value.startsWith(':')) {
    const [group, index] = value.split('/');
    open(setup.groups[group].programs[index]);
    return;
  }
  const path = value.slice(1);
  const response = await fetch('/program', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ path }),
    credentials: 'omit',
  });
  if (!response.ok) throw new Error((await response.text()).trim());
  const program = await response.json();
  // Another one may have been chosen meanwhile.
  if ($('programs').value === value) open(program);
}
function telling(work) {
  work.catch((error) => say(error.message, 'wrong'));
}
$('programs').addEventListener('change', () => telling(chooseProgram($('programs').value)));

$('share').addEventListener('click', () => telling((async () => {
  const fragment = await fragmentOf({ name: $('name').value.trim() || 'program.js', text: editor.value });
  history.replaceState(null, '', fragment);
  try {
    await navigator.clipboard.writeText(location.href);
    say('The link is copied. It holds the program itself.');
  } catch {
    say('The link is in the address bar. It holds the program itself.');
  }
})()));
async function begin() {
  const shared = await programOf(location.hash).catch(() => {
    say('That link holds no program that can be read.', 'wrong');
    return null;
  });
  if (shared) {
    $('programs').value = '';
    open(shared);
  } else if (!editor.value) {
    $('programs').selectedIndex = 1;
    await chooseProgram($('programs').value);
  }
}
addEventListener('hashchange', () => telling(begin()));
addEventListener('pagehide', () => ends.abort());
offer();
telling(begin());
