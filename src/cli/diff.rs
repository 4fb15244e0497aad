//! `casebook diff`: what changed between two finished sites.

use std::collections::BTreeMap;
use std::env::var_os;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde_json::Value;

use super::say::show;
use crate::diff::{self, Build};
use crate::render::output::MANIFEST;

#[derive(Args)]
pub struct Diff {
    /// The folder of the finished site as it was
    old: PathBuf,
    /// The folder of the finished site as it is
    new: PathBuf,
    /// How the changes are told
    #[arg(long = "as", alias = "format", value_enum, default_value_t = Told::Text)]
    shape: Told,
    /// The site's address, for the links of a feed
    #[arg(short = 'u', long, value_name = "URL", default_value = "")]
    base_url: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Told {
    /// A line each
    Text,
    /// One JSON object
    Json,
    /// A feed
    Atom,
}

/// Says on standard output what changed.
pub fn diff(arguments: &Diff) -> Result<ExitCode> {
    let (mut old, mut new) = (manifest(&arguments.old)?, manifest(&arguments.new)?);
    let paths: Vec<String> = diff::differing(&old, &new).map(str::to_owned).collect();
    for (build, folder) in [(&mut old, &arguments.old), (&mut new, &arguments.new)] {
        for path in paths.iter().filter(|path| build.hashes.contains_key(*path)) {
            let file = folder.join(path);
            let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            build.texts.insert(path.clone(), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    let changes = diff::compare(&old, &new);
    let told = match arguments.shape {
        Told::Text => diff::text(&changes),
        Told::Json => diff::json(&changes),
        Told::Atom if arguments.base_url.is_empty() => bail!("the links of a feed need the site's address: say it with --base-url"),
        Told::Atom => {
            let slash = if arguments.base_url.ends_with('/') { "" } else { "/" };
            diff::atom(&changes, &format!("{}{slash}", arguments.base_url), &moment()?)
        }
    };
    show(told)?;
    Ok(ExitCode::SUCCESS)
}

/// The files of a finished site, by its own list.
fn manifest(folder: &Path) -> Result<Build> {
    let path = folder.join(MANIFEST);
    let text = fs::read_to_string(&path).with_context(|| format!("there is no finished site in {}: reading {}", folder.display(), path.display()))?;
    let manifest: Value = serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
    let files = manifest["files"].as_array().with_context(|| format!("{} lists no files", path.display()))?;
    let mut hashes = BTreeMap::new();
    for file in files {
        let (Some(path), Some(hash)) = (file["path"].as_str(), file["hash"].as_str()) else { continue };
        if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            bail!("the manifest in {} names a file outside of it: `{path}`", folder.display());
        }
        hashes.insert(path.to_owned(), hash.to_owned());
    }
    Ok(Build { hashes, texts: BTreeMap::new() })
}

/// The moment of the changes: `SOURCE_DATE_EPOCH` where it is set, otherwise now.
fn moment() -> Result<String> {
    let stamp = match var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) {
        None => Timestamp::now(),
        Some(value) => {
            let seconds = value.to_str().and_then(|value| value.parse().ok());
            let stamp = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
            stamp.with_context(|| format!("SOURCE_DATE_EPOCH is no number of seconds: {}", value.display()))?
        }
    };
    Ok(stamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
