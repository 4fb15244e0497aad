//! Owns what a command says: the diagnostics in the form asked for, and the last line.

use std::env::{current_dir, var_os};
use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, absolute};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::flags::{Colour, Common};
use crate::base::print::{self, Summary, several};
use crate::base::{Diagnostic, Sources};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines of the file, and a way out
    Human,
    /// One line each
    Short,
    /// One JSON object, to standard output; `casebook schema --of diagnostics` says its shape
    Json,
    /// SARIF 2.1.0, to standard output
    Sarif,
    /// Commands for GitHub's workflows, usual where GITHUB_ACTIONS is true
    Github,
}

/// Writes on standard error. Where that can't be written, there is nobody to tell.
pub fn tell(text: impl Display) {
    let _ = write!(std::io::stderr(), "{text}");
}

/// Writes on standard output. Who reads only its beginning has had enough of it, and nothing failed.
pub fn show(text: impl AsRef<[u8]>) -> Result<()> {
    let mut out = std::io::stdout();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("writing to standard output"),
        _ => Ok(()),
    }
}

/// Prints the diagnostics.
pub fn say(common: &Common, sources: &Sources, found: &[Diagnostic]) -> Result<()> {
    let colour = match common.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => std::io::stderr().is_terminal() && var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let usual = || if var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true") { Format::Github } else { Format::Human };
    match common.format.unwrap_or_else(usual) {
        Format::Human => tell(print::human(found, sources, colour)),
        Format::Short => tell(print::short(found, sources)),
        Format::Json => show(format!("{}\n", print::json(found, sources).trim_end()))?,
        Format::Sarif => show(print::sarif(found, sources, &way(&common.root)))?,
        Format::Github => github(found, sources, &way(&common.root))?,
    }
    Ok(())
}

/// Says what fits as commands, and the rest in the summary of the job, or after the commands where there is none.
fn github(found: &[Diagnostic], sources: &Sources, way: &str) -> Result<()> {
    let print::Github { commands, rest } = print::github(found, sources, way);
    tell(commands);
    match var_os("GITHUB_STEP_SUMMARY") {
        Some(path) if !rest.is_empty() => {
            let mut file = OpenOptions::new().append(true).create(true).open(&path).with_context(|| format!("writing {}", path.display()))?;
            file.write_all(print::github_summary(&rest).as_bytes())?;
        }
        _ => tell(rest),
    }
    Ok(())
}

/// The way from the current folder to the site's root, to be put before paths; empty where the root lies elsewhere.
fn way(root: &Path) -> String {
    let way = absolute(root).ok().zip(current_dir().ok()).and_then(|(root, here)| root.strip_prefix(here).ok().map(Path::to_path_buf));
    let way = way.unwrap_or_default().to_string_lossy().replace('\\', "/");
    if way.is_empty() { way } else { format!("{}/", way.trim_end_matches('/')) }
}

/// The last line on standard error: pages, errors, warnings, time.
pub fn summary(common: &Common, pages: usize, found: &[Diagnostic], start: Instant, more: &str) {
    if common.quiet {
        return;
    }
    let pages = several(pages, "page");
    let time = start.elapsed();
    let time = if time.as_millis() < 1000 { format!("{} ms", time.as_millis()) } else { format!("{:.1} s", time.as_secs_f64()) };
    tell(format_args!("{pages}, {}, {time}{more}\n", Summary::of(found)));
}
