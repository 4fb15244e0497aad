//! Mistakes of single values.

use super::{list, say, short};
use crate::base::{Diagnostic, Span};

/// A value of another type.
pub fn wrong_type(span: Span, field: &str, expected: &str, written: &str) -> Diagnostic {
    say("wrong-type", span, format!("`{field}` takes {expected}, not `{}`", short(written)))
}

/// A date that is none.
pub fn bad_date(span: Span, field: &str, written: &str) -> Diagnostic {
    let found = say("wrong-type", span, format!("`{field}` takes a date like 2017, 2017-10 or 2017-10-14, not `{}`", short(written)));
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = written.to_lowercase();
    if months.iter().any(|month| lower.contains(month)) && lower.contains('-') {
        return found.help("a spreadsheet seems to have changed it: format the column as text, and write the date again");
    }
    match written.split(['.', '/']).collect::<Vec<_>>()[..] {
        [_, _, year] if year.len() == 4 => found.help(format!("write the year first: `{year}-MM-DD`")),
        _ => found,
    }
}

/// A country that is none.
pub fn unknown_country(span: Span, written: &str, near: Option<String>) -> Diagnostic {
    say("unknown-country", span, format!("`{}` is not the code of a country", short(written)))
        .meant(near)
        .help("countries are written as their ISO 3166-1 code of two capital letters, like EE")
}

/// A required field without a value.
pub fn missing_field(span: Span, field: &str, collection: &str, id: &str) -> Diagnostic {
    say("missing-field", span, format!("`{id}` has no `{field}`, which every entry of `{collection}` needs")).help(format!("add `{field}`"))
}

/// A value for a computed field.
pub fn computed_field(span: Span, field: &str) -> Diagnostic {
    say("computed-field", span, format!("`{field}` is computed through other relations")).help("delete it here")
}

/// Evidence for a value that is not there.
pub fn evidence_for_nothing(span: Span, field: &str, part: &str) -> Diagnostic {
    say("missing-field", span, format!("there is a `{part}` for `{field}`, but no `{field}`"))
        .help(format!("give `{field}` a value, or empty this cell"))
}

/// An entry that a field may not name.
pub fn not_allowed_here(span: Span, id: &str, field: &str, fits: &[&str]) -> Diagnostic {
    let found = say("not-allowed-here", span, format!("`{id}` is not one of the entries that `{field}` may name"));
    if fits.is_empty() { found } else { found.help(format!("it may be {}", list(fits))) }
}

/// A value that stands twice.
pub fn not_unique(span: Span, field: &str, first: Span) -> Diagnostic {
    say("not-unique", span, format!("two entries have the same `{field}`")).related(first, "the other one")
}

/// An id that is no address.
pub fn bad_id(span: Span, id: &str, offer: &str) -> Diagnostic {
    say("bad-id", span, format!("`{}` can't be an id: ids have small letters, digits and hyphens", short(id))).meant(Some(offer.to_owned()))
}
