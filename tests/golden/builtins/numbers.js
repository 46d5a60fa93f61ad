// Numbers, bigints and Math as text and as values.
console.log((255).toString(16), (0.1).toString(3), (1e21).toString(36), (-255.5).toString(2));
console.log((1.005).toFixed(2), (1e21).toFixed(2), (0).toExponential(), (123.456).toPrecision(4), (0.00001).toPrecision(1));
console.log((1234567.8915).toLocaleString(), (0.5).toLocaleString('en-US', { style: 'percent' }), (12345678901234567890n).toLocaleString());
console.log(Number('0x1f'), Number(' 12 '), Number('1_0'), Number(2n ** 64n), Number.parseFloat === parseFloat);
console.log(Math.max(), Math.max(1, NaN), Math.min(0, -0), Math.hypot(3, 4), Math.round(-0.5), Math.sign(-3));
console.log(Math.sin(1), Math.cos(0.1), Math.exp(1) === Math.E, Math.cbrt(2), Math.log10(2), Math.tanh(0.3), Math.f16round(5.05));
console.log(BigInt.asIntN(8, 255n), BigInt.asUintN(8, -1n), (255n).toString(16), BigInt('0xff'), BigInt(2 ** 60));
for (const run of [() => (1).toFixed(101), () => (1).toString(1), () => BigInt(1.5), () => BigInt('x'), () => new BigInt(1), () => Number(Symbol())]) {
  try {
    run();
  } catch (error) {
    console.log(`${error}`);
  }
}
