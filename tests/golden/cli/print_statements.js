// cmd: -p "var o = { a: 1 }; if (o.a) { o } else { 0 }"
// The completion value of statements.
