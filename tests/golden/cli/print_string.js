// cmd: -p "'text'"
// A string is printed bare.
