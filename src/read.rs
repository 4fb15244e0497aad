//! From a folder to [`Sources`]: walking, order, encoding, the embedded theme. Understands no file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};
use walkdir::{DirEntry, WalkDir};

use crate::base::{Contents, Sources, Unread};

/// The theme that every site has.
static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Larger files are not read: 200 MB.
const LARGEST: u64 = 200 << 20;
/// When the files of a site are larger together, the rest is not read: 2 GB.
const LARGEST_SITE: u64 = 2 << 30;

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
    let mut files = files.into_iter().map(|(path, bytes)| (path.clone(), Contents::new(&path, bytes))).collect();
    let mut room = LARGEST_SITE;
    for folder in [content, root.join("themes")] {
        if folder.is_symlink() {
            bail!("{} is a link to another place, and only files of the site itself are read: put the folder itself there", folder.display());
        }
        if folder.is_dir() {
            walk(root, &folder, &mut room, &mut files)?;
        }
    }
    Ok(Sources::of(files))
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

fn walk(root: &Path, folder: &Path, room: &mut u64, files: &mut BTreeMap<String, Contents>) -> Result<()> {
    let visible = |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with('.') && !is_leftover(entry);
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name = parts.join("/");
        if entry.path_is_symlink() {
            files.insert(name, Contents::Unread(Unread::Link));
            continue;
        }
        if !entry.file_type().is_file() {
            continue;
        }
        let size = entry.metadata().with_context(|| format!("reading {name}"))?.len();
        if size > LARGEST.min(*room) {
            files.insert(name, Contents::Unread(Unread::Large(size)));
            continue;
        }
        *room -= size;
        let bytes = fs::read(entry.path()).with_context(|| format!("reading {name}"))?;
        let contents = Contents::new(&name, bytes);
        files.insert(name, contents);
    }
    Ok(())
}

/// What editors and systems leave beside a file: it is nobody's content.
fn is_leftover(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".swo") || name.ends_with(".bak") || name == "Thumbs.db"
}
