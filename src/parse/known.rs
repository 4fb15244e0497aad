//! Owns which keys and columns an entry may have, and what is said of those that only seem to be some.

use crate::base::{Diagnostic, Span, mistake};
use crate::schema::{Collection, OWN, Schema};

/// Signs that no name has that queries may hold.
pub const UNFIT: [char; 5] = ['.', ' ', ',', '=', '@'];

/// Whether a name means something of every entry.
pub fn is_own(name: &str) -> bool {
    OWN.contains(&name) || name == "this"
}

/// The fields of a collection between those that all entries have: of many, the last are not shown.
pub fn allowed(declared: &Collection) -> Vec<&str> {
    let fields = declared.fields.iter().map(|field| field.id.as_str()).filter(|field| !OWN.contains(field));
    let (first, rest) = OWN.split_at(2);
    first.iter().copied().chain(fields).chain(rest.iter().copied()).collect()
}

/// What is said of the far side of a relation where a field should be.
pub fn far_side(span: Span, name: &str, declared: &Collection, schema: &Schema) -> Option<Diagnostic> {
    let (from, field) = *declared.inverses[declared.inverse(name)?].from.first()?;
    let from = schema.collection(from);
    let field = &from.fields[field];
    Some(match field.via {
        Some(_) => mistake::computed_field(span, name),
        None => mistake::far_side(span, name, &field.id, &from.id),
    })
}
