//! Owns the moment in which a new site takes the place of the old one.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result};

use crate::render::output::MANIFEST;

/// The hidden folder in which the new site is made, or as which the old one is put aside: on the same disk, so that the two can
/// change places.
pub fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.casebook-{what}"))
}

/// Lets the new site and the old change places; afterwards `new` is the old one, if there was one.
pub fn exchange(folder: &Path, new: &Path) -> Result<()> {
    let moved = match if folder.exists() { swap(new, folder) } else { fs::rename(new, folder) } {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => take_away(folder).and_then(|()| fs::rename(new, folder)),
        moved => moved,
    };
    let busy = moved.as_ref().is_err_and(|error| error.kind() == ErrorKind::ResourceBusy);
    let way = if busy { ": a mount point can't be moved; choose a folder inside it with -o" } else { "" };
    moved.with_context(|| format!("putting the new site in place of {}{way}", folder.display()))
}

/// Where a container's image has the old site, the system can't move it, and no new one can be put in its place at once. Its list of
/// files goes last, so that a build that is killed meanwhile leaves nothing that the next one does not know.
fn take_away(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => fs::remove_dir_all(entry.path())?,
            false if entry.file_name() != MANIFEST => fs::remove_file(entry.path())?,
            false => {}
        }
    }
    fs::remove_dir_all(folder)
}

#[cfg(target_os = "linux")]
fn swap(new: &Path, folder: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, folder, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => swap_in_two(new, folder),
        done => Ok(done?),
    }
}

#[cfg(not(target_os = "linux"))]
fn swap(new: &Path, folder: &Path) -> io::Result<()> {
    swap_in_two(new, folder)
}

/// Where the system can't exchange two folders at once: for a moment there is none of that name.
fn swap_in_two(new: &Path, folder: &Path) -> io::Result<()> {
    let aside = beside(folder, "old");
    fs::rename(folder, &aside)?;
    if let Err(error) = fs::rename(new, folder) {
        fs::rename(&aside, folder)?;
        return Err(error);
    }
    fs::rename(&aside, new)
}
