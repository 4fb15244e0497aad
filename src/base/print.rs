//! Diagnostics as text for people, for editors and for machines.

mod excerpt;
mod human;
mod json;
mod places;
mod short;
mod visible;

#[cfg(test)]
mod tests;

pub use human::human;
pub use json::{VERSION, json};
pub use places::LineIndex;
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
        let count = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), hints: count(Severity::Hint) }
    }
}
