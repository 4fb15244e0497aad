//! Diagnostics as text for people, for editors and for machines.

mod excerpt;
mod github;
mod human;
mod json;
mod places;
mod sarif;
mod short;
pub mod visible;

#[cfg(test)]
mod tests;

pub use github::{Github, github, github_summary};
pub use human::human;
pub use json::{SCHEMA as JSON_SCHEMA, json};
pub use places::LineIndex;
pub use sarif::sarif;
pub use short::short;

use crate::base::{Diagnostic, Severity};

/// How many diagnostics there are of each gravity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

impl Summary {
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|found| found.severity == severity).map(|found| 1 + found.more).sum();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), hints: count(Severity::Hint) }
    }
}

impl std::ops::AddAssign for Summary {
    fn add_assign(&mut self, more: Self) {
        self.errors += more.errors;
        self.warnings += more.warnings;
        self.hints += more.hints;
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}, {}", several(self.errors, "error"), several(self.warnings, "warning"))
    }
}

/// A number of things: `1 page`, `2 pages`.
pub fn several(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
