//! Owns the words for things: titles told apart, and what a reference says where its author wrote no words.

use std::borrow::Cow;

use super::Site;
use super::numbers::Kind;
use super::records::EntryId;
use super::texts::{Place, Target};
use crate::parse::doc::{Doc, Labelled};
use crate::parse::tree::{Inside, Nodes};

/// Entries without titles that name each other are called after one another so often, and no more.
const DEEPEST: usize = 2;

impl Site {
    /// The title of a place as it is called on the page `from`: with what it belongs to, except where that goes without saying. An entry
    /// without a title is called after what it must name.
    pub fn title(&self, place: Place, from: Option<Place>) -> Cow<'_, str> {
        self.title_after(place, from, 0)
    }

    fn title_after(&self, place: Place, from: Option<Place>, depth: usize) -> Cow<'_, str> {
        let Place::Entry(id) = place else { return Cow::Borrowed(&self.head(place).title) };
        let entry = self.records.get(id);
        let head = &entry.head;
        if let Some(owners) = self.called_after(id, from, depth) {
            let collection = self.records.schema.collection(entry.collection);
            return Cow::Owned([&collection.one, self.theme.strings.get("colon"), &owners].concat());
        }
        let title = if head.title.is_empty() { &entry.id } else { &head.title };
        match self.within(id) {
            Some(owner) if !from.is_some_and(|from| self.belongs(from, owner)) => {
                Cow::Owned(format!("{title} ({})", self.records.get(owner).head.title))
            }
            _ => Cow::Borrowed(title),
        }
    }

    /// The names of what an entry without a title must name, joined.
    pub fn names_of_owners(&self, id: EntryId, from: Option<Place>) -> Option<String> {
        self.called_after(id, from, 0)
    }

    fn called_after(&self, id: EntryId, from: Option<Place>, depth: usize) -> Option<String> {
        if !self.records.get(id).head.title.is_empty() || depth == DEEPEST {
            return None;
        }
        let owners: Vec<Cow<'_, str>> = self.owners(id).map(|owner| self.title_after(Place::Entry(owner), from, depth + 1)).collect();
        (!owners.is_empty()).then(|| owners.join(self.theme.strings.get("comma")))
    }

    /// The entries that an entry must name, one for each field.
    pub fn owners(&self, id: EntryId) -> impl Iterator<Item = EntryId> {
        let entry = self.records.get(id);
        let fields = &self.records.schema.collection(entry.collection).fields;
        let required = fields.iter().zip(&*entry.values).filter(|(field, _)| field.required && !field.many);
        required.filter_map(|(_, holds)| holds.as_ref()?.entries().next())
    }

    /// The one entry that an entry belongs to, where its collection declares `within`.
    pub fn within(&self, id: EntryId) -> Option<EntryId> {
        let entry = self.records.get(id);
        let field = self.records.schema.collection(entry.collection).within?;
        let mut owners = entry.values[field].iter().flat_map(|holds| holds.entries());
        owners.next().filter(|_| owners.next().is_none())
    }

    /// Whether a place is an entry, or belongs to it.
    pub fn belongs(&self, place: Place, owner: EntryId) -> bool {
        match place {
            Place::Page(_) => false,
            Place::Entry(entry) => entry == owner || self.within(entry) == Some(owner),
        }
    }

    /// What a link says where its author wrote no words.
    pub fn words<'a>(&'a self, target: &'a Target, from: Option<Place>) -> Cow<'a, str> {
        match target {
            Target::Elsewhere(address) => Cow::Borrowed(address.trim_start_matches("mailto:")),
            Target::File(_) => Cow::Borrowed(""),
            Target::Unpublished(words) => Cow::Borrowed(words),
            Target::Place(place, None) => self.title(*place, from),
            Target::Place(place, Some(label)) => {
                let here = from == Some(*place);
                match self.numbers.get(&(*place, label.clone())) {
                    Some(number) if number.kind != Kind::Heading => {
                        let words = format!("{}\u{a0}{}", self.theme.strings.get(number.kind.word()), number.text);
                        Cow::Owned(if here || number.chapter { words } else { format!("{words}, {}", self.title(*place, from)) })
                    }
                    _ => Cow::Borrowed(self.heading(*place, label).unwrap_or(label)),
                }
            }
        }
    }

    fn heading(&self, place: Place, label: &str) -> Option<&str> {
        let doc = &self.text(place).doc;
        let label = doc.label(label).filter(|known| known.id == label)?;
        match &label.of {
            Labelled::Heading(_, text) => Some(text),
            Labelled::Block(block) => doc.blocks[*block].title.as_deref(),
        }
    }

    /// The words of nodes as a reader sees them; `links` is given each link's stretch of them.
    pub fn read(
        &self,
        doc: &Doc,
        targets: &[Target],
        nodes: Nodes<'_>,
        from: Option<Place>,
        out: &mut String,
        links: &mut Vec<(usize, std::ops::Range<usize>)>,
    ) {
        for node in nodes {
            match node.inside {
                Inside::Text(_) | Inside::Code(_) => out.push_str(node.words()),
                Inside::SoftBreak | Inside::HardBreak => out.push(' '),
                Inside::Link(link) => {
                    let link = link as usize;
                    let start = out.len();
                    if doc.links[link].words {
                        self.read(doc, targets, node.children, from, out, links);
                    } else {
                        out.push_str(&self.words(&targets[link], from));
                    }
                    links.push((link, start..out.len()));
                }
                Inside::Citation(_) if out.ends_with(' ') => {
                    out.pop();
                }
                Inside::Comment(_) | Inside::Claim(_) | Inside::Citation(_) | Inside::FootnoteMark(_) | Inside::Image(_) | Inside::Html(_) => {}
                inside => {
                    let apart =
                        matches!(inside, Inside::Paragraph | Inside::Item | Inside::TableCell | Inside::Term | Inside::Meaning | Inside::Heading(..));
                    if apart && !out.is_empty() && !out.ends_with(' ') {
                        out.push(' ');
                    }
                    self.read(doc, targets, node.children, from, out, links);
                }
            }
        }
    }
}
