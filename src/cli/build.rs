//! `casebook build`: the finished site on the disk, or nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::MISTAKES;
use super::changed;
use super::flags::{Common, address, options};
use super::say::{say, summary};
use crate::base::Sources;
use crate::link::permalinks;
use crate::{Options, compile, read, understand, write};

#[derive(Args)]
pub struct Build {
    #[command(flatten)]
    common: Common,
    /// The folder for the finished site; ROOT/public if not given
    #[arg(short, long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// The site's address, or a path like /repo/; overrides `base_url` in site.yaml
    #[arg(short = 'u', long, value_name = "URL")]
    base_url: Option<String>,
    /// Keep content/permalinks.txt, the ledger of addresses, up to date
    #[arg(long)]
    update_permalinks: bool,
}

/// Builds the site, unless it has mistakes.
pub fn build(arguments: &Build) -> Result<ExitCode> {
    let start = Instant::now();
    let common = &arguments.common;
    address(arguments.base_url.as_deref())?;
    read::forbid_links(&common.root)?;
    let sources = read::read(&common.root)?;
    let changed = changed::dates(&common.root).unwrap_or_else(|why| {
        if common.verbose {
            eprintln!("no dates of last change: {why}");
        }
        Default::default()
    });
    let compiled = compile(&sources, &Options { changed, ..options(common, arguments.base_url.clone())? });
    if say(common, &sources, &compiled.diagnostics)? {
        summary(common, &compiled, start, "; nothing written");
        return Ok(ExitCode::from(MISTAKES));
    }
    let folder = arguments.output_dir.clone().unwrap_or_else(|| common.root.join("public"));
    forbid_inside_sources(&folder, &common.root)?;
    if arguments.update_permalinks {
        update_permalinks(common, &sources)?;
    }
    let report = write::write(&compiled.output, &folder)?;
    let place = format!("; {} files in {}", report.files, folder.display());
    summary(common, &compiled, start, &place);
    // The process ends here, and all its memory with it.
    std::mem::forget((sources, compiled));
    Ok(ExitCode::SUCCESS)
}

/// Writes the ledger of addresses; what was published once is never taken out of it.
fn update_permalinks(common: &Common, sources: &Sources) -> Result<()> {
    let (Some(site), _) = understand(sources, &options(common, None)?) else { return Ok(()) };
    let before = sources.find(permalinks::LEDGER).map_or("", |file| sources.text(file));
    let path = common.root.join(permalinks::LEDGER);
    fs::write(&path, permalinks::ledger(&site, before)).with_context(|| format!("writing {}", path.display()))
}

/// A site written into its own sources would become its own content.
fn forbid_inside_sources(folder: &Path, root: &Path) -> Result<()> {
    let absolute = std::path::absolute(folder)?;
    let whole = std::path::absolute(root)?;
    let within = ["content", "themes", "src"].iter().any(|name| absolute.starts_with(whole.join(name)));
    if within || whole.starts_with(&absolute) {
        bail!("{} holds the site's sources, or is part of them: choose another folder with -o", folder.display());
    }
    Ok(())
}
