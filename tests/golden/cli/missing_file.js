// cmd: no_such_file.js
// exit: 1
// stderr: ignore
// A file that isn't there.
