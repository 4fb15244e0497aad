//! `casebook build`: the finished site on the disk, or nothing.

use std::env::current_exe;
use std::fs;
use std::path::{Component, Path, PathBuf, absolute};
use std::process::ExitCode;
use std::thread;
use std::time::{Instant, SystemTime};

use anyhow::{Result, bail};
use clap::Args;

use super::MISTAKES;
use super::changed::History;
use super::flags::{Whole, address};
use super::put::{put, turn};
use super::say::{say, summary, tell};
use crate::base::diagnostic::forbids;
use crate::base::{self, Diagnostic, Sources};
use crate::link::{Site, permalinks};
use crate::render::{Memory, Renderer};
use crate::write::{Finished, Made, Report, Writing, number};
use crate::{Options, read, understand, understand_to_render};

#[derive(Args)]
pub struct Build {
    #[command(flatten)]
    whole: Whole,
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

/// A build that was asked for.
struct Task<'a> {
    whole: &'a Whole,
    options: Options,
    folder: PathBuf,
    update_permalinks: bool,
    history: History<'a>,
    start: Instant,
}

/// Builds the site, unless it has mistakes.
pub fn build(arguments: &Build) -> Result<ExitCode> {
    let start = Instant::now();
    let common = &arguments.whole.common;
    address(arguments.base_url.as_deref())?;
    read::forbid_links(&common.root)?;
    let _turn = if arguments.update_permalinks { turn(&common.root)? } else { None };
    let task = Task {
        whole: &arguments.whole,
        options: arguments.whole.options(arguments.base_url.clone())?,
        folder: arguments.output_dir.clone().unwrap_or_else(|| common.root.join("public")),
        update_permalinks: arguments.update_permalinks,
        history: History::of(&common.root),
        start,
    };
    thread::scope(|beside| {
        // Git takes its time. The days can take it long, and are asked for only if there is a site.
        beside.spawn(|| task.history.commit().is_ok());
        let sources = read::read(&common.root)?;
        let of = program().map(|program| number(&(program, &task.options, &sources)));
        let before = Finished::at(&task.folder).filter(|before| Some(before.made.of) == of && !task.update_permalinks);
        if let Some(before) = before
            && task.stands(&before)?
        {
            return task.as_it_stands(&sources, &before);
        }
        beside.spawn(|| task.history.days().is_ok());
        task.anew(sources, of)
    })
}

impl Task<'_> {
    /// Whether the history is the one that a finished site was made of, as the name of the newest commit tells.
    fn knows(&self, before: &Finished) -> bool {
        before.made.commit.is_some_and(|commit| Ok(commit) == self.history.commit().map(|name| number(&name)))
    }

    /// Whether the folder holds what was made of the same sources, and would be made again.
    fn stands(&self, before: &Finished) -> Result<bool> {
        forbid_inside_sources(&self.folder, &self.whole.common.root)?;
        let whole = Writing::begin(&self.folder)?.stands(before);
        Ok(whole && (self.knows(before) || before.made.history == number(self.history.days())))
    }

    /// Says of the site that stands there what was said when it was built.
    fn as_it_stands(&self, sources: &Sources, before: &Finished) -> Result<ExitCode> {
        // Mistakes that do not forbid publishing are said every time.
        let found = if before.made.said { understand(sources, &self.options).1 } else { Vec::new() };
        say(&self.whole.common, sources, &found)?;
        if forbids(&found, self.whole.strict) {
            return Ok(self.nothing_written(before.made.pages, &found));
        }
        if self.whole.verbose {
            tell(format_args!("nothing has changed since {} was built\n", self.folder.display()));
        }
        Ok(self.written(before.made.pages, &found, before.report))
    }

    /// Makes the site.
    fn anew(&self, sources: Sources, of: Option<u64>) -> Result<ExitCode> {
        let (whole, common) = (self.whole, &self.whole.common);
        let mut printed = Memory::default();
        let (mut site, mut found) = understand_to_render(&sources, &self.options, &mut printed);
        match (self.history.days(), &mut site) {
            (Ok(days), Some(site)) => site.note_changes(days, &sources),
            (Err(why), _) if whole.verbose => tell(format_args!("no dates of last change: {why}\n")),
            _ => {}
        }
        let pages = site.as_ref().map_or(0, |site| site.with_page().count());
        let of_sources = found.len();
        let mut writing = None;
        if let Some(site) = site.as_ref().filter(|_| !forbids(&found, false)) {
            if !forbids(&found, whole.strict) {
                forbid_inside_sources(&self.folder, &common.root)?;
                writing = Some(Writing::begin(&self.folder)?);
            }
            if let Some(renderer) = Renderer::new(site, &sources, &mut printed, &mut found) {
                renderer.each(&mut found, &|path, bytes| {
                    if let Some(writing) = &writing {
                        writing.put(path, bytes);
                    }
                });
            }
            base::sort(&mut found);
        }
        say(common, &sources, &found)?;
        let Some(writing) = writing.filter(|_| !forbids(&found, whole.strict)) else {
            return Ok(self.nothing_written(pages, &found));
        };
        // What is said while rendering cannot be said again without it.
        let made = of.filter(|_| found.len() == of_sources).map(|of| self.made(of, pages, of_sources > 0));
        let report = writing.finish(made)?;
        // Only what stands there now was ever published.
        if let Some(site) = site.as_ref().filter(|_| self.update_permalinks) {
            update_permalinks(&common.root, &sources, site)?;
        }
        // The process ends here, and all its memory with it.
        std::mem::forget((sources, site, printed));
        Ok(self.written(pages, &found, report))
    }

    /// What a site is noted to be made of.
    fn made(&self, of: u64, pages: usize, said: bool) -> Made {
        let days = self.history.days();
        let commit = self.history.commit().ok().filter(|_| days.is_ok()).map(|name| number(&name));
        Made { of, commit, history: number(days), pages, said }
    }

    /// Says that the folder is as it was.
    fn nothing_written(&self, pages: usize, found: &[Diagnostic]) -> ExitCode {
        summary(&self.whole.common, pages, found, self.start, "; nothing written");
        ExitCode::from(MISTAKES)
    }

    /// Says what is in the folder now.
    fn written(&self, pages: usize, found: &[Diagnostic], report: Report) -> ExitCode {
        summary(&self.whole.common, pages, found, self.start, &format!("; {} files in {}", report.files, self.folder.display()));
        if self.whole.verbose {
            tell(format_args!("{} bytes\n", report.bytes));
        }
        ExitCode::SUCCESS
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
    put(&root.join(permalinks::LEDGER), &permalinks::ledger(site, before))
}

/// A site written into its own sources would become its own content.
fn forbid_inside_sources(folder: &Path, root: &Path) -> Result<()> {
    let (there, whole) = (followed(folder)?, followed(root)?);
    let within = ["content", "themes", "src"].iter().any(|name| there.starts_with(whole.join(name)));
    if within || whole.starts_with(&there) {
        bail!("{} holds the site's sources, or is part of them: choose another folder with -o", folder.display());
    }
    Ok(())
}

/// Where a path leads, part by part: through links and `..`, and past what is not there yet.
fn followed(path: &Path) -> Result<PathBuf> {
    let mut there = PathBuf::new();
    for part in absolute(path)?.components() {
        match part {
            Component::ParentDir => _ = there.pop(),
            part => there.push(part),
        }
        there = there.canonicalize().unwrap_or(there);
    }
    Ok(there)
}
