// A text that is evaluated may have lone surrogates, in whatever can have any character.
const lone = '\ud800';
const show = (text) => [...text].map((unit) => unit.codePointAt().toString(16)).join(' ');
console.log(show(eval(`'${lone}'`)), show(eval(`\`${lone}|\${'\\udc00'}\``)), show(eval(`String.raw\`${lone}\``)));
console.log(show(eval(`'\\udfff${lone}\u{10ffff}'`)), show(eval(`/${lone}/`).source), eval(`/${lone}/`).test(lone));
console.log(Object.keys(eval(`({ '${lone}': 1 })`)).map(show), eval(`1 // ${lone}`));
console.log(show(eval(`(function () { '${lone}' })`).toString().slice(-5)));
try {
  eval(`var ${lone}`);
} catch (error) {
  console.log(error.name);
}
