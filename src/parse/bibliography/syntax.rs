//! Owns what is wrong with the letters of a .bib file before any field means anything.

use std::borrow::Cow;
use std::ops::Range;

use biblatex::{Field, ParseError, ParseErrorKind, RawBibliography, RawChunk, Token};

/// Where, and what is wrong there.
pub type Broken = (Range<usize>, String);

/// Braces within braces beyond this are refused, since commands are read recursively.
const DEPTH: usize = 100;
/// The longest value in bytes.
const LENGTH: usize = 64 * 1024;
/// So many lines that begin with `@` are taken for parts of one entry.
const MOST_LINES: usize = 4;
/// What all abbreviations of a file may expand to, in bytes.
const EXPANSION: usize = 1024 * 1024;
/// The sum of squared counts of braces and joined texts: biblatex merges neighbouring pieces in quadratic time.
const PIECES: usize = 20_000_000;

/// The text with every entry that cannot be read blanked out, so that places stay true,
/// and what is wrong with each of them.
pub fn readable(text: &str) -> (Cow<'_, str>, Vec<Broken>) {
    let Err(error) = RawBibliography::parse(text) else {
        return (Cow::Borrowed(text), Vec::new());
    };
    let mut kept = String::with_capacity(text.len());
    let mut broken = Vec::new();
    let parts: Vec<Range<usize>> = entries(text).collect();
    let mut at = 0;
    while let Some(entry) = parts.get(at) {
        // A line of a text may begin with `@`, too.
        let whole = (at..parts.len().min(at + MOST_LINES)).find(|last| RawBibliography::parse(&text[entry.start..parts[*last].end]).is_ok());
        let end = parts[whole.unwrap_or(at)].end;
        match whole {
            Some(_) => kept.push_str(&text[entry.start..end]),
            None => {
                if let Err(error) = RawBibliography::parse(&text[entry.clone()]) {
                    broken.push(explain(&error, text, entry.clone()));
                }
                kept.extend(std::iter::repeat_n(' ', entry.len()));
            }
        }
        at = whole.unwrap_or(at) + 1;
    }
    if broken.is_empty() || RawBibliography::parse(&kept).is_err() {
        kept.clear();
    }
    if broken.is_empty() {
        broken.push(explain(&error, text, 0..text.len()));
    }
    (Cow::Owned(kept), broken)
}

/// The file cut before each line that begins with `@`.
fn entries(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    let starts = text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        (start > 0 && line.trim_start().starts_with('@')).then_some(start)
    });
    let mut from = 0;
    starts.chain([text.len()]).map(move |to| std::mem::replace(&mut from, to)..to)
}

fn explain(error: &ParseError, text: &str, entry: Range<usize>) -> Broken {
    let part = &text[entry.clone()];
    if error.span.start >= part.trim_end().len() {
        let from = entry.start + part.find('@').unwrap_or(0);
        let to = from + text[from..].find([',', '\n', '\r']).unwrap_or(text.len() - from);
        let what = "this entry is never closed: a brace, quote or comma is missing";
        return (from..to, what.to_owned());
    }
    let at = entry.start + error.span.start..entry.start + error.span.end;
    let before = &text[entry.start..text.floor_char_boundary(at.start)];
    let value = before.rfind('=').map_or("", |sign| before[sign + 1..].trim_start());
    if let Some(quote) = value.chars().next().filter(|quote| QUOTES.contains(quote)) {
        let start = entry.start + before.len() - value.len();
        return (start..start + quote.len_utf8(), format!("`{quote}` does not hold a text together: put it in braces instead, `{{…}}`"));
    }
    if error.kind == ParseErrorKind::Expected(Token::Comma) {
        let behind = entry.start + before.trim_end().len();
        let what = if before.contains('=') { "the value of a field" } else { "the key" };
        return (behind..behind, format!("a comma is missing here, behind {what}"));
    }
    (visible(text, at), prose(&error.kind))
}

/// A range within the text, on character boundaries and not empty where possible.
pub fn visible(text: &str, at: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(at.start.min(text.len()));
    let end = at.end.max(start + 1).min(text.len());
    start..text.ceil_char_boundary(end)
}

/// What a parser of BibLaTeX expected, in the words of this program.
pub fn prose(kind: &ParseErrorKind) -> String {
    let sign = |token: &Token| match token {
        Token::Identifier => "a name",
        Token::OpeningBrace => "`{`",
        Token::ClosingBrace => "`}`",
        Token::Comma => "`,`",
        Token::QuotationMark => "`\"`",
        Token::Equals => "`=`",
        Token::DecimalPoint => "`.`",
    };
    match kind {
        ParseErrorKind::UnexpectedEof => "a value ends too early: `{`, `\"` or `$` is not closed, or the value is missing".into(),
        ParseErrorKind::Expected(token) => format!("expected {} here", sign(token)),
        ParseErrorKind::Unexpected(token) => format!("{} does not belong here", sign(token)),
        ParseErrorKind::UnknownAbbreviation(name) => {
            format!("`{name}` is no abbreviation of this file: put text in braces, `{{{}}}`", name.trim_matches(QUOTES))
        }
        ParseErrorKind::MalformedCommand => "this TeX command cannot be read".into(),
        other => other.to_string(),
    }
}

/// Marks around a text that word processors write.
const QUOTES: [char; 9] = ['“', '”', '„', '«', '»', '‘', '’', '‚', '\''];

/// Keeps the work done on a hostile file small.
#[derive(Debug, Default)]
pub struct Limits {
    expanded: usize,
    pieces: usize,
}

impl Limits {
    /// Checks a value before its commands are read.
    ///
    /// # Errors
    /// Text that is too long, too deep or in too many pieces.
    pub fn value(&mut self, value: &Field<'_>) -> Result<(), Broken> {
        let mut pieces = value.len();
        for chunk in value {
            let RawChunk::Normal(text) = chunk.v else {
                continue;
            };
            let (depth, braces) = depth(text);
            pieces += braces;
            let what = if depth > DEPTH {
                format!("braces stand more than {DEPTH} deep")
            } else if text.len() > LENGTH {
                format!("this value is longer than {} kB", LENGTH / 1024)
            } else {
                continue;
            };
            let start = chunk.span.start;
            return Err((start..start + 1, what));
        }
        self.pieces = self.pieces.saturating_add(pieces.saturating_mul(pieces));
        match value.first().filter(|_| self.pieces > PIECES) {
            Some(chunk) => Err((chunk.span.start..chunk.span.start + 1, "the file has too many braces and `#` up to here".to_owned())),
            None => Ok(()),
        }
    }

    /// Checks the value of an abbreviation.
    ///
    /// # Errors
    /// As for [`Limits::value`], and an abbreviation within it.
    pub fn text_only(&mut self, value: &Field<'_>) -> Result<(), Broken> {
        let name = |chunk: &RawChunk<'_>| matches!(chunk, RawChunk::Abbreviation(_));
        if let Some(chunk) = value.iter().find(|chunk| name(&chunk.v)) {
            let what = "an abbreviation cannot be made of others: write its text in braces";
            return Err((chunk.span.clone(), what.to_owned()));
        }
        self.value(value)
    }

    /// Counts one use of an abbreviation.
    ///
    /// # Errors
    /// When those of the file expand to too much.
    pub fn expand(&mut self, value: &Field<'_>, at: &Range<usize>) -> Result<(), Broken> {
        self.expanded += value.iter().map(|chunk| chunk.span.len()).sum::<usize>();
        if self.expanded > EXPANSION {
            return Err((at.clone(), "the abbreviations of this file expand to too much".into()));
        }
        self.value(value)
    }
}

/// How deep the braces go, and how many open.
fn depth(text: &str) -> (usize, usize) {
    let (mut now, mut most, mut all, mut escaped) = (0_usize, 0, 0, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => (now, all) = (now + 1, all + 1),
            b'}' => now = now.saturating_sub(1),
            _ => {}
        }
        most = most.max(now);
    }
    (most, all)
}
