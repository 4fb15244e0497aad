//! From [`Output`] to a folder: the whole of it or nothing. Knows nothing of what is in a file.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};

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

/// The file by which a folder is known to be casebook's own; every finished site holds it.
const MANIFEST: &str = "casebook-manifest.json";

/// Puts the output in place of `folder`, as [`Writing`] does.
///
/// # Errors
/// As [`Writing::begin`] and [`Writing::finish`].
pub fn write(output: &Output, folder: &Path) -> Result<Report> {
    let writing = Writing::begin(folder)?;
    let files: Vec<(&String, &[u8])> = output.files.iter().map(|(path, content)| (path, &**content)).collect();
    files.par_iter().for_each(|(path, content)| writing.put(path, content));
    writing.finish()
}

/// A site being written beside the one that stands in its folder, to be exchanged with it when complete.
///
/// Files whose bytes did not change are the old ones, by hard link: their time stays, and what copies the site moves only
/// what changed. Killed at any moment, the old site stands whole or the new one does; the next run clears up. A second build
/// into the same place waits for the first. What is not finished is taken away again.
pub struct Writing {
    folder: PathBuf,
    new: PathBuf,
    /// Locked as long as it is open.
    _turn: File,
    so_far: Mutex<Result<Report>>,
    whole: AtomicBool,
}

impl Writing {
    /// Waits for other builds into the same place, and clears up after one that was killed.
    ///
    /// # Errors
    /// The folder holds something that casebook did not make, or the machine fails. The folder is then as it was.
    pub fn begin(folder: &Path) -> Result<Self> {
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
        let turn = File::open(parent).with_context(|| format!("opening {}", parent.display()))?;
        turn.lock().with_context(|| format!("waiting for another build into {}", parent.display()))?;
        let (new, aside) = (beside(folder, "new"), beside(folder, "old"));
        recover(folder, &aside)?;
        refuse_foreign(folder)?;
        remove(&new)?;
        fs::create_dir_all(&new).with_context(|| format!("making {}", new.display()))?;
        let so_far = Mutex::new(Ok(Report { files: 0, bytes: 0 }));
        Ok(Self { folder: folder.to_owned(), new, _turn: turn, so_far, whole: AtomicBool::new(false) })
    }

    /// Writes a file; several threads may do so at once. The first failure is kept for [`Self::finish`], and ends all writing.
    pub fn put(&self, path: &str, content: &[u8]) {
        if self.so_far().is_err() {
            return;
        }
        let put = self.try_put(path, content);
        if let Ok(report) = &mut *self.so_far() {
            report.files += 1;
            report.bytes += content.len();
        }
        if let (Err(failed), kept @ Ok(_)) = (put, &mut *self.so_far()) {
            *kept = Err(failed);
        }
    }

    fn so_far(&self) -> MutexGuard<'_, Result<Report>> {
        self.so_far.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn try_put(&self, path: &str, content: &[u8]) -> Result<()> {
        if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            bail!("`{path}` would be written outside of the site's folder");
        }
        let (before, target) = (self.folder.join(path), self.new.join(path));
        if path.contains('/') {
            let parent = target.parent().unwrap_or(&self.new);
            fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
        }
        if !(same(&before, content) && fs::hard_link(&before, &target).is_ok()) {
            fs::write(&target, content).with_context(|| format!("writing {}", target.display()))?;
        }
        if path == MANIFEST {
            self.whole.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Puts what was written in place of the folder.
    ///
    /// # Errors
    /// A file could not be written, there is no whole site, or the machine fails. The folder is then as it was.
    pub fn finish(self) -> Result<Report> {
        let report = std::mem::replace(&mut *self.so_far(), Ok(Report { files: 0, bytes: 0 }))?;
        if !self.whole.load(Ordering::Relaxed) {
            bail!("there is no site to write");
        }
        exchange(&self.folder, &self.new)?;
        remove(&self.new).map(|()| report)
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        // What can't be taken away now is by the next build.
        let _ = remove(&self.new);
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
