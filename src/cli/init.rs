//! `casebook init`: a small complete site that teaches by example.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use include_dir::{Dir, include_dir};

use super::put::create;
use super::say::tell;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

#[derive(Args)]
pub struct Init {
    /// The folder, which must be new or empty
    dir: PathBuf,
    /// Say nothing
    #[arg(short, long)]
    quiet: bool,
}

/// Writes the site.
pub fn init(arguments: &Init) -> Result<ExitCode> {
    let folder = &arguments.dir;
    if folder.exists() {
        let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            // Who begins with `git init` has begun with nothing.
            let name = entry?.file_name();
            if name != ".git" {
                bail!("{} is not empty: there is `{}` in it", folder.display(), name.to_string_lossy());
            }
        }
    }
    write(&STARTER, folder)?;
    if !arguments.quiet {
        let folder = folder.display();
        tell(format_args!("a small site is in {folder}: begin with its README.md, and see it with `casebook serve --root {folder}`\n"));
    }
    Ok(ExitCode::SUCCESS)
}

fn write(dir: &Dir<'_>, folder: &std::path::Path) -> Result<()> {
    for file in dir.files() {
        create(&folder.join(file.path()), file.contents())?;
    }
    dir.dirs().try_for_each(|inner| write(inner, folder))
}
