// exit: 1
Error.prepareStackTrace = () => ({ frames: 0 }); throw new Error('m');
