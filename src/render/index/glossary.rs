//! Owns the index of the glossary: every term under its short form, else its title.

use serde::Serialize;

use super::super::block::Letter;
use super::super::escape;
use super::super::maker::Maker;
use super::letters::letters;
use crate::link::records::Holds;
use crate::schema::{GLOSSARY, SOURCES, Value};

/// What the template of the glossary gets.
#[derive(Serialize)]
struct Glossary {
    letters: Vec<Letter>,
    terms: Vec<Term>,
}

/// One term.
#[derive(Serialize)]
struct Term {
    id: String,
    short: String,
    title: String,
    also: String,
    meaning_html: String,
    sources: Vec<String>,
}

impl Maker<'_> {
    /// Every term.
    pub fn glossary(&mut self) -> String {
        let site = self.site;
        let Some(collection) = site.records.schema.find(GLOSSARY) else { return String::new() };
        let mut terms = Vec::new();
        // What each is looked up by.
        let mut heads = Vec::new();
        let order = site.records.in_index(collection);
        let ways = self.ways_on(order.len());
        for id in self.part_of(&order) {
            let entry = site.records.get(*id);
            heads.push(match site.records.held(*id, "short").and_then(|holds| holds.values.first()) {
                Some((Value::Text(short), _)) => short,
                _ => &entry.head.title,
            });
            let mut text = |name: &str| match site.records.held(*id, name).and_then(|holds| holds.values.first()) {
                Some((Value::Text(text), _)) => escape::text(text),
                Some((Value::Markdown(text), _)) => self.inline_text(text),
                _ => String::new(),
            };
            let (short, meaning_html) = (text("short"), text("meaning"));
            let sources = site.records.held(*id, SOURCES).into_iter().flat_map(Holds::entries).map(|work| self.entry_link(work)).collect();
            terms.push(Term {
                id: entry.id.clone(),
                short,
                title: entry.head.title.clone(),
                also: entry.head.also.join(self.word("comma")),
                meaning_html,
                sources,
            });
        }
        let letters = letters(heads.iter().zip(&terms).map(|(head, term)| (head.as_str(), term.id.as_str())), &site.settings.language);
        self.part("glossary.html", &Glossary { letters, terms }) + &ways
    }
}
