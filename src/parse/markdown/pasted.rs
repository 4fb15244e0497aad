//! Owns what word processors and other formats leave in a text: lines that look like a heading, list, table or footnote, and are none.

use std::ops::Range;

use super::Maker;
use crate::base::mistake;

/// Bullets as word processors paste them; the last two are letters of their own fonts.
const BULLETS: [char; 9] = ['•', '◦', '▪', '▫', '‣', '·', '∙', '\u{f0b7}', '\u{f0a7}'];

impl Maker<'_, '_> {
    /// Looks at the lines of a paragraph.
    pub(super) fn look_at_lines(&mut self, range: &Range<usize>) {
        let text = &self.text[range.clone()];
        let begins = |byte: &u8| b"#[o> \t\xc2\xe2\xef".contains(byte);
        let several = memchr::memchr(b'\n', text.trim_end().as_bytes()).is_some();
        // In a comment, lines may begin as they like.
        if !several && !text.as_bytes().first().is_some_and(begins) || text.contains('<') && text.contains("<!--") {
            return;
        }
        let mut above: Option<&str> = None;
        // Whether there are tabs of which nothing was said yet.
        let mut tabbed = memchr::memchr(b'\t', text.as_bytes()).is_some();
        for line in text.lines() {
            let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
            let start = range.start + (bare.as_ptr() as usize - text.as_ptr() as usize);
            match bare.as_bytes().first() {
                Some(b'#') => self.no_heading(bare, start),
                Some(b'[') => {
                    let end = bare[1..].find(|letter: char| !letter.is_ascii_digit()).unwrap_or(0) + 1;
                    if end > 1 && bare[end..].starts_with("] ") {
                        let help = "a footnote is `[^1]` in the text, and below it `[^1]:` and its words; a work is cited with `[@key]`";
                        self.found.push(mistake::leftover(self.span(start..start + end + 1), help));
                    }
                }
                Some(0xc2 | 0xe2 | 0xef | b'o') => self.no_item(bare, start),
                _ => {}
            }
            let tabs = if tabbed { bare.matches('\t').count() } else { 0 };
            if let Some(above) = above.filter(|above| tabs > 0 && above.matches('\t').count() == tabs) {
                let first = range.start + (above.as_ptr() as usize - text.as_ptr() as usize);
                self.found.push(mistake::tabbed_table(self.span(first..first + above.len())));
                tabbed = false;
            }
            above = Some(bare);
        }
    }

    /// A line that begins with `#` without a blank behind.
    fn no_heading(&mut self, line: &str, start: usize) {
        let marks = line.len() - line.trim_start_matches('#').len();
        let rest = &line[marks..];
        let odd = rest.len() - rest.trim_start_matches(|letter: char| letter.is_whitespace()).len();
        // One of them alone may be a number or a word for search engines.
        let meant = odd > 0 || marks > 1 && rest.starts_with(char::is_alphanumeric);
        if meant && marks <= 6 && odd < rest.len() {
            let written = &line[..marks + odd];
            let said = mistake::leftover(self.span(start..start + written.len()), "a heading has a blank behind its `#`, an ordinary one");
            self.found.push(said.repair(None, format!("{} ", &line[..marks])).surely(written));
        }
    }

    /// A line that begins with a bullet that is none in Markdown.
    fn no_item(&mut self, line: &str, start: usize) {
        let bullet = line.trim_start_matches(BULLETS);
        // Of dashes and letters only a tab tells that they begin an item.
        let bullet = if bullet.len() < line.len() { bullet } else { line.trim_start_matches(['–', 'o']) };
        let marks = line.len() - bullet.len();
        let gap = bullet.len() - bullet.trim_start().len();
        let known = line.starts_with(BULLETS) && gap > 0 || marks > 0 && bullet.starts_with('\t');
        if !known || line[..marks].chars().count() != 1 {
            return;
        }
        let written = &line[..marks + gap];
        let before = self.text[..start].rsplit('\n').next().unwrap_or_default();
        let item = before.trim_matches([' ', '\t', '>']).is_empty();
        let said = mistake::leftover(self.span(start..start + written.len()), "items of a list begin with `-` and a blank");
        self.found.push(said.repair(None, if item { "- " } else { "" }).surely(written));
    }
}
