// cmd: -p "[fs.readFileSync.name, typeof path.join, Object.getOwnPropertyDescriptor(globalThis, 'os').enumerable, (os = 5, os), util.inspect(1), typeof _http_agent, typeof module.exports, url === require('url')]"
// Code that is given has Node's modules as global variables.
