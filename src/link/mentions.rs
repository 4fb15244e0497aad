//! Owns mentions: who points at what in prose, and the line that it stands in.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Site;
use super::records::EntryId;
use super::sentence::{Quote, around};
use super::texts::{Place, Target, Text};
use crate::base::Span;
use crate::parse::doc::{Inside, Node};

/// Who mentions what.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// Of each place, in the order of reading.
    pub of: BTreeMap<Place, Vec<Mention>>,
    /// The places that point at each label, each once, in the order of reading.
    pub labels: BTreeMap<(Place, String), Vec<Place>>,
    /// The places that cite each work, each once, in the order of reading.
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
    let places: Vec<Place> = site.places().collect();
    let met: Vec<Met> = places.into_par_iter().map(|from| met(site, from)).collect();
    let (mut of, mut labels, mut cited) = (Vec::new(), Vec::new(), Vec::new());
    for met in met {
        of.extend(met.of);
        labels.extend(met.labels);
        cited.extend(met.cited);
    }
    let (of, (labels, cited)) = rayon::join(|| by_first(of), || rayon::join(|| by_first(labels), || by_first(cited)));
    Mentions { of, labels, cited }
}

/// What one place points at, in the order of reading.
#[derive(Default)]
struct Met {
    of: Vec<(Place, Mention)>,
    labels: Vec<((Place, String), Place)>,
    cited: Vec<(EntryId, Place)>,
}

fn met(site: &Site, from: Place) -> Met {
    let mut met = Met::default();
    if let Place::Entry(entry) = from {
        let works = site.records.get(entry).values.iter().flatten().flat_map(|holds| &holds.sources);
        met.cited.extend(works.map(|work| (*work, from)));
    }
    for (number, text) in site.texts(from).enumerate() {
        for (link, target) in text.targets.iter().enumerate() {
            let Target::Place(place, label) = target else { continue };
            if *place != from {
                met.of.push((*place, Mention { from, text: number as u32, link: link as u32 }));
            }
            met.labels.extend(label.iter().map(|label| ((*place, label.clone()), from)));
        }
        met.cited.extend(text.cited.iter().flatten().map(|work| (*work, from)));
    }
    met
}

/// What belongs to each, in the order it had. A place points at a label, and cites a work, as often as it likes: it is listed once.
fn by_first<K: Ord + Clone + Send, V: PartialEq + Send>(mut pairs: Vec<(K, V)>) -> BTreeMap<K, Vec<V>> {
    pairs.par_sort_by(|a, b| a.0.cmp(&b.0));
    let mut all: Vec<(K, Vec<V>)> = Vec::new();
    for (key, value) in pairs {
        match all.last_mut() {
            Some((known, values)) if *known == key => values.extend((values.last() != Some(&value)).then_some(value)),
            _ => all.push((key, vec![value])),
        }
    }
    all.into_iter().collect()
}

impl Site {
    /// The sentence that a mention stands in; none where its words are not printed.
    pub fn quote(&self, mention: &Mention) -> Option<Quote> {
        let text: &Text = self.texts(mention.from).nth(mention.text as usize)?;
        let link = mention.link as usize;
        let nodes = line(&text.doc.nodes, link, text.doc.links[link].span)?;
        let mut words = String::new();
        let mut links = Vec::new();
        self.read(&text.doc, &text.targets, nodes, Some(mention.from), &mut words, &mut links);
        let range = links.into_iter().find_map(|(known, range)| (known == link).then_some(range));
        range.map(|range| around(&words, range))
    }
}

/// The inline nodes of the paragraph, heading, cell or the like that a link stands in; `at` is where it is written.
fn line(nodes: &[Node], link: usize, at: Span) -> Option<&[Node]> {
    let holding = |nodes: &'_ [Node]| nodes.iter().any(|node| holds(node, link, at));
    let mut run = 0;
    for (index, node) in nodes.iter().enumerate() {
        if node.inside.is_inline() {
            continue;
        }
        if holding(&nodes[run..index]) {
            return Some(&nodes[run..index]);
        }
        run = index + 1;
        if let Some(found) = node.span.holds(at).then(|| line(&node.children, link, at)).flatten() {
            return Some(found);
        }
    }
    holding(&nodes[run..]).then(|| &nodes[run..])
}

/// Whether a link is a node, or within it.
fn holds(node: &Node, link: usize, at: Span) -> bool {
    node.span.holds(at) && (matches!(node.inside, Inside::Link(known) if known == link) || node.children.iter().any(|child| holds(child, link, at)))
}
