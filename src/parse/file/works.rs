//! Owns `references.bib`: its works, and the entries that they are.

use std::sync::Arc;

use super::{Reader, text};
use crate::base::{Severity, Span, mistake};
use crate::parse::bibliography::{self, Work};
use crate::parse::entry::{Entry, Head};
use crate::schema::{Basis, CollectionId, Kind, Stated, Value, choice_of};

impl Reader<'_, '_> {
    /// The works of a bibliography, each also as an entry, and whether all of it could be read.
    pub fn works(&mut self, collection: CollectionId) -> Option<(Vec<Work>, Vec<Entry>, bool)> {
        let text = text(self.file, self.sources, self.found)?;
        let (works, found, whole) = bibliography::parse(text, self.file);
        // Of keys that others keep for themselves, one is enough said.
        let mut hinted = false;
        self.found.extend(found.into_iter().filter(|said| said.severity != Severity::Hint || !std::mem::replace(&mut hinted, true)));
        let entries = works.iter().map(|work| self.work(collection, work)).collect();
        Some((works, entries, whole))
    }

    fn work(&mut self, collection: CollectionId, work: &Work) -> Entry {
        let declared = self.schema.collection(collection);
        let span = Span::new(self.file, work.key_span.start, work.key_span.end);
        let hold = |values: Vec<Value<_, _>>| {
            let values: Vec<_> = values.into_iter().map(|value| (value, span)).collect();
            (!values.is_empty()).then_some(Stated { values, denied: false, basis: Basis::Stated, note: None, sources: Vec::new(), as_of: None, span })
        };
        let text = |text: &Option<String>| text.iter().map(|text| Value::Text(text.clone())).collect::<Vec<_>>();
        let mut values = Vec::new();
        for field in &declared.fields {
            values.push(hold(match field.id.as_str() {
                "authors" => work.authors.iter().map(|author| Value::Text(author.clone())).collect(),
                "year" => text(&work.year),
                "url" => work.url.iter().map(|url| Value::Url(url.clone())).collect(),
                "doi" => text(&work.doi),
                "accessed" => text(&work.accessed),
                "weak" => work.weak.then_some(Value::Boolean(true)).into_iter().collect(),
                "kind" => match (&work.kind, &field.kind) {
                    (Some((kind, at)), Kind::Choice(choices)) => {
                        let choice = choice_of(choices, kind);
                        if choice.is_none() {
                            let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
                            let at = Span::new(self.file, at.start, at.end);
                            self.found.push(mistake::unknown_choice(at, "kind", kind, &keys));
                        }
                        choice.map(Value::Choice).into_iter().collect()
                    }
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            }));
        }
        let head = Head { title: work.title.clone(), ..Head::default() };
        Entry { collection, id: work.key.clone(), head: Arc::new(head), values, doc: Arc::default(), span, broken: false }
    }
}
