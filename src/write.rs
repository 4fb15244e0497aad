//! From [`Output`] to a folder: the whole of it or nothing. Knows nothing of what is in a file.

mod exchange;
mod finished;
mod foreign;
mod room;
mod turn;

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::render::output::{MANIFEST, Output};
use exchange::{beside, exchange};
pub use finished::{Finished, Made, number};
use foreign::{refuse_foreign, refuse_within_site};
use turn::Turn;

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How many files.
    pub files: usize,
    /// How many bytes.
    pub bytes: usize,
    /// All paths with their bytes, in a number; in whatever order they were written.
    pub sum: u64,
}

/// Puts the output in place of `folder`, as [`Writing`] does.
///
/// # Errors
/// As [`Writing::begin`] and [`Writing::finish`].
pub fn write(output: &Output, folder: &Path) -> Result<Report> {
    let writing = Writing::begin(folder)?;
    let files: Vec<(&String, &[u8])> = output.files.iter().map(|(path, content)| (path, &**content)).collect();
    files.par_iter().for_each(|(path, content)| writing.put(path, content));
    writing.finish(None)
}

/// A site being written beside the one that stands in its folder, to be exchanged with it when complete.
///
/// Files whose bytes did not change are the old ones, by hard link: their time stays, and what copies the site moves only
/// what changed. Killed at any moment, the old site stands whole or the new one does; the next run clears up. A second build
/// into the same place waits for the first. What is not finished is taken away again.
pub struct Writing {
    folder: PathBuf,
    /// No other build writes here now. Its hidden folder holds the new site, and in the end the old one.
    turn: Turn,
    /// The new site, in it.
    new: PathBuf,
    /// Whether there is an old site.
    again: bool,
    /// Who may read and write what is written now.
    allowed: u32,
    so_far: Mutex<Result<SoFar>>,
}

/// What was put so far.
#[derive(Default)]
struct SoFar {
    report: Report,
    /// Files that are just as they were: linked at the end, if anything else is not.
    same: Vec<String>,
    /// Whether the list of all files was among them.
    whole: bool,
}

impl Writing {
    /// Waits for other builds into the same place, and clears up after one that was killed.
    ///
    /// # Errors
    /// The folder holds something that casebook did not make, or the machine fails. The folder is then as it was.
    pub fn begin(folder: &Path) -> Result<Self> {
        // A slash or a dot at its end would have the system follow a link, or not move the folder.
        let folder: PathBuf = folder.components().collect();
        refuse_within_site(&folder)?;
        if folder.file_name().is_none() {
            bail!("{} has no name of its own, by which the new site could take its place: name the folder from outside it", folder.display());
        }
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
        }
        let holder = beside(&folder, "new");
        let making = || format!("making {}", holder.display());
        let turn = Turn::take(&holder).with_context(making)?;
        recover(&folder, &beside(&folder, "old"))?;
        refuse_foreign(&folder)?;
        let new = room::make(&holder).with_context(making)?;
        let allowed = allowed(&fs::metadata(&new).with_context(making)?);
        let again = folder.join(MANIFEST).is_file();
        Ok(Self { folder, turn, new, again, allowed, so_far: Mutex::new(Ok(SoFar::default())) })
    }

    /// Writes a file; several threads may do so at once. The first failure is kept for [`Self::finish`], and ends all writing.
    pub fn put(&self, path: &str, content: &[u8]) {
        if self.so_far().is_err() {
            return;
        }
        let put = self.try_put(path, content);
        let number = number(&(Path::new(path), content));
        let mut so_far = self.so_far();
        match (&mut *so_far, put) {
            (Ok(so_far), Ok(same)) => {
                so_far.report.files += 1;
                so_far.report.bytes += content.len();
                so_far.report.sum = so_far.report.sum.wrapping_add(number);
                so_far.whole |= path == MANIFEST;
                so_far.same.extend(same.then(|| path.to_owned()));
            }
            (kept @ Ok(_), Err(failed)) => *kept = Err(failed),
            (Err(_), _) => {}
        }
    }

    fn so_far(&self) -> MutexGuard<'_, Result<SoFar>> {
        self.so_far.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Writes a file, unless it is just as it was: then says so.
    fn try_put(&self, path: &str, content: &[u8]) -> Result<bool> {
        if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            bail!("`{path}` would be written outside of the site's folder");
        }
        if self.again && same(&self.folder.join(path), content, self.allowed) {
            return Ok(true);
        }
        let target = self.new.join(path);
        with_room(&target, || fs::write(&target, content)).with_context(|| format!("writing {}", target.display()))?;
        Ok(false)
    }

    /// Links a file that is just as it was; where the disk can't, copies it.
    fn link(&self, path: &str) -> Result<()> {
        let (before, target) = (self.folder.join(path), self.new.join(path));
        match with_room(&target, || fs::hard_link(&before, &target)) {
            // Copied onto itself, it would be empty.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!("{} would be written twice", target.display()),
            Err(_) => fs::copy(&before, &target).map(drop).with_context(|| format!("writing {}", target.display())),
            Ok(()) => Ok(()),
        }
    }

    /// Whether the folder holds a site as it was when it was finished, for the same readers: then there is nothing to write.
    pub fn stands(&self, site: &Finished) -> bool {
        fs::metadata(&self.folder).is_ok_and(|known| allowed(&known) == self.allowed) && site.stands(&self.folder)
    }

    /// Puts what was written in place of the folder; where nothing changed, the folder stays. What the site was made of is noted.
    ///
    /// # Errors
    /// A file could not be written, there is no whole site, or the machine fails. The folder is then as it was.
    pub fn finish(self, made: Option<Made>) -> Result<Report> {
        let SoFar { report, same, whole } = std::mem::replace(&mut *self.so_far(), Ok(SoFar::default()))?;
        if !whole {
            bail!("there is no site to write");
        }
        let note = |folder: &Path| made.iter().for_each(|made| Finished { made: *made, report }.note(folder));
        if same.len() == report.files && finished::files(&self.folder).is_some_and(|files| files.len() == report.files) {
            note(&self.folder);
            return remove(&self.turn.holder).map(|()| report);
        }
        same.par_iter().try_for_each(|path| self.link(path))?;
        note(&self.new);
        exchange(&self.folder, &self.new)?;
        remove(&self.turn.holder).map(|()| report)
    }
}

/// Does what needs a file's folder; only if it is missing is it made.
fn with_room(file: &Path, act: impl Fn() -> std::io::Result<()>) -> std::io::Result<()> {
    // A page is nearly always the first file of a folder of its own: there is no use in trying without.
    if let (true, Some(folder)) = (file.ends_with("index.html"), file.parent()) {
        let _ = fs::create_dir(folder);
    }
    match (act(), file.parent()) {
        (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => fs::create_dir_all(folder).and_then(|()| act()),
        (done, _) => done,
    }
}

/// A build that was killed between the two moves of [`exchange`] left the old site aside: it is put back.
fn recover(folder: &Path, aside: &Path) -> Result<()> {
    if fs::symlink_metadata(folder).is_err() && aside.join(MANIFEST).is_file() {
        fs::rename(aside, folder).with_context(|| format!("putting {} back", folder.display()))?;
    }
    remove(aside)
}

fn remove(folder: &Path) -> Result<()> {
    match clear(folder, 3) {
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

/// Whether a file of the old site has just these bytes, for the same readers; a link to somewhere else never counts.
fn same(path: &Path, content: &[u8], readers: u32) -> bool {
    let alike = |known: &Metadata| known.is_file() && known.len() == content.len() as u64 && allowed(known) == readers;
    fs::symlink_metadata(path).is_ok_and(|known| alike(&known)) && fs::read(path).is_ok_and(|known| known == content)
}

/// Who may read and write a file or folder, where the system says so in numbers.
#[cfg(unix)]
fn allowed(known: &Metadata) -> u32 {
    use std::os::unix::fs::MetadataExt;
    known.mode() & 0o666
}

#[cfg(not(unix))]
fn allowed(_: &Metadata) -> u32 {
    0
}
