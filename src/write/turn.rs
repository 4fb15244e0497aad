//! Owns whose turn it is to write a site: builds into the same place wait for each other.

use std::fs::{self, File};
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use super::remove;

/// A hidden folder that no other build has at this moment. It goes away with the value.
pub struct Turn {
    /// The folder.
    pub holder: PathBuf,
    /// The same, locked as long as it is open.
    lock: File,
}

impl Turn {
    /// Makes the folder, and waits until no other build has it.
    pub fn take(holder: &Path) -> Result<Self> {
        loop {
            // What is no folder would have the site made elsewhere.
            if fs::symlink_metadata(holder).is_ok_and(|there| !there.is_dir()) {
                fs::remove_file(holder)?;
            }
            fs::create_dir_all(holder)?;
            match File::open(holder) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                opened => {
                    let turn = Self { holder: holder.to_owned(), lock: opened? };
                    turn.lock.lock()?;
                    if turn.holds() {
                        return Ok(turn);
                    }
                }
            }
        }
    }

    /// Whether it is this folder that has the name: who had the turn before took the folder away, and another one may be there.
    #[cfg(unix)]
    fn holds(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        let [own, there] = [self.lock.metadata(), fs::symlink_metadata(&self.holder)].map(|known| known.ok().map(|known| (known.dev(), known.ino())));
        own.is_some() && own == there
    }

    #[cfg(not(unix))]
    fn holds(&self) -> bool {
        self.holder.is_dir()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // What can't be taken away now is by the next build.
        if self.holds() {
            let _ = remove(&self.holder);
        }
    }
}
