// Every form of a number literal.
console.log(0, 42, 3.14, .5, 5., 1e3, 1E-3, 1.5e+2, 0x1F, 0Xff, 0b101, 0B11, 0o17, 0O7);
console.log(1_000_000, 0xFF_FF, 1_0.0_1, 1e1_0, 0b1111_0000);
console.log(010, 0777, 08, 09.5, 0xffffffffffffffff, 9007199254740993, 1e400, 5e-324, 2e-324);
console.log(0.1 + 0.7, 1.7976931348623157e308, 4.9e-324, 123456789012345680000, 1.0, 0.0, -0.0);
console.log(5..toString(), 5.0.toFixed(1), 1.5.toString(), (5).toString(), 5 .toString(), 0x5.toString());
console.log(typeof 1e3, 1e21, 1e-7, 100000000000000000000, 1000000000000000000000);
