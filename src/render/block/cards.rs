//! Owns entries as cards, as questions with their answers, and as a list of links.

use serde::Serialize;

use super::super::escape;
use super::super::html::Walk;
use super::super::maker::Maker;
use super::{Link, split_mark};
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::parse::block::Block;
use crate::schema::{Column, Kind};

/// What the templates of cards and lists get.
#[derive(Serialize)]
struct Cards {
    cards: Vec<Card>,
    /// Whether every card has a letter.
    lettered: bool,
    /// The level of the cards' headings.
    level: u8,
    /// What the numbers count; empty if there are none.
    counted: String,
    empty: String,
}

/// One entry as a card.
#[derive(Serialize)]
struct Card {
    href: String,
    html: String,
    mark: String,
    /// A text of the entry that speaks for it, in place of its title.
    question: String,
    description: String,
    columns: Vec<Shown>,
}

/// A labelled value.
#[derive(Serialize)]
struct Shown {
    label: String,
    html: String,
    /// The same, one by one, where it leads to entries.
    answers: Vec<Answer>,
}

/// An entry that a card leads to.
#[derive(Serialize)]
struct Answer {
    link: Link,
    count: Option<usize>,
}

impl Maker<'_> {
    /// Entries as cards, or as a list of links.
    pub fn cards(&mut self, walk: Walk<'_>, template: &str, block: &Block<EntryId>, columns: &[Column], entries: &[EntryId]) -> String {
        let ways = self.ways_on(entries.len());
        let entries = self.part_of(entries);
        if entries.is_empty() && self.sheet > 0 {
            return String::new();
        }
        let mut counted = String::new();
        let mut cards: Vec<Card> = Vec::new();
        for entry in entries {
            cards.push(self.card(*entry, columns, &mut counted));
        }
        let empty = block.empty.clone().unwrap_or_default();
        if cards.is_empty() && empty.is_empty() {
            return String::new();
        }
        let lettered = !cards.is_empty() && cards.iter().all(|card| !card.mark.is_empty());
        let above = walk.above.map_or_else(|| self.toc.last().map_or(1, |heading| heading.level), |(level, _)| level);
        let level = (above + 1).min(6);
        self.part(template, &Cards { cards, lettered, level, counted, empty }) + &ways
    }

    fn card(&mut self, entry: EntryId, columns: &[Column], counted: &mut String) -> Card {
        let place = Place::Entry(entry);
        let (mark, title) = self.lettered(entry, &self.name(entry));
        let mut question = String::new();
        let mut shown = Vec::new();
        for column in columns {
            let html = self.cell(entry, column);
            if html.is_empty() {
                continue;
            }
            if !mark.is_empty() && question.is_empty() && column.path.steps.len() == 1 && self.kind(&column.path) == Some(&Kind::Text) {
                question = html;
                continue;
            }
            let answers = self.answers(entry, column, counted);
            shown.push(Shown { label: escape::text(split_mark(&self.label(column)).1), html, answers });
        }
        let describes = columns.iter().any(|column| column.name == "description");
        let description = if describes { String::new() } else { self.site.head(place).description.clone() };
        Card { href: self.href(place, None), html: escape::text(&title), mark, question, description, columns: shown }
    }

    /// The entries that a column leads to, each with how many lead to it in turn.
    fn answers(&self, entry: EntryId, column: &Column, counted: &mut String) -> Vec<Answer> {
        let schema = &self.site.records.schema;
        if column.count || column.path.steps.last().and_then(|step| schema.leads_to(*step)).is_none() {
            return Vec::new();
        }
        let answer = |far: EntryId| {
            let record = self.site.records.get(far);
            let inverses = &schema.collection(record.collection).inverses;
            let others = inverses.iter().position(|inverse| inverse.to != record.collection && schema.collection(inverse.to).pages);
            if let Some(others) = others {
                *counted = escape::text(&schema.collection(inverses[others].to).many);
            }
            let link = Link { href: self.href(Place::Entry(far), None), html: escape::text(&self.name(far)) };
            Answer { link, count: others.map(|others| record.inverses[others].len()) }
        };
        self.site.records.follow(entry, &column.path.steps).into_iter().map(answer).collect()
    }
}
