{ let module = 1; const exports = module; console.log("ran", typeof require, exports); }
