//! Owns the page on coverage: what the records have and what they lack, for readers to see.

use serde::Serialize;

use super::block::Link;
use super::escape;
use super::maker::Maker;
use crate::link::coverage::{Coverage, Filled, measure};
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::schema::Own;

/// What the template gets.
#[derive(Serialize)]
struct View {
    collections: Vec<Collection>,
    works: Vec<Lacking>,
    unexplained: Vec<String>,
}

/// One collection.
#[derive(Serialize)]
struct Collection {
    id: String,
    link: Link,
    entries: usize,
    fields: Vec<Field>,
    /// Whether anything rests on more than a source's plain word.
    marked: bool,
    lacking: Vec<Lacking>,
}

/// One field: in how many entries it is filled, and on whose word.
#[derive(Serialize)]
struct Field {
    label: String,
    filled: usize,
    percent: usize,
    words: Vec<String>,
}

/// What is lacking, and where.
#[derive(Serialize)]
struct Lacking {
    label: String,
    links: Vec<String>,
}

impl Maker<'_> {
    /// The coverage of the site, as HTML.
    pub fn coverage(&mut self) -> String {
        let shop = self.shop;
        let coverage = shop.coverage.get_or_init(|| measure(self.site));
        let mut collections: Vec<Collection> = coverage.collections.iter().map(|filled| self.filled(filled)).collect();
        let works = [
            ("works-without-address", &coverage.no_address),
            ("works-without-year", &coverage.no_year),
            ("works-without-access", &coverage.no_access),
        ];
        let works = works.map(|(label, works)| self.lacking(label, works)).into_iter().flatten().collect();
        let mut unexplained = self.unexplained(coverage);
        if self.sheet > 0 {
            collections.retain(|collection| !collection.lacking.is_empty());
            collections.iter_mut().for_each(|collection| collection.fields.clear());
            unexplained.clear();
        }
        let ways = self.ways_on(self.longest);
        self.part("coverage.html", &View { collections, works, unexplained }) + &ways
    }

    fn filled(&mut self, filled: &Filled) -> Collection {
        let site = self.site;
        let declared = site.records.schema.collection(filled.id);
        let index = site.pages.iter().position(|page| page.heads == Some(filled.id)).unwrap_or(0);
        let mut fields = Vec::new();
        for field in &filled.fields {
            let own = field.id == Own::Description.name();
            let mut words = Vec::new();
            if field.stated > 0 {
                words.push(format!("{} {}", field.stated, escape::text(self.word("basis-stated"))));
            }
            for (basis, count) in &field.basis {
                let (mark, meaning) = self.words_of(*basis);
                words.push(format!("{count} {meaning} {mark}"));
            }
            if field.denied > 0 {
                words.push(format!("{} {}", field.denied, escape::text(self.word("none"))));
            }
            let percent = field.percent(filled.entries);
            let label = if own { self.word("field-description") } else { super::block::split_mark(&field.label).1 };
            fields.push(Field { label: escape::text(label), filled: field.filled, percent, words });
        }
        let mut thin: Vec<EntryId> = filled.thin.iter().map(|(entry, ..)| *entry).collect();
        thin.dedup();
        let lacking = [("thin-sections", &thin), ("weak-only", &filled.weak), ("nothing-leads-to", &filled.alone), ("due", &filled.due)];
        Collection {
            id: escape::text(&format!("cb-of-{}", declared.id)),
            link: Link { href: self.href(Place::Page(index), None), html: escape::text(&declared.many) },
            entries: filled.entries,
            marked: filled.fields.iter().any(|field| field.denied > 0 || !field.basis.is_empty()),
            fields,
            lacking: lacking.map(|(label, entries)| self.lacking(label, entries)).into_iter().flatten().collect(),
        }
    }

    fn lacking(&mut self, label: &str, entries: &[EntryId]) -> Option<Lacking> {
        let label = escape::text(self.word(label));
        let links: Vec<String> = self
            .part_of(entries)
            .iter()
            .map(|entry| {
                let words =
                    if self.site.is_work(*entry) { self.short_work(*entry) } else { self.site.title(Place::Entry(*entry), None).into_owned() };
                format!("<a href=\"{}\">{}</a>", self.href(Place::Entry(*entry), None), escape::text(&words))
            })
            .collect();
        (!links.is_empty()).then_some(Lacking { label, links })
    }

    /// Short forms that nothing explains, each with the first page that has it.
    fn unexplained(&mut self, coverage: &Coverage) -> Vec<String> {
        let link = |(word, (_, place)): (&String, &(usize, Place))| format!("<a href=\"{}\">{}</a>", self.href(*place, None), escape::text(word));
        coverage.unknown.iter().map(link).collect()
    }
}
