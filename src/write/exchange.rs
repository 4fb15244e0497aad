//! Owns the moment in which a new site takes the place of the old one.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The hidden folder in which the new site is made, or as which the old one is put aside: on the same disk, so that the two can
/// change places.
pub fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.casebook-{what}"))
}

/// Lets the new site and the old change places; afterwards `new` is the old one, if there was one.
pub fn exchange(folder: &Path, new: &Path) -> Result<()> {
    let moved = if folder.exists() { swap(new, folder) } else { fs::rename(new, folder) };
    moved.with_context(|| {
        format!(
            "putting the new site in place of {}: can that folder be renamed? a mount point can't; choose a folder inside it with -o",
            folder.display()
        )
    })
}

#[cfg(target_os = "linux")]
fn swap(new: &Path, folder: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, folder, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => swap_in_two(new, folder),
        done => Ok(done?),
    }
}

#[cfg(not(target_os = "linux"))]
fn swap(new: &Path, folder: &Path) -> std::io::Result<()> {
    swap_in_two(new, folder)
}

/// Where the system can't exchange two folders at once: for a moment there is none of that name.
fn swap_in_two(new: &Path, folder: &Path) -> std::io::Result<()> {
    let aside = beside(folder, "old");
    fs::rename(folder, &aside)?;
    if let Err(error) = fs::rename(new, folder) {
        fs::rename(&aside, folder)?;
        return Err(error);
    }
    fs::rename(&aside, new)
}
