//! A large program whose time is parsing: thousands of functions, few of them called.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

/// The file, removed when it is dropped.
pub(crate) struct Source {
    path: PathBuf,
}

/// One part of the program; `@` stands for its number.
const PART: &str = r#"
/** Part @: what a compiler or a bundle holds most of. */
class Part@ extends Base {
  #count = @;
  static table = { alpha: 0x1f, beta: [1, 2.5e3, , 'three'], ['gamma@']: null };
  get count() { return this.#count; }
  async load(name, { retries = 3, ...options } = {}) {
    for (let i = 0; i < retries; i++) {
      try { return await this.fetch(`${name}/${i}?part=@`, options); } catch (error) {
        if (!error?.retry ?? true) throw new TypeError('cannot load ' + name, { cause: error });
      } finally { this.#count += 1; }
    }
  }
  *walk(node) { if (node) { yield* this.walk(node.left); yield node.value; yield* this.walk(node.right); } }
}
function scan@(text, start, end) {
  var pos = start, tokens = [];
  while (pos < end) {
    var c = text.charCodeAt(pos);
    if (c >= 48 && c <= 57 || c === 46) { tokens.push({ kind: 1, pos: pos, text: text.slice(pos, ++pos) }); continue; }
    switch (c) {
      case 32: case 9: case 10: pos++; break;
      case 47: tokens.push(pos / 2 > 1 ? '/' : "\u{2f}\x2f"); pos += 1; break;
      default: tokens[tokens.length] = c & 0x20 ? (c << 2) >>> 1 : ~c ^ -1; pos = pos + 1;
    }
  }
  return tokens.filter((t) => t !== null && typeof t !== "undefined").map(({ kind, text: t = '' }, i) => [i, kind, ...t]);
}
"#;

impl Source {
    /// Writes about 4 MB to a temporary file.
    pub(crate) fn write() -> io::Result<Source> {
        let mut text = String::from("class Base { fetch() {} }\nlet used = 0;\n");
        for number in 0..2600 {
            text += &PART.replace('@', &number.to_string());
            if number % 100 == 0 {
                let _ = writeln!(text, "used += scan{number}('1 + 2 / 3', 0, 9).length;");
            }
        }
        text += "console.log(used);\n";
        let path = std::env::temp_dir().join(format!("minijs-parsing-{}.js", std::process::id()));
        std::fs::write(&path, text)?;
        Ok(Source { path })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}
