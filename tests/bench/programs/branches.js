// switch over integers and strings, in a small virtual machine.
const code = ['push', 1, 'push', 2, 'add', 'dup', 'mul', 'dec', 'jnz', 2, 'halt'];
const ops = { push: 0, add: 1, dup: 2, mul: 3, dec: 4, jnz: 5, halt: 6 };
function run(limit) {
  let pc = 0, acc = 0, steps = 0;
  while (steps++ < limit) {
    const op = pc % 7;
    switch (op) {
      case 0: acc += 3; break;
      case 1: acc ^= pc; break;
      case 2: acc = (acc << 1) | 0; break;
      case 3: acc -= 7; break;
      case 4: acc &= 0xffff; break;
      case 5: if (acc & 1) pc += 2; break;
      default: acc++;
    }
    switch (code[steps % 11]) {
      case 'push': pc += 1; break;
      case 'add': case 'mul': pc += 2; break;
      case 'jnz': pc += ops.jnz; break;
      case 'halt': pc = 0; break;
      default: pc += 3;
    }
  }
  return acc;
}
console.log(run(6000000));
