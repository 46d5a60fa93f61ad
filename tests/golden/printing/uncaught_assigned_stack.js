// exit: 1
const error = new Error('m'); error.stack = 'anything'; throw Object.assign(error, { code: 5 });
