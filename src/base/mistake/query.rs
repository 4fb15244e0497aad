//! Mistakes of queries, of the blocks that ask them, and of choices.

use super::{choice, say, short};
use crate::base::{
    Diagnostic, Span,
    suggest::{Near, nearest_name},
};

/// A field that is not there.
pub fn unknown_field(span: Span, name: &str, collection: Option<&str>, near: Option<Near>) -> Diagnostic {
    match collection {
        Some(collection) => {
            let found = say("unknown-field", span, format!("`{collection}` has no field or inverse `{name}`"));
            match name.strip_suffix(" desc").or(name.strip_suffix(" asc")) {
                Some(field) => found.help(format!("the order is that of the field alone, `{field}`; the other way round, it is `-{field}`")),
                None => found.meant(near),
            }
        }
        None => say("unknown-field", span, format!("nothing leads on to `{name}`: what stands before the dot is no relation")),
    }
}

/// A condition that can't be read.
pub fn bad_condition(span: Span, text: &str) -> Diagnostic {
    say("bad-query", span, format!("`{text}` is no condition"))
        .help("write `field=value`, with =, !=, <, <=, > or >=; a value with a comma stands in straight quotes: `title='Salt, again'`")
}

/// A value with a second equals sign before it.
pub fn second_equals(span: Span) -> Diagnostic {
    say("bad-query", span, "a condition has one `=`: write `field=value`").repair(Some("=".to_owned()), "")
}

/// A value in quotes that are none to queries.
pub fn typographic_quotes(span: Span) -> Diagnostic {
    say("bad-query", span, "these are typographic quotes").help("write straight ones, `'`, or none")
}

/// Conditions that are joined by a word.
pub fn joined_conditions(span: Span, word: &str) -> Diagnostic {
    let found = say("bad-query", span, format!("conditions are not joined by `{word}`"));
    match word {
        "and" => found.help("put a comma there; a value that has this word in it stands in straight quotes, `'`"),
        _ => found.help("a query shows what meets all conditions: make two tables; a value that has this word in it stands in straight quotes, `'`"),
    }
}

/// A path that leads elsewhere.
pub fn path_leads_elsewhere(span: Span, path: &str, wanted: &str) -> Diagnostic {
    say("bad-query", span, format!("`{path}` does not lead to `{wanted}`"))
}

/// A path that is no relation.
pub fn no_relation(span: Span, path: &str) -> Diagnostic {
    say("bad-query", span, format!("`{path}` is no relation, so there are no entries to show"))
}

/// A choice that is not declared.
pub fn unknown_choice(span: Span, field: &str, text: &str, known: &[&str]) -> Diagnostic {
    offer(say("unknown-choice", span, format!("`{}` is not a value of `{field}`", short(text))), text, known)
}

/// A citation style that can't be used; `why` goes on after its name.
pub fn unusable_style(span: Span, name: &str, why: &str, known: &[&str]) -> Diagnostic {
    let found = say("unknown-choice", span, format!("the citation style `{}` {why}", short(name)));
    let wanted = name.to_lowercase();
    let named = known.iter().filter(|style| wanted.len() > 2 && style.contains(&wanted));
    match Near::of(named.map(|style| (*style).to_owned())) {
        Some(near) => found.meant(Some(near)),
        None => offer(found, name, known),
    }
}

/// Offers what was probably meant, else all that may be.
fn offer(found: Diagnostic, text: &str, known: &[&str]) -> Diagnostic {
    if known.is_empty() {
        return found;
    }
    let mut small = known.iter().filter(|known| known.to_lowercase() == text.to_lowercase());
    let by_case = small.next().filter(|_| small.next().is_none()).and_then(|key| Near::of([(*key).to_owned()]));
    let near = by_case.or_else(|| nearest_name(text, known.iter().copied()));
    found.meant_or(near, format!("it may be {}", choice(known)))
}

/// A path to something of another type.
pub fn path_of_other_type(span: Span, path: &str, wanted: &str) -> Diagnostic {
    say("bad-query", span, format!("`{path}` is no field of type {wanted}"))
}

/// A picture of a collection that has no field for it.
pub fn no_field_of_type(span: Span, collection: &str, wanted: &str, key: &str) -> Diagnostic {
    say("bad-query", span, format!("`{collection}` has no field of type {wanted}, so there is nothing to draw"))
        .help(format!("if one is to be reached through a relation, write the way to it: `{key}=…`"))
}

/// A map of values that are all different.
pub fn no_pattern(span: Span, path: &str) -> Diagnostic {
    say("bad-query", span, format!("`{path}` can't pattern a map, because its values are too many"))
        .help("name a choice, a yes-or-no field or a relation")
}
