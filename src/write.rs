//! From [`Output`] to a folder: the whole of it or nothing. Knows nothing of what is in a file.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use crate::render::output::Output;

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// How many files.
    pub files: usize,
    /// How many bytes.
    pub bytes: usize,
}

/// The file by which a folder is known to be casebook's own; [`Output`] always holds it.
const MANIFEST: &str = "casebook-manifest.json";

/// Puts the output in place of `folder`: it is written beside it, and exchanged when complete.
///
/// Files whose bytes did not change are the old ones, by hard link: their time stays, and what copies the site moves only
/// what changed. Killed at any moment, the old site stands whole or the new one does; the next run clears up. A second build
/// into the same place waits for the first.
///
/// # Errors
/// The folder holds something that casebook did not make, or the machine fails. The folder is then as it was.
pub fn write(output: &Output, folder: &Path) -> Result<Report> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
    forbid_outside(output)?;
    let turn = File::open(parent).with_context(|| format!("opening {}", parent.display()))?;
    turn.lock().with_context(|| format!("waiting for another build into {}", parent.display()))?;
    let (new, aside) = (beside(folder, "new"), beside(folder, "old"));
    recover(folder, &aside)?;
    refuse_foreign(folder)?;
    remove(&new)?;
    let written = fill(output, &new, folder).and_then(|report| exchange(folder, &new).map(|()| report));
    let removed = remove(&new);
    let report = written?;
    removed.map(|()| report)
}

/// An output without its manifest is none, and no file of one lies outside of its folder.
fn forbid_outside(output: &Output) -> Result<()> {
    if !output.files.contains_key(MANIFEST) {
        bail!("there is no site to write");
    }
    let plain = |path: &str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    match output.files.keys().find(|path| !plain(path)) {
        Some(path) => bail!("`{path}` would be written outside of the site's folder"),
        None => Ok(()),
    }
}

/// A build that was killed between the two moves of [`swap_in_two`] left the old site aside: it is put back.
fn recover(folder: &Path, aside: &Path) -> Result<()> {
    if fs::symlink_metadata(folder).is_err() && aside.join(MANIFEST).is_file() {
        fs::rename(aside, folder).with_context(|| format!("putting {} back", folder.display()))?;
    }
    remove(aside)
}

/// A folder that casebook did not make is never emptied.
fn refuse_foreign(folder: &Path) -> Result<()> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("looking at {}", folder.display())),
        Ok(kind) if !kind.is_dir() => bail!("{} is not a folder: choose another one with -o", folder.display()),
        Ok(_) => {}
    }
    let empty = fs::read_dir(folder).with_context(|| format!("looking into {}", folder.display()))?.next().is_none();
    if !empty && !folder.join(MANIFEST).is_file() {
        bail!(
            "{} holds files that casebook did not make, and would be replaced: empty it yourself, or choose another folder with -o",
            folder.display()
        );
    }
    Ok(())
}

/// Where the new site is made, or the old one moved: a hidden folder in the same place, so that the two can change places.
fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.casebook-{what}"))
}

fn remove(folder: &Path) -> Result<()> {
    match clear(folder, 2) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(|| format!("removing {}", folder.display())),
        _ => Ok(()),
    }
}

/// Removes a folder; those within it, so many levels down, on all cores.
fn clear(folder: &Path, levels: usize) -> std::io::Result<()> {
    if levels > 0 && fs::symlink_metadata(folder)?.is_dir() {
        let within = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
        let folders = within.into_par_iter().filter(|inner| inner.file_type().is_ok_and(|kind| kind.is_dir()));
        folders.try_for_each(|inner| clear(&inner.path(), levels - 1))?;
    }
    fs::remove_dir_all(folder)
}

fn fill(output: &Output, new: &Path, old: &Path) -> Result<Report> {
    fs::create_dir_all(new).with_context(|| format!("making {}", new.display()))?;
    let files: Vec<(&str, &[u8])> = output.files.iter().map(|(path, content)| (path.as_str(), &**content)).collect();
    let folder = |path: &str| path.rfind('/').map_or(0, |slash| slash);
    files.par_chunk_by(|(a, _), (b, _)| a[..folder(a)] == b[..folder(b)]).try_for_each(|files| {
        let parent = new.join(&files[0].0[..folder(files[0].0)]);
        fs::create_dir_all(&parent).with_context(|| format!("making {}", parent.display()))?;
        files.iter().try_for_each(|(path, content)| put(path, content, new, old))
    })?;
    Ok(Report { files: files.len(), bytes: files.iter().map(|(_, content)| content.len()).sum() })
}

fn put(path: &str, content: &[u8], new: &Path, old: &Path) -> Result<()> {
    let (before, target) = (old.join(path), new.join(path));
    if same(&before, content) && fs::hard_link(&before, &target).is_ok() {
        return Ok(());
    }
    fs::write(&target, content).with_context(|| format!("writing {}", target.display()))
}

/// Whether a file of the old site has just these bytes; a link to somewhere else never counts.
fn same(path: &Path, content: &[u8]) -> bool {
    let alike = fs::symlink_metadata(path).is_ok_and(|known| known.is_file() && known.len() == content.len() as u64);
    alike && fs::read(path).is_ok_and(|known| known == content)
}

/// Lets the new site and the old change places; afterwards `new` is the old one, if there was one.
fn exchange(folder: &Path, new: &Path) -> Result<()> {
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
