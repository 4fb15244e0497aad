//! Owns the check that entries have the sections which their collection requires.

use super::Site;
use super::records::Entry;
use crate::base::alike::{key, same};
use crate::base::{Diagnostic, Edit, Sources, Span, mistake, suggest::nearest};
use crate::parse::doc::{Doc, Labelled};
use crate::parse::tree::Inside;
use crate::schema::{Collection, CollectionId};

/// So many entries of which not one has a section show that its name is wrong, not their texts.
const SEVERAL: usize = 3;

/// Says which sections are missing where; `apart` asks for each entry by itself, because some files are judged otherwise.
pub fn check(site: &Site, sources: &Sources, apart: bool, found: &mut Vec<Diagnostic>) {
    for (id, declared) in site.records.schema.collections().filter(|(_, declared)| !declared.sections.is_empty()) {
        let entries = required(site, id);
        let mut without: Vec<Vec<&Entry>> = vec![Vec::new(); declared.sections.len()];
        for entry in &entries {
            for (section, lacking) in declared.sections.iter().zip(&mut without) {
                match headings(entry).find(|(level, heading, _)| *level == 2 && same(heading, section)) {
                    Some((.., span)) if is_empty(&entry.text.doc, section) => found.push(mistake::empty_section(span, section)),
                    Some(_) => {}
                    None => lacking.push(entry),
                }
            }
        }
        for ((section, at), lacking) in declared.sections.iter().zip(&declared.sections_at).zip(without) {
            match lacking[..] {
                [first, ..] if !apart && lacking.len() == entries.len() && lacking.len() >= SEVERAL => {
                    let near = nearest(section, others(first, declared).map(|(_, heading, _)| heading));
                    found.push(mistake::section_of_none(*at, section, &declared.id, lacking.len(), near));
                }
                _ => {
                    for entry in lacking {
                        let near = meant(entry, section, declared, &site.settings.language, sources);
                        let said = mistake::missing_section(entry.span, section, &entry.id, near);
                        let mended = near.and_then(|near| take_leftover(near, sources, found));
                        found.push(Diagnostic { sure: mended.is_some(), edit: mended.or(said.edit), ..said });
                    }
                }
            }
        }
    }
}

/// The repair of a heading that is none for want of a blank: both are one mistake, and it is said once.
fn take_leftover(heading: Span, sources: &Sources, found: &mut Vec<Diagnostic>) -> Option<Edit> {
    let begins = |said: &Diagnostic| said.span.is_some_and(|span| (span.file, span.start) == (heading.file, heading.start));
    let hashes = sources.text(heading.file)[heading.bytes()].starts_with('#');
    let at = found.iter().position(|said| begins(said) && said.rule == "leftover-mark").filter(|_| hashes)?;
    found.swap_remove(at).edit
}

/// The entries of a collection that need its sections, as far as they can be judged.
fn required(site: &Site, id: CollectionId) -> Vec<&Entry> {
    let Some(conditions) = &site.sections_when[id.0] else { return Vec::new() };
    let applies = |id| conditions.iter().all(|condition| site.records.holds(id, condition, None));
    let members = site.records.members[id.0].iter().map(|id| (*id, site.records.get(*id)));
    members.filter(|(id, entry)| !entry.broken && !entry.text.doc.cut && applies(*id)).map(|(_, entry)| entry).collect()
}

/// The headings of a text: level, words and place.
fn headings(entry: &Entry) -> impl Iterator<Item = (u8, &str, Span)> {
    entry.text.doc.labels.iter().filter_map(|label| match &label.of {
        Labelled::Heading(level, text) => Some((*level, text.as_str(), label.span)),
        _ => None,
    })
}

/// Whether a section has nothing for readers but headings.
fn is_empty(doc: &Doc, section: &str) -> bool {
    let nodes = doc.section(section).map(|range| doc.tree.between(range));
    nodes.is_some_and(|nodes| {
        nodes.iter().all(|node| matches!(node.inside, Inside::Heading(..) | Inside::Comment(_) | Inside::Claim(_) | Inside::Footnote(_)))
    })
}

/// Headings that are no required section.
fn others<'a>(entry: &'a Entry, declared: &'a Collection) -> impl Iterator<Item = (u8, &'a str, Span)> {
    headings(entry).filter(|(level, heading, _)| *level != 2 || !declared.sections.iter().any(|known| same(known, heading)))
}

/// What was meant to be a section: a heading of another level or of nearly its words, or a line of these words that is none.
fn meant(entry: &Entry, section: &str, declared: &Collection, language: &str, sources: &Sources) -> Option<Span> {
    let near = nearest(section, others(entry, declared).map(|(_, heading, _)| heading));
    let is_near = |heading: &str| same(heading, section) || near.as_ref().is_some_and(|near| near.first() == heading);
    let heading = others(entry, declared).find(|(_, heading, _)| is_near(heading)).map(|(.., span)| span);
    heading.or_else(|| line(entry, section, language, sources))
}

/// A line of a text that says nothing but the words of a section.
fn line(entry: &Entry, section: &str, language: &str, sources: &Sources) -> Option<Span> {
    let body = entry.text.doc.tree.nodes().first()?.span;
    let mut at = body.start as usize;
    for line in sources.text(body.file)[at..].split_inclusive('\n') {
        let marks = |letter: char| letter.is_whitespace() || "#*_:".contains(letter);
        if key(line.trim_matches(marks), language) == key(section, language) {
            return Some(Span::new(body.file, at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}
