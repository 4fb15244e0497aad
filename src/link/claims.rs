//! Owns the checking of claims: whether the records say what the sentence says.

use unicode_segmentation::UnicodeSegmentation;

use super::Site;
use super::records::EntryId;
use super::texts::{Place, Text};
use crate::base::{Diagnostic, mistake};
use crate::parse::claim::{Claim, Count, Right};
use crate::parse::tree::{Inside, Nodes};
use crate::schema::Operator;

/// Checks every claim of the site.
pub fn check(site: &Site, found: &mut Vec<Diagnostic>) {
    for place in site.places() {
        for text in site.texts(place) {
            if !text.claims.is_empty() {
                walk(site, text, place, text.doc.tree.nodes(), found);
            }
        }
    }
}

fn walk(site: &Site, text: &Text, place: Place, nodes: Nodes<'_>, found: &mut Vec<Diagnostic>) {
    for node in nodes {
        if let Inside::Claim(claim) = node.inside {
            let mut words = String::new();
            site.read(&text.doc, &text.targets, nodes.before(node.position()), Some(place), &mut words, &mut Vec::new());
            if let Some(claim) = &text.claims[claim as usize] {
                judge(site, claim, last_sentence(&words), place, found);
            }
        }
        walk(site, text, place, node.children, found);
    }
}

fn last_sentence(words: &str) -> &str {
    words.trim_end().split_sentence_bounds().map(str::trim).filter(|sentence| !sentence.is_empty()).last().unwrap_or_default()
}

fn judge(site: &Site, claim: &Claim<EntryId>, sentence: &str, place: Place, found: &mut Vec<Diagnostic>) {
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
        && !says(site, sentence, number)
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

/// Whether a sentence says a number, in digits or as a word of the language.
fn says(site: &Site, sentence: &str, number: usize) -> bool {
    let key = format!("number-{number}");
    let words = site.theme.strings.get(&key);
    let known: Vec<String> = words.split(',').map(|word| word.trim().to_lowercase()).filter(|word| *word != key).collect();
    let digits = number.to_string();
    let lower = sentence.to_lowercase();
    let mut in_sentence = lower.unicode_words();
    in_sentence.any(|word| {
        word == digits || word.replace([',', '.'], "") == digits || known.iter().any(|known| known == word || known.replace(' ', "-") == word)
    }) || known.iter().any(|known| known.contains(' ') && lower.contains(known.as_str()))
}
