//! The few lines of a file that a diagnostic shows, cut to width, with its marks in them.

use super::places::{LineIndex, Place};
use super::visible::shown;
use std::ops::Range;

/// Columns of a line that are shown; wide characters count two.
const WIDTH: usize = 150;
/// Marks that lie further apart stand in excerpts of their own, in lines.
const DISTANCE: usize = 100;
const CUT: &str = "...";

/// Lines of one file, made harmless, and the marks in them.
pub(super) struct Excerpt<'a> {
    /// The place of the first mark.
    pub place: Place<'a>,
    /// The number of the first line, from 1.
    pub line: usize,
    /// Every line ends with a line break.
    pub text: String,
    pub marks: Vec<Mark>,
}

/// A mark on one line of an excerpt.
pub(super) struct Mark {
    /// Byte offsets in the excerpt's text.
    pub at: Range<usize>,
    pub label: String,
    /// The diagnostic's own place, not a related one.
    pub primary: bool,
}

/// What is to be marked. A place over several lines is marked on its first.
#[derive(Clone)]
pub(super) struct Wanted<'a> {
    pub place: Place<'a>,
    pub label: String,
    pub primary: bool,
}

/// Collects the places into excerpts: those of one file close to each other share one.
pub(super) fn group<'a>(wanted: Vec<Wanted<'a>>) -> Vec<Vec<Wanted<'a>>> {
    let mut groups: Vec<Vec<Wanted<'a>>> = Vec::new();
    for mark in wanted {
        let fits = |group: &&mut Vec<Wanted<'a>>| {
            group.iter().all(|other| {
                let apart = other.place.start.0.abs_diff(mark.place.start.0);
                other.place.file == mark.place.file && apart <= DISTANCE && (apart > 0 || !is_long(&mark.place))
            })
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(mark),
            None => groups.push(vec![mark]),
        }
    }
    groups
}

/// Whether the line of a place has to be cut.
fn is_long(place: &Place<'_>) -> bool {
    let line = &place.text[place.line.clone()];
    line.len() > 4 * WIDTH || line.chars().map(columns).sum::<usize>() > WIDTH
}

/// About how many columns a character takes.
fn columns(c: char) -> usize {
    if c == '\t' { 4 } else { 1 + usize::from(c > '\u{10ff}') }
}

impl<'a> Excerpt<'a> {
    /// The excerpt for one group; nothing for an empty one.
    pub(super) fn new(index: &LineIndex, group: &[Wanted<'a>]) -> Option<Self> {
        let place = group.first()?.place.clone();
        let first = group.iter().map(|mark| mark.place.start.0).min()?;
        let last = group.iter().map(|mark| mark.place.start.0).max()?;
        let mut excerpt = Self { text: String::new(), line: first, marks: Vec::new(), place };
        let source = excerpt.place.text;
        for number in first..=last {
            let line = index.line(source, number);
            let mut marked = group.iter().filter(|mark| mark.place.start.0 == number).peekable();
            let at = marked.peek().map_or(line.start, |mark| on_line(&mark.place, &line).start);
            let window = window(source, &line, at);
            let begin = excerpt.copy(source, &line, &window);
            let mapped = |offset: usize| {
                let offset = offset.clamp(window.start, window.end);
                let before = source[window.start..offset].chars();
                begin + before.map(|c| shown(c).len_utf8()).sum::<usize>()
            };
            for mark in marked {
                let at = on_line(&mark.place, &line);
                let at = mapped(at.start)..mapped(at.end);
                excerpt.marks.push(Mark { at, label: mark.label.clone(), primary: mark.primary });
            }
            excerpt.text.push('\n');
        }
        Some(excerpt)
    }

    /// Appends the window of a line; gives the offset at which it begins in the excerpt.
    fn copy(&mut self, source: &str, line: &Range<usize>, window: &Range<usize>) -> usize {
        if window.start > line.start {
            self.text.push_str(CUT);
        }
        let begin = self.text.len();
        self.text.extend(source[window.clone()].chars().map(shown));
        if window.end < line.end {
            self.text.push_str(CUT);
        }
        begin
    }
}

/// The part of a place on its first line.
fn on_line(place: &Place<'_>, line: &Range<usize>) -> Range<usize> {
    let start = place.bytes.start.clamp(line.start, line.end);
    start..place.bytes.end.clamp(start, line.end)
}

/// The part of a line that is shown: all of it, or what fits around the mark.
fn window(source: &str, line: &Range<usize>, mark: usize) -> Range<usize> {
    let mut room = WIDTH / 3;
    let start = mark - fitting(source[line.start..mark].chars().rev(), &mut room);
    room += WIDTH - WIDTH / 3;
    let end = mark + fitting(source[mark..line.end].chars(), &mut room);
    start - fitting(source[line.start..start].chars().rev(), &mut room)..end
}

/// How many bytes of these characters find room, which becomes less by as much.
fn fitting(chars: impl Iterator<Item = char>, room: &mut usize) -> usize {
    let fits = chars.map_while(|c| {
        *room = room.checked_sub(columns(c))?;
        Some(c.len_utf8())
    });
    fits.sum()
}
