const controller = new AbortController();
const { signal } = controller;

const work = new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, 100);
  signal.addEventListener('abort', () => {
    console.log('aborted');
    clearTimeout(timer);
    reject(signal.reason);
  });
});

work.catch((error) => console.log(error.name));
setTimeout(() => controller.abort(), 5);
