export let x; let x;
