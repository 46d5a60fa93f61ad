// new Function names what is wrong where the text around its body goes on.
for (const body of ['return 1 +', 'if (1) {', '}', 'foo(', '[1, 2', 'a b', ')', 'let x', 'let a; let a', '({ a: 1']) {
  try {
    console.log(typeof new Function(body));
  } catch (error) {
    console.log(`${body}  ${error.name}: ${error.message}`);
  }
}
// An unfinished template says that its substitution isn't closed, if that is all that is missing.
for (const text of ['`${a b}`', 'f(`${a b}`)', '[`${1 2}`]']) {
  try {
    eval(text);
  } catch (error) {
    console.log(`${text}  ${error.name}: ${error.message}`);
  }
}
