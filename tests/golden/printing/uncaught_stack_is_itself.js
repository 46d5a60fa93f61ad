// exit: 1
const error = new Error('m'); error.stack = error; throw error;
