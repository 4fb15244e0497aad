//! Owns the mistakes of footnotes: marks without a text, texts without a mark, two texts for one mark.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::MOST_NEAR;
use crate::base::{Diagnostic, mistake, suggest::nearest};
use crate::parse::ground::Ground;

/// The footnotes of a text, as far as it has been read. A mark without a text is, to the Markdown parser, text like any other.
#[derive(Debug, Default)]
pub struct Footnotes {
    /// Where each name, in small letters, has its texts.
    texts: BTreeMap<String, Vec<Range<usize>>>,
    /// Names that have a mark.
    marked: BTreeSet<String>,
    /// Marks without a text.
    open: BTreeMap<String, Vec<Range<usize>>>,
    /// Words that stand in the file just as they are read, without a gap.
    words: Range<usize>,
    /// Whether this is code.
    code: bool,
}

impl Footnotes {
    /// Takes note of what the parser gives; gives back words that stand in the file just as they are read, when they have ended.
    pub fn meet(&mut self, event: &Event<'_>, range: &Range<usize>, text: &str) -> Option<Range<usize>> {
        if let Event::Text(words) = event
            && !self.code
            && text.get(range.clone()) == Some(words)
        {
            let before = if range.start == self.words.end { None } else { self.rest() };
            if self.words.is_empty() {
                self.words.start = range.start;
            }
            self.words.end = range.end;
            return before;
        }
        let words = self.rest();
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let length = text[range.clone()].find(']').map_or(range.len(), |end| end + 1);
                self.texts.entry(name.to_lowercase()).or_default().push(range.start..range.start + length);
            }
            Event::FootnoteReference(name) => _ = self.marked.insert(name.to_lowercase()),
            Event::Start(Tag::CodeBlock(_)) => self.code = true,
            Event::End(TagEnd::CodeBlock) => self.code = false,
            _ => {}
        }
        words
    }

    /// The words that were met last.
    pub fn rest(&mut self) -> Option<Range<usize>> {
        Some(mem::take(&mut self.words)).filter(|words| !words.is_empty())
    }

    /// Searches words that have ended for marks without a text.
    pub fn search(&mut self, words: Range<usize>, text: &str) {
        let Range { start: mut at, end } = words;
        while let Some(start) = memchr::memchr(b'[', &text.as_bytes()[at..end]).map(|found| at + found) {
            at = start + 1;
            if !text[at..end].starts_with('^') {
                continue;
            }
            at += 1;
            let Some(length) = text[at..end].find(['[', ']', '\n']) else { return };
            let name = &text[at..at + length];
            if text[at + length..end].starts_with(']') && !name.trim().is_empty() && !text[..start].ends_with('\\') {
                self.open.entry(name.to_lowercase()).or_default().push(start..at + length + 1);
            }
        }
    }

    /// How many texts there are.
    pub fn count(&self) -> usize {
        self.texts.len()
    }

    /// Says what is wrong with them.
    pub fn check(&mut self, text: &str, ground: Ground<'_>, found: &mut Vec<Diagnostic>) {
        let name = |mark: &Range<usize>| text[mark.clone()].trim_start_matches("[^").trim_end_matches(']').to_owned();
        let mut unused: BTreeSet<&str> = self.texts.keys().map(String::as_str).filter(|name| !self.marked.contains(*name)).collect();
        for (marks, count) in self.open.values().zip(0..) {
            let begins_line = |mark: &&Range<usize>| {
                let before = text[..mark.start].trim_end_matches(|letter: char| letter.is_whitespace() && letter != '\n');
                before.is_empty() || before.ends_with('\n')
            };
            let without_colon = marks.iter().find(begins_line).filter(|_| marks.len() > 1);
            found.push(match without_colon {
                Some(mark) => mistake::footnote_without_colon(ground.span(mark.clone()), &name(mark)),
                None => {
                    let near = if count < MOST_NEAR { nearest(&name(&marks[0]), unused.iter().copied()) } else { None };
                    near.iter().for_each(|near| _ = unused.remove(near.first()));
                    let others = marks[1..].iter().map(|mark| ground.span(mark.clone()));
                    mistake::undefined_footnote(ground.span(marks[0].clone()), &name(&marks[0]), near, others)
                }
            });
        }
        for (key, texts) in &self.texts {
            let span = |text: &Range<usize>| ground.span(text.clone());
            found.extend(texts[1..].iter().map(|again| mistake::duplicate_footnote(span(again), &name(again), span(&texts[0]))));
            if unused.contains(key.as_str()) {
                found.push(mistake::unused_footnote(span(&texts[0]), &name(&texts[0])));
            }
        }
    }
}
