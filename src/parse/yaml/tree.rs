//! From parser events to the tree, refusing what is not allowed on the way.

use super::duplicates::keep_first;
use super::lines::{trimmed_end, word_at};
use super::{Key, MAX_DEPTH, Node, NodeKind, YamlMistake, misread, nul, refused};
use granit_parser::{Event, ScalarStyle, Span, StructureStyle};
use std::ops::Range;

const ANCHOR: &str = "if it names a value for other places, write that value in each of them; if it is meant as text, put the whole text in quotes";
const AS_TEXT: &str = "if it is meant as text, put the whole text in quotes";

/// A list or map whose end has not come yet.
struct Open {
    start: usize,
    /// Where the last child ended.
    end: usize,
    flow: bool,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map { entries: Vec<(Key, Node)>, key: Waiting },
}

/// What a map expects next.
enum Waiting {
    Name,
    Value(Key),
    /// The key was no name: the value is read and dropped.
    Dropped,
}

/// What the tree knows at the moment of a syntax error.
pub(super) struct Surroundings {
    /// Where the last event that was taken ended: all before it was understood.
    pub understood: usize,
    /// Where the innermost open `[` or `{` stands.
    pub bracket: Option<usize>,
}

pub(super) struct Tree<'a> {
    text: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    understood: usize,
    mistakes: Vec<YamlMistake>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, open: Vec::new(), root: None, documents: 0, understood: 0, mistakes: Vec::new() }
    }

    pub(super) fn surroundings(&self) -> Surroundings {
        // A name with a value between brackets is a map without any of its own.
        let has_bracket = |open: &&Open| self.text[open.start..].starts_with(['[', '{']);
        let innermost = self.open.iter().rev().take_while(|open| open.flow).find(has_bracket);
        Surroundings { understood: self.understood, bracket: innermost.map(|open| open.start) }
    }

    pub(super) fn finish(self) -> (Node, Vec<YamlMistake>) {
        let empty = Node { kind: NodeKind::Empty, start: 0, end: 0 };
        (self.root.unwrap_or(empty), self.mistakes)
    }

    pub(super) fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), YamlMistake> {
        let at = self.bytes(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let at = if at.is_empty() { word_at(self.text, at.start) } else { at };
                    let help = "one file holds one document: delete the line `---` between them";
                    return Err(refused("a second document", help, at));
                }
                return Ok(()); // its span may already cover the first value
            }
            Event::Anchor(..) => return Err(refused("a value that begins with `&`", ANCHOR, at)),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(refused("a value that begins with `*`", AS_TEXT, at));
            }
            Event::Scalar(text, style, _, tag) => {
                self.refuse_tag(tag.is_some(), span)?;
                self.scalar(text.into_owned(), style, at.clone())?;
            }
            Event::SequenceStart(style, _, tag) => {
                self.refuse_tag(tag.is_some(), span)?;
                self.begin(Inside::List(Vec::new()), style, &at)?;
            }
            Event::MappingStart(style, _, tag) => {
                self.refuse_tag(tag.is_some(), span)?;
                let inside = Inside::Map { entries: Vec::new(), key: Waiting::Name };
                self.begin(inside, style, &at)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(&at)?,
            _ => return Ok(()),
        }
        self.understood = self.understood.max(at.end);
        Ok(())
    }

    fn bytes(&self, span: &Span) -> Range<usize> {
        let Range { start, end } = span.byte_range().unwrap_or_default();
        let start = self.text.floor_char_boundary(start);
        start..self.text.floor_char_boundary(end.max(start))
    }

    fn refuse_tag(&self, tagged: bool, span: &Span) -> Result<(), YamlMistake> {
        if !tagged {
            return Ok(());
        }
        let at = span.tag_span().map_or_else(|| self.bytes(span), |tag| self.bytes(&tag));
        Err(refused("a value that begins with `!`", AS_TEXT, at))
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, at: Range<usize>) -> Result<(), YamlMistake> {
        let node = if style == ScalarStyle::Plain && matches!(text.as_str(), "~" | "null") {
            // The parser places a value that is not there on the colon or dash before it.
            let before = at.is_empty() && self.text[at.start..].starts_with([':', '-']);
            let start = at.start + usize::from(before);
            Node { kind: NodeKind::Empty, start, end: at.end.max(start) }
        } else {
            if text.contains('\0') {
                return Err(nul(at));
            }
            let end = match style {
                ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => at.end,
                _ => trimmed_end(self.text, at.clone()),
            };
            if style == ScalarStyle::Plain {
                self.mistakes.extend(misread::plain(self.text, at.start..end));
                self.mistakes.extend(misread::comment(self.text, end));
            }
            let quoted = style != ScalarStyle::Plain;
            Node { kind: NodeKind::Scalar { text, quoted }, start: at.start, end }
        };
        self.place(node)
    }

    fn begin(&mut self, inside: Inside, style: StructureStyle, at: &Range<usize>) -> Result<(), YamlMistake> {
        if self.open.len() == MAX_DEPTH {
            return Err(too_deep(word_at(self.text, at.start)));
        }
        let flow = style == StructureStyle::Flow;
        self.open.push(Open { start: at.start, end: at.end, flow, inside });
        Ok(())
    }

    fn end(&mut self, at: &Range<usize>) -> Result<(), YamlMistake> {
        let Some(Open { start, end, flow, inside }) = self.open.pop() else {
            return Ok(());
        };
        let end = if flow { end.max(at.end) } else { end };
        let kind = match inside {
            Inside::List(nodes) => NodeKind::List(nodes),
            Inside::Map { entries, .. } => NodeKind::Map(keep_first(entries, &mut self.mistakes)),
        };
        self.place(Node { kind, start, end })
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, node: Node) -> Result<(), YamlMistake> {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.end = open.end.max(node.end);
        match &mut open.inside {
            Inside::List(nodes) => nodes.push(node),
            Inside::Map { entries, key } => match std::mem::replace(key, Waiting::Name) {
                Waiting::Value(key) => entries.push((key, node)),
                Waiting::Dropped => {}
                Waiting::Name => {
                    let at = node.start..node.end;
                    *key = match node.kind {
                        NodeKind::Scalar { text, quoted: false } if text == "<<" => {
                            let help = "write the fields out where they are needed";
                            return Err(refused("a merge key", help, at));
                        }
                        NodeKind::Scalar { text, .. } => Waiting::Value(Key { text, start: at.start, end: at.end }),
                        kind => {
                            // An empty key stands behind its colon: point at the colon.
                            let empty = usize::from(kind == NodeKind::Empty);
                            let at = at.start.saturating_sub(empty)..at.end;
                            self.mistakes.push(YamlMistake::Syntax { at, what: "a key is a single word or text".to_owned(), help: None, mend: None });
                            Waiting::Dropped
                        }
                    };
                }
            },
        }
        Ok(())
    }
}

pub(super) fn too_deep(at: Range<usize>) -> YamlMistake {
    refused("lists and maps nested more than 16 deep", "flatten the structure", at)
}
