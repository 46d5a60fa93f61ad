// Ciphers: the same bytes as Node's, and what is said when something is wrong.
const crypto = require('node:crypto');

const data = Buffer.from('some bytes to hide, more than two blocks of them');
for (const name of ['aes-128-cbc', 'aes-192-ctr', 'aes-256-ecb', 'aes-256-gcm', 'chacha20-poly1305']) {
  const { keyLength, ivLength = 0, mode } = crypto.getCipherInfo(name);
  const key = Buffer.alloc(keyLength, 1), iv = Buffer.alloc(ivLength, 2);
  const options = { authTagLength: 16 };
  const cipher = crypto.createCipheriv(name, key, iv, options);
  const proves = mode === 'gcm' || mode === 'stream';
  if (proves) cipher.setAAD(Buffer.from('open'));
  const hidden = cipher.update(data, null, 'hex') + cipher.final('hex');
  const tag = proves && cipher.getAuthTag();
  console.log(name, hidden, tag && tag.toString('hex'));
  const decipher = crypto.createDecipheriv(name, key, iv, options);
  if (proves) decipher.setAAD(Buffer.from('open')).setAuthTag(tag);
  console.log(decipher.update(hidden, 'hex', 'utf8') + decipher.final('utf8'));
}

function told(name, run) {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
}

const key = Buffer.alloc(16), iv = Buffer.alloc(16);
const decipher = () => crypto.createDecipheriv('aes-128-cbc', key, iv);
told('bad end', () => {
  const d = decipher();
  d.update(Buffer.alloc(16));
  d.final();
});
told('short', () => decipher().final());
told('unproved', () => {
  const d = crypto.createDecipheriv('aes-128-gcm', key, iv);
  d.setAuthTag(Buffer.alloc(16));
  d.update('ab');
  d.final();
});
told('unknown', () => crypto.createCipheriv('rot13', key, iv));
told('key', () => crypto.createCipheriv('aes-256-cbc', key, iv));
told('iv', () => crypto.createCipheriv('aes-128-cbc', key, Buffer.alloc(3)));
told('early', () => crypto.createCipheriv('aes-128-gcm', key, iv).getAuthTag());

const stream = crypto.createCipheriv('aes-128-ctr', key, iv);
stream.on('data', (chunk) => console.log('stream', chunk.toString('hex')));
stream.end('streamed');
