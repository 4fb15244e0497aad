//! Owns what is declared in every site: works, terms, and the field `sources`.

use crate::base::{FileId, Span};
use crate::parse::theme::Strings;
use crate::schema::{Choice, Collection, CollectionId, Field, GLOSSARY, Kind, Origin, REFERENCES, SOURCES, Schema};

/// The collections that every site has: works and terms. And the field `sources` of all. What they are called is in the theme's words,
/// whose keys stand for them until [`name`] is called.
pub fn built_in(schema: &mut Schema) {
    let span = schema.collections.first().map_or(Span::top(FileId(0)), |collection| collection.span);
    let field = |id: &str, kind: Kind, many: bool| Field {
        id: id.to_owned(),
        label: format!("field-{id}"),
        kind,
        required: false,
        unique: false,
        many,
        narrowed: Vec::new(),
        via: None,
    };
    let kinds = ["publication", "law", "official", "news", "research", "organization", "dataset"];
    let kinds = kinds.map(|key| Choice { key: key.to_owned(), label: format!("work-{key}"), definition: String::new() });
    let works = vec![
        field("authors", Kind::Text, true),
        field("year", Kind::Text, false),
        field("kind", Kind::Choice(kinds.to_vec()), false),
        field("url", Kind::Url, false),
        field("doi", Kind::Text, false),
        field("accessed", Kind::Text, false),
        field("weak", Kind::Boolean, false),
    ];
    let short = Field { unique: true, ..field("short", Kind::Text, false) };
    let terms = vec![short, field("meaning", Kind::Markdown, false)];
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
    schema.collections.push(collection(GLOSSARY, "term", "glossary", Origin::Table("glossary.yaml".to_owned()), terms));
    let works = collection(REFERENCES, "source", "references", Origin::Bibliography, works);
    schema.collections.push(works);
    let references = CollectionId(schema.collections.len() - 1);
    for collection in &mut schema.collections {
        collection.fields.push(field(SOURCES, Kind::Relation(references), true));
    }
}

/// Says what they are called in the words of the theme.
pub fn name(schema: &mut Schema, strings: &Strings) {
    let terms = schema.find(GLOSSARY);
    let say = |label: &mut String| *label = strings.get(label).to_owned();
    for collection in &mut schema.collections {
        let built_in = matches!(collection.id.as_str(), GLOSSARY | REFERENCES);
        for field in collection.fields.iter_mut().filter(|field| built_in || field.id == SOURCES) {
            say(&mut field.label);
            if let Kind::Choice(choices) = &mut field.kind {
                choices.iter_mut().for_each(|choice| say(&mut choice.label));
            }
        }
        if built_in {
            [&mut collection.one, &mut collection.many].into_iter().for_each(say);
        }
        collection.inverses.iter_mut().filter(|inverse| Some(inverse.to) == terms).for_each(|inverse| say(&mut inverse.label));
    }
}
