//! YAML as the author wrote it: every key and value with its place, scalars still text.
//!
//! `granit-parser` supplies events with byte offsets; this module turns them into a small tree,
//! refuses what front matter has no use for, and says syntax mistakes in the author's words.
//! Nothing here decides what a scalar means: `1.10`, `no` and `2017-10` stay as written.

mod diagnose;
mod duplicates;
mod lines;
mod misread;
mod tree;

#[cfg(test)]
mod tests;

use granit_parser::Parser;
use std::ops::Range;

/// The deepest nesting of lists and maps.
pub const MAX_DEPTH: usize = 16;
/// The most parser events (about: keys, values, and two for each list or map) in one text.
pub const MAX_EVENTS: usize = 20_000;
/// The longest text, in bytes; longer ones are refused unread.
pub const MAX_BYTES: usize = 2 << 20;

/// One value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub kind: NodeKind,
    /// Byte offset of the value's first character: an opening quote or bracket, the first word of
    /// a `|` or `>` text, the first key or dash of a block. For `Empty`, where it would stand.
    pub start: usize,
    /// Byte offset just after the value's last character, closing quote or bracket included,
    /// blanks, comments and line breaks behind it excluded.
    pub end: usize,
}

/// What shape a value has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Text after quotes, escapes and folding are resolved. `quoted` says that the author marked
    /// it as text, by quotes or by `|` and `>`; then offsets into `text` are not offsets into the file.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    /// In the order written; of a key written twice only the first stays.
    Map(Vec<(Key, Node)>),
    /// Nothing written, or `~` or `null`.
    Empty,
}

/// The name of an entry of a map and where it stands, quotes included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

/// What is wrong with a text. All ranges are byte offsets into it, on character boundaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YamlMistake {
    /// Not YAML, YAML that reads differently from how it looks, or what casebook refuses. `what` and `help` are sentences in
    /// lower case without a full stop. `mend` is what to put where, if one thing only can be meant.
    Syntax { at: Range<usize>, what: String, help: Option<String>, mend: Option<(Range<usize>, String)> },
    /// The key at `at` was already given at `first`.
    DuplicateKey { key: String, at: Range<usize>, first: Range<usize> },
}

impl YamlMistake {
    /// With what to put where.
    fn mended(mut self, place: Range<usize>, text: String) -> Self {
        if let Self::Syntax { mend, .. } = &mut self {
            *mend = Some((place, text));
        }
        self
    }

    /// The place of the mistake.
    pub fn at(&self) -> Range<usize> {
        match self {
            Self::Syntax { at, .. } | Self::DuplicateKey { at, .. } => at.clone(),
        }
    }
}

/// Reads one YAML document.
///
/// Takes linear time; refuses a text over [`MAX_BYTES`] unread. A text without any value gives
/// [`NodeKind::Empty`].
///
/// # Errors
/// The mistake after which nothing more can be read. Mistakes that leave the rest readable come
/// beside the tree, sorted by place.
pub fn parse(text: &str) -> Result<(Node, Vec<YamlMistake>), YamlMistake> {
    refuse_unread(text)?;
    let mut tree = tree::Tree::new(text);
    for (count, event) in Parser::new_from_str_with_options(text, options()).enumerate() {
        match event {
            Err(error) => return Err(diagnose::diagnose(text, &error, &tree.surroundings())),
            Ok((_, span)) if count >= MAX_EVENTS => {
                let at = span.start.byte_offset().unwrap_or(0);
                return Err(refused("more than 20 000 keys and values", "split the file, or keep long tables as CSV", lines::word_at(text, at)));
            }
            Ok((event, span)) => tree.take(event, &span)?,
        }
    }
    let (node, mut mistakes) = tree.finish();
    if let Some(mistake) = misread::root(text, &node) {
        return Err(mistake);
    }
    mistakes.sort_by_key(|mistake| (mistake.at().start, mistake.at().end));
    Ok((node, mistakes))
}

fn options() -> granit_parser::Options {
    let mut options = granit_parser::Options::default();
    options.set_emit_comments(false);
    options.disallow_directives = true;
    // Both only to have the place: the tree refuses them.
    options.emit_anchor_events = true;
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    options
}

/// What can be refused without reading it.
fn refuse_unread(text: &str) -> Result<(), YamlMistake> {
    if text.len() > MAX_BYTES {
        let at = text.floor_char_boundary(MAX_BYTES);
        return Err(refused("more than two megabytes of YAML", "split the file, or keep long tables as CSV", at..at));
    }
    match text.find('\0') {
        Some(at) => Err(nul(at..at + 1)),
        None => Ok(()),
    }
}

fn nul(at: Range<usize>) -> YamlMistake {
    refused("the invisible character NUL", "delete it; often the file was not saved as text in UTF-8", at)
}

/// YAML that casebook refuses; `what` names it ("an anchor"), `help` is the way out.
fn refused(what: &str, help: &str, at: Range<usize>) -> YamlMistake {
    YamlMistake::Syntax { at, what: format!("this is not allowed in content: {what}"), help: Some(help.to_owned()), mend: None }
}
