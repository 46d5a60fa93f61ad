// cmd: -e "function f() { throw new Error('oops') }; f()"
// exit: 1
// The place is [eval].
