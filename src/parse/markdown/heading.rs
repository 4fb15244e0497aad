//! Owns headings: their labels, given or made from their words.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use pulldown_cmark::CowStr;

use super::Maker;
use crate::base::{Span, mistake};
use crate::parse::doc::{Label, Labelled};
use crate::parse::tree::{Inside, plain};

/// What an anchor keeps beside letters.
const KEPT: GeneralCategoryGroup =
    GeneralCategoryGroup::Mark.union(GeneralCategoryGroup::DecimalNumber).union(GeneralCategoryGroup::ConnectorPunctuation);

impl Maker<'_, '_> {
    pub(super) fn heading(&mut self, level: u8, id: Option<CowStr<'_>>, attrs: &[(CowStr<'_>, Option<CowStr<'_>>)], range: Range<usize>) {
        let span = self.span(range.start..self.text[range.clone()].trim_end().len() + range.start);
        let underline = self.text[range.clone()].trim_end().rfind('\n').map(|end| range.start + end + 1);
        if level == 1 {
            self.found.push(mistake::title_in_body(span, underline.is_some()));
        } else if let Some(line) = underline {
            let line = line + self.text[line..].find('-').unwrap_or_default();
            self.found.push(mistake::underlined_heading(self.span(line..self.text[..range.end].trim_end().len())));
        }
        let mut was = None;
        for (key, value) in attrs {
            if let ("was", Some(old)) = (key.as_ref(), value) {
                was = Some(old.to_string());
            }
        }
        self.check_braces(&range);
        let id = id.map(CowStr::into_string);
        if let Some(id) = &id {
            let at =
                self.text[range.clone()].rfind(&format!("#{id}")).map_or(span, |at| self.span(range.start + at + 1..range.start + at + 1 + id.len()));
            self.check_label(id, at);
        }
        self.doc.labels.push(Label { id: id.unwrap_or_default(), was, of: Labelled::Heading(level, String::new()), span });
        self.enter(Inside::Heading(level, self.doc.labels.len() as u32 - 1), range);
    }

    pub(super) fn name_heading(&mut self, level: u8, label: usize, position: usize) {
        let children = self.doc.tree.node(position).children;
        let mut text = String::new();
        plain(children, &mut text);
        let label = &mut self.doc.labels[label];
        if text.trim().is_empty() && !children.iter().any(|node| matches!(node.inside, Inside::Link(_) | Inside::Image(_) | Inside::Citation(_))) {
            self.found.push(mistake::empty_heading(label.span));
        }
        if label.id.is_empty() {
            let mut slug = slug(&text);
            if slug.starts_with("cb-") {
                slug.insert_str(0, "x-");
            }
            label.id = slug.clone();
            let count = self.slugs.entry(slug.clone()).or_default();
            while !self.taken.insert(label.id.clone()) {
                *count += 1;
                label.id = format!("{slug}-{count}");
            }
        }
        label.of = Labelled::Heading(level, text);
    }

    /// Says which words in the braces of a heading mean nothing: readers would not see them.
    fn check_braces(&mut self, range: &Range<usize>) {
        let line = self.text[range.clone()].trim_end().trim_end_matches('#').trim_end();
        let Some((before, words)) = line.strip_suffix('}').and_then(|line| line.rsplit_once('{')) else { return };
        if before.ends_with('\\') || words.ends_with('\\') || words.contains(['}', '`', '\n']) {
            return;
        }
        let mut at = range.start + before.len() + 1;
        for word in words.split([' ', '\t']) {
            match word.split_once('=') {
                Some(("was", _)) => {}
                Some((key, _)) => self.found.push(mistake::unknown_attribute(self.span(at..at + key.len()), key, "heading", &["was"])),
                None if word.is_empty() || word.starts_with('#') && word != "#" => {}
                None => self.found.push(mistake::words_in_braces(self.span(at..at + word.len()), word)),
            }
            at += word.len() + 1;
        }
    }

    pub(super) fn check_label(&mut self, id: &str, span: Span) {
        if !mistake::is_label(id) {
            self.found.push(mistake::bad_label(span, id));
        } else if id.starts_with("cb-") {
            self.found.push(mistake::reserved_label(span, id));
        }
    }
}

/// GitHub's anchor of a heading: lower case, blanks to hyphens; of the rest, letters with their marks, digits and what joins them.
pub fn slug(text: &str) -> String {
    let category = CodePointMapData::<GeneralCategory>::new();
    let kept = |letter: &char| letter.is_alphabetic() || KEPT.contains(category.get(*letter));
    let text = text.trim();
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(letter),
            _ if letter.is_ascii_alphanumeric() => slug.push(letter.to_ascii_lowercase()),
            _ if letter.is_ascii() => {}
            _ => slug.extend(letter.to_lowercase().filter(kept)),
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}
