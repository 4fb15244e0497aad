//! Owns what stands within a line: links, pictures, short forms, citations.

use super::Walk;
use std::cell::RefCell;

use super::footnotes::notes_of;
use crate::link::records::EntryId;
use crate::link::texts::{Place, Target};
use crate::parse::tree::Node;
use crate::render::escape;
use crate::render::maker::Maker;

impl Maker<'_> {
    pub(super) fn link(&mut self, walk: Walk<'_>, link: u32, node: Node<'_>, out: &mut String) {
        let target = &walk.text.targets[link as usize];
        let written = &walk.text.doc.links[link as usize];
        if walk.still {
            return if written.words { self.nodes(walk, node.children, out) } else { escape::push(out, &self.site.words(target, Some(self.place))) };
        }
        let within = Walk { still: true, ..walk };
        let mut words = String::new();
        if written.words && !node.children.is_empty() {
            self.nodes(within, node.children, &mut words);
        } else {
            words = escape::text(&self.site.words(target, Some(self.place)));
        }
        match target {
            Target::Unpublished(_) => out.push_str(&words),
            Target::Elsewhere(address) => {
                // On paper, the address follows words that do not say it.
                let rel = if words == escape::text(address) { "" } else { " rel=\"external\"" };
                out.extend(["<a href=\"", &escape::address(address), "\"", rel, ">", &words, "</a>"]);
            }
            Target::File(file) => {
                let address = self.site.files.get(file).cloned().unwrap_or_default();
                out.extend(["<a href=\"", &self.to(&address), "\">", &words, "</a>"]);
            }
            Target::Place(place, label) => {
                let mut id = String::new();
                if let Some(label) = label
                    && walk.anchors
                    && self.pointed.insert((*place, label.clone()))
                {
                    id = format!(" id=\"{}\"", escape::text(&self.pointer(*place, label)));
                }
                out.extend(["<a", &id, " href=\"", &self.href(*place, label.as_deref()), "\">", &words, "</a>"]);
            }
        }
    }

    /// The anchor of the first link to a label on a page.
    pub fn pointer(&self, place: Place, label: &str) -> String {
        let (address, _) = self.site.address(place);
        format!("cb-to-{}-{label}", address.trim_end_matches('/').replace('/', "-"))
    }

    pub(super) fn image(&mut self, walk: Walk<'_>, link: u32, node: Node<'_>, out: &mut String) {
        let alt = node.plain();
        match &walk.text.targets[link as usize] {
            Target::File(file) => {
                let address = self.site.files.get(file).cloned().unwrap_or_default();
                out.push_str(&format!("<img src=\"{}\" alt=\"{}\" loading=\"lazy\">", self.to(&address), escape::text(&alt)));
            }
            _ => escape::push(out, &alt),
        }
    }

    /// Text, the first use of each short form on a page marked and linked to what it means.
    pub(super) fn text(&mut self, text: &str, out: &mut String) {
        let terms = &self.shop.terms;
        if terms.words.is_empty() && terms.others.is_empty() {
            return escape::push(out, text);
        }
        let (mut done, mut at) = (0, 0);
        while let Some(start) = text[at..].find(is_word).map(|start| at + start) {
            at = text[start..].find(|letter| !is_word(letter)).map_or(text.len(), |length| start + length);
            let begins = |short: &str| text[start..].starts_with(short) && !text[start + short.len()..].starts_with(is_word);
            let first = &text[start..at];
            let longer =
                terms.others.get(first).and_then(|others| others.iter().filter(|(short, _)| begins(short)).max_by_key(|(short, _)| short.len()));
            let longer = longer.map(|(short, term)| (short.as_str(), term));
            let Some((word, term)) = longer.or_else(|| Some((first, terms.words.get(first)?))) else { continue };
            at = start + word.len();
            if self.terms.contains(term) || self.place == Place::Entry(*term) {
                continue;
            }
            self.terms.push(*term);
            let entry = self.site.records.get(*term);
            let title = escape::text(&entry.head.title);
            let id = escape::address(&entry.id);
            escape::push(out, &text[done..start]);
            out.push_str(&format!("<a class=\"term\" href=\"#cb-term-{id}\"><abbr title=\"{title}\">{}</abbr></a>", escape::text(word)));
            done = at;
        }
        escape::push(out, &text[done..]);
    }

    /// A citation: `(see van der Staak and Wolf 2019, p. 29; Belfer Center 2018a)`.
    pub(super) fn citation(&mut self, walk: Walk<'_>, citation: usize, out: &mut String) {
        let cited: Vec<EntryId> = walk.text.cited[citation].clone();
        let shop = self.shop;
        let mut before = "(";
        for (work, written) in cited.iter().zip(&walk.text.doc.citations[citation].works) {
            let Some(styled) = shop.works.get(work) else { continue };
            out.push_str(std::mem::replace(&mut before, "; "));
            if !written.prefix.trim().is_empty() {
                escape::push(out, written.prefix.trim());
                out.push(' ');
            }
            let author = if written.year_only { String::new() } else { format!("{} ", styled.author) };
            let locator = &unbroken(written.locator.trim());
            let between = if locator.is_empty() { "" } else { ", " };
            let words = escape::text(&[&author, styled.year.as_str(), between, locator].concat());
            if walk.still {
                out.push_str(&words);
                continue;
            }
            let href = if walk.outside { self.href(Place::Entry(*work), None) } else { self.work_href(*work) };
            out.extend(["<a class=\"citation\" href=\"", &href, "\">", &words, "</a>"]);
        }
        if before != "(" {
            out.push(')');
        }
    }

    pub(super) fn footnote_mark(&mut self, walk: Walk<'_>, name: &str, out: &mut String) {
        let notes = walk.footless.map(|notes| notes.get_or_init(|| RefCell::new(notes_of(walk.text))));
        if let Some(note) = notes.and_then(|notes| notes.borrow_mut().remove(name)) {
            out.push_str(" (");
            // A note that points at itself would never end.
            self.within_line(Walk { footless: None, ..walk }, walk.text.doc.tree.node(note).children, out);
            out.push(')');
            return;
        }
        if walk.still || !walk.anchors {
            return;
        }
        let number = match self.footnotes.iter().position(|(known, _)| known == name) {
            Some(index) => index,
            None => {
                self.footnotes.push((name.to_owned(), 0));
                self.footnotes.len() - 1
            }
        };
        self.footnotes[number].1 += 1;
        let times = self.footnotes[number].1;
        let number = number + 1;
        out.push_str(&format!(
            "<sup class=\"footnote-mark\"><a id=\"cb-fnref-{number}-{times}\" href=\"#cb-fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }
}

/// Where in a work, with `p. 8` on one line.
fn unbroken(locator: &str) -> String {
    let mut words = locator.split(' ').peekable();
    let mut out = String::with_capacity(locator.len() + 2);
    while let Some(word) = words.next() {
        out.push_str(word);
        let joined = |next: &&str| word.ends_with(['.', '§']) && next.starts_with(|first: char| first.is_numeric());
        out.push_str(words.peek().map_or("", |next| if joined(next) { "\u{a0}" } else { " " }));
    }
    out
}

/// Whether short forms of one word have this sign in them.
pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '-'
}
