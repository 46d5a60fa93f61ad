const fetch = () => Promise.resolve();
async function plain() { return fetch(); }
async function awaited() { return await fetch(); }

plain().then(() => console.log('return'));
awaited().then(() => console.log('return await'));
