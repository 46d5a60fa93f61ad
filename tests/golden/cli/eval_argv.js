// cmd: -e "console.log(process.argv.slice(1))" a "b c"
// Arguments after the code.
