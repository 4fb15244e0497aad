//! Owns HTML in Markdown: comments, claims in them, the few elements let through, and the refusal of all else.

use super::Maker;
use crate::base::{mistake, suggest::nearest};
use crate::parse::claim;
use crate::parse::tree::Inside;

/// Inline elements that `html: allow` lets through.
const HTML: [&str; 11] = ["abbr", "br", "del", "ins", "kbd", "mark", "q", "small", "sub", "sup", "wbr"];

/// Those that have no end.
const VOID: [&str; 2] = ["br", "wbr"];

impl Maker<'_, '_> {
    pub(super) fn html_block(&mut self, range: std::ops::Range<usize>) {
        let text = self.text[range.clone()].trim();
        let start = range.start + (self.text[range.clone()].len() - self.text[range.clone()].trim_start().len());
        let Some(comment) = text.strip_prefix("<!--") else {
            let end = start + text.find('\n').unwrap_or(text.len());
            let name: String = text.chars().skip_while(|letter| matches!(letter, '<' | '/')).take_while(char::is_ascii_alphanumeric).collect();
            return self.found.push(if self.context.schema.settings.html && HTML.contains(&name.as_str()) {
                mistake::html_apart(self.span(start..end), &name)
            } else {
                mistake::raw_html(self.span(start..end), text)
            });
        };
        match comment.find("-->") {
            None => {
                self.doc.cut = true;
                self.found.push(mistake::unclosed_comment(self.span(start..start + 4)));
            }
            Some(end) if !comment[end + 3..].trim().is_empty() => {
                let after = start + 4 + end + 3;
                self.found.push(mistake::text_after_comment(self.span(after..start + text.len())));
            }
            Some(_) if comment.trim_start().starts_with("claim:") => {
                self.found.push(mistake::claim_apart(self.span(start..start + text.len())));
            }
            Some(end) => self.add_words(Inside::Comment, comment[..end].trim(), range),
        }
    }

    pub(super) fn inline_html(&mut self, html: &str, range: std::ops::Range<usize>) {
        if let Some(comment) = html.strip_prefix("<!--") {
            let comment = comment.trim_end_matches("-->");
            return match comment.trim_start().strip_prefix("claim:") {
                Some(claim) => self.claim(claim, range.start + html.find("claim:").unwrap_or(0) + "claim:".len(), range),
                None => {
                    let word = comment.trim_start().split([':', ' ']).next().unwrap_or_default();
                    if comment.contains("count(") && (word == "claim" || nearest(word, ["claim"]).is_some()) {
                        let at = range.start + html.find(word).unwrap_or(0);
                        self.found.push(mistake::misspelled_claim(self.span(at..at + word.len()), word));
                    }
                    self.add_words(Inside::Comment, comment.trim(), range);
                }
            };
        }
        let name = html.trim_start_matches(['<', '/']).trim_end_matches(['>', '/', ' ']);
        let ends = html.starts_with("</");
        // What was opened was named, and that is enough.
        if let Some(open) = self.refused.get_mut(name).filter(|open| ends && **open > 0) {
            *open -= 1;
            return;
        }
        if self.context.schema.settings.html && HTML.contains(&name) {
            let depth = self.frames.len();
            match ends {
                _ if VOID.contains(&name) && !ends => {}
                false => self.opened.push((name.to_owned(), range.clone(), depth)),
                true if self.opened.last().is_some_and(|(open, _, at)| open == name && *at == depth) => _ = self.opened.pop(),
                true => return self.found.push(mistake::unopened_html(self.span(range), name)),
            }
            return self.add_words(Inside::Html, html, range);
        }
        if !ends {
            *self.refused.entry(name.split_whitespace().next().unwrap_or_default().to_owned()).or_default() += 1;
        }
        self.found.push(mistake::raw_html(self.span(range), html));
    }

    pub(super) fn claim(&mut self, text: &str, at: usize, range: std::ops::Range<usize>) {
        let ground = self.ground;
        let lead = text.len() - text.trim_start().len();
        let at = at + lead;
        let claim = claim::parse(text.trim(), self.context, |part| ground.span(at + part.start..at + part.end), self.found);
        if let Some(claim) = claim {
            self.doc.claims.push(claim);
            self.add(Inside::Claim(self.doc.claims.len() as u32 - 1), range);
        }
    }
}
