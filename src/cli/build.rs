//! `casebook build`: the finished site on the disk, or nothing.

use std::env::current_exe;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::MISTAKES;
use super::changed;
use super::flags::{Common, address, options};
use super::say::{forbids, say, summary};
use crate::base::{self, Diagnostic, Severity, Sources};
use crate::link::{Site, permalinks};
use crate::render::{Memory, Renderer};
use crate::write::{Finished, Made, Report, Writing, number};
use crate::{read, understand, understand_to_render};

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

const NOT_ASKED: &str = "git could not be asked";

/// Builds the site, unless it has mistakes.
pub fn build(arguments: &Build) -> Result<ExitCode> {
    let start = Instant::now();
    let common = &arguments.common;
    address(arguments.base_url.as_deref())?;
    read::forbid_links(&common.root)?;
    let options = options(common, arguments.base_url.clone())?;
    let folder = arguments.output_dir.clone().unwrap_or_else(|| common.root.join("public"));
    let root = common.root.clone();
    let commit = thread::spawn(move || changed::newest_commit(&root));
    let sources = read::read(&common.root)?;
    let of = program().map(|program| number(&(program, &options, &sources)));
    let commit = commit.join().unwrap_or(Err(NOT_ASKED));
    let dates = || commit.as_ref().map_err(|why| *why).and_then(|commit| changed::dates(&common.root, commit));
    if let Some(before) = Finished::at(&folder).filter(|before| Some(before.made.of) == of && !arguments.update_permalinks) {
        forbid_inside_sources(&folder, &common.root)?;
        let same_history = || before.made.commit.is_some_and(|before| before == number(&commit)) || before.made.history == number(&dates());
        if Writing::begin(&folder)?.stands(&before) && same_history() {
            // Mistakes that do not forbid publishing are said every time.
            let found = if before.made.said { understand(&sources, &options).1 } else { Vec::new() };
            say(common, &sources, &found)?;
            if forbids(common, &found) {
                return Ok(nothing_written(common, before.made.pages, &found, start));
            }
            if common.verbose {
                eprintln!("nothing has changed since {} was built", folder.display());
            }
            written(common, before.made.pages, &found, start, before.report, &folder);
            return Ok(ExitCode::SUCCESS);
        }
    }
    let mut printed = Memory::default();
    let ((mut site, mut found), history) = thread::scope(|scope| {
        let dates = scope.spawn(dates);
        (understand_to_render(&sources, &options, &mut printed), dates.join().unwrap_or(Err(NOT_ASKED)))
    });
    match (&history, &mut site) {
        (Ok(changed), Some(site)) => site.note_changes(changed, &sources),
        (Err(why), _) if common.verbose => eprintln!("no dates of last change: {why}"),
        _ => {}
    }
    let pages = site.as_ref().map_or(0, |site| site.with_page().count());
    let of_sources = found.len();
    let mut writing = None;
    if let Some(site) = site.as_ref().filter(|_| !found.iter().any(|found| found.severity == Severity::Error)) {
        if !forbids(common, &found) {
            forbid_inside_sources(&folder, &common.root)?;
            writing = Some(Writing::begin(&folder)?);
        }
        if let Some(renderer) = Renderer::new(site, &sources, &mut printed, &mut found) {
            renderer.each(&mut found, &|path, bytes| {
                if let Some(writing) = &writing {
                    writing.put(path, bytes);
                }
            });
        }
        base::diagnostic::sort(&mut found);
    }
    say(common, &sources, &found)?;
    let Some(writing) = writing.filter(|_| !forbids(common, &found)) else {
        return Ok(nothing_written(common, pages, &found, start));
    };
    if let Some(site) = site.as_ref().filter(|_| arguments.update_permalinks) {
        update_permalinks(&common.root, &sources, site)?;
    }
    // What is said while rendering cannot be said again without it.
    let commit = history.is_ok().then(|| number(&commit));
    let made = of.filter(|_| found.len() == of_sources).map(|of| Made { of, commit, history: number(&history), pages, said: of_sources > 0 });
    let report = writing.finish(made)?;
    written(common, pages, &found, start, report, &folder);
    // The process ends here, and all its memory with it.
    std::mem::forget((sources, site, printed));
    Ok(ExitCode::SUCCESS)
}

/// Says that the folder is as it was.
fn nothing_written(common: &Common, pages: usize, found: &[Diagnostic], start: Instant) -> ExitCode {
    summary(common, pages, found, start, "; nothing written");
    ExitCode::from(MISTAKES)
}

/// Says what is in the folder now.
fn written(common: &Common, pages: usize, found: &[Diagnostic], start: Instant, report: Report, folder: &Path) {
    summary(common, pages, found, start, &format!("; {} files in {}", report.files, folder.display()));
    if common.verbose {
        eprintln!("{} bytes", report.bytes);
    }
}

/// Which program this is: another one may make another site of the same sources.
fn program() -> Option<(&'static str, PathBuf, u64, SystemTime)> {
    let path = current_exe().ok()?;
    let known = fs::metadata(&path).ok()?;
    Some((env!("CARGO_PKG_VERSION"), path, known.len(), known.modified().ok()?))
}

/// Writes the ledger of addresses; what was published once is never taken out of it.
fn update_permalinks(root: &Path, sources: &Sources, site: &Site) -> Result<()> {
    let before = sources.find(permalinks::LEDGER).map_or("", |file| sources.text(file));
    let path = root.join(permalinks::LEDGER);
    fs::write(&path, permalinks::ledger(site, before)).with_context(|| format!("writing {}", path.display()))
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
