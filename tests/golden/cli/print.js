// cmd: -p "[1, 2].map(x => x * 2)"
// -p prints the value of the last statement.
