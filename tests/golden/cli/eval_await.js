// cmd: -e "console.log(await Promise.resolve('awaited'))"
// A top-level await makes it a module.
