// cmd: -e "console.log('eval', 1 + 1); setTimeout(() => console.log('timer'), 1)"
// -e runs code from the command line.
