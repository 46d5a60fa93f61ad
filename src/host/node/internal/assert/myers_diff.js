// The shortest way from one list of lines to another, after E. Myers, and how assert prints it.

const colors = require('internal/util/colors');
const {
  codes: { ERR_OUT_OF_RANGE },
} = require('internal/errors');

const DELETE = -1;
const KEEP = 0;
const INSERT = 1;
const UNCHANGED_SHOWN = 5;

function sameLine(a, b, commas) {
  return a === b || (commas && (`${a},` === b || a === `${b},`));
}

// Gives [what, line] from the last to the first. With `commas` a comma at a line's end makes no
// difference.
function myersDiff(actual, expected, commas = false) {
  const max = actual.length + expected.length;
  if (max > 2 ** 31 - 1) {
    throw new ERR_OUT_OF_RANGE('myersDiff input size', '< 2^31', max);
  }
  const reach = new Int32Array(2 * max + 1);
  const trace = [];
  for (let level = 0; level <= max; level++) {
    // Of the last round only the diagonals around the middle matter.
    ArrayPrototypePush(
      trace,
      TypedArrayPrototypeSlice(
        reach,
        MathMax(0, max - level - 1),
        MathMin(reach.length, max + level + 2),
      ),
    );
    for (let diagonal = -level; diagonal <= level; diagonal += 2) {
      const at = diagonal + max;
      let x =
        diagonal === -level || (diagonal !== level && reach[at - 1] < reach[at + 1])
          ? reach[at + 1]
          : reach[at - 1] + 1;
      let y = x - diagonal;
      while (x < actual.length && y < expected.length && sameLine(actual[x], expected[y], commas)) {
        x++;
        y++;
      }
      reach[at] = x;
      if (x >= actual.length && y >= expected.length)
        return wayBack(trace, actual, expected, commas, max);
    }
  }
}

function wayBack(trace, actual, expected, commas, max) {
  let x = actual.length;
  let y = expected.length;
  const result = [];
  for (let level = trace.length - 1; level >= 0; level--) {
    const reach = trace[level];
    const base = max - MathMax(0, max - level - 1);
    const diagonal = x - y;
    const down =
      diagonal === -level ||
      (diagonal !== level && reach[base + diagonal - 1] < reach[base + diagonal + 1]);
    const previous = down ? diagonal + 1 : diagonal - 1;
    const previousX = level === 0 ? 0 : reach[base + previous];
    const previousY = previousX - (level === 0 ? 0 : previous);
    while (x > previousX && y > previousY) {
      const line = actual[x - 1];
      const shown = commas && !StringPrototypeEndsWith(line, ',') ? expected[y - 1] : line;
      ArrayPrototypePush(result, [KEEP, shown]);
      x--;
      y--;
    }
    if (level > 0) {
      if (x > previousX) ArrayPrototypePush(result, [INSERT, actual[--x]]);
      else ArrayPrototypePush(result, [DELETE, expected[--y]]);
    }
  }
  return result;
}

function printSimpleMyersDiff(diff) {
  let message = '';
  for (let i = diff.length - 1; i >= 0; i--) {
    const kind = diff[i][0];
    const color = kind === INSERT ? colors.green : kind === DELETE ? colors.red : colors.white;
    message += `${color}${diff[i][1]}${colors.white}`;
  }
  return `\n${message}`;
}

function printMyersDiff(diff, operator) {
  let message = '';
  let skipped = false;
  let kept = 0;
  for (let i = diff.length - 1; i >= 0; i--) {
    const kind = diff[i][0];
    const line = diff[i][1];
    if (i < diff.length - 1 && diff[i + 1][0] === KEEP && kind !== KEEP) {
      // A line is shown rather than '...' for it alone.
      if (kept === UNCHANGED_SHOWN + 1) {
        message += `${colors.white}  ${diff[i + 1][1]}\n`;
      } else if (kept === UNCHANGED_SHOWN + 2) {
        message += `${colors.white}  ${diff[i + 2][1]}\n`;
        message += `${colors.white}  ${diff[i + 1][1]}\n`;
      } else if (kept >= UNCHANGED_SHOWN + 3) {
        message += `${colors.blue}...${colors.white}\n`;
        message += `${colors.white}  ${diff[i + 1][1]}\n`;
        skipped = true;
      }
      kept = 0;
    }
    if (kind === INSERT) {
      message +=
        operator === 'partialDeepStrictEqual'
          ? `${colors.gray}${colors.hasColors ? ' ' : '+'} ${line}${colors.white}\n`
          : `${colors.green}+${colors.white} ${line}\n`;
    } else if (kind === DELETE) {
      message += `${colors.red}-${colors.white} ${line}\n`;
    } else {
      if (kept < UNCHANGED_SHOWN) message += `${colors.white}  ${line}\n`;
      kept++;
    }
  }
  return { message: `\n${StringPrototypeTrimEnd(message)}`, skipped };
}

module.exports = { myersDiff, printMyersDiff, printSimpleMyersDiff };
