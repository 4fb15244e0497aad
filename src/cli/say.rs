//! Owns what a command says: the diagnostics in the form asked for, and the last line.

use std::io::{IsTerminal, Write};
use std::time::Instant;

use anyhow::Result;
use clap::ValueEnum;

use super::flags::{Colour, Common};
use crate::Compiled;
use crate::base::print::{self, Summary};
use crate::base::{Diagnostic, Severity, Sources};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines of the file, and a way out
    Human,
    /// One line each
    Short,
    /// One JSON object, to standard output
    Json,
}

/// Prints the diagnostics; gives back whether they forbid publishing.
pub fn say(common: &Common, sources: &Sources, found: &[Diagnostic]) -> Result<bool> {
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

/// The last line on standard error: pages, errors, warnings, time.
pub fn summary(common: &Common, compiled: &Compiled, start: Instant, more: &str) {
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
