// Number.prototype.toLocaleString: groups of three, and the options that programs commonly give.
const show = (number, options) => {
  try {
    console.log(JSON.stringify(number.toLocaleString('en-US', options)));
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};

console.log((1234567.891).toLocaleString(), (-0).toLocaleString(), NaN.toLocaleString());

// Amounts of money have their sign, and as many digits as is common.
const currencies = ['USD', 'EUR', 'GBP', 'JPY', 'INR', 'CAD', 'CHF', 'KWD', 'XOF', 'HUF', 'usd'];
for (const currency of currencies) show(1234.5678, { style: 'currency', currency });
for (const number of [-1234.5, 0, -0, NaN, -Infinity]) {
  show(number, { style: 'currency', currency: 'USD' });
}
const dollars = { style: 'currency', currency: 'USD' };
show(1234.5, { ...dollars, maximumFractionDigits: 0 });
show(1234, { ...dollars, minimumFractionDigits: 0 });
show(1234.5, { ...dollars, minimumFractionDigits: 3 });
show(1234.5, { ...dollars, useGrouping: false });
show(1, { style: 'currency' });
show(1, { style: 'currency', currency: 'DOLLAR' });
show(1, { currency: 'bad!' });
show(1, { style: 'weird' });

// Per cent.
show(0.256, { style: 'percent' });
show(0.1234, { style: 'percent', minimumFractionDigits: 1 });

// A least number of digits before the point.
show(5, { minimumIntegerDigits: 2 });
show(0.5, { minimumIntegerDigits: 3 });
show(5, { minimumIntegerDigits: 5 });
show(-3.7, { minimumIntegerDigits: 2, maximumFractionDigits: 0 });
show(5, { minimumIntegerDigits: 0 });
show(5, { minimumIntegerDigits: 22 });
show(1, { minimumFractionDigits: 5, maximumFractionDigits: 2 });
