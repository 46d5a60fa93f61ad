import path from "path"; const __dirname = path.basename(import.meta.dirname); console.log("ran", __dirname);
