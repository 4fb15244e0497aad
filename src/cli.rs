//! Arguments to exit codes: everything impure, and no logic that deserves a golden test.

mod changed;
mod fix;
mod report;

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::base::print::{self, Summary};
use crate::base::{Diagnostic, Severity, Sources};
use crate::link::permalinks;
use crate::schema::PartialDate;
use crate::{Compiled, Options, compile, read, understand, write};

/// Turns case studies and tables into a cross-linked static site.
#[derive(Parser)]
#[command(name = "casebook", version, about, color = ColorChoice::Auto)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Say every mistake, and write nothing
    Check(Common),
    /// Build the site from content/ and the theme
    Build(Build),
    /// How full, how old and how well supported the records are
    Report(report::Report),
    /// The safe repairs, as a difference
    Fix(fix::Fix),
}

#[derive(Args)]
struct Common {
    /// The site's folder, holding content/ and perhaps themes/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Include entries and pages marked `draft: true`
    #[arg(long)]
    drafts: bool,
    /// Count warnings as errors
    #[arg(short, long)]
    strict: bool,
    /// How mistakes are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Say nothing but mistakes
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more
    #[arg(short, long)]
    verbose: bool,
    /// The day that counts as today, for what is due: YYYY-MM-DD; the newest date in the content if not given
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
}

#[derive(Args)]
struct Build {
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

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines of the file, and a way out
    Human,
    /// One line each
    Short,
    /// One JSON object, to standard output
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// The site can't be published: its content has mistakes.
const MISTAKES: u8 = 1;
/// Wrong usage, no site there, or the machine failed.
const FAILED: u8 = 2;

/// Runs the command, and gives its exit code.
pub fn run() -> ExitCode {
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(error) => {
            let wrong = error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if wrong { FAILED } else { 0 });
        }
    };
    let done = match &command.action {
        Action::Check(common) => check(common),
        Action::Build(options) => build(options),
        Action::Report(options) => report::report(options),
        Action::Fix(options) => fix::fix(options),
    };
    done.unwrap_or_else(|error| {
        eprintln!("casebook: {error:#}");
        ExitCode::from(FAILED)
    })
}

/// What a compilation is told.
fn options(common: &Common, base_url: Option<String>) -> Result<Options> {
    let as_of = match &common.as_of {
        None => None,
        Some(text) => match PartialDate::parse(text) {
            None => bail!("`{text}` is not a date like 2026, 2026-11 or 2026-11-22"),
            date => date,
        },
    };
    Ok(Options { drafts: common.drafts, base_url, as_of, ..Options::default() })
}

fn check(common: &Common) -> Result<ExitCode> {
    let start = Instant::now();
    let sources = read::read(&common.root)?;
    let compiled = compile(&sources, &options(common, None)?);
    let mistaken = say(common, &sources, &compiled.diagnostics)?;
    summary(common, &compiled, start, "");
    Ok(ExitCode::from(if mistaken { MISTAKES } else { 0 }))
}

fn build(options: &Build) -> Result<ExitCode> {
    let start = Instant::now();
    let common = &options.common;
    if let Some(url) = &options.base_url
        && !(url.starts_with("http://") || url.starts_with("https://") || url.starts_with('/'))
    {
        bail!("`{url}` is not an address that begins with https://, nor a path that begins with /");
    }
    let sources = read::read(&common.root)?;
    let changed = changed::dates(&common.root).unwrap_or_else(|why| {
        if common.verbose {
            eprintln!("no dates of last change: {why}");
        }
        Default::default()
    });
    let compiled = compile(&sources, &Options { changed, ..self::options(common, options.base_url.clone())? });
    if say(common, &sources, &compiled.diagnostics)? {
        summary(common, &compiled, start, "; nothing written");
        return Ok(ExitCode::from(MISTAKES));
    }
    let folder = options.output_dir.clone().unwrap_or_else(|| common.root.join("public"));
    forbid_inside_sources(&folder, &common.root)?;
    if options.update_permalinks {
        update_permalinks(common, &sources)?;
    }
    let report = write::write(&compiled.output, &folder)?;
    let place = format!("; {} files in {}", report.files, folder.display());
    summary(common, &compiled, start, &place);
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

/// Prints the diagnostics; gives back whether they forbid publishing.
fn say(common: &Common, sources: &Sources, found: &[Diagnostic]) -> Result<bool> {
    let colour = match common.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    match common.format {
        Format::Human => eprint!("{}", print::human(found, sources, colour)),
        Format::Short => eprint!("{}", print::short(found, sources)),
        Format::Json => writeln!(std::io::stdout(), "{}", print::json(found, sources).trim_end())?,
    }
    let worst = if common.strict { Severity::Warning } else { Severity::Error };
    Ok(found.iter().any(|found| found.severity <= worst))
}

fn summary(common: &Common, compiled: &Compiled, start: Instant, more: &str) {
    if common.quiet {
        return;
    }
    let Summary { errors, warnings, .. } = Summary::of(&compiled.diagnostics);
    let several = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let pages = several(compiled.pages, "page");
    let time = start.elapsed();
    let time = if time.as_millis() < 1000 { format!("{} ms", time.as_millis()) } else { format!("{:.1} s", time.as_secs_f64()) };
    eprintln!("{pages}, {}, {}, {time}{more}", several(errors, "error"), several(warnings, "warning"));
    if common.verbose {
        let bytes: usize = compiled.output.files.values().map(|bytes| bytes.len()).sum();
        eprintln!("{} files, {bytes} bytes", compiled.output.files.len());
    }
}
