function deep() {
  throw new TypeError('thrown deep inside');
}
deep();
