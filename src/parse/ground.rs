//! Owns where a text lies in its file, so that offsets in the text become places.

use std::ops::Range;

use crate::base::{FileId, Span};

/// Where a text lies in its file.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The file.
    pub file: FileId,
    /// Where the text begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether every byte of the text stands so in the file.
    pub exact: bool,
    /// Otherwise, stretches that do: where each begins in the text, and where in the file. Without them, all places are the whole.
    stretches: &'a [(usize, usize)],
}

impl<'a> Ground<'a> {
    /// Of a text that stands so in its file.
    pub fn exact(file: FileId, at: Range<usize>) -> Self {
        Self { file, start: at.start, end: at.end, exact: true, stretches: &[] }
    }

    /// Of a text that was made of what stands there.
    pub fn whole(file: FileId, at: Range<usize>) -> Self {
        Self { exact: false, ..Self::exact(file, at) }
    }

    /// The same, of a text that stands there in stretches.
    pub fn of_stretches(self, stretches: &'a [(usize, usize)]) -> Self {
        Self { stretches, ..self }
    }

    /// The place of a stretch of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        if self.exact {
            return Span::new(self.file, self.start + range.start, self.start + range.end);
        }
        let after = self.stretches.partition_point(|(text, _)| *text <= range.start);
        match after.checked_sub(1).map(|at| self.stretches[at]) {
            Some((text, file)) => {
                let last = self.stretches[..self.stretches.partition_point(|(text, _)| *text < range.end)].last().map_or((text, file), |last| *last);
                Span::new(self.file, file + range.start - text, (last.1 + range.end).saturating_sub(last.0))
            }
            None => Span::new(self.file, self.start, self.end),
        }
    }

    /// The ground of a part of the text.
    pub fn part(&self, range: Range<usize>) -> Ground<'static> {
        let (place, length) = (self.span(range.clone()), range.len());
        let at = place.bytes();
        if self.exact || !self.stretches.is_empty() && at.len() == length { Ground::exact(self.file, at) } else { Ground::whole(self.file, at) }
    }
}

/// The stretches of a text that stands in a file line by line, each indented.
pub fn by_lines(text: &str, written: &str, start: usize) -> Option<Vec<(usize, usize)>> {
    let (mut stretches, mut at, mut end) = (Vec::new(), 0, start);
    for (line, written) in text.split('\n').zip(written.split('\n')) {
        end += written.len();
        written.ends_with(line).then(|| stretches.push((at, end - line.len())))?;
        at += line.len() + 1;
        end += 1;
    }
    Some(stretches)
}

/// The stretches of a text that stands in a file between quotes, those within it doubled.
pub fn by_quotes(text: &str, written: &str, start: usize) -> Option<Vec<(usize, usize)>> {
    let inside = written.strip_prefix('"')?.trim_start();
    let (mut stretches, mut at, mut there) = (Vec::new(), 0, written.len() - inside.len());
    for part in text.split_inclusive('"') {
        written.get(there..)?.starts_with(part).then(|| stretches.push((at, start + there)))?;
        at += part.len();
        there += part.len() + usize::from(part.ends_with('"'));
    }
    Some(stretches)
}

#[cfg(test)]
mod tests {
    use super::{Ground, by_lines, by_quotes};
    use crate::base::{FileId, Span};

    #[test]
    fn a_stretch_of_a_text_is_where_it_stands_in_the_file() {
        let lines = by_lines("ab\ncd", "  ab\n  cd", 10).expect("each line stands there");
        let ground = Ground::whole(FileId(0), 10..19).of_stretches(&lines);
        assert_eq!(ground.span(1..2), Span::new(FileId(0), 13, 14));
        assert_eq!(ground.span(1..4), Span::new(FileId(0), 13, 18));
        assert_eq!(ground.span(3..3), Span::new(FileId(0), 17, 17));
        let quoted = by_quotes("a \"b\" c", "\"a \"\"b\"\" c\"", 0).expect("it stands there");
        assert_eq!(Ground::whole(FileId(0), 0..11).of_stretches(&quoted).span(3..4), Span::new(FileId(0), 5, 6));
        assert_eq!(by_lines("ab\nce", "  ab\n  cd", 10), None);
    }
}
