//! Diagnostics as commands for GitHub's workflows, which shows them beside the lines of a change.

use super::places::Places;
use super::{short, visible};
use crate::base::{Diagnostic, Severity, Sources};
use std::fmt::Write;

/// Of each gravity, only so many of a step are shown.
const MOST: usize = 10;

/// What a step says, and what did not fit.
pub struct Github {
    /// Commands, a line each.
    pub commands: String,
    /// The diagnostics that are too many for commands, as [`short`] prints them; may be empty.
    pub rest: String,
}

/// The first ten of each gravity as commands. Paths are below `prefix`, the way from the repository to the site's root.
pub fn github(diagnostics: &[Diagnostic], files: &Sources, prefix: &str) -> Github {
    let mut places = Places::new(files);
    let mut commands = String::new();
    let mut rest = Vec::new();
    let mut counts = [0; 3];
    for diagnostic in diagnostics {
        let Diagnostic { rule, severity, span, message, help, .. } = diagnostic;
        let (kind, count) = match severity {
            Severity::Error => ("error", &mut counts[0]),
            Severity::Warning => ("warning", &mut counts[1]),
            Severity::Hint => ("notice", &mut counts[2]),
        };
        *count += 1;
        if *count > MOST {
            rest.push(diagnostic.clone());
            continue;
        }
        let mut properties = String::new();
        if let Some(span) = span {
            let place = places.place(*span);
            let ((line, column), (end_line, end_column)) = (place.start, place.end);
            let _ = write!(properties, "file={},line={line},endLine={end_line},", property(&format!("{prefix}{}", place.path)));
            if line == end_line {
                let _ = write!(properties, "col={column},endColumn={end_column},");
            }
        }
        let words = std::iter::once(message).chain(help).map(|line| visible::lines(line)).collect::<Vec<_>>().join("\n");
        let _ = writeln!(commands, "::{kind} {properties}title={}::{}", property(rule), escaped(&words));
    }
    Github { commands, rest: short(&rest, files) }
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

/// The rest, for the summary of a job: Markdown in which nothing of it can become markup.
pub fn github_summary(rest: &str) -> String {
    let longest = rest.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("### Further mistakes\n\n{fence}text\n{rest}{fence}\n")
}
