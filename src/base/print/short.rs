//! One line for each diagnostic, as editors and `grep` like it.

use super::places::Places;
use super::visible;
use crate::base::{Diagnostic, Sources};
use std::fmt::Write;

/// `content/foods/risotto.md:14:9: error[unknown-reference]: there is no …`, a line each, without
/// place when there is none. Control characters are shown as pictures.
pub fn short(diagnostics: &[Diagnostic], files: &Sources) -> String {
    let mut places = Places::new(files);
    let mut out = String::new();
    for Diagnostic { rule, severity, span, message, more, .. } in diagnostics {
        if let Some(span) = span {
            let place = places.place(*span);
            let (line, column) = place.start;
            let _ = write!(out, "{}:{line}:{column}: ", visible::line(place.path));
        }
        let more = if *more > 0 { format!(" (and {more} more of this kind)") } else { String::new() };
        let _ = writeln!(out, "{}[{rule}]: {}{more}", severity.name(), visible::line(message));
    }
    out
}
