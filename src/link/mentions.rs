//! Owns mentions: who points at what in prose, and the line that it stands in.

use std::collections::BTreeMap;

use super::Site;
use super::records::EntryId;
use super::sentence::{Quote, around};
use super::texts::{Place, Target, Text};
use crate::base::Span;
use crate::parse::tree::{Inside, Line, Node, Nodes};

/// Who mentions what.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// Of each place, in the order of reading.
    pub of: BTreeMap<Place, Vec<Mention>>,
    /// The places that point at each label, each once, in the order of reading.
    pub labels: BTreeMap<(Place, String), Vec<Place>>,
    /// The places that cite each work or name it as a source, each once, in the order of reading.
    pub cited: BTreeMap<EntryId, Vec<Place>>,
}

/// One mention: a link in one of the texts of a place. What it says, [`Site::quote`] reads when somebody wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub from: Place,
    /// In which of the texts there.
    text: u32,
    /// Which of the text's links it is.
    link: u32,
}

/// Finds all mentions.
pub fn find(site: &Site) -> Mentions {
    let mut of: Vec<Vec<Mention>> = vec![Vec::new(); site.pages.len() + site.records.entries.len()];
    let mut cited: Vec<Vec<Place>> = vec![Vec::new(); site.records.entries.len()];
    let mut labels: BTreeMap<(Place, String), Vec<Place>> = BTreeMap::new();
    // A place points at a label, and cites a work, as often as it likes: it is listed once.
    let list = |places: &mut Vec<Place>, from: Place| places.extend((places.last() != Some(&from)).then_some(from));
    for from in site.places() {
        let mut rest_on = |works: &[EntryId]| works.iter().for_each(|work| list(&mut cited[work.0 as usize], from));
        match from {
            Place::Page(page) => rest_on(&site.pages[page].sources),
            Place::Entry(entry) => site.records.get(entry).values.iter().flatten().for_each(|holds| rest_on(&holds.sources)),
        }
        for (number, text) in site.texts(from).enumerate() {
            for (link, target) in text.targets.iter().enumerate() {
                let Target::Place(place, label) = target else { continue };
                if *place != from {
                    of[place.number(site.pages.len())].push(Mention { from, text: number as u32, link: link as u32 });
                }
                if let Some(label) = label {
                    list(labels.entry((*place, label.clone())).or_default(), from);
                }
            }
            text.cited.iter().flatten().for_each(|work| list(&mut cited[work.0 as usize], from));
        }
    }
    Mentions {
        of: site.places().zip(of).filter(|(_, mentions)| !mentions.is_empty()).collect(),
        labels,
        cited: site.records.ids().zip(cited).filter(|(_, places)| !places.is_empty()).collect(),
    }
}

impl Site {
    /// The sentence that a mention stands in; none where its words are not printed.
    pub fn quote(&self, mention: &Mention) -> Option<Quote> {
        let text: &Text = self.texts(mention.from).nth(mention.text as usize)?;
        let link = mention.link as usize;
        let nodes = line(text.doc.tree.nodes(), link, text.doc.links[link].span)?;
        let mut words = String::new();
        let mut links = Vec::new();
        self.read(&text.doc, &text.targets, nodes, Some(mention.from), &mut words, &mut links);
        let range = links.into_iter().find_map(|(known, range)| (known == link).then_some(range));
        range.map(|range| around(&words, range, self.theme.strings.get("words-with-stop")))
    }
}

/// The inline nodes of the paragraph, heading, cell or the like that a link stands in; `at` is where it is written.
fn line(nodes: Nodes<'_>, link: usize, at: Span) -> Option<Nodes<'_>> {
    nodes.lines().find_map(|part| match part {
        Line::Inline(nodes) => nodes.iter().any(|node| holds(node, link, at)).then_some(nodes),
        Line::Other(node) => node.span.holds(at).then(|| line(node.children, link, at)).flatten(),
    })
}

/// Whether a link is a node, or within it.
fn holds(node: Node<'_>, link: usize, at: Span) -> bool {
    let here = matches!(node.inside, Inside::Link(known) if known as usize == link);
    node.span.holds(at) && (here || node.children.iter().any(|child| holds(child, link, at)))
}
