// Signals are events; with the last listener a signal is the system's again.
let seen = 0;
const keep = setInterval(() => {}, 1000);
process.on('SIGUSR2', function onSignal(name, number) {
  console.log(name, number, this === process);
  if (++seen < 2) {
    console.log(process.kill(process.pid, 'SIGUSR2'));
    return;
  }
  process.off('SIGUSR2', onSignal);
  console.log(process.listenerCount('SIGUSR2'));
  process.once('SIGINT', (name) => {
    console.log(name);
    clearInterval(keep);
  });
  process.kill(process.pid, 'SIGINT');
});
console.log(process.kill(process.pid, 'SIGUSR2'));
try {
  process.on('SIGKILL', () => {});
} catch ({ code, syscall, message }) {
  console.log(code, syscall, message);
}
