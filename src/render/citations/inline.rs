//! Owns the parenthesis that a citation leaves in prose.

use super::Styled;

/// One work within a citation: `see @key, p. 29`.
#[derive(Debug, Clone, Copy)]
pub struct Cited<'a> {
    /// The work.
    pub work: &'a Styled,
    /// What stands before it: `see`.
    pub prefix: Option<&'a str>,
    /// Where in the work: `p. 29`.
    pub locator: Option<&'a str>,
    /// `-@key`: the author stands in the sentence already.
    pub year_only: bool,
}

/// A piece of a citation, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Brackets, separators and prefixes.
    Plain(String),
    /// The text that stands for the cited work of this index, to be made a link.
    Work(usize, String),
}

/// Sets one citation: `(see van der Staak and Wolf 2019, p. 29; Belfer Center 2018a)`.
/// Pieces in a row are to be joined without a blank; no items give no pieces.
pub fn inline(items: &[Cited<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(2 * items.len() + 1);
    for (index, item) in items.iter().enumerate() {
        let mut before = if index == 0 { "(" } else { "; " }.to_owned();
        if let Some(prefix) = item.prefix.map(str::trim).filter(|prefix| !prefix.is_empty()) {
            before += prefix;
            before.push(' ');
        }
        let mut text = match item.year_only {
            true => item.work.year.clone(),
            false => format!("{} {}", item.work.author, item.work.year),
        };
        if let Some(locator) = item.locator.map(str::trim).filter(|locator| !locator.is_empty()) {
            text += ", ";
            text += locator;
        }
        pieces.push(Piece::Plain(before));
        pieces.push(Piece::Work(index, text));
    }
    if !items.is_empty() {
        pieces.push(Piece::Plain(")".to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_in_prose() {
        let styled = |author: &str, year: &str| Styled {
            entry_html: String::new(),
            entry_text: String::new(),
            author: author.to_owned(),
            year: year.to_owned(),
        };
        let all = [styled("van der Staak and Wolf", "2019"), styled("Belfer Center", "2018a")];
        let cite = |index: usize| Cited { work: &all[index], prefix: None, locator: None, year_only: false };
        let pieces = inline(&[Cited { prefix: Some("see"), locator: Some("p. 29"), ..cite(0) }, Cited { year_only: true, ..cite(1) }, cite(1)]);
        let plain = |text: &str| Piece::Plain(text.to_owned());
        let work = |index, text: &str| Piece::Work(index, text.to_owned());
        assert_eq!(
            pieces,
            [
                plain("(see "),
                work(0, "van der Staak and Wolf 2019, p. 29"),
                plain("; "),
                work(1, "2018a"),
                plain("; "),
                work(2, "Belfer Center 2018a"),
                plain(")"),
            ]
        );
        assert_eq!(inline(&[]), []);
    }
}
