// cmd: -e "let x = ;"
// exit: 1
// stderr: ignore
// Syntax errors exit with 1.
