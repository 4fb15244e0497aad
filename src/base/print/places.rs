//! From byte offsets to lines and columns.

use crate::base::{FileId, Sources, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where the lines of a text begin. Lines end at `\n`; there is always at least one.
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect() }
    }

    /// Line and column of an offset, both from 1; columns count characters. An offset past the end
    /// stands at the end, one inside a character at its beginning. `text` is that of [`Self::new`].
    pub fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        (line, text.get(start..offset).unwrap_or_default().chars().count() + 1)
    }

    /// The bytes of a line (from 1), without its line break; empty when there is no such line.
    pub fn line(&self, text: &str, line: usize) -> Range<usize> {
        let Some(&start) = self.starts.get(line.wrapping_sub(1)) else {
            return text.len()..text.len();
        };
        let end = self.starts.get(line).map_or(text.len(), |next| next.saturating_sub(1));
        start.min(text.len())..end.min(text.len()).max(start.min(text.len()))
    }
}

/// A span brought inside its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub file: FileId,
    pub path: &'a str,
    pub text: &'a str,
    /// On character boundaries of `text`.
    pub bytes: Range<usize>,
    /// The bytes of the line in which it begins, without the line break.
    pub line: Range<usize>,
    /// Line and column from 1.
    pub start: (usize, usize),
    pub end: (usize, usize),
}

/// Looks places up, with one index for each file that is asked for.
pub(super) struct Places<'a> {
    files: &'a Sources,
    indexes: BTreeMap<FileId, LineIndex>,
}

impl<'a> Places<'a> {
    pub(super) fn new(files: &'a Sources) -> Self {
        Self { files, indexes: BTreeMap::new() }
    }

    pub(super) fn index(&mut self, file: FileId) -> &LineIndex {
        self.indexes.entry(file).or_insert_with(|| LineIndex::new(self.files.text(file)))
    }

    pub(super) fn place(&mut self, span: Span) -> Place<'a> {
        let text = self.files.text(span.file);
        let start = text.floor_char_boundary(span.bytes().start);
        let end = text.ceil_char_boundary(span.bytes().end.min(text.len())).max(start);
        let index = self.index(span.file);
        let (from, to) = (index.position(text, start), index.position(text, end));
        let line = index.line(text, from.0);
        Place { file: span.file, path: self.files.path(span.file), text, bytes: start..end, line, start: from, end: to }
    }
}
