//! From a folder to [`Sources`]: walking, order, encoding, the embedded theme. Understands no file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::base::Sources;

/// The theme that every site has.
static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Files larger than this are refused: 200 MB.
const LARGEST: u64 = 200 << 20;

/// The folders that a site is made of.
pub const FOLDERS: [&str; 2] = ["content", "themes"];

/// Reads `content/` and `themes/` below `root`, over the embedded theme.
///
/// # Errors
/// There is no `content/site.yaml`, or the machine fails: a file can't be read.
pub fn read(root: &Path) -> Result<Sources> {
    again(root, &with_theme([]), &FOLDERS.map(str::to_owned).into())
}

/// Reads anew what lies at or below some paths from `root`; all else is as it was before, and files that are the same are shared.
///
/// # Errors
/// As [`read`].
pub fn again(root: &Path, before: &Sources, paths: &BTreeSet<String>) -> Result<Sources> {
    let mut files = BTreeMap::new();
    embedded(&THEME, &mut files);
    files.retain(|path, _| within(path, paths));
    for path in paths {
        walk(root, path, &mut files)?;
    }
    let sources = before.with(|path| within(path, paths), files);
    if sources.find("content/site.yaml").is_none() {
        bail!("there is no site in {}: it would have a file content/site.yaml", root.display());
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

fn walk(root: &Path, path: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let top = root.join(path);
    // The site's folders may lie elsewhere; links below them lead nowhere.
    let link = !FOLDERS.contains(&path) && top.is_symlink();
    if link || !counts(path) || !top.exists() {
        return Ok(());
    }
    let visible = |entry: &DirEntry| !is_leftover(&entry.file_name().to_string_lossy());
    let entries: Vec<_> = WalkDir::new(&top).sort_by_file_name().into_iter().filter_entry(visible).collect();
    let read = entries.into_par_iter().map(|entry| entry.map_err(std::io::Error::from).and_then(|entry| one(root, &entry)));
    for file in read.collect::<Vec<_>>() {
        match file {
            Ok(Some((name, bytes))) => drop(files.insert(name, bytes)),
            Ok(None) => {}
            // What goes away while it is being read is not there.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("reading {path}")),
        }
    }
    Ok(())
}

/// One file of a site; none for a folder.
fn one(root: &Path, entry: &DirEntry) -> std::io::Result<Option<(String, Vec<u8>)>> {
    if !entry.file_type().is_file() {
        return Ok(None);
    }
    let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let name = path.to_string_lossy().replace('\\', "/");
    let named = |error: std::io::Error| std::io::Error::new(error.kind(), format!("{name}: {error}"));
    let size = entry.metadata()?.len();
    if size > LARGEST {
        return Err(std::io::Error::other(format!("{name} has {size} bytes, more than the {LARGEST} a file may have")));
    }
    let bytes = fs::read(entry.path()).map_err(named)?;
    Ok(Some((name, bytes)))
}

/// Whether a path from the root can be part of a site.
pub fn counts(path: &str) -> bool {
    let mut names = path.split('/');
    names.next().is_some_and(|folder| FOLDERS.contains(&folder)) && !names.any(is_leftover)
}

/// What is hidden, and what editors and systems leave beside a file: it is nobody's content.
fn is_leftover(name: &str) -> bool {
    let ending = [".swp", ".swo", ".swx", ".bak", ".tmp", ".part", ".crdownload"].iter().any(|ending| name.ends_with(ending));
    let own = name.starts_with('.') || name.starts_with("~$") || name == "Thumbs.db" || name == "desktop.ini";
    own || ending || name.ends_with('~') || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}
