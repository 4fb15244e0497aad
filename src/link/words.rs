//! Owns the words for things: titles told apart, and what a reference says where its author wrote no words.

use super::Site;
use super::numbers::Kind;
use super::records::EntryId;
use super::texts::{Place, Target};
use crate::parse::doc::{Doc, Inside, Labelled, Node};

impl Site {
    /// The title of a place as it is called on the page `from`: with what it belongs to, except where that goes without saying.
    pub fn title(&self, place: Place, from: Option<Place>) -> String {
        let head = self.head(place);
        let Place::Entry(id) = place else { return head.title.clone() };
        let entry = self.records.get(id);
        let title = if head.title.is_empty() { &entry.id } else { &head.title };
        match self.within(id) {
            Some(owner) if !from.is_some_and(|from| self.belongs(from, owner)) => {
                format!("{title} ({})", self.records.get(owner).head.title)
            }
            _ => title.clone(),
        }
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
    pub fn words(&self, target: &Target, from: Option<Place>) -> String {
        match target {
            Target::Elsewhere(address) => address.trim_start_matches("mailto:").to_owned(),
            Target::File(_) => String::new(),
            Target::Unpublished(words) => words.clone(),
            Target::Place(place, None) => self.title(*place, from),
            Target::Place(place, Some(label)) => {
                let here = from == Some(*place);
                match self.numbers.get(&(*place, label.clone())) {
                    Some(number) if number.kind != Kind::Heading => {
                        let words = format!("{} {}", self.theme.strings.get(number.kind.word()), number.text);
                        if here || number.chapter { words } else { format!("{words}, {}", self.title(*place, from)) }
                    }
                    _ => self.heading(*place, label).unwrap_or_else(|| label.clone()),
                }
            }
        }
    }

    fn heading(&self, place: Place, label: &str) -> Option<String> {
        let doc = &self.text(place).doc;
        let label = doc.labels.iter().find(|known| known.id == label)?;
        match &label.of {
            Labelled::Heading(_, text) => Some(text.clone()),
            Labelled::Block(block) => doc.blocks[*block].title.clone(),
        }
    }

    /// The words of nodes as a reader sees them; `links` is given each link's stretch of them.
    pub fn read(
        &self,
        doc: &Doc,
        targets: &[Target],
        nodes: &[Node],
        from: Option<Place>,
        out: &mut String,
        links: &mut Vec<(usize, std::ops::Range<usize>)>,
    ) {
        for node in nodes {
            match &node.inside {
                Inside::Text(text) | Inside::Code(text) => out.push_str(text),
                Inside::SoftBreak | Inside::HardBreak => out.push(' '),
                Inside::Link(link) => {
                    let start = out.len();
                    if doc.links[*link].words {
                        self.read(doc, targets, &node.children, from, out, links);
                    } else {
                        out.push_str(&self.words(&targets[*link], from));
                    }
                    links.push((*link, start..out.len()));
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
                    self.read(doc, targets, &node.children, from, out, links);
                }
            }
        }
    }
}
