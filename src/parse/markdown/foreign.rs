//! Owns what other programs make something of, and this one does not: bare addresses, comments, highlights and notes in a line.

use std::ops::Range;

use super::Maker;
use crate::base::mistake;
use crate::parse::address::has_host;
use crate::parse::tree::Inside;

/// So many bytes of an address are looked at.
const LONGEST: usize = 2000;

impl Maker<'_, '_> {
    /// Looks for such marks in words that stand in the file just as they are read.
    pub(super) fn look_at_foreign(&mut self, range: &Range<usize>) {
        if !self.frames.iter().any(|frame| matches!(frame.inside, Inside::Link(_))) {
            self.addresses(range);
        }
        let words = &self.text[range.clone()];
        let within = |at: usize| words[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '%');
        for at in memchr::memmem::find_iter(words.as_bytes(), "%%").filter(|at| !within(*at)).map(|at| range.start + at) {
            self.aside = !self.aside && self.text[at + 2..].contains("%%");
            if self.aside {
                let help = "a comment is written `<!-- … -->`; what stands between `%%` is published";
                self.found.push(mistake::leftover(self.span(at..at + 2), help));
            }
        }
        let opens = |at: &usize| {
            let (before, behind) = (&self.text[..range.start + at], &words[at + 2..]);
            let tight = behind.starts_with(|letter: char| !letter.is_whitespace() && letter != '=');
            tight && behind.contains("==") && !before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '=' || letter == '\\')
        };
        if let Some(at) = memchr::memmem::find_iter(words.as_bytes(), "==").find(opens).map(|at| range.start + at) {
            self.found.push(mistake::leftover(self.span(at..at + 2), "marked words are written `**words**`"));
        }
        if let Some(at) = words.find("^[").map(|at| range.start + at).filter(|at| !self.text[..*at].ends_with('\\')) {
            self.found.push(mistake::leftover(self.span(at..at + 2), "a footnote is `[^1]` in the text, and below it `[^1]:` and its words"));
        }
    }

    /// Addresses that are no links.
    fn addresses(&mut self, range: &Range<usize>) {
        let words = &self.text[range.clone()];
        for at in memchr::memmem::find_iter(words.as_bytes(), "://") {
            let Some(scheme) = ["https", "http"].into_iter().find(|scheme| words[..at].ends_with(scheme)) else { continue };
            let start = at - scheme.len();
            let rest = &words[start..words.floor_char_boundary(start + LONGEST)];
            let end = rest.find(|letter: char| letter.is_whitespace() || "<>\"”“".contains(letter)).unwrap_or(rest.len());
            let address = ended(&rest[..end]);
            // What stands in the brackets of what is no link was named.
            let broken = [")[", "] (", "]("].iter().any(|mark| self.text[..range.start + start].ends_with(mark));
            if words[..start].ends_with(char::is_alphanumeric) || broken || !has_host(address) {
                continue;
            }
            let start = range.start + start;
            let said = mistake::bare_address(self.span(start..start + address.len()));
            // Further letters may stand behind what was read.
            let whole = !self.text[start + address.len()..].starts_with(['&', '\\', '*', '_', '(', '[']);
            self.found.push(if whole { said.repair(None, format!("<{address}>")).surely(address) } else { said });
        }
    }
}

/// An address without the signs of the sentence that it stands in.
fn ended(address: &str) -> &str {
    let mut address = address;
    loop {
        let open = address.matches('(').count() >= address.matches(')').count();
        let shorter = match address.strip_suffix(')') {
            Some(shorter) if !open => shorter,
            _ => address.trim_end_matches(|letter: char| ".,;:!?'’»]*_".contains(letter)),
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}
