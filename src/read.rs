//! From a folder to [`Sources`]: walking, order, encoding, the embedded theme. Understands no file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::base::{Contents, Sources, Unread};

/// The theme that every site has.
static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Larger files are not read: 200 MB.
const LARGEST: u64 = 200 << 20;
/// When the files of a site are larger together, the rest is not read: 2 GB.
const LARGEST_SITE: u64 = 2 << 30;

/// The folders that a site is made of.
pub const FOLDERS: [&str; 2] = ["content", "themes"];

/// Reads `content/` and `themes/` below `root`, over the embedded theme.
///
/// # Errors
/// There is no `content/site.yaml`, or the machine fails: a file can't be read.
pub fn read(root: &Path) -> Result<Sources> {
    again(root, &Sources::default(), &FOLDERS.map(str::to_owned).into())
}

/// Reads anew what lies at or below some paths from `root`; all else is as it was before, and files that are the same are shared.
///
/// # Errors
/// As [`read`].
pub fn again(root: &Path, before: &Sources, paths: &BTreeSet<String>) -> Result<Sources> {
    let mut files = BTreeMap::new();
    if paths.iter().any(|path| path.starts_with("themes")) {
        embedded(&THEME, &mut files);
        files.retain(|path, _| within(path, paths));
    }
    let mut files = files.into_iter().map(|(path, bytes)| (path.clone(), Contents::new(&path, bytes))).collect();
    let mut room = LARGEST_SITE;
    for path in paths {
        walk(root, path, &mut room, &mut files)?;
    }
    let sources = before.with(|path| within(path, paths), files);
    if sources.find("content/site.yaml").is_none() {
        let meant = |path: &&str| ["content/site.yaml", "content/site.yml"].contains(&path.to_lowercase().as_str());
        match sources.iter().map(|(_, source)| source.path.as_str()).find(meant) {
            Some(path) => bail!("there is no site in {}: rename {path} to content/site.yaml", root.display()),
            None => bail!("there is no site in {}: it would have a file content/site.yaml", root.display()),
        }
    }
    Ok(sources)
}

/// Whether a path is one of `paths`, or lies below one.
fn within(path: &str, paths: &BTreeSet<String>) -> bool {
    paths.contains(path) || path.match_indices('/').any(|(slash, _)| paths.contains(&path[..slash]))
}

/// The sources that a site of these files would have: for sites that are not on a disk.
pub fn with_theme(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Sources {
    let mut all = BTreeMap::new();
    embedded(&THEME, &mut all);
    all.extend(files);
    Sources::new(all)
}

fn embedded(dir: &Dir<'_>, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(format!("themes/default/{path}"), file.contents().to_vec());
    }
    for inner in dir.dirs() {
        embedded(inner, files);
    }
}

/// What is published or written is the site's own: its folders are no links to other places.
///
/// # Errors
/// One of them is.
pub fn forbid_links(root: &Path) -> Result<()> {
    FOLDERS.iter().try_for_each(|folder| forbid_link(&root.join(folder)))
}

/// The same of one folder or file.
///
/// # Errors
/// It is a link.
pub fn forbid_link(path: &Path) -> Result<()> {
    if path.is_symlink() {
        bail!("{} is a link to another place, and a site is made of nothing but its own files: put the folder itself there", path.display())
    }
    Ok(())
}

fn walk(root: &Path, path: &str, room: &mut u64, files: &mut BTreeMap<String, Contents>) -> Result<()> {
    let top = root.join(path);
    if !counts(path) || fs::symlink_metadata(&top).is_err() {
        return Ok(());
    }
    // Whoever looks at a site may keep its folders elsewhere; a link below them is not followed.
    let whole = FOLDERS.contains(&path);
    let visible = |entry: &DirEntry| !is_leftover(&entry.file_name().to_string_lossy());
    let entries: Vec<_> = WalkDir::new(&top).follow_root_links(whole).sort_by_file_name().into_iter().filter_entry(visible).collect();
    let mut met: Vec<_> =
        entries.into_par_iter().map(|entry| entry.map_err(|error| unwalked(root, error)).and_then(|entry| one(root, &entry, whole))).collect();
    // How much there is room for depends on the files before.
    for (_, found) in met.iter_mut().flatten().flatten() {
        found.limit(room);
    }
    let read = met.into_par_iter().map(|one| match one? {
        None => Ok(None),
        Some((name, Found::Unread(why))) => Ok(Some((name, Contents::Unread(why)))),
        Some((name, Found::File(path, _))) => match fs::read(path) {
            Ok(bytes) => {
                let contents = Contents::new(&name, bytes);
                Ok(Some((name, contents)))
            }
            Err(error) => Err(std::io::Error::new(error.kind(), format!("{name}: {error}"))),
        },
    });
    for file in read.collect::<Vec<_>>() {
        match file {
            Ok(Some((name, contents))) => drop(files.insert(name, contents)),
            Ok(None) => {}
            // What goes away while it is being read is not there.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("reading {path}")),
        }
    }
    Ok(())
}

/// A folder that can't be looked into, told like a file that can't be read.
fn unwalked(root: &Path, error: walkdir::Error) -> std::io::Error {
    let name = error.path().map(|path| path.strip_prefix(root).unwrap_or(path).display().to_string()).unwrap_or_default();
    match error.into_io_error() {
        Some(error) => std::io::Error::new(error.kind(), format!("{name}: {error}")),
        None => std::io::Error::other(name), // a circle of links, which are not followed
    }
}

/// What a walk meets.
enum Found {
    /// A file that is to be read, and its size.
    File(PathBuf, u64),
    /// A file that is not.
    Unread(Unread),
}

impl Found {
    /// A file that is larger than a file may be, or than the room there is, is not read; one that is takes some of it.
    fn limit(&mut self, room: &mut u64) {
        match *self {
            Self::File(_, size) if size > LARGEST.min(*room) => *self = Self::Unread(Unread::Large(size)),
            Self::File(_, size) => *room -= size,
            Self::Unread(_) => {}
        }
    }
}

/// One file of a site by its name; none for a folder.
fn one(root: &Path, entry: &DirEntry, whole: bool) -> std::io::Result<Option<(String, Found)>> {
    let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
    // A backslash is a letter of a name, except where it parts folders.
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let name = parts.join("/");
    if entry.path_is_symlink() && !(whole && entry.depth() == 0) {
        return Ok(Some((name, Found::Unread(Unread::Link))));
    }
    if !entry.file_type().is_file() {
        return Ok(None);
    }
    if path.to_str().is_none() {
        return Ok(Some((name, Found::Unread(Unread::Name))));
    }
    Ok(Some((name, Found::File(entry.path().to_path_buf(), entry.metadata()?.len()))))
}

/// Whether a path from the root can be part of a site.
pub fn counts(path: &str) -> bool {
    let mut names = path.split('/');
    names.next().is_some_and(|folder| FOLDERS.contains(&folder)) && !names.any(is_leftover)
}

/// What is hidden, and what editors and systems leave beside a file: it is nobody's content.
fn is_leftover(name: &str) -> bool {
    let ending = [".swp", ".swo", ".swx", ".bak", ".tmp", ".part", ".crdownload", ".casebook-new"].iter().any(|ending| name.ends_with(ending));
    let own = name.starts_with('.') || name.starts_with("~$") || name == "Thumbs.db" || name == "desktop.ini";
    own || ending || name.ends_with('~') || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}
