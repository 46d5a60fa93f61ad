// What a recording says, and where everything is after each of its steps.
const QUEUES = ['tick', 'micro', 'wait', 'timer', 'outside', 'immediate'];
const EVERY = 200; // Steps between two states that are kept.

function modelOf(data) {
  const { tasks, outputs, steps } = data;
  const home = (task) => (tasks[task] && (tasks[task].function || tasks[task].place)) || null;
  const stepOf = []; // After how many steps each output is printed.
  const beginOf = new Map(); // After how many steps each task last began.
  const moves = []; // For each step which list its task leaves and enters.

  const where = new Map();
  steps.forEach((step, index) => {
    const { what, task } = step;
    const from = where.get(task);
    let to = from;
    if (what === 'queued') to = step.ready ? tasks[task].queue : tasks[task].waits;
    else if (what === 'ready') to = tasks[task].queue;
    else if (what === 'begin' || what === 'cancelled') to = undefined;
    if (what === 'begin') beginOf.set(task, index + 1);
    if (what === 'output') stepOf[step.output] = index + 1;
    if (task !== undefined) where.set(task, to);
    moves.push(from === to ? null : { from, to });
  });

  function dueTime(task) {
    return tasks[task].set + tasks[task].delay;
  }
  function remove(list, item) {
    const at = list.indexOf(item);
    if (at >= 0) list.splice(at, 1);
  }
  // Timers are kept by due time, then by when they were set; all else in the order of coming.
  function insert(list, queue, task) {
    let at = list.length;
    if (queue === 'timer') {
      const time = dueTime(task);
      let low = 0;
      while (low < at) {
        const middle = (low + at) >> 1;
        const other = dueTime(list[middle]);
        if (other < time || (other === time && list[middle] < task)) low = middle + 1;
        else at = middle;
      }
    }
    list.splice(at, 0, task);
  }

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
  function apply(state) {
    const step = steps[state.at];
    const move = moves[state.at];
    const { what, task } = step;
    state.place = step.place || null;
    if (move) {
      if (move.from) remove(state[move.from], task);
      if (move.to) insert(state[move.to], move.to, task);
    }
    if (what === 'ready' && tasks[task].queue === 'timer') {
      state.due.push(task);
    } else if (what === 'begin') {
      remove(state.due, task);
      state.stack.push(task);
      state.turn = step.turn;
      state.phase = step.phase;
      state.place = home(task);
    } else if (what === 'end') {
      remove(state.stack, task);
    } else if (what === 'cancelled') {
      remove(state.due, task);
    } else if (what === 'output') {
      state.printed = step.output + 1;
    }
    state.at += 1;
  }
  const kept = [beginning()];
  function stateAt(at) {
    const state = copy(kept[Math.min(Math.floor(at / EVERY), kept.length - 1)]);
    while (state.at < at) {
      apply(state);
      if (state.at % EVERY === 0 && state.at / EVERY === kept.length) kept.push(copy(state));
    }
    return state;
  }
  // The tasks that led to one, and it itself first.
  function chainOf(task) {
    const chain = [];
    for (let next = task; tasks[next]; next = tasks[next].by) chain.push(next);
    return chain;
  }
  return { ...data, home, stepOf, beginOf, stateAt, chainOf };
}
