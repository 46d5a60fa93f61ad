// Links that hold a program in their fragment, which browsers send nowhere.
const LONGEST_LINK = 1 << 20;

async function through(stream, bytes) {
  const result = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(result).arrayBuffer());
}
function toText(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
function toBytes(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (it) => it.charCodeAt(0));
}
async function fragmentOf(program) {
  const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(program.text));
  return `#name=${encodeURIComponent(program.name)}&code=${toText(bytes)}`;
}
// The program of a fragment; nothing where it holds none.
async function programOf(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const code = fields.get('code');
  if (!code || code.length > LONGEST_LINK) return null;
  const stream = new Blob([toBytes(code)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    // A short link can hold a text that is as good as endless.
    if (text.length > setup.limits.longest) throw new RangeError('the program is too long');
  }
  return { name: fields.get('name') || 'shared.js', text: text + decoder.decode() };
}
