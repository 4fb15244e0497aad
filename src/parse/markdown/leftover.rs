//! Owns what was meant as more than text: tables, code, links and citations that are not quite right.

use std::ops::Range;

use super::Maker;
use crate::base::mistake;
use crate::parse::citation;
use crate::parse::tree::Inside;

const ATTRIBUTES: &str = "attributes stand behind headings and block names only: delete the braces; if they are meant, write `\\{`";

/// Marks that never stay in a text on purpose, and what to do about them.
const MARKS: [(&str, &str); 13] = [
    ("[[", "a link by name is written `[[name]]`, on one line"),
    ("](", "there is no blank in an address: write `%20` for it, or put `<` and `>` around the address"),
    (")[http", "the words come first, in square brackets: `[words](https://…)`"),
    ("] (http", "there is no blank between the words and the address: `[words](https://…)`"),
    ("[@", "a citation is written `[@key]`, without a blank after `@`, on one line"),
    ("<!--", "a comment that begins within a text ends with `-->` in the same paragraph, and holds no line that begins with `:::`"),
    (
        "**",
        "bold words have the marks right at both ends, without a blank between, and in one paragraph: `**words**`; if they are meant, write `\\*\\*`",
    ),
    ("{{", "templates and shortcodes of other generators mean nothing here: write what they stand for; if the braces are meant, write `\\{`"),
    ("{%", "templates of other generators mean nothing here: write what they stand for; if the brace is meant, write `\\{`"),
    ("<!–", "a comment begins with `<!--`: two hyphens, no dash"),
    ("{:", ATTRIBUTES),
    ("{.", ATTRIBUTES),
    ("{#", ATTRIBUTES),
];

/// What signs may belong to: a citation, what only other programs read, or another mark.
const AT: u8 = 1;
const FOREIGN: u8 = 2;
const MARK: u8 = 4;
const SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    signs[b'@' as usize] = AT;
    let (foreign, marks) = (*b"/%=^", *b"[]<*{");
    let mut at = 0;
    while at < foreign.len() {
        signs[foreign[at] as usize] = FOREIGN;
        at += 1;
    }
    at = 0;
    while at < marks.len() {
        signs[marks[at] as usize] = MARK;
        at += 1;
    }
    signs
};

impl Maker<'_, '_> {
    /// Looks at an element whose end has come.
    pub(super) fn look_back(&mut self, position: usize, range: &Range<usize>) {
        if matches!(self.doc.tree.node(position).inside, Inside::Paragraph) {
            self.look_at_lines(range);
        }
        let node = self.doc.tree.node(position);
        let text = self.text[range.clone()].trim_end();
        match node.inside {
            Inside::CodeBlock(_) if self.fenced => {
                let mark = text.trim_start_matches(['`', '~']).len();
                let mark = &text[..text.len() - mark];
                let last = text.rsplit('\n').next().unwrap_or_default().trim_start_matches([' ', '\t', '>']);
                let closed = text.contains('\n') && last.trim_end_matches(mark.chars().next().unwrap_or('`')).is_empty() && last.len() >= mark.len();
                if !closed {
                    let marks = self.span(range.start..range.start + mark.len());
                    if !self.text[range.end..].trim_start_matches(['>', ' ', '\t', '\n']).is_empty() {
                        self.found.push(mistake::code_breaks_off(marks));
                    } else if !self.doc.cut {
                        // Else it begins with the marks that were to close code that breaks off.
                        self.found.push(mistake::unclosed_code(marks));
                    }
                    self.doc.cut = true;
                }
            }
            Inside::TableHead => self.columns = node.children.iter().count(),
            Inside::TableRow => {
                let Some(last) = node.children.iter().last().filter(|_| node.children.iter().count() == self.columns) else { return };
                let end = (last.span.end as usize).saturating_sub(self.ground.start);
                let lost = self.text.get(end..range.start + text.len()).unwrap_or_default();
                if self.ground.exact && !lost.trim_matches([' ', '\t', '|']).is_empty() {
                    let start = end + lost.len() - lost.trim_start_matches([' ', '\t', '|']).len();
                    self.found.push(mistake::lost_cell(self.span(start..range.start + text.len()), self.columns));
                }
            }
            // Most begin with a letter, and their lines need not be taken apart.
            Inside::Paragraph if text.starts_with([' ', '\t', '>', '|']) => {
                let strokes = |line: &str| line.trim_start_matches([' ', '\t', '>']).starts_with('|') && line.matches('|').count() > 1;
                let mut lines = text.lines();
                if let (Some(first), Some(second)) = (lines.next(), lines.next())
                    && strokes(first)
                    && strokes(second)
                {
                    self.found.push(mistake::no_table(self.span(range.start..range.start + first.len())));
                }
            }
            Inside::Paragraph => {
                if let Some(mark) = ["!!! ", "??? ", "=== "].into_iter().find(|mark| text.starts_with(mark)) {
                    let help =
                        "a set-off text is a block, `::: box {title=\"…\"}` to `:::`, or an alert, `> [!NOTE]`; what is indented below is code";
                    self.found.push(mistake::leftover(self.span(range.start..range.start + mark.len() - 1), help));
                }
                let hyphens = memchr::memmem::find(text.as_bytes(), b"--").and_then(|_| {
                    let strokes = |line: &str| line.matches('|').count();
                    let below = |(head, line): &(&str, &str)| {
                        let bare = line.trim_start_matches([' ', '\t', '>']);
                        strokes(head) > 0
                            && strokes(head) == strokes(line)
                            && bare.contains("--")
                            && bare.bytes().all(|byte| b" \t|:-".contains(&byte))
                    };
                    text.lines().zip(text.lines().skip(1)).find(below).map(|(_, line)| line)
                });
                if let Some(line) = hyphens {
                    let at = range.start + (line.as_ptr() as usize - text.as_ptr() as usize);
                    self.found.push(mistake::table_in_paragraph(self.span(at..at + line.len())));
                }
            }
            _ => {}
        }
    }

    /// Looks for marks that nothing was made of in words that stand in the file just as they are read.
    pub(super) fn look_at_words(&mut self, range: Range<usize>) {
        let words = &self.text[range.clone()];
        if let (true, Some(end)) = (words.starts_with('{') && self.text[..range.start].ends_with(')'), words.find('}')) {
            let braces = self.span(range.start..range.start + end + 1);
            self.found.push(mistake::leftover(braces, "links and pictures have no attributes: delete the braces"));
            return self.look_at_words(range.start + end + 1..range.end);
        }
        // Few words have any of these signs.
        let met = words.bytes().fold(0, |met, byte| met | SIGNS[byte as usize]);
        if met & AT != 0 {
            for (at, key) in citation::bare(self.text, range.clone()) {
                self.doc.handles.push((key.into(), self.span(at - 1..at + key.len())));
            }
        }
        if met & FOREIGN != 0 {
            self.look_at_foreign(&range);
        }
        if met & MARK == 0 {
            return;
        }
        self.footnotes.search(range.clone(), self.text);
        for (at, _) in words.match_indices("[!") {
            let kind = words[at + 2..].split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
            if !kind.is_empty() && words[at + 2 + kind.len()..].starts_with(']') {
                let at = range.start + at;
                let help = "alerts are `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` and `[!CAUTION]`, alone on the first line of a quotation";
                self.found.push(mistake::leftover(self.span(at..at + kind.len() + 3), help));
            }
        }
        if let Some(command) = tex(words).filter(|at| !self.text[..range.start + at.start].ends_with('\\')) {
            let help = "commands of TeX mean nothing here: a citation is `[@key]`, a footnote `[^1]`, bold `**words**`; if it is meant, put it in backquotes";
            self.found.push(mistake::leftover(self.span(range.start + command.start..range.start + command.end), help));
        }
        if ["[TOC]", "[toc]", "[[_TOC_]]", "[[toc]]"].contains(&words.trim()) {
            let at = self.span(range.start..range.end);
            return self.found.push(mistake::leftover(at, "the contents of a page stand beside it by themselves: delete this"));
        }
        for (mark, help) in MARKS {
            let escaped = |at: usize| {
                let start = self.text.floor_char_boundary(at.saturating_sub(300));
                let opening = start + self.text[start..at].rfind('[').unwrap_or(0);
                self.text[..at].ends_with('\\') || mark == "](" && self.text[..opening].ends_with('\\')
            };
            // `{{%` is one mark.
            let inner = |at: usize| mark.starts_with('{') && self.text[..at].ends_with('{');
            let first = words.match_indices(mark).map(|(offset, _)| range.start + offset).find(|at| !escaped(*at) && !inner(*at));
            if let Some(at) = first {
                self.found.push(mistake::leftover(self.span(at..at + mark.len()), help));
            }
        }
    }
}

/// The first command of TeX that something in braces follows.
fn tex(words: &str) -> Option<Range<usize>> {
    words.match_indices('\\').find_map(|(at, _)| {
        let name = words[at + 1..].find(|letter: char| !letter.is_ascii_alphabetic())?;
        (name > 1 && words[at + 1 + name..].starts_with('{')).then_some(at..at + 1 + name)
    })
}
