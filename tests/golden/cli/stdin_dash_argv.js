// cmd: - a b
// stdin: console.log(process.argv.slice(2))
// Arguments after the dash.
