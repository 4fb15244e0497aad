//! Owns what a node may be.

use super::Words;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Inside {
    /// A paragraph.
    Paragraph,
    /// A heading: its level, and its label by position.
    Heading(u8, u32),
    /// A quotation.
    Quote,
    /// An alert.
    Alert(Alert),
    /// Code; [`words`](super::Node::words) is the language that was named.
    CodeBlock(Words),
    /// A list.
    List,
    /// A list with numbers: the first of them.
    Numbered(u32),
    /// An item of a list.
    Item,
    /// The box of a task, and whether it is ticked.
    Task(bool),
    /// A table; [`aligns`](super::Node::aligns) says how its columns are set.
    Table(u32),
    /// Its head.
    TableHead,
    /// One of its rows.
    TableRow,
    /// One of its cells.
    TableCell,
    /// What a footnote says; [`words`](super::Node::words) is its name.
    Footnote(Words),
    /// A list of terms.
    Terms,
    /// A term.
    Term,
    /// What a term means.
    Meaning,
    /// A line between parts.
    Rule,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Struck,
    /// A link, by position in [`Doc::links`](crate::parse::doc::Doc::links).
    Link(u32),
    /// A picture, by position in [`Doc::links`](crate::parse::doc::Doc::links); the children are its text.
    Image(u32),
    /// Plain text.
    Text(Words),
    /// Code within a line.
    Code(Words),
    /// A line end within a paragraph.
    SoftBreak,
    /// A line end that stays.
    HardBreak,
    /// A mark that points at a footnote; [`words`](super::Node::words) is its name.
    FootnoteMark(Words),
    /// An allowed HTML tag as written, `<kbd>`.
    Html(Words),
    /// A comment: never printed.
    Comment(Words),
    /// A claim, by position in [`Doc::claims`](crate::parse::doc::Doc::claims): never printed.
    Claim(u32),
    /// A citation, by position in [`Doc::citations`](crate::parse::doc::Doc::citations).
    Citation(u32),
    /// A `:::` block, by position in [`Doc::blocks`](crate::parse::doc::Doc::blocks).
    Block(u32),
}

/// The alerts of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

impl Inside {
    /// Whether it is part of a line, and no paragraph, item, cell or the like.
    pub fn is_inline(self) -> bool {
        let words = matches!(self, Self::Text(_) | Self::Code(_) | Self::Link(_) | Self::Image(_) | Self::Citation(_) | Self::FootnoteMark(_));
        let looks = matches!(self, Self::Emphasis | Self::Strong | Self::Struck | Self::SoftBreak | Self::HardBreak);
        words || looks || matches!(self, Self::Html(_) | Self::Comment(_) | Self::Claim(_) | Self::Task(_))
    }
}

impl Alert {
    /// How it is written, in small letters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As the text runs.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}
