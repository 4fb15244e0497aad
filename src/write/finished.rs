//! Owns what is noted about a finished site: what it was made of, so that the same need not be made again.

use std::hash::{BuildHasher, Hash};
use std::path::{Path, PathBuf};
use std::{fs, io};

use foldhash::quality::FixedState;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Report;

/// What a site was made of, each in a number, and how many pages it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The program, its options and the sources.
    pub of: u64,
    /// The newest commit, if the history told something.
    pub commit: Option<u64>,
    /// What the history told.
    pub history: u64,
    /// How many pages.
    pub pages: usize,
    /// Whether something was said about the sources that did not forbid publishing.
    pub said: bool,
}

/// A finished site, as it was when it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// What it was made of.
    pub made: Made,
    /// What was written.
    pub report: Report,
}

impl Finished {
    /// What is noted about the site in a folder; nothing where the file system keeps no such notes.
    pub fn at(folder: &Path) -> Option<Self> {
        let mut room = [0; 512];
        let length = noted(folder, &mut room).ok()?;
        serde_json::from_slice(room.get(..length)?).ok()
    }

    /// Notes it. Nobody sees the note, and it is not published: it is an attribute of the folder.
    pub(super) fn note(&self, folder: &Path) {
        // Without it, the next build makes the site once more.
        let _ = serde_json::to_vec(self).map(|text| note(folder, &text));
    }

    /// Whether the folder still holds just these files, by a checksum of all their bytes. It tells accidents, not ill will: who can
    /// write there can change the note as well.
    pub(super) fn stands(&self, folder: &Path) -> bool {
        let Some(files) = files(folder).filter(|files| files.len() == self.report.files) else { return false };
        let numbers = files.par_iter().map(|file| Some(number(&(file.strip_prefix(folder).ok()?, &*fs::read(file).ok()?))));
        numbers.try_reduce(|| 0, |one, other| Some(one.wrapping_add(other))) == Some(self.report.sum)
    }
}

/// A number that is another one for anything else, as good as certainly; the same in every run of one program.
pub fn number(what: &impl Hash) -> u64 {
    FixedState::default().hash_one(what)
}

/// The files in a folder, level by level; nothing where it holds anything but files and folders that hold some.
pub(super) fn files(folder: &Path) -> Option<Vec<PathBuf>> {
    let (mut files, mut level) = (Vec::new(), vec![folder.to_owned()]);
    while !level.is_empty() {
        let within = level.into_par_iter().map(list).collect::<Option<Vec<_>>>()?;
        level = Vec::new();
        for (inner, folders) in within {
            files.extend(inner);
            level.extend(folders);
        }
    }
    Some(files)
}

/// The files and the folders in a folder; nothing where it is empty, or holds anything else.
fn list(folder: PathBuf) -> Option<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        match entry.file_type().ok()? {
            kind if kind.is_file() => files.push(entry.path()),
            kind if kind.is_dir() => folders.push(entry.path()),
            _ => return None,
        }
    }
    (files.len() + folders.len() > 0).then_some((files, folders))
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
const NAME: &str = "user.casebook";

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn noted(folder: &Path, room: &mut [u8]) -> io::Result<usize> {
    Ok(rustix::fs::getxattr(folder, NAME, room)?)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn note(folder: &Path, text: &[u8]) -> io::Result<()> {
    Ok(rustix::fs::setxattr(folder, NAME, text, rustix::fs::XattrFlags::empty())?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn noted(_: &Path, _: &mut [u8]) -> io::Result<usize> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn note(_: &Path, _: &[u8]) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
