//! Owns what search knows of one place: its names, its lines by section, its words.

mod lines;

use std::collections::BTreeMap;

use super::tally::{FIELD, Tally, Zone};
use super::words::{text_of, words};
use crate::link::Site;
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::render::citations::Styled;
use crate::schema::{GLOSSARY, Value};

/// A stretch of a place's text.
#[derive(Debug, Default)]
pub struct Part {
    /// The anchor of its heading; empty before the first.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    /// Its paragraphs, cells in rows, items.
    pub lines: Vec<String>,
}

/// What search knows of a place.
#[derive(Debug, Default)]
pub struct Document {
    /// Its title, as it is called on other pages.
    pub title: String,
    /// What may stand as an excerpt.
    pub parts: Vec<Part>,
    /// The words of its names, in the order met.
    pub names: Vec<String>,
}

/// What a name of one word counts; of more, less.
const NAME: f32 = 20.0;
/// What the title counts of what an entry belongs to.
const OWNER: f32 = 4.0;
const HEADING: f32 = 5.0;

/// Gathers what search knows of a place, and counts its words.
pub fn gather(site: &Site, works: &BTreeMap<EntryId, Styled>, place: Place, tally: &mut Tally) -> Document {
    let mut gatherer = Gatherer { site, place, document: Document::default(), tally };
    gatherer.all(works);
    gatherer.document
}

struct Gatherer<'a> {
    site: &'a Site,
    place: Place,
    document: Document,
    tally: &'a mut Tally,
}

impl Gatherer<'_> {
    fn all(&mut self, works: &BTreeMap<EntryId, Styled>) {
        let site = self.site;
        let head = site.head(self.place);
        self.document.title = site.title(self.place, None).into_owned();
        self.document.parts.push(Part::default());
        if let Place::Entry(id) = self.place {
            self.entry_names(id);
            if let Some(work) = works.get(&id) {
                self.name(&format!("{} {}", work.author, work.year));
                self.line(work.entry_text.clone(), Zone::Body);
            }
        } else {
            self.name(&head.title);
        }
        for other in &head.also {
            self.name(other);
        }
        if !head.also.is_empty() {
            let word = |key| site.theme.strings.get(key);
            self.say([word("also"), word("colon"), &head.also.join(word("comma"))].concat());
        }
        if !head.description.is_empty() {
            self.line(head.description.clone(), Zone::Description);
        }
        self.read(site.text(self.place));
        if let Place::Entry(id) = self.place {
            self.fields(site.records.get(id));
        }
        self.document.parts.retain(|part| !part.lines.is_empty());
    }

    /// The title, and that of what the entry belongs to; an entry without one is called after its owners.
    fn entry_names(&mut self, id: EntryId) {
        let site = self.site;
        let entry = site.records.get(id);
        let declared = site.records.schema.collection(entry.collection);
        if entry.head.title.is_empty() {
            let owners = site.names_of_owners(id, None).unwrap_or_default();
            self.document.title =
                if owners.is_empty() { entry.id.clone() } else { [&owners, site.theme.strings.get("colon"), &declared.one].concat() };
            self.take(&owners, Zone::Name(OWNER));
        } else {
            self.name(&entry.head.title);
            self.adjectives(id, Zone::Name(NAME));
            if let Some(owner) = site.within(id) {
                self.take(&site.records.get(owner).head.title, Zone::Name(OWNER));
                self.adjectives(owner, Zone::Name(OWNER));
            }
        }
        if let Some(short) = site.records.short(id).filter(|_| declared.id == GLOSSARY) {
            self.document.title = [short, self.site.theme.strings.get("colon"), &entry.head.title].concat();
            self.name(short);
        }
    }

    /// The adjectives of an entry's countries: a reader looks for the Danish office as well as for that of Denmark.
    fn adjectives(&mut self, id: EntryId, zone: Zone) {
        let site = self.site;
        for (value, _) in site.records.get(id).values.iter().flatten().flat_map(|holds| &holds.values) {
            if let Value::Country(code) = value {
                self.take(site.theme.adjectives.get(code).map_or("", String::as_str), zone);
            }
        }
    }

    /// Counts the words of a name.
    fn name(&mut self, name: &str) {
        let first = self.document.names.len();
        words(name, &mut |word| self.document.names.push(text_of(word).into_owned()));
        let length = self.document.names.len() - first;
        let counts = NAME / (1.0 + 0.35 * length.saturating_sub(1) as f32);
        self.document.names[first..].iter().for_each(|word| self.tally.push(word.as_bytes(), Zone::Name(counts)));
    }

    /// Keeps a line and counts its words.
    fn line(&mut self, line: String, zone: Zone) {
        self.take(&line, zone);
        self.say(line);
    }

    /// Keeps a line.
    fn say(&mut self, line: String) {
        if let Some(part) = self.document.parts.last_mut().filter(|_| !line.is_empty()) {
            part.lines.push(line);
        }
    }

    fn take(&mut self, text: &str, zone: Zone) {
        words(text, &mut |word| self.tally.push(word, zone));
    }
}
