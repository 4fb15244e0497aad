//! Owns mentions: who points at what in prose, with the sentence around it.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
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
    let places: Vec<Place> = site.places().collect();
    let said: Vec<Vec<(Place, Mention)>> =
        places.par_iter().map(|from| site.texts(*from).into_iter().flat_map(|text| mentions_in(site, text, *from)).collect()).collect();
    for (from, said) in places.into_iter().zip(said) {
        for (place, mention) in said {
            mentions.of.entry(place).or_default().push(mention);
        }
        if let Place::Entry(entry) = from {
            for work in site.records.get(entry).values.iter().flatten().flat_map(|holds| &holds.sources) {
                add(mentions.cited.entry(*work).or_default(), from);
            }
        }
        for text in site.texts(from) {
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

/// Adds a place once: all that it points at is added in a row.
fn add(places: &mut Vec<Place>, place: Place) {
    if places.last() != Some(&place) {
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
            let away = links.into_iter().filter_map(|(link, range)| match &text.targets[link] {
                Target::Place(place, _) if *place != from => Some((*place, range)),
                _ => None,
            });
            let mut away = away.peekable();
            let sentences: Vec<usize> = match away.peek() {
                Some(_) => words.split_sentence_bound_indices().map(|(start, _)| start).collect(),
                None => Vec::new(),
            };
            found.extend(away.map(|(place, range)| (place, mention(&words, &sentences, range, from))));
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

/// A mention at a stretch of a text, whose sentences begin at `sentences`.
fn mention(text: &str, sentences: &[usize], at: Range<usize>, from: Place) -> Mention {
    let first = sentences.partition_point(|start| *start <= at.start).saturating_sub(1);
    let next = sentences.partition_point(|start| *start < at.end.max(at.start + 1));
    let around = sentences.get(first).map_or(0, |start| *start)..sentences.get(next).map_or(text.len(), |start| *start);
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
