let exports = 1; console.log("ran", exports, typeof module);
