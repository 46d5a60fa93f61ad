'use strict';
// The page of a recording: walks its steps, and shows where everything is at each of them.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const $ = (id) => document.getElementById(id);
  const { sources, rules, tasks, outputs, steps } = data;
  const QUEUES = ['tick', 'micro', 'wait', 'timer', 'outside', 'immediate'];
  const WORDS = {
    tick: 'the next ticks', micro: 'the microtasks', wait: 'what waits for promises',
    timer: 'the timers', outside: 'what comes from outside', immediate: 'the immediates',
  };
  const MOST = 60; // Items of a queue that are shown; the rest is counted.
  const EVERY = 200; // Steps between two states that are kept.
  const calm = matchMedia('(prefers-reduced-motion: reduce)');

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // Each place in the source has a colour, which what was written there keeps.
  const hues = new Map();
  function colour(place) {
    if (!place) return 'var(--line)';
    const key = place[0] + ':' + place[1] + ':' + place[2];
    if (!hues.has(key)) hues.set(key, Math.round((hues.size * 137.5 + 205) % 360));
    return `hsl(${hues.get(key)} 65% 50%)`;
  }
  const places = (place) => (place ? `line ${place[1]}` : '');
  const home = (task) => tasks[task] && (tasks[task].function || tasks[task].place);

  // What is where, after a number of steps.
  function beginning() {
    const state = { at: 0, stack: [], printed: 0, place: null, turn: 0, phase: 'main', due: [] };
    for (const queue of QUEUES) state[queue] = [];
    return state;
  }
  function copy(state) {
    const made = { ...state, stack: state.stack.slice(), due: state.due.slice() };
    for (const queue of QUEUES) made[queue] = state[queue].slice();
    return made;
  }
  function remove(list, item) {
    const at = list.indexOf(item);
    if (at >= 0) list.splice(at, 1);
  }
  function leave(state, task) {
    for (const queue of QUEUES) remove(state[queue], task);
    remove(state.due, task);
  }
  function dueTime(task) {
    return tasks[task].set + tasks[task].delay;
  }
  function apply(state, step) {
    const { what, task } = step;
    state.place = step.place || null;
    if (what === 'queued') {
      const queue = step.ready ? tasks[task].queue : tasks[task].waits;
      if (queue) state[queue].push(task);
      if (queue === 'timer') state.timer.sort((a, b) => dueTime(a) - dueTime(b) || a - b);
    } else if (what === 'ready') {
      const { queue } = tasks[task];
      if (queue === 'timer') state.due.push(task);
      else if (queue && !state[queue].includes(task)) {
        leave(state, task);
        state[queue].push(task);
      }
    } else if (what === 'begin') {
      leave(state, task);
      state.stack.push(task);
      state.turn = step.turn;
      state.phase = step.phase;
      state.place = home(task) || null;
    } else if (what === 'end') {
      remove(state.stack, task);
    } else if (what === 'cancelled') {
      leave(state, task);
    } else if (what === 'output') {
      state.printed = step.output + 1;
    }
    state.at += 1;
  }
  const kept = [beginning()];
  function stateAt(at) {
    const index = Math.min(Math.floor(at / EVERY), kept.length - 1);
    const state = copy(kept[index]);
    while (state.at < at) {
      apply(state, steps[state.at]);
      if (state.at % EVERY === 0 && state.at / EVERY === kept.length) kept.push(copy(state));
    }
    return state;
  }

  // Words for the step that was taken last.
  const name = (task) => (tasks[task] ? tasks[task].name : 'the host');
  function caption(at, state) {
    if (at === 0) return 'Before the program begins.';
    const step = steps[at - 1];
    const where = step.place ? `Line ${step.place[1]}: ` : '';
    const now = state.turn ? `turn ${state.turn}, ${state.phase}` : 'before the first turn of the loop';
    switch (step.what) {
      case 'queued': {
        const queue = step.ready ? tasks[step.task].queue : tasks[step.task].waits;
        return `${where}${name(step.task)} goes to ${WORDS[queue] || 'its queue'}.`;
      }
      case 'ready': return `${where}${name(step.task)} can run: ${step.why}.`;
      case 'begin': return `${name(step.task)} begins (${now}).`;
      case 'end': return `${name(step.task)} ${step.threw ? 'ends with an error' : 'has run to its end'}.`;
      case 'cancelled': return `${where}${name(step.task)} is cleared.`;
      case 'settled': return `${where}a promise is ${step.rejected ? 'rejected' : 'fulfilled'}.`;
      case 'output': return `${where}output ${step.output + 1}: ${short(outputs[step.output].text)}`;
      default: return '';
    }
  }
  function short(text) {
    const line = text.replace(/\n$/, '').replace(/\n/g, '⏎');
    return line.length > 60 ? line.slice(0, 59) + '…' : line;
  }

  // The source.
  let shownFile = -1;
  const lines = [];
  const marks = sources.map(() => new Map());
  outputs.forEach((output, index) => {
    if (!output.place) return;
    const of = marks[output.place[0]];
    if (!of.has(output.place[1])) of.set(output.place[1], []);
    of.get(output.place[1]).push(index + 1);
  });
  const homes = sources.map(() => new Map());
  for (const task of Object.keys(tasks)) {
    const place = home(task);
    if (place && !homes[place[0]].has(place[1])) homes[place[0]].set(place[1], place);
  }
  function showFile(file) {
    if (file === shownFile || !sources[file]) return;
    shownFile = file;
    $('files').value = String(file);
    lines.length = 0;
    const list = sources[file].text.split('\n').map((text, index) => {
      const item = element('li');
      const numbers = marks[file].get(index + 1) || [];
      const shown = numbers.length > 3 ? `${numbers[0]}…${numbers[numbers.length - 1]}` : numbers.join(' ');
      const mark = element('span', shown, 'marks');
      if (numbers.length) mark.title = `prints output ${numbers.join(', ')}`;
      const place = homes[file].get(index + 1);
      if (place) mark.style.borderLeftColor = colour(place);
      item.append(mark, element('span', text, 'code'));
      lines.push(item);
      return item;
    });
    $('source').replaceChildren(...list);
  }
  let running = null;
  function showRunning(place) {
    if (running) {
      running.classList.remove('running');
      running.removeAttribute('aria-current');
    }
    running = null;
    if (!place) return;
    showFile(place[0]);
    running = lines[place[1] - 1] || null;
    if (!running) return;
    running.classList.add('running');
    running.setAttribute('aria-current', 'step');
    const box = $('source');
    const top = running.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 40) {
      box.scrollTop = Math.max(0, top - box.clientHeight / 3);
    }
  }

  // Desk and queues. An item that goes from one list to another moves there before the eyes.
  let chain = new Set();
  function item(task, state) {
    const made = element('li', name(task));
    made.dataset.task = task;
    made.style.setProperty('--colour', colour(home(task)));
    const place = home(task);
    if (place) made.append(element('span', ` ${places(place)}`, 'place'));
    const { delay } = tasks[task];
    if (delay !== undefined) made.append(element('span', ` ${delay} ms`, 'place'));
    if (state.due.includes(task)) made.classList.add('due');
    if (chain.has(task)) made.classList.add('chain');
    return made;
  }
  function fill(list, ids, state) {
    const shown = ids.slice(0, MOST).map((task) => item(task, state));
    if (ids.length > MOST) shown.push(element('li', `and ${ids.length - MOST} more`, 'more'));
    list.replaceChildren(...shown);
  }
  function positions() {
    const found = new Map();
    for (const shown of document.querySelectorAll('.items li[data-task]')) {
      found.set(shown.dataset.task, shown.getBoundingClientRect());
    }
    return found;
  }
  function move(before) {
    for (const shown of document.querySelectorAll('.items li[data-task]')) {
      const from = before.get(shown.dataset.task);
      if (!from) continue;
      const to = shown.getBoundingClientRect();
      const [x, y] = [from.left - to.left, from.top - to.top];
      if (x || y) {
        shown.animate(
          [{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }],
          { duration: 220, easing: 'ease-out' });
      }
    }
  }

  // The console.
  const printed = outputs.map((output, index) => {
    const line = element('li');
    const button = element('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', 'false');
    button.style.setProperty('--colour', colour(home(output.task)));
    button.append(element('span', String(index + 1), 'number'));
    button.append(element('span', output.text.replace(/\n$/, ''), output.stream));
    button.addEventListener('click', () => choose(index === chosen ? -1 : index, true));
    line.append(button);
    return line;
  });
  $('console').replaceChildren(...printed.slice(0, 2000));
  if (printed.length > 2000) $('console').append(element('li', `and ${printed.length - 2000} more`));
  const stepOf = [];
  steps.forEach((step, index) => { if (step.what === 'output') stepOf[step.output] = index + 1; });

  let chosen = -1;
  function choose(index, goes) {
    if (chosen >= 0) printed[chosen].firstChild.setAttribute('aria-pressed', 'false');
    chosen = index;
    chain = new Set(index >= 0 ? outputs[index].chain : []);
    for (const line of document.querySelectorAll('#source li.chain')) line.classList.remove('chain');
    if (index < 0) {
      $('why').replaceChildren(element('p', 'Choose a line of the console.'));
      render(at);
      return;
    }
    printed[index].firstChild.setAttribute('aria-pressed', 'true');
    if (goes) go(stepOf[index]);
    else render(at);
    const output = outputs[index];
    showFile(output.place ? output.place[0] : shownFile);
    for (const task of output.chain) {
      for (const place of [tasks[task].function, tasks[task].place]) {
        if (place && place[0] === shownFile && lines[place[1] - 1]) lines[place[1] - 1].classList.add('chain');
      }
    }
    const rule = rules[output.rule - 1];
    const first = element('p', `Output ${index + 1} came now because: ${output.why}.`);
    const second = element('p', undefined, 'rule');
    second.append(`Rule ${output.rule}: ${rule.sentence} `);
    const link = element('a', 'The text that says so');
    link.href = rule.link;
    link.rel = 'noreferrer';
    second.append(link);
    const causes = element('ol');
    for (const task of output.chain) {
      const cause = element('li');
      const button = element('button', name(task), 'link');
      button.type = 'button';
      button.addEventListener('click', () => go(beginOf.get(task) || 0));
      cause.append(button);
      const by = tasks[task].place ? `, queued at line ${tasks[task].place[1]}` : '';
      cause.append(by);
      causes.append(cause);
    }
    $('why').replaceChildren(first, second, element('p', 'Its chain of causes, back to the beginning:'), causes);
  }
  const beginOf = new Map();
  steps.forEach((step, index) => { if (step.what === 'begin') beginOf.set(step.task, index + 1); });

  // The ribbon: each turn a block, each task a bar in it, outputs pinned on top.
  const ribbon = $('ribbon');
  function draw() {
    const ratio = devicePixelRatio || 1;
    const [width, height] = [ribbon.clientWidth, ribbon.clientHeight];
    ribbon.width = width * ratio;
    ribbon.height = height * ratio;
    const pen = ribbon.getContext('2d');
    pen.scale(ratio, ratio);
    const style = getComputedStyle(document.documentElement);
    const x = (step) => (steps.length ? (step / steps.length) * width : 0);
    const faint = style.getPropertyValue('--line');
    let turn = -1;
    let begun = 0;
    let shade = false;
    const block = (from, to) => {
      if (shade) {
        pen.fillStyle = faint;
        pen.globalAlpha = 0.35;
        pen.fillRect(x(from), 0, x(to) - x(from), height);
        pen.globalAlpha = 1;
      }
      shade = !shade;
    };
    const open = new Map();
    steps.forEach((step, index) => {
      if (step.what === 'begin') {
        if (step.turn !== turn) {
          if (turn >= 0) block(begun, index);
          turn = step.turn;
          begun = index;
        }
        open.set(step.task, index);
      } else if (step.what === 'end' && open.has(step.task)) {
        const from = open.get(step.task);
        const small = tasks[step.task].queue === 'micro' || tasks[step.task].queue === 'tick';
        pen.fillStyle = colour(home(step.task));
        pen.fillRect(x(from), small ? 28 : 20, Math.max(1.5, x(index + 1) - x(from) - 0.5), small ? 8 : 16);
      }
    });
    block(begun, steps.length);
    pen.fillStyle = style.getPropertyValue('--ink');
    for (const step of stepOf) {
      if (step === undefined) continue;
      pen.beginPath();
      pen.arc(x(step - 0.5), 9, 2.5, 0, 7);
      pen.fill();
    }
    pen.fillStyle = style.getPropertyValue('--accent');
    pen.fillRect(Math.min(width - 2, Math.max(0, x(at) - 1)), 0, 2, height);
  }

  let at = 0;
  let shownState = null;
  function render(next) {
    const state = stateAt(next);
    const close = Math.abs(next - at) === 1 && !calm.matches;
    const before = close ? positions() : null;
    at = next;
    fill($('desk'), state.stack.slice().reverse(), state);
    for (const queue of QUEUES) fill($(queue), state[queue], state);
    if (before) move(before);
    showRunning(state.place);
    const from = shownState ? Math.min(shownState.printed, state.printed) : 0;
    const to = shownState ? Math.max(shownState.printed, state.printed) : outputs.length;
    for (let index = from; index < to; index += 1) {
      printed[index].firstChild.classList.toggle('future', index >= state.printed);
    }
    shownState = state;
    $('caption').textContent = caption(at, state);
    $('time').value = String(at);
    $('time').setAttribute('aria-valuetext', `step ${at} of ${steps.length}`);
    for (const id of ['first', 'back', 'before']) $(id).disabled = at === 0;
    for (const id of ['last', 'forward', 'after']) $(id).disabled = at === steps.length;
    draw();
  }
  function go(next) {
    render(Math.max(0, Math.min(steps.length, next)));
  }
  const nextOutput = () => stepOf.find((step) => step > at) ?? steps.length;
  const outputBefore = () => stepOf.findLast((step) => step < at) ?? 0;

  let timer = 0;
  function play(on) {
    clearTimeout(timer);
    timer = 0;
    $('play').setAttribute('aria-pressed', String(on));
    $('play').setAttribute('aria-label', on ? 'Pause' : 'Play');
    $('play').textContent = on ? '❚❚' : '▶';
    if (!on) return;
    if (at === steps.length) go(0);
    const tick = () => {
      go(at + 1);
      if (at < steps.length) timer = setTimeout(tick, 1600 / Number($('speed').value));
      else play(false);
    };
    timer = setTimeout(tick, 200);
  }

  const actions = {
    first: () => go(0), before: () => go(outputBefore()), back: () => go(at - 1),
    forward: () => go(at + 1), after: () => go(nextOutput()), last: () => go(steps.length),
    play: () => play(!timer),
    help: () => {
      const keys = $('keys');
      keys.hidden = !keys.hidden;
      $('help').setAttribute('aria-expanded', String(!keys.hidden));
    },
  };
  for (const id of Object.keys(actions)) {
    $(id).addEventListener('click', () => {
      if (id !== 'play' && id !== 'help') play(false);
      actions[id]();
    });
  }
  const KEYS = {
    ArrowLeft: 'back', ArrowRight: 'forward', Home: 'first', End: 'last', '?': 'help', ' ': 'play',
  };
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
    if (key === ' ' && target.tagName === 'BUTTON') return;
    let action = KEYS[key];
    if (event.shiftKey && key === 'ArrowLeft') action = 'before';
    if (event.shiftKey && key === 'ArrowRight') action = 'after';
    if (action) {
      if (action !== 'play' && action !== 'help') play(false);
      actions[action]();
    } else if (key === 'j' || key === 'k') {
      const next = chosen + (key === 'j' ? 1 : -1);
      if (outputs[next]) {
        choose(next, true);
        printed[next].firstChild.focus();
      }
    } else if (key === 'Escape' && chosen >= 0) {
      choose(-1);
    } else {
      return;
    }
    event.preventDefault();
  });
  $('time').max = String(steps.length);
  $('time').addEventListener('input', () => { play(false); go(Number($('time').value)); });
  const drag = (event) => {
    if (event.type === 'pointermove' && !event.buttons) return;
    if (event.type === 'pointerdown') ribbon.setPointerCapture(event.pointerId);
    play(false);
    const box = ribbon.getBoundingClientRect();
    go(Math.round(((event.clientX - box.left) / box.width) * steps.length));
  };
  ribbon.addEventListener('pointerdown', drag);
  ribbon.addEventListener('pointermove', drag);
  addEventListener('resize', draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  $('title').textContent = `${data.name}: why each line came when it did`;
  if (data.dropped) $('title').append(` (the first ${data.dropped} events weren't kept)`);
  sources.forEach((source, index) => {
    const option = element('option', source.name);
    option.value = String(index);
    $('files').append(option);
  });
  $('files-label').hidden = sources.length < 2;
  $('files').addEventListener('change', () => showFile(Number($('files').value)));
  showFile(0);
  go(0);
})();
