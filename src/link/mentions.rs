//! Owns mentions: who points at what in prose, with the sentence around it.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::Site;
use super::records::EntryId;
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

/// The sentence of a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
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
    let places: Vec<Place> = site.places().collect();
    let met: Vec<Met> = places.into_par_iter().map(|from| met(site, from)).collect();
    let (mut of, mut labels, mut cited) = (Vec::new(), Vec::new(), Vec::new());
    for met in met {
        of.extend(met.of);
        labels.extend(met.labels);
        cited.extend(met.cited);
    }
    Mentions { of: by_first(of), labels: by_first(labels), cited: by_first(cited) }
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

/// The sentence around a stretch of a text.
fn around(text: &str, at: Range<usize>) -> Quote {
    let first = sure_start(text, at.start);
    let least = at.end.max(at.start + 1);
    let (start, end) = match sure_end(text, first) {
        Some(end) if end >= least => (first, end),
        _ => {
            let mut starts = text[first..].split_sentence_bound_indices().map(|(start, _)| first + start).peekable();
            let mut start = first;
            while let Some(next) = starts.next_if(|next| *next <= at.start) {
                start = next;
            }
            (start, starts.find(|next| *next >= least).unwrap_or(text.len()))
        }
    };
    let before = text[start..at.start].trim_start();
    let after = text[at.end..end.max(at.end)].trim_end();
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
    Quote { before, words: text[at].to_owned(), after }
}

/// A place at or before `at` where a sentence begins without doubt: a capital after a full stop and a blank, or the text's
/// beginning. By the rules of Unicode (UAX 29) what comes before it has no say in where later sentences begin.
fn sure_start(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let begins = |start: &usize| {
        let before = text[..*start].trim_end_matches(' ');
        before.len() < *start && before.trim_end_matches([')', ']', '"', '\'']).ends_with(['.', '!', '?'])
    };
    let capitals = (1..=at).rev().filter(|start| bytes.get(*start).is_some_and(u8::is_ascii_uppercase));
    capitals.into_iter().find(begins).unwrap_or(0)
}

/// Where a sentence that begins at `first` ends, where that is beyond doubt: nothing before its full stop could end one.
/// For most sentences this saves looking up the class of every letter.
fn sure_end(text: &str, first: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let Some(stop) = (first..bytes.len()).find(|at| matches!(bytes[*at], b'.' | b'!' | b'?' | b'\n' | b'\r' | 128..)) else {
        return Some(text.len());
    };
    if !matches!(bytes[stop], b'.' | b'!' | b'?') {
        return None;
    }
    let closed = stop + 1 + bytes[stop + 1..].iter().take_while(|byte| matches!(byte, b')' | b']' | b'"' | b'\'')).count();
    let next = closed + bytes[closed..].iter().take_while(|byte| **byte == b' ').count();
    (next == bytes.len() || next > closed && bytes[next].is_ascii_uppercase()).then_some(next)
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::{sure_end, sure_start};

    #[test]
    fn a_sure_start_is_one_of_unicodes() {
        let text = "One (see p. 3.4 B). \"Two.\" Three! 4 e.g. Five of the U.S. Army?  Six… Seven: é. È. A.B. C";
        let known: Vec<usize> = text.split_sentence_bound_indices().map(|(start, _)| start).collect();
        let sure: Vec<usize> = (0..text.len()).filter(|at| sure_start(text, *at) == *at).collect();
        assert!(sure.iter().all(|start| known.contains(start)), "{sure:?} of {known:?}");
        assert!(sure.len() > 4, "{sure:?} of {known:?}");
    }

    #[test]
    fn a_sure_end_is_the_next_of_unicodes() {
        let text = "One two, three. (Four (five).) Six?  Seven 3.4 eight. \"Nine.\" Ten! eleven. Twelve é. Thirteen; fourteen.\nFifteen. 16 is. Seventeen! Eighteen";
        let mut known: Vec<usize> = text.split_sentence_bound_indices().map(|(start, _)| start).collect();
        known.push(text.len());
        let ends: Vec<(usize, usize)> = known.windows(2).filter_map(|pair| Some((pair[1], sure_end(text, pair[0])?))).collect();
        assert!(ends.iter().all(|(unicodes, ours)| unicodes == ours), "{ends:?} of {known:?}");
        assert!(ends.len() > 4, "{ends:?} of {known:?}");
    }
}
