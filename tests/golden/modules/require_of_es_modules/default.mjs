export default () => 'called'; export let n = 0; export function count() { n++; }
