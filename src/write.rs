//! From [`Output`] to a folder: the whole of it or nothing. Knows nothing of what is in a file.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

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
/// # Errors
/// The folder holds something that casebook did not make, or the machine fails. The folder is then as it was.
pub fn write(output: &Output, folder: &Path) -> Result<Report> {
    refuse_foreign(folder)?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
    let (new, old) = (beside(folder, "new"), beside(folder, "old"));
    remove(&new)?;
    remove(&old)?;
    let written = fill(output, &new).and_then(|report| exchange(folder, &new, &old).map(|()| report));
    if written.is_err() {
        let _ = fs::remove_dir_all(&new);
    }
    let report = written?;
    remove(&old)?;
    Ok(report)
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

fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.casebook-{what}"))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(|| format!("removing {}", folder.display())),
        _ => Ok(()),
    }
}

fn fill(output: &Output, folder: &Path) -> Result<Report> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let mut made = None;
    let mut bytes = 0;
    for (path, content) in &output.files {
        let target = folder.join(path);
        if let Some(parent) = target.parent()
            && made.as_deref() != Some(parent)
        {
            fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
            made = Some(parent.to_path_buf());
        }
        fs::write(&target, content).with_context(|| format!("writing {}", target.display()))?;
        bytes += content.len();
    }
    Ok(Report { files: output.files.len(), bytes })
}

fn exchange(folder: &Path, new: &Path, old: &Path) -> Result<()> {
    let context = || format!("putting the new site in place of {}", folder.display());
    if folder.exists() {
        fs::rename(folder, old).with_context(context)?;
        if let Err(error) = fs::rename(new, folder) {
            let _ = fs::rename(old, folder);
            return Err(error).with_context(context);
        }
        return Ok(());
    }
    fs::rename(new, folder).with_context(context)
}
