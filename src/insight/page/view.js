// Shows a recording step by step.
const MOST = 30; // Items of a queue that are shown; the rest is counted.
const CHUNK = 200; // Lines of the console that are made at a time.
const CROWD = 60; // With more items than that none moves before the eyes.
const WORDS = {
  tick: 'the next ticks', micro: 'the microtasks', wait: 'what waits for promises',
  timer: 'the timers', outside: 'what comes from outside', immediate: 'the immediates',
};
const NOTHING = { name: '', dropped: 0, sources: [], rules: [], report: '', tasks: {}, outputs: [], steps: [] };
const calm = matchMedia('(prefers-reduced-motion: reduce)');

function $(id) {
  return document.getElementById(id);
}
function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

let model = modelOf(NOTHING);
let at = 0; // How many steps were taken.
let state = model.stateAt(0);
let chosen = -1; // The output whose causes are shown.
let chain = new Set();
let shownFile = 0;
let marks = new Map(); // The outputs of each line of the file that is shown.
let homes = new Map(); // What begins on each line of it.
let remarks = new Map(); // What is wrong on each line of it.
// What the file that is shown says, and whether another may be shown instead.
let textOf = (file) => (model.sources[file] ? model.sources[file].text : '');
let changesFiles = true;

// Each place in the source has a colour, which what was written there keeps.
const hues = new Map();
function colour(place) {
  if (!place) return 'var(--line)';
  const key = place.join(':');
  if (!hues.has(key)) hues.set(key, Math.round((hues.size * 137.5 + 205) % 360));
  return `hsl(${hues.get(key)} 55% 52%)`;
}
const name = (task) => (model.tasks[task] ? model.tasks[task].name : 'the host');
function short(text) {
  const line = text.replace(/\n$/, '').replace(/\n/g, '⏎');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

// Words for the step that was taken last.
function caption() {
  if (!model.steps.length) return '';
  if (at === 0) return 'Before the program begins.';
  const step = model.steps[at - 1];
  const where = step.place ? `Line ${step.place[1]}: ` : '';
  const now = state.turn ? `turn ${state.turn}, ${state.phase}` : 'before the first turn of the loop';
  switch (step.what) {
    case 'queued': {
      const queue = step.ready ? model.tasks[step.task].queue : model.tasks[step.task].waits;
      return `${where}${name(step.task)} goes to ${WORDS[queue] || 'its queue'}.`;
    }
    case 'ready': return `${where}${name(step.task)} can run: ${step.why}.`;
    case 'begin': return `${name(step.task)} begins (${now}).`;
    case 'end': return `${name(step.task)} ${step.threw ? 'ends with an error' : 'has run to its end'}.`;
    case 'cancelled': return `${where}${name(step.task)} is cleared.`;
    case 'settled': return `${where}a promise is ${step.rejected ? 'rejected' : 'fulfilled'}.`;
    case 'output': return `${where}output ${step.output + 1}: ${short(model.outputs[step.output].text)}`;
    default: return '';
  }
}

// The source.
function repaint() {
  paint(textOf(shownFile), {
    numbersOf: (line) => marks.get(line) || [],
    colourOf: (line) => (homes.has(line) ? colour(homes.get(line)) : ''),
    remarksOf: (line) => remarks.get(line) || [],
  });
}
function showFile(file) {
  shownFile = file;
  marks = new Map();
  homes = new Map();
  model.outputs.forEach(({ place }, index) => {
    if (!place || place[0] !== file) return;
    if (!marks.has(place[1])) marks.set(place[1], []);
    marks.get(place[1]).push(index + 1);
  });
  for (const task of Object.keys(model.tasks)) {
    const place = model.home(task);
    if (place && place[0] === file && !homes.has(place[1])) homes.set(place[1], place);
  }
  repaint();
  markChain();
}
function markChain() {
  for (const line of document.querySelectorAll('#source li.chain')) line.classList.remove('chain');
  for (const task of chain) {
    const { function: written, place } = model.tasks[task];
    for (const where of [written, place]) {
      if (where && where[0] === shownFile && lines[where[1] - 1]) lines[where[1] - 1].classList.add('chain');
    }
  }
}
function showRunning(place) {
  if (place && place[0] !== shownFile && changesFiles && model.sources[place[0]]) {
    $('files').value = String(place[0]);
    showFile(place[0]);
  }
  markRunning(place && place[0] === shownFile ? place[1] : 0);
}

// Desk and queues. An item that goes from one list to another moves there before the eyes.
let items = new Map(); // The elements of tasks.
function itemOf(task) {
  if (items.has(task)) return items.get(task);
  const made = element('li', name(task), 'item');
  const place = model.home(task);
  made.dataset.task = task;
  made.style.setProperty('--colour', colour(place));
  if (place) made.append(element('span', ` line ${place[1]}`, 'place'));
  items.set(task, made);
  return made;
}
function fill(list, tasks, due) {
  const shown = tasks.slice(0, MOST).map((task) => {
    const made = itemOf(task);
    made.classList.toggle('due', due.has(task));
    made.classList.toggle('chain', chain.has(task));
    return made;
  });
  if (tasks.length > MOST) shown.push(element('li', `and ${tasks.length - MOST} more`, 'more'));
  const stays = new Set(shown);
  for (const old of [...list.children]) if (!stays.has(old)) old.remove();
  let next = list.firstChild;
  for (const made of shown) {
    if (made === next) next = next.nextSibling;
    else list.insertBefore(made, next);
  }
  list.classList.toggle('empty', !shown.length);
}
function fillLists() {
  const due = new Set(state.due);
  fill($('desk'), state.stack.slice().reverse(), due);
  for (const queue of QUEUES) fill($(queue), state[queue], due);
}
function fillMoving() {
  const places = () => [...document.querySelectorAll('.items li[data-task]')].map((made) => [made, made.getBoundingClientRect()]);
  const before = new Map(places());
  fillLists();
  for (const [made, to] of places()) {
    const from = before.get(made);
    if (!from) continue;
    const [x, y] = [from.left - to.left, from.top - to.top];
    if (!x && !y) continue;
    made.animate(
      [{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }],
      { duration: 220, easing: 'ease-out' });
  }
}

// The console, of which only what is near to what is seen is there.
let chunks = [];
let rows = [];
const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const chunk = chunks.findIndex((it) => it === target);
    if (chunk < 0) continue;
    if (isIntersecting) fillChunk(chunk);
    else emptyChunk(chunk);
  }
}, { root: $('console'), rootMargin: '800px' });
function rowOf(index) {
  const output = model.outputs[index];
  const line = element('li');
  const button = element('button');
  button.type = 'button';
  button.setAttribute('aria-pressed', String(index === chosen));
  button.classList.toggle('future', index >= state.printed);
  button.style.setProperty('--colour', colour(model.home(output.task)));
  button.append(element('span', String(index + 1), 'number'));
  button.append(element('span', output.text.replace(/\n$/, ''), output.stream));
  button.addEventListener('click', () => choose(index === chosen ? -1 : index, true));
  line.append(button);
  return line;
}
function fillChunk(chunk) {
  const from = chunk * CHUNK;
  if (rows[from]) return;
  const to = Math.min(from + CHUNK, model.outputs.length);
  for (let index = from; index < to; index += 1) rows[index] = rowOf(index);
  chunks[chunk].style.minHeight = '';
  chunks[chunk].replaceChildren(...rows.slice(from, to));
}
function emptyChunk(chunk) {
  const from = chunk * CHUNK;
  if (chunks.length === 1 || !rows[from] || chunks[chunk].contains(document.activeElement)) return;
  chunks[chunk].style.minHeight = `${chunks[chunk].offsetHeight}px`;
  chunks[chunk].replaceChildren();
  for (let index = from; index < from + CHUNK; index += 1) rows[index] = undefined;
}
function outputButton(index) {
  fillChunk(Math.floor(index / CHUNK));
  return rows[index].firstChild;
}
function buildConsole() {
  seen.disconnect();
  rows = new Array(model.outputs.length);
  chunks = [];
  for (let from = 0; from < model.outputs.length; from += CHUNK) {
    const to = Math.min(from + CHUNK, model.outputs.length);
    const list = element('ol');
    list.setAttribute('aria-label', `Outputs ${from + 1} to ${to}`);
    list.style.minHeight = `${(to - from) * 28}px`;
    chunks.push(list);
  }
  $('console').replaceChildren(...chunks);
  if (!chunks.length) $('console').append(element('p', 'Nothing is printed.', 'hint'));
  if (chunks.length) fillChunk(0);
  for (const list of chunks) seen.observe(list);
}

// Why an output came when it did.
function choose(index, goes) {
  if (rows[chosen]) rows[chosen].firstChild.setAttribute('aria-pressed', 'false');
  chosen = index;
  chain = new Set(index >= 0 ? model.chainOf(model.outputs[index].task) : []);
  if (index >= 0) outputButton(index).setAttribute('aria-pressed', 'true');
  if (index >= 0 && goes) go(model.stepOf[index]);
  else go(at);
  const place = index >= 0 && model.outputs[index].place;
  if (place && changesFiles) showFile(place[0]);
  markChain();
}
let told = ''; // What the pane says now.
function tellWhy() {
  const step = at > 0 ? model.steps[at - 1] : undefined;
  const isEnd = at === model.steps.length && at > 0;
  let index = chosen;
  if (chosen < 0 && step && step.what === 'output') index = step.output;
  const key = index >= 0 ? `${index} ${chosen}` : isEnd ? 'end' : 'none';
  if (key === told) return;
  told = key;
  if (index >= 0) {
    tellOutput(index);
  } else if (isEnd) {
    $('why').replaceChildren(element('p', 'At the end:'), element('pre', model.report.trimEnd(), 'report'));
  } else {
    $('why').replaceChildren(element('p', 'Choose a line of the console, and what led to it is shown here.', 'hint'));
  }
}
function linkTo(task) {
  const button = element('button', name(task), 'link');
  button.type = 'button';
  button.addEventListener('click', () => go(model.beginOf.get(task) || 0));
  return button;
}
function tellOutput(index) {
  const output = model.outputs[index];
  const rule = model.rules[output.rule - 1];
  const first = element('p', `Output ${index + 1} came now because: ${output.why}.`);
  const second = element('p', undefined, 'rule');
  second.append(element('span', `Rule ${output.rule}`, 'tag'), ` ${rule.sentence} `);
  const link = element('a', 'The text that says so');
  link.href = rule.link;
  link.rel = 'noreferrer';
  if (!changesFiles) link.target = '_blank';
  second.append(link);
  const causes = element('ol', undefined, 'causes');
  for (const task of model.chainOf(output.task).slice(0, 200)) {
    const cause = element('li');
    cause.style.setProperty('--colour', colour(model.home(task)));
    const { place, readied } = model.tasks[task];
    cause.append(linkTo(task), place ? `, queued at line ${place[1]}` : '');
    if (readied) cause.append(', its promise settled by ', linkTo(readied));
    causes.append(cause);
  }
  $('why').replaceChildren(first, second, element('p', 'Its chain of causes, back to the beginning:'), causes);
}

// The ribbon: each turn a block, each task a bar in it, outputs pinned on top.
const ribbon = $('ribbon');
function draw() {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [ribbon.clientWidth, ribbon.clientHeight];
  span = width;
  ribbon.width = width * ratio;
  ribbon.height = height * ratio;
  const pen = ribbon.getContext('2d');
  pen.scale(ratio, ratio);
  const { steps, tasks, stepOf } = model;
  const style = getComputedStyle(document.documentElement);
  const x = (step) => (steps.length ? (step / steps.length) * width : 0);
  const [faint, ink] = [style.getPropertyValue('--line'), style.getPropertyValue('--faint')];
  pen.font = '10px system-ui, sans-serif';
  let turn = -1;
  let begun = 0;
  let shade = false;
  const block = (to) => {
    if (shade) {
      pen.fillStyle = faint;
      pen.globalAlpha = 0.35;
      pen.fillRect(x(begun), 0, x(to) - x(begun), height);
      pen.globalAlpha = 1;
    }
    shade = !shade;
    const label = turn === 0 ? 'main' : `turn ${turn}`;
    if (x(to) - x(begun) < 48) return;
    pen.fillStyle = ink;
    pen.fillText(label, x(begun) + 4, height - 4);
  };
  const open = new Map();
  steps.forEach((step, index) => {
    if (step.what === 'begin') {
      if (step.turn !== turn) {
        if (turn >= 0) block(index);
        turn = step.turn;
        begun = index;
      }
      open.set(step.task, index);
    } else if (step.what === 'end' && open.has(step.task)) {
      const from = open.get(step.task);
      const small = tasks[step.task].queue === 'micro' || tasks[step.task].queue === 'tick';
      pen.fillStyle = colour(model.home(step.task));
      pen.fillRect(x(from), small ? 22 : 16, Math.max(1.5, x(index + 1) - x(from) - 1), small ? 8 : 14);
    }
  });
  if (turn >= 0) block(steps.length);
  pen.fillStyle = style.getPropertyValue('--ink');
  let last = -9;
  for (const step of stepOf) {
    // What falls on the same spot is drawn once.
    if (step === undefined || x(step) - last < 0.5) continue;
    last = x(step);
    pen.beginPath();
    pen.arc(x(step - 0.5), 8, 2.5, 0, 7);
    pen.fill();
  }
  placeCursor();
}
let span = 0; // The width of the ribbon, which is asked for once.
function placeCursor() {
  const share = model.steps.length ? at / model.steps.length : 0;
  $('cursor').style.transform = `translateX(${Math.round(share * (span - 2))}px)`;
}

function go(to) {
  const next = Math.max(0, Math.min(model.steps.length, to));
  const isNear = Math.abs(next - at) === 1 && !calm.matches;
  const crowd = document.getElementsByClassName('item').length;
  const before = state.printed;
  at = next;
  state = model.stateAt(next);
  if (isNear && crowd <= CROWD) fillMoving();
  else fillLists();
  showRunning(state.place);
  const [from, end] = [Math.min(before, state.printed), Math.max(before, state.printed)];
  for (let index = from; index < end; index += 1) {
    if (rows[index]) rows[index].firstChild.classList.toggle('future', index >= state.printed);
  }
  tellWhy();
  $('caption').textContent = caption();
  $('time').value = String(at);
  $('time').setAttribute('aria-valuetext', `step ${at} of ${model.steps.length}`);
  for (const id of ['first', 'back', 'before']) $(id).disabled = at === 0;
  for (const id of ['last', 'forward', 'after']) $(id).disabled = at === model.steps.length;
  $('play').disabled = !model.steps.length;
  placeCursor();
  // What is seen is looked at last: each look has the browser lay out all that was changed.
  if (before !== state.printed && state.printed > 0) show(outputButton(state.printed - 1), $('console'));
  if (runningLine) show(runningLine, $('box'));
}
const nextOutput = () => model.stepOf.find((step) => step > at) ?? model.steps.length;
const outputBefore = () => model.stepOf.findLast((step) => step < at) ?? 0;

// Shows another recording, after so many of its steps.
function load(data, first) {
  play(false);
  model = modelOf(data);
  hues.clear();
  for (const task of Object.keys(model.tasks)) colour(model.home(task));
  [items, chosen, chain, told, at] = [new Map(), -1, new Set(), '', 0];
  state = model.stateAt(0);
  $('time').max = String(model.steps.length);
  $('time').disabled = !model.steps.length;
  buildConsole();
  showFile(Math.min(shownFile, Math.max(0, model.sources.length - 1)));
  draw();
  go(first);
}

let timer = 0;
function play(on) {
  clearTimeout(timer);
  timer = 0;
  $('play').setAttribute('aria-pressed', String(on));
  $('play').setAttribute('aria-label', on ? 'Pause' : 'Play');
  $('play').textContent = on ? '❚❚' : '▶';
  if (!on || !model.steps.length) return;
  if (at === model.steps.length) go(0);
  const tick = () => {
    go(at + 1);
    if (at < model.steps.length) timer = setTimeout(tick, 1600 / Number($('speed').value));
    else play(false);
  };
  timer = setTimeout(tick, 200);
}

const actions = {
  first: () => go(0), before: () => go(outputBefore()), back: () => go(at - 1),
  forward: () => go(at + 1), after: () => go(nextOutput()), last: () => go(model.steps.length),
  play: () => play(!timer),
  help: () => {
    const keys = $('keys');
    keys.hidden = !keys.hidden;
    $('help').setAttribute('aria-expanded', String(!keys.hidden));
  },
};
function act(id) {
  if (id !== 'play' && id !== 'help') play(false);
  actions[id]();
}
for (const id of Object.keys(actions)) $(id).addEventListener('click', () => act(id));
const KEYS = {
  ArrowLeft: 'back', ArrowRight: 'forward', Home: 'first', End: 'last', '?': 'help', ' ': 'play',
};
const EVERYWHERE = { F9: 'back', F10: 'forward' };
document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  let action = EVERYWHERE[key];
  if (!action && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
  if (key === ' ' && target.tagName === 'BUTTON') return;
  action ??= KEYS[key];
  if (event.shiftKey && key === 'ArrowLeft') action = 'before';
  if (event.shiftKey && key === 'ArrowRight') action = 'after';
  if (action) {
    act(action);
  } else if (key === 'j' || key === 'k') {
    const next = chosen + (key === 'j' ? 1 : -1);
    if (model.outputs[next]) {
      choose(next, true);
      outputButton(next).focus();
    }
  } else if (key === 'Escape' && chosen >= 0) {
    choose(-1);
  } else {
    return;
  }
  event.preventDefault();
});
$('time').addEventListener('input', () => { play(false); go(Number($('time').value)); });
const drag = (event) => {
  if (event.type === 'pointermove' && !event.buttons) return;
  if (event.type === 'pointerdown') ribbon.setPointerCapture(event.pointerId);
  play(false);
  const box = ribbon.getBoundingClientRect();
  go(Math.round(((event.clientX - box.left) / box.width) * model.steps.length));
};
ribbon.addEventListener('pointerdown', drag);
ribbon.addEventListener('pointermove', drag);
addEventListener('resize', draw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
