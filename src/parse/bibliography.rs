//! Owns `references.bib`: its text in, works and mistakes out.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Pair, RawBibliography, RawEntry, Spanned};

mod between;
mod fields;
#[cfg(test)]
mod hostile;
mod mend;
mod names;
mod syntax;
#[cfg(test)]
mod tests;
mod tex;
mod values;
mod work;

/// One entry of the file, ready to be cited.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// The citation key, spelt as in the file.
    pub key: String,
    /// Where the key stands.
    pub key_span: Range<usize>,
    /// The declared extra field `kind`, as written, and where it stands.
    pub kind: Option<(String, Range<usize>)>,
    /// The declared extra field `weak`: only an excerpt or a second-hand account was seen.
    pub weak: bool,
    /// Title and subtitle without markup; the key when there is none.
    pub title: String,
    /// The authors in the order written, given names first.
    pub authors: Vec<String>,
    /// What `shortauthor` says: the name used in running text.
    pub short_author: Option<String>,
    /// The year of publication; `None` prints as "n.d.".
    pub year: Option<String>,
    /// A checked http or https address, spelt as in the file.
    pub url: Option<String>,
    /// The DOI without resolver: `10.31752/idea.2019.23`.
    pub doi: Option<String>,
    /// The day of access, `2026-01-31` or less precise.
    pub accessed: Option<String>,
    /// What the CSL processor reads.
    pub entry: hayagriva::Entry,
}

/// Something the author must mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BibMistake {
    /// Where in the file it is; every range counts bytes.
    pub at: Range<usize>,
    /// What it is.
    pub slip: Slip,
}

/// What can be wrong with a bibliography.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// An entry cannot be read; `what` says why.
    Syntax { what: String },
    /// Two keys are the same, or differ only in case, which addresses do not tell apart.
    DuplicateKey { key: String, first: Range<usize> },
    /// The key cannot be cited or be part of an address: it is empty or has other
    /// characters than ASCII letters, digits and inner `-`, `_` and `.`.
    BadKey { key: String },
    /// Not a type of BibLaTeX, or one that is no work (`set`, `xdata`).
    UnknownType { kind: String },
    /// Neither a field of BibLaTeX nor a declared one.
    UnknownField { field: String },
    /// A field stands twice in an entry; the first counts.
    RepeatedField { field: String, first: Range<usize> },
    /// `crossref` or `xdata`: entries do not inherit from each other here.
    Inherits { field: String },
    /// No title, or an empty one.
    MissingTitle,
    /// A date that is not `2019`, `2019-05`, `2019-05-31` or two of them with `/` between.
    BadDate { field: String, text: String },
    /// Not an address that begins with `http://` or `https://`.
    BadUrl { text: String },
    /// Names that are joined by a sign, which stands at the place, and not by ` and `.
    JoinedNames { field: String, sign: char },
    /// Another value that cannot be used; `what` says why.
    BadField { field: String, what: String },
}

impl From<syntax::Broken> for BibMistake {
    fn from((at, what): syntax::Broken) -> Self {
        Self { at, slip: Slip::Syntax { what } }
    }
}

/// Reads a BibLaTeX file. Each entry that can be read gives a work, in the order of the
/// file, even where a field of it is a mistake; of two equal keys the first counts.
pub fn parse(text: &str) -> (Vec<Work>, Vec<BibMistake>) {
    let (readable, broken) = syntax::readable(text);
    let mut mistakes = Vec::from_iter(broken.map(BibMistake::from));
    let Ok(raw) = RawBibliography::parse(&readable) else {
        return (Vec::new(), mistakes);
    };
    let mut limits = syntax::Limits::default();
    let strings = strings(raw.abbreviations, &mut limits, &mut mistakes);
    let mut firsts: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut works = Vec::new();
    let mut end = 0;
    for Spanned { v: entry, span } in raw.entries {
        between::look(&readable, std::mem::replace(&mut end, span.end)..span.start, &mut mistakes);
        let (key, at) = (entry.key.v.to_owned(), entry.key.span.clone());
        if let Some(first) = firsts.get(&key.to_ascii_lowercase()).cloned() {
            mistakes.push(BibMistake { at, slip: Slip::DuplicateKey { key, first } });
            continue;
        }
        firsts.insert(key.to_ascii_lowercase(), at.clone());
        check_head(&entry, &mut mistakes);
        match work::read(entry, &strings, &mut limits, &mut mistakes) {
            Ok(work) => works.push(work),
            Err((at, what)) => mistakes.push((syntax::visible(text, at), what).into()),
        }
    }
    between::look(&readable, end..readable.len(), &mut mistakes);
    (works, mistakes)
}

/// The abbreviations by name. Their values must be plain text: an abbreviation inside
/// another could name itself.
fn strings<'t>(pairs: Vec<Pair<'t>>, limits: &mut syntax::Limits, mistakes: &mut Vec<BibMistake>) -> BTreeMap<&'t str, Pair<'t>> {
    let mut found = BTreeMap::new();
    for mut pair in pairs {
        if let Err(broken) = limits.text_only(&pair.value.v) {
            mistakes.push(broken.into());
            pair.value.v.clear();
        }
        found.insert(pair.key.v, pair);
    }
    found
}

fn check_head(entry: &RawEntry<'_>, mistakes: &mut Vec<BibMistake>) {
    let key = entry.key.v.to_owned();
    let kind = entry.kind.v;
    if !fields::is_kind(kind) {
        mistakes.push(BibMistake { at: entry.kind.span.clone(), slip: Slip::UnknownType { kind: kind.to_owned() } });
    }
    let plain = |c: char| c.is_ascii_alphanumeric();
    if !(key.starts_with(plain) && key.ends_with(plain) && key.chars().all(|c| plain(c) || matches!(c, '-' | '_' | '.'))) {
        // An empty key is shown by the type before it.
        let at = if key.is_empty() { &entry.kind.span } else { &entry.key.span };
        mistakes.push(BibMistake { at: at.clone(), slip: Slip::BadKey { key } });
    }
}
