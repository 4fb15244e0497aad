//! From a folder to [`Sources`]: walking, order, encoding, the embedded theme. Understands no file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::base::Sources;

/// The theme that every site has.
static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Files larger than this are refused: 200 MB.
const LARGEST: u64 = 200 << 20;

/// Reads `content/` and `themes/` below `root`, over the embedded theme.
///
/// # Errors
/// There is no `content/site.yaml`, or the machine fails: a file can't be read.
pub fn read(root: &Path) -> Result<Sources> {
    let content = root.join("content");
    if !content.join("site.yaml").is_file() {
        bail!("there is no site in {}: it would have a file content/site.yaml", root.display());
    }
    let mut files = BTreeMap::new();
    embedded(&THEME, &mut files);
    let themes = root.join("themes");
    for folder in [content, themes] {
        if folder.is_dir() {
            let found = walk(root, &folder)?;
            let read: Result<Vec<_>> = found.into_par_iter().map(|(name, path)| Ok((bytes(&name, &path)?, name))).collect();
            files.extend(read?.into_iter().map(|(bytes, name)| (name, bytes)));
        }
    }
    Ok(Sources::new(files))
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

/// The files below a folder: name from the root, and path.
fn walk(root: &Path, folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    let visible = |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with('.') && !is_leftover(entry);
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let name = path.to_string_lossy().replace('\\', "/");
        files.push((name, entry.into_path()));
    }
    Ok(files)
}

fn bytes(name: &str, path: &Path) -> Result<Vec<u8>> {
    let mut file = File::open(path).with_context(|| format!("reading {name}"))?;
    let size = file.metadata().with_context(|| format!("reading {name}"))?.len();
    if size > LARGEST {
        bail!("{name} has {size} bytes, more than the {LARGEST} a file may have");
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.read_to_end(&mut bytes).with_context(|| format!("reading {name}"))?;
    Ok(bytes)
}

/// What editors and systems leave beside a file: it is nobody's content.
fn is_leftover(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".swo") || name.ends_with(".bak") || name == "Thumbs.db"
}
