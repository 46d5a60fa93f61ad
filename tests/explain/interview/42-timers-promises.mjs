import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

const first = sleep(5, 'slept').then(console.log);
console.log(await turn('turned'));
await first;
console.log('end');
