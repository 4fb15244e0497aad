//! Owns what is declared in every site: works, terms, and the field `sources`.

use crate::base::{FileId, Span};
use crate::schema::{Choice, Collection, CollectionId, Field, GLOSSARY, Kind, Origin, REFERENCES, SOURCES, Schema};

/// The collections that every site has: works and terms. And the field `sources` of all.
pub fn built_in(schema: &mut Schema) {
    let span = schema.collections.first().map_or(Span::top(FileId(0)), |collection| collection.span);
    let field = |id: &str, label: &str, kind: Kind, many: bool| Field {
        id: id.to_owned(),
        label: label.to_owned(),
        kind,
        required: false,
        unique: false,
        many,
        narrowed: Vec::new(),
        via: None,
    };
    let kinds = [
        ("publication", "Publication"),
        ("law", "Law"),
        ("official", "Official page"),
        ("news", "News"),
        ("research", "Research"),
        ("organization", "Organization"),
        ("dataset", "Dataset"),
    ];
    let kinds = kinds.map(|(key, label)| Choice { key: key.to_owned(), label: label.to_owned(), definition: String::new() });
    let works = vec![
        field("authors", "Authors", Kind::Text, true),
        field("year", "Year", Kind::Text, false),
        field("kind", "Kind", Kind::Choice(kinds.to_vec()), false),
        field("url", "Address", Kind::Url, false),
        field("doi", "DOI", Kind::Text, false),
        field("accessed", "Accessed", Kind::Text, false),
        field("weak", "Weak", Kind::Boolean, false),
    ];
    let short = Field { unique: true, ..field("short", "Short form", Kind::Text, false) };
    let terms = vec![short, field("meaning", "Meaning", Kind::Markdown, false)];
    let collection = |id: &str, one: &str, many: &str, origin: Origin, fields: Vec<Field>| Collection {
        id: id.to_owned(),
        one: one.to_owned(),
        many: many.to_owned(),
        origin,
        sections: Vec::new(),
        sections_at: Vec::new(),
        sections_when: Vec::new(),
        sources_required: false,
        review_every: None,
        pages: false,
        layout: None,
        within: None,
        fields,
        inverses: Vec::new(),
        span,
    };
    schema.collections.push(collection(GLOSSARY, "Term", "Glossary", Origin::Table("glossary.yaml".to_owned()), terms));
    let works = collection(REFERENCES, "Source", "References", Origin::Bibliography, works);
    schema.collections.push(works);
    let references = CollectionId(schema.collections.len() - 1);
    for collection in &mut schema.collections {
        collection.fields.push(field(SOURCES, "Sources", Kind::Relation(references), true));
    }
}
