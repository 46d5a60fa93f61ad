const module = 1; console.log("ran", module, typeof require);
