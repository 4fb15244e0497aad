//! Owns the folder that is to be replaced: whatever casebook did not make is never taken away.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, absolute};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use walkdir::WalkDir;

use crate::render::output::MANIFEST;

/// What systems leave in folders that somebody looked at.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];
/// So many foreign files are named.
const MOST: usize = 3;

#[derive(Deserialize)]
struct Manifest {
    files: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    path: String,
}

/// Refuses a folder in a finished site: the next build of that one would find it there, and stop.
///
/// # Errors
/// It lies in one.
pub fn refuse_within_site(folder: &Path) -> Result<()> {
    match absolute(folder)?.ancestors().skip(1).find(|above| above.join(MANIFEST).is_file()) {
        Some(site) => bail!("{} lies in a finished site, {}: choose another folder with -o", folder.display(), site.display()),
        None => Ok(()),
    }
}

/// Refuses to replace a folder that is none, or that holds what casebook did not make.
///
/// # Errors
/// It does, or it can't be looked into.
pub fn refuse_foreign(folder: &Path) -> Result<()> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("looking at {}", folder.display())),
        Ok(kind) if !kind.is_dir() => bail!("{} is not a folder: choose another one with -o", folder.display()),
        Ok(_) => {}
    }
    let empty = fs::read_dir(folder).with_context(|| format!("looking into {}", folder.display()))?.next().is_none();
    if empty {
        return Ok(());
    }
    if !folder.join(MANIFEST).is_file() {
        bail!(
            "{} holds files that casebook did not make, and would be replaced: empty it yourself, or choose another folder with -o",
            folder.display()
        );
    }
    let Some(own) = own(folder) else {
        bail!(
            "{} may hold files that casebook did not make, and would be replaced: {MANIFEST}, which lists its own, can't be read. \
             Bring that file back, or move the folder away",
            folder.display()
        );
    };
    let foreign = foreign(folder, &own)?;
    if !foreign.is_empty() {
        let named: Vec<String> = foreign.iter().take(MOST).map(|path| format!("`{path}`")).collect();
        let more = if foreign.len() > MOST { format!(" and {} more", foreign.len() - MOST) } else { String::new() };
        bail!(
            "{} holds files that casebook did not make, and would be replaced: {}{more}. Files that belong to the site go into content/_root/; \
             take others away, or choose another folder with -o",
            folder.display(),
            named.join(", ")
        );
    }
    Ok(())
}

/// What the manifest of a site lists; nothing where it can't be read.
fn own(folder: &Path) -> Option<BTreeSet<String>> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()?;
    Some(manifest.files.into_iter().map(|listed| listed.path).collect())
}

/// Files that are not the site's own, in the order of their paths; of a folder that is hidden, its name.
fn foreign(folder: &Path, own: &BTreeSet<String>) -> Result<BTreeSet<String>> {
    let mut foreign = BTreeSet::new();
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry.with_context(|| format!("looking into {}", folder.display()))?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let litter = LITTER.iter().any(|name| entry.file_name() == *name);
        if entry.file_type().is_dir() || litter || path[..] == [MANIFEST] || own.contains(&path.join("/")) {
            continue;
        }
        let hidden = path[..path.len() - 1].iter().position(|part| part.starts_with('.'));
        foreign.insert(hidden.map_or_else(|| path.join("/"), |at| path[..=at].join("/")));
    }
    Ok(foreign)
}
