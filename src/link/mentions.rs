//! Owns mentions: who points at what in prose, with the sentence around it.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Site;
use super::records::EntryId;
use super::texts::{Place, Target, Text};
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

/// One mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub from: Place,
    /// The sentence before the mention.
    pub before: String,
    /// The words that mention.
    pub words: String,
    /// The rest of the sentence.
    pub after: String,
}

/// Sentences longer than this, in characters, are cut on either side.
const LONGEST: usize = 240;

/// Finds all mentions.
pub fn find(site: &Site) -> Mentions {
    let mut mentions = Mentions::default();
    for from in site.places() {
        if let Place::Entry(entry) = from {
            for work in site.records.get(entry).values.iter().flatten().flat_map(|holds| &holds.sources) {
                add(mentions.cited.entry(*work).or_default(), from);
            }
        }
        for text in site.texts(from) {
            for (place, mention) in mentions_in(site, text, from) {
                mentions.of.entry(place).or_default().push(mention);
            }
            for target in &text.targets {
                if let Target::Place(place, Some(label)) = target {
                    add(mentions.labels.entry((*place, label.clone())).or_default(), from);
                }
            }
            for work in text.cited.iter().flatten() {
                add(mentions.cited.entry(*work).or_default(), from);
            }
        }
    }
    mentions
}

fn add(places: &mut Vec<Place>, place: Place) {
    if !places.contains(&place) {
        places.push(place);
    }
}

fn mentions_in(site: &Site, text: &Text, from: Place) -> Vec<(Place, Mention)> {
    let mut found = Vec::new();
    if !text.targets.is_empty() {
        lines(&text.doc.nodes, &mut |nodes| {
            let mut words = String::new();
            let mut links = Vec::new();
            site.read(&text.doc, &text.targets, nodes, Some(from), &mut words, &mut links);
            for (link, range) in links {
                if let Target::Place(place, _) = &text.targets[link]
                    && *place != from
                {
                    found.push((*place, sentence(&words, range, from)));
                }
            }
        });
    }
    found
}

/// Calls `each` with the inline nodes of every paragraph, heading, cell and the like.
fn lines(nodes: &[Node], each: &mut impl FnMut(&[Node])) {
    let inline = |node: &Node| {
        matches!(
            node.inside,
            Inside::Text(_)
                | Inside::Code(_)
                | Inside::Link(_)
                | Inside::Emphasis
                | Inside::Strong
                | Inside::Struck
                | Inside::Citation(_)
                | Inside::Html(_)
                | Inside::SoftBreak
                | Inside::Image(_)
        )
    };
    let mut run = 0;
    for (index, node) in nodes.iter().enumerate() {
        if !inline(node)
            && !matches!(node.inside, Inside::HardBreak | Inside::FootnoteMark(_) | Inside::Comment(_) | Inside::Claim(_) | Inside::Task(_))
        {
            if run < index {
                each(&nodes[run..index]);
            }
            run = index + 1;
            lines(&node.children, each);
        }
    }
    if run < nodes.len() {
        each(&nodes[run..]);
    }
}

fn sentence(text: &str, at: Range<usize>, from: Place) -> Mention {
    let bounds = text.split_sentence_bound_indices().map(|(start, sentence)| start..start + sentence.len());
    let around = bounds.fold(None, |around: Option<Range<usize>>, bound| {
        let touches = bound.start < at.end.max(at.start + 1) && bound.end > at.start;
        match around {
            Some(around) if touches => Some(around.start..bound.end),
            None if touches => Some(bound),
            around => around,
        }
    });
    let around = around.unwrap_or(0..text.len());
    let before = text[around.start..at.start].trim_start();
    let after = text[at.end..around.end.max(at.end)].trim_end();
    let cut = before.char_indices().rev().nth(LONGEST).map(|(index, _)| index);
    let before = match cut.and_then(|cut| before[cut..].find(' ').map(|blank| cut + blank)) {
        Some(cut) => format!("…{}", &before[cut..]),
        None => before.to_owned(),
    };
    let cut = after.char_indices().nth(LONGEST).map(|(index, _)| index);
    let after = match cut.and_then(|cut| after[..cut].rfind(' ')) {
        Some(cut) => format!("{} …", &after[..cut]),
        None => after.to_owned(),
    };
    Mention { from, before, words: text[at].to_owned(), after }
}
