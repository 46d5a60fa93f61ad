// exit: 1
// stderr: ignore
// Not even with an import in it.
import { x } from './x.mjs';
console.log('never');
