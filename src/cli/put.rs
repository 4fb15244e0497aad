//! Owns writing one file of the sources: the whole of it, or nothing.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Writes a text with the line ends and the byte order mark that the file has.
pub fn put(path: &Path, text: &str) -> Result<()> {
    let old = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let mark = if old.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
    let text = if old.windows(2).any(|pair| pair == b"\r\n") { text.replace('\n', "\r\n") } else { text.to_owned() };
    let new = path.with_extension("casebook-new");
    fs::write(&new, format!("{mark}{text}")).with_context(|| format!("writing {}", new.display()))?;
    fs::rename(&new, path).with_context(|| format!("writing {}", path.display()))
}

/// Writes a file that must not be there yet, and the folders above it.
pub fn create(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    let written = fs::File::create_new(path).and_then(|mut file| std::io::Write::write_all(&mut file, bytes));
    written.with_context(|| format!("writing {}", path.display()))
}
