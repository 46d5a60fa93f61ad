//! fires: one more with each call
export function show(dialog) {
  window.addEventListener('keydown', e => dialog.key(e)); // <-
}
//! fires: the document, in a method
class Menu {
  open() {
    document.addEventListener('click', () => this.close()); // <-
  }
}
//! fires: bind makes a new function each time
class Menu {
  open() {
    globalThis.addEventListener('resize', this.place.bind(this)); // <-
  }
}
//! fires: a target of the module
const bus = new EventTarget();
export const listen = name => {
  bus.addEventListener(name ? 'a' : 'b', () => 1);
  bus.addEventListener('news', () => console.log(name)); // <-
};
//! fires: in a loop at the top level
const bus = new EventTarget();
for (const name of names) {
  bus.addEventListener('news', () => console.log(name)); // <-
}
//! fires: options that say nothing of an end
exports.show = dialog => {
  window.addEventListener('scroll', () => dialog.move(), { passive: true }); // <-
};
//! silent: at the top level
window.addEventListener('keydown', e => console.log(e));
//! silent: once, or with a signal
export function show(dialog, signal) {
  window.addEventListener('keydown', () => 1, { once: true });
  window.addEventListener('keydown', () => 1, { signal });
  window.addEventListener('keydown', () => 1, dialog.options);
}
//! silent: it is removed
export function show(dialog) {
  const key = e => dialog.key(e);
  window.addEventListener('keydown', key);
  return () => window.removeEventListener('keydown', key);
}
//! silent: the target may go with the function
export function show(button) {
  button.addEventListener('click', () => console.log('click'));
}
//! silent: a function that runs once
function main() { window.addEventListener('keydown', e => console.log(e)); }
main();
document.addEventListener('DOMContentLoaded', () => {
  window.addEventListener('resize', () => draw());
});
(() => { window.addEventListener('scroll', () => draw()); })();
//! silent: the same function is added only once
export function show() {
  window.addEventListener('keydown', onKey);
}
//! silent: only the first time
let listening = false;
export function show() {
  if (listening) return;
  listening = true;
  document.addEventListener('keydown', () => draw());
}
export function open() {
  if (!listening) {
    listening = true;
    document.addEventListener('keydown', () => draw());
  }
}
//! silent: a wrapper that is called by something else
(function (root, factory) { root.lib = factory(); })(self, function () {
  document.addEventListener('copy', () => draw());
});
