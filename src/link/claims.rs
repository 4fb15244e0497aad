//! Owns the checking of claims: whether the records say what the sentence says.

mod numbers;

use super::records::EntryId;
use super::texts::{Place, Text};
use super::{Site, sentence};
use crate::base::{Diagnostic, mistake};
use crate::parse::claim::{Claim, Count, Right};
use crate::parse::tree::{Inside, Nodes};
use crate::schema::Operator;
use numbers::Numerals;

/// Checks every claim of the site.
pub fn check(site: &Site, found: &mut Vec<Diagnostic>) {
    let strings = &site.theme.strings;
    let numbers = strings.all().iter().filter_map(|(key, words)| Some((key.strip_prefix("number-")?.parse().ok()?, words.as_str())));
    let numerals = Numerals::new(numbers, strings.get("number-and"));
    for place in site.places() {
        for text in site.texts(place) {
            if !text.claims.is_empty() {
                walk(site, &numerals, text, place, text.doc.tree.nodes(), found);
            }
        }
    }
}

fn walk(site: &Site, numerals: &Numerals, text: &Text, place: Place, nodes: Nodes<'_>, found: &mut Vec<Diagnostic>) {
    for node in nodes {
        if let Inside::Claim(claim) = node.inside {
            let mut words = String::new();
            site.read(&text.doc, &text.targets, nodes.before(node.position()), Some(place), &mut words, &mut Vec::new());
            if let Some(claim) = &text.claims[claim as usize] {
                judge(site, numerals, claim, sentence::last(&words, site.theme.strings.get("words-with-stop")), place, found);
            }
        }
        walk(site, numerals, text, place, node.children, found);
    }
}

fn judge(site: &Site, numerals: &Numerals, claim: &Claim<EntryId>, sentence: &str, place: Place, found: &mut Vec<Diagnostic>) {
    let this = place.entry();
    let left = counted(site, &claim.left, this);
    let (right, listed) = match &claim.right {
        Right::Number(number) => (*number, String::new()),
        Right::Count(count) => {
            let entries = counted(site, count, this);
            (entries.len(), format!("; on the right {}", names(site, &entries)))
        }
    };
    let holds = match claim.operator {
        Operator::Is => left.len() == right,
        Operator::IsNot => left.len() != right,
        Operator::Less => left.len() < right,
        Operator::AtMost => left.len() <= right,
        Operator::More => left.len() > right,
        Operator::AtLeast => left.len() >= right,
    };
    if !holds {
        found.push(mistake::claim_fails(claim.span, &claim.text, sentence, left.len(), &format!("{}{listed}", names(site, &left))));
    } else if let Right::Number(number) = claim.right
        && !numerals.says(sentence, number)
    {
        found.push(mistake::claim_unsaid(claim.span, number, sentence));
    }
}

fn counted(site: &Site, count: &Count<EntryId>, this: Option<EntryId>) -> Vec<EntryId> {
    let members = site.records.members[count.of.0].iter().copied();
    members.filter(|entry| count.conditions.iter().all(|condition| site.records.holds(*entry, condition, this))).collect()
}

fn names(site: &Site, entries: &[EntryId]) -> String {
    let shown: Vec<String> = entries.iter().take(20).map(|entry| format!("`{}`", site.records.get(*entry).id)).collect();
    match entries.len() {
        0 => "none".to_owned(),
        count if count > shown.len() => format!("{} and {} more", shown.join(", "), count - shown.len()),
        _ => shown.join(", "),
    }
}
