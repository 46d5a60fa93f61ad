class require {} console.log("ran", require, typeof exports);
