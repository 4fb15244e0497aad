//! Owns writing one file: the whole of it, or nothing.

use std::collections::hash_map::RandomState;
use std::fs::{self, File};
use std::hash::BuildHasher;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result};
use memchr::memchr_iter;

/// Waits until no other command writes the files of a site; none does as long as this is kept.
pub fn turn(root: &Path) -> Result<Option<File>> {
    // Whoever reads the site then says what is missing.
    let Ok(folder) = File::open(root.join("content")) else { return Ok(None) };
    folder.lock().with_context(|| format!("waiting for another command that writes below {}", root.display()))?;
    Ok(Some(folder))
}

/// Writes a text with the line ends that most lines of the file have, and its byte order mark, if it is there.
pub fn put(path: &Path, text: &str) -> Result<()> {
    let old = match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        read => read.with_context(|| format!("reading {}", path.display()))?,
    };
    let mark = if old.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
    let two = old.windows(2).filter(|pair| pair == b"\r\n").count();
    let text = if two * 2 > memchr_iter(b'\n', &old).count() { text.replace('\n', "\r\n") } else { text.to_owned() };
    replace(path, format!("{mark}{text}").as_bytes())
}

/// Writes a file that may be there; who may read it stays. If it can't be written, it is what it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    // Nobody can have put a link of that name there, to have another file written.
    let new = path.with_extension(format!("{:x}.casebook-new", RandomState::new().hash_one(path)));
    let written = File::create_new(&new).and_then(|mut file| {
        file.write_all(bytes)?;
        fs::metadata(path).map_or(Ok(()), |old| file.set_permissions(old.permissions()))?;
        fs::rename(&new, path)
    });
    written.inspect_err(|_| _ = fs::remove_file(&new)).with_context(|| format!("writing {}", path.display()))
}

/// Writes a file that must not be there yet, and the folders above it.
pub fn create(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    let mut file = File::create_new(path).with_context(|| format!("writing {}", path.display()))?;
    let written = file.write_all(bytes).inspect_err(|_| _ = fs::remove_file(path));
    written.with_context(|| format!("writing {}", path.display()))
}
