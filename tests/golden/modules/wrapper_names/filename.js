const __filename = import.meta.filename.slice(-11); console.log("ran", __filename);
