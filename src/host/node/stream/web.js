// stream/web: the web's streams as a module. https://nodejs.org/api/webstreams.html

const streams = require('internal/webstreams');
const names = ObjectKeys(streams);
for (let i = 0; i < names.length; i++) exports[names[i]] = streams[names[i]];
