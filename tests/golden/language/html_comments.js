// args: --script
// In classic scripts the marks <!-- and --> begin comments (Annex B).
var x = 1; <!-- the rest is ignored
--> a line that begins with it is ignored
console.log(x);
/* also after */ /* comments */ --> like this
/* over
lines */ --> and this
console.log(x --> 0, x); // but not in the middle of a line
var y = 5
<!-- one more
console.log(y<!--x
);
