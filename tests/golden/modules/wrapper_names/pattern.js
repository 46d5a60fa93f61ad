const { a: [module], ...require } = { a: [1], b: 2 }; console.log("ran", module, require);
