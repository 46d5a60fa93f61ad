var module = 7, require = 8; console.log("ran", module, require, typeof exports);
