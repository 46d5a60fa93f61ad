// Where a semicolon is put in, and where it isn't.
const a = 1
const b = 2
let c = a
+ b
console.log(c)

const d = 'text'
;[1, 2].forEach((x) => console.log(x))

// ++ and -- belong to the next line.
let x = 1, y = 1
x
++
y
console.log(x, y)

// return, break, continue, throw, yield: no line break before the operand.
function r() {
  return
  1
}
console.log(r())
let turns = 0
loop: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    turns++
    if (j < 1) continue
    else break
    loop
  }
}
console.log(turns)

// do-while needs none; neither does a closing brace, nor the end.
do x++; while (x < 5) console.log(x)
{ console.log('in a block') }
if (x) y = 10; else y = 20
var f = function () { return 'function' }
console.log(f())

// A call or index on the next line continues the expression.
const g = (v) => v
const h = g
('called')
console.log(h)
const i = [10, 20]
[1]
console.log(i)

// async, get, set, static and let at a line's end.
var async
async
function notAsync() { return 'plain' }
console.log(notAsync())
class K {
  a
  'quoted'
  get
  *gen() {}
  static
  s = 2
  async
  x = 3
}
console.log(Object.keys(new K()).join(), typeof K.prototype.gen, K.s)
var let_ = 1, yield_ = 2
var let
let
= 5
console.log(let)
throw_: { if (0) throw new Error('x') }
for (var k = 0
; k < 2
; k++) ;
console.log(k)
