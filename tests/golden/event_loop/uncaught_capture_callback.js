// A capture callback takes uncaught errors in place of the listeners of uncaughtException.
console.log(typeof process.setUncaughtExceptionCaptureCallback, typeof process.hasUncaughtExceptionCaptureCallback);
try { process.setUncaughtExceptionCaptureCallback(5) } catch (e) { console.log(e.code, e.message) }
process.on('uncaughtException', e => console.log('UE', e)); process.on('uncaughtExceptionMonitor', e => console.log('MON', e));
process.setUncaughtExceptionCaptureCallback((e) => { console.log('captured', e); });
try { process.setUncaughtExceptionCaptureCallback(() => {}) } catch (e) { console.log(e.code, e.message) }
console.log(process.hasUncaughtExceptionCaptureCallback());
setTimeout(() => { throw 1 }, 1); setTimeout(() => { process.setUncaughtExceptionCaptureCallback(null); console.log(process.hasUncaughtExceptionCaptureCallback()); throw 2 }, 30);
