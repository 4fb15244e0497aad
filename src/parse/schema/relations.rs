//! Owns the far sides of relations, and what can be read only when all collections are known.

use std::ops::Range;

use super::{Far, Later};
use crate::base::{Diagnostic, Sources, Span, mistake};
use crate::parse::known::{UNFIT, is_own};
use crate::parse::map::ground;
use crate::parse::query;
use crate::schema::{CollectionId, Inverse, Kind, Schema, Step};

/// Gives relations their far sides.
pub fn inverses(schema: &mut Schema, fars: impl IntoIterator<Item = Far>, found: &mut Vec<Diagnostic>) {
    for far in fars {
        let (collection, index) = far.at;
        let field = &schema.collection(collection).fields[index];
        let Kind::Relation(to) = field.kind else {
            if let Some((name, span)) = far.name {
                found.push(mistake::inverse_of_no_relation(span, &name));
            }
            continue;
        };
        turn_round(schema, far, to, found);
    }
}

/// Adds one field to the far side of its relation.
fn turn_round(schema: &mut Schema, far: Far, to: CollectionId, found: &mut Vec<Diagnostic>) {
    let Far { at, name, label } = far;
    let (collection, index) = at;
    let declaring = schema.collection(collection);
    let field = &declaring.fields[index];
    if name.as_ref().is_some_and(|(name, _)| collection == to && *name == field.id) {
        return;
    }
    let (usual, many, id) = (declaring.id.clone(), declaring.many.clone(), field.id.clone());
    let target = &mut schema.collections[to.0];
    let wanted = match &name {
        Some((name, span)) => {
            if is_own(name) || name.contains(UNFIT) {
                found.push(mistake::bad_field_name(*span, name));
                return;
            }
            if target.field(name).is_some() {
                found.push(mistake::inverse_is_field(*span, name, &target.id));
                return;
            }
            name.clone()
        }
        None if is_own(&usual) || target.field(&usual).is_some() || target.inverse(&usual).is_some() => format!("{usual}-{id}"),
        None => usual,
    };
    match target.inverses.iter_mut().find(|inverse| inverse.name == wanted) {
        Some(inverse) if inverse.to == collection => {
            inverse.from.push(at);
            if let Some(label) = label {
                inverse.label = label;
            }
        }
        Some(_) => {
            if let Some((name, span)) = name {
                found.push(mistake::inverse_taken(span, &name, &target.id));
            }
        }
        None => target.inverses.push(Inverse { name: wanted, label: label.unwrap_or(many), from: vec![at], to: collection }),
    }
}

/// Turns offsets in a text of `site.yaml` into places.
fn place(text: &str, span: Span, sources: &Sources) -> impl Fn(Range<usize>) -> Span {
    let mut stretches = Vec::new();
    let ground = ground(span.bytes(), text, span.file, sources.text(span.file), &mut stretches).part(0..text.len());
    move |range| ground.span(range)
}

/// Reads the fields that are computed through others, now that direct relations have their far sides.
pub fn vias(schema: &mut Schema, later: &[Later<'_>], sources: &Sources, found: &mut Vec<Diagnostic>) {
    for later in later {
        if let Later::Via(collection, index, text, span) = later {
            let Some(path) = query::path(text, 0, *collection, schema, place(text, *span, sources), found) else { continue };
            let through = path.steps.iter().any(|step| matches!(step, Step::Field(c, f) if schema.collection(*c).fields[*f].via.is_some()));
            match path.steps.last().and_then(|step| schema.leads_to(*step)) {
                Some(to) if !through => {
                    let field = &mut schema.collections[collection.0].fields[*index];
                    field.kind = Kind::Relation(to);
                    field.via = Some(path);
                }
                _ => found.push(mistake::bad_via(*span, text)),
            }
        }
    }
}

/// Reads `where`, `when` and `within`, now that all paths are known.
pub fn rest(schema: &mut Schema, later: &[Later<'_>], sources: &Sources, found: &mut Vec<Diagnostic>) {
    for later in later {
        match later {
            Later::When(collection, text, span) => {
                let when = query::conditions(text, *collection, None, schema, place(text, *span, sources), found);
                schema.collections[collection.0].sections_when = when;
            }
            Later::Where(collection, index, text, span) => {
                if let Kind::Relation(to) = schema.collection(*collection).fields[*index].kind {
                    let narrowed = query::conditions(text, to, None, schema, place(text, *span, sources), found);
                    schema.collections[collection.0].fields[*index].narrowed = narrowed;
                } else {
                    found.push(mistake::where_on_no_relation(*span));
                }
            }
            Later::Within(collection, index, name, span) => {
                if !matches!(schema.collection(*collection).fields[*index].kind, Kind::Relation(_)) {
                    found.push(mistake::within_no_relation(*span, name));
                }
            }
            Later::Type(..) | Later::Via(..) => {}
        }
    }
}
