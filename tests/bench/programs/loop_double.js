// Doubles: the Mandelbrot set.
const size = 400, limit = 60;
let inside = 0;
for (let py = 0; py < size; py++) {
  for (let px = 0; px < size; px++) {
    const x0 = (px / size) * 3 - 2, y0 = (py / size) * 2 - 1;
    let x = 0, y = 0, n = 0;
    while (x * x + y * y <= 4 && n < limit) {
      const t = x * x - y * y + x0;
      y = 2 * x * y + y0;
      x = t;
      n++;
    }
    if (n === limit) inside++;
  }
}
console.log(inside);
