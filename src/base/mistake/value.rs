//! Mistakes of single values.

use super::{SEVERAL, choice, list, quoted, say, short};
use crate::base::{Diagnostic, Span, suggest::Near};

/// How tables of others say that nothing is known.
const UNKNOWN: [&str; 9] = ["na", "n/a", "#n/a", "null", "nan", "-", "–", "—", "?"];

/// What stands for a text that is not known.
const PLACEHOLDERS: [&str; 13] = ["n/a", "n.a.", "null", "-", "--", "–", "—", "?", "??", "???", "...", "tbc", "tbd"];

/// A text that says nothing is known, or none with a capital; nothing for any other.
pub fn placeholder(span: Span, field: &str, written: &str) -> Option<Diagnostic> {
    let small = written.to_lowercase();
    let denied = small == "none";
    let found = (denied || PLACEHOLDERS.contains(&&*small))
        .then(|| say("placeholder", span, format!("`{field}` counts as known: readers see `{}`", short(written))))?;
    Some(match denied {
        true => found.help("where a source says that there is none, write `none` in small letters; where nothing is known, leave it empty"),
        false => found.help("where nothing is known, leave it empty"),
    })
}

/// A value of another type.
pub fn wrong_type(span: Span, field: &str, expected: &str, written: &str) -> Diagnostic {
    unless_unknown(wrong_kind(span, field, expected, &quoted(written)), written)
}

/// Whether a text says in the way of other tables that nothing is known.
pub fn says_unknown(written: &str) -> bool {
    UNKNOWN.contains(&written.to_lowercase().as_str())
}

/// With a way out where it was meant that nothing is known.
fn unless_unknown(found: Diagnostic, written: &str) -> Diagnostic {
    if says_unknown(written) { found.help("where nothing is known, leave it empty") } else { found }
}

/// What is no such value at all; `what` names it.
pub fn wrong_kind(span: Span, field: &str, expected: &str, what: &str) -> Diagnostic {
    say("wrong-type", span, format!("`{field}` takes {expected}, not {what}"))
}

/// Several values of a field that holds one; `declared` says that site.yaml declares it.
pub fn one_value(span: Span, field: &str, count: usize, declared: bool) -> Diagnostic {
    match count {
        0 | 1 => say("wrong-type", span, format!("`{field}` holds one value, and no list")).help("write the value without brackets or dash"),
        _ if declared => say("wrong-type", span, format!("`{field}` holds one value, not {count}"))
            .help("leave one; with `many: true` in site.yaml the field holds several"),
        _ => say("wrong-type", span, format!("`{field}` holds one value, not {count}")).help("leave one"),
    }
}

/// Several values that are written as one.
pub fn values_as_one(span: Span, field: &str) -> Diagnostic {
    say("wrong-type", span, format!("these are several values of `{field}`, written as one text")).help(SEVERAL)
}

/// A semicolon in one of several values.
pub fn semicolon(span: Span, field: &str) -> Diagnostic {
    say("wrong-type", span, format!("a value of `{field}` has no `;` in it: in tables and in the data, that stands between values"))
        .help(SEVERAL)
        .help("write a single value without it; in an address it is `%3B`")
}

/// Keys with values where a list of them belongs.
pub fn no_list(span: Span, collection: &str) -> Diagnostic {
    wrong_kind(span, collection, "a list, each entry with a `- ` before it", "keys with values")
}

/// With the word for yes or no that was meant by one of another language.
pub fn no_truth(found: Diagnostic, written: &str, meant: Option<&str>) -> Diagnostic {
    match meant {
        Some(meant) => found.meant(Near::of([meant.to_owned()])).surely(written),
        None => found,
    }
}

/// A decimal comma between braces, where a comma ends a value.
pub fn comma_in_braces(span: Span, field: &str, written: &str, meant: &[String]) -> Diagnostic {
    let found = say("wrong-type", span, format!("`{field}` takes a number like 4.5, not `{written}`: a comma ends a value here"));
    match meant {
        [one] => found.meant(Near::of([one.clone()])).surely(written),
        several => either(found, several),
    }
}

/// A number that is none; `meant` is what it may be, `shortened` whether a spreadsheet seems to have cut it.
pub fn bad_number(span: Span, field: &str, expected: &str, written: &str, meant: &[String], shortened: bool) -> Diagnostic {
    let found = either(wrong_type(span, field, expected, written), meant);
    // A unit would get lost.
    let bare = written.chars().all(|sign| sign.is_ascii_digit() || sign.is_whitespace() || ",.-'’\u{2212}".contains(sign));
    let found = if bare && meant.len() == 1 && written.contains(',') && meant[0].contains('.') { found.surely(written) } else { found };
    if shortened { found.help("a spreadsheet seems to have shortened it: format the column as a number, and write it out") } else { found }
}

/// A number with the sign of its unit behind it.
pub fn number_with_unit(span: Span, field: &str, expected: &str, written: &str, meant: &[String]) -> Diagnostic {
    let found = wrong_type(span, field, expected, written);
    match meant {
        [] => found,
        meant => found.help(format!("write {} alone; its unit belongs to the label of the field, in site.yaml", choice(meant))),
    }
}

/// A number whose dot may separate thousands, as it does elsewhere in its column.
pub fn doubtful_number(span: Span, field: &str, written: &str, large: &str) -> Diagnostic {
    let meant = [large.to_owned(), format!("{written}0")];
    either(say("wrong-type", span, format!("`{}` may be two numbers: elsewhere in `{field}`, dots separate thousands", short(written))), &meant)
}

/// A date that is none; `meant` is what a spreadsheet may have made it from.
pub fn bad_date(span: Span, field: &str, written: &str, meant: &[String]) -> Diagnostic {
    let found = say("wrong-type", span, format!("`{field}` takes a date like 2017, 2017-10 or 2017-10-14, not `{}`", short(written)));
    let found = unless_unknown(either(found, meant), written);
    // Nothing is lost with midnight, and a month that is named is no other.
    let whole_year = written.split(|sign: char| !sign.is_ascii_digit()).any(|digits| digits.len() == 4);
    if meant.len() == 1 && whole_year && (written.contains(char::is_alphabetic) && !written.contains(':') || written.contains("T00:00:00")) {
        return found.surely(written);
    }
    let spelled = written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_digit()) || written.contains(' ') || written.contains('T');
    if meant.is_empty() || spelled { found } else { found.help("if a spreadsheet changed it: format the column as text, and write it again") }
}

/// With what may have been meant: a repair if it is one, a choice if there are several.
fn either(found: Diagnostic, meant: &[String]) -> Diagnostic {
    match meant {
        [] => found,
        [one] => found.meant(Near::of([one.clone()])),
        several => found.help(format!("write {}, whichever it was", choice(several))),
    }
}

/// What a spreadsheet shows instead of a value.
pub fn ruined_cell(span: Span, written: &str, narrow: bool) -> Diagnostic {
    let found = say("broken-table", span, format!("`{}` is no value, but what a spreadsheet shows instead of one", short(written)));
    match narrow {
        true => found.help("make the column wider, and save the table again"),
        false => found.help("a formula failed there: write the value itself, or leave the cell empty"),
    }
}

/// A country that is none.
pub fn unknown_country(span: Span, written: &str, near: Option<Near>) -> Diagnostic {
    let found = say("unknown-country", span, format!("`{}` is not the code of a country", short(written)));
    if ["xk", "xkx", "kosovo"].contains(&written.to_lowercase().as_str()) {
        return found.help(
            "Kosovo has no code in ISO 3166-1, so it can't be written here, nor shown on a map: leave this empty, and say it in a field of text",
        );
    }
    found.meant(near).help("countries are written as their ISO 3166-1 code of two capital letters, like EE")
}

/// A value beside a denial.
pub fn none_and_more(span: Span, field: &str) -> Diagnostic {
    say("denied-value", span, format!("`{field}` says `none`, and this beside it"))
        .help("`none` says that a source denies every value: leave out one of the two")
}

/// An entry that says `none`, and is named by another in a relation that holds both ways.
pub fn none_and_named(span: Span, id: &str, field: &str, named: Span) -> Diagnostic {
    say("denied-value", span, format!("`{id}` says `none` for `{field}`, and another entry names it there"))
        .related(named, "this one")
        .help("the relation holds both ways: correct one of the two")
}

/// A required field without a value.
pub fn missing_field(span: Span, field: &str, collection: &str, id: &str) -> Diagnostic {
    say("missing-field", span, format!("`{id}` has no `{field}`, which every entry of `{collection}` needs")).help(format!("add `{field}`"))
}

/// The key of a required field without a value behind it: it takes what is expected, or one of the choices.
pub fn empty_field(span: Span, field: &str, collection: &str, id: &str, expected: &str, choices: &[&str]) -> Diagnostic {
    let takes = if choices.is_empty() { expected.to_owned() } else { choice(choices) };
    Diagnostic { help: vec![format!("write a value behind `{field}:`, {takes}")], ..missing_field(span, field, collection, id) }
}

/// A required field that has no column in a table.
pub fn missing_field_column(span: Span, field: &str, collection: &str) -> Diagnostic {
    say("missing-field", span, format!("the table has no column `{field}`, which every entry of `{collection}` needs"))
        .help(format!("add `{field}` to its first line, and a cell to each row"))
}

/// A value for a computed field.
pub fn computed_field(span: Span, field: &str) -> Diagnostic {
    say("computed-field", span, format!("`{field}` is computed through other relations")).help("delete it here")
}

/// The far side of a relation, written down: it is the `field` of entries of `other`.
pub fn far_side(span: Span, name: &str, field: &str, other: &str) -> Diagnostic {
    say("computed-field", span, format!("`{name}` is what `{field}` of `{other}` says, seen from the other side"))
        .help(format!("delete it here; each of `{other}` that is meant names this entry as its `{field}`"))
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

/// An entry that belongs to itself, by way of others: where each says so, and its id.
pub fn within_itself(span: Span, id: &str, others: &[(Span, &str)]) -> Diagnostic {
    let ids: Vec<&str> = others.iter().map(|(_, id)| *id).collect();
    let way = if ids.is_empty() { String::new() } else { format!(", by way of {}", list(&ids)) };
    let found = say("not-allowed-here", span, format!("`{id}` would belong to itself{way}"));
    let found = others.iter().fold(found, |found, (span, _)| found.related(*span, "and this"));
    found.help(if ids.is_empty() {
        "name what it belongs to, or leave this empty"
    } else {
        "one of these belongs to none of the others: leave it empty there"
    })
}

/// A value that stands twice.
pub fn not_unique(span: Span, field: &str, first: Span) -> Diagnostic {
    say("not-unique", span, format!("two entries have the same `{field}`")).related(first, "the other one").help("correct one of the two")
}

/// So many letters an id may have.
pub const LONGEST_ID: usize = 200;

/// An id that is no address.
pub fn bad_id(span: Span, id: &str, offer: Option<String>) -> Diagnostic {
    if id.len() > LONGEST_ID && offer.is_none() {
        return say("bad-id", span, format!("`{}` is too long for an id, which is the name of a folder", short(id)))
            .help(format!("an id has at most {LONGEST_ID} letters"));
    }
    let found = say("bad-id", span, format!("`{}` can't be an id: ids have small letters, digits and hyphens", short(id)));
    match offer {
        Some(offer) => found.meant(Near::of([offer])),
        None => found.help("letters are those from a to z"),
    }
}

/// An address with a blank in it.
pub fn blank_in_address(span: Span, field: &str) -> Diagnostic {
    say("wrong-type", span, format!("there is a blank in this address of `{field}`, and an address has none"))
        .help("write `%20` for it; a second address, or a word behind it, belongs elsewhere")
}

/// An id that is an anchor the theme may need.
pub fn reserved_anchor(span: Span, id: &str) -> Diagnostic {
    say("bad-id", span, format!("ids that begin with `cb-` are the theme's own where entries have no pages, so this can't be `{}`", short(id)))
        .help("choose another one")
}

/// An id that a spreadsheet took for a date.
pub fn id_as_date(span: Span, id: &str) -> Diagnostic {
    say("bad-id", span, format!("`{}` can't be an id; a spreadsheet seems to have taken one for a date", short(id)))
        .help("format the column as text, and write the id again")
}
