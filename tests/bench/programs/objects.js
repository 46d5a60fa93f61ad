// Properties and methods of class instances, through a small hierarchy.
class Shape { constructor(name) { this.name = name; this.hits = 0; } area() { return 0; } touch() { this.hits++; return this.area(); } }
class Rect extends Shape { constructor(w, h) { super('rect'); this.w = w; this.h = h; } area() { return this.w * this.h; } }
class Square extends Rect { constructor(s) { super(s, s); } get side() { return this.w; } set side(s) { this.w = this.h = s; } }
const shapes = [new Rect(2, 3), new Square(4), new Rect(5, 6), new Square(7)];
let total = 0;
for (let i = 0; i < 4000000; i++) {
  const s = shapes[i & 3];
  total += s.touch();
  if (i % 1000 === 1) shapes[1].side = shapes[1].side + 1;
}
console.log(total, shapes.map((s) => s.hits).join());
