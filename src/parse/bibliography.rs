//! Owns `references.bib`: its text in, works and mistakes out.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Pair, RawBibliography, RawEntry, Spanned};

use crate::base::{Diagnostic, FileId, Span, mistake};
use crate::schema::REFERENCES;
use syntax::Broken;

mod between;
pub(super) mod fields;
mod handed;
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
    /// The entry in BibLaTeX, for other programs.
    pub handed: String,
    /// What the CSL processor reads.
    pub entry: hayagriva::Entry,
}

/// What is said of a bibliography while it is read.
struct Said {
    file: FileId,
    found: Vec<Diagnostic>,
    /// Whether each entry could be read.
    whole: bool,
}

impl Said {
    fn place(&self, at: &Range<usize>) -> Span {
        Span::new(self.file, at.start, at.end)
    }

    /// Says what only a bibliography can have wrong; `help` may be empty.
    fn wrong(&mut self, at: &Range<usize>, what: &str, help: &str) {
        self.found.push(mistake::bibliography(self.place(at), what, help));
    }

    /// Says that an entry, or what may be one, cannot be read.
    fn unread(&mut self, (at, what): Broken) {
        self.whole = false;
        self.wrong(&at, &what, "a work looks like `@book{key, author = {…}, title = {…}, date = {2019}}`, with a comma after each field");
    }
}

/// Reads a BibLaTeX file. Each entry that can be read gives a work, in the order of the file, even where a field of it is a
/// mistake; of two equal keys the first counts. The last part says whether each entry could be read.
pub fn parse(text: &str, file: FileId) -> (Vec<Work>, Vec<Diagnostic>, bool) {
    let mut said = Said { file, found: Vec::new(), whole: true };
    let works = works(text, &mut said);
    (works, said.found, said.whole)
}

fn works(text: &str, said: &mut Said) -> Vec<Work> {
    let (readable, broken) = syntax::readable(text);
    broken.into_iter().for_each(|broken| said.unread(broken));
    let mut works = Vec::new();
    let Ok(raw) = RawBibliography::parse(&readable) else { return works };
    let mut limits = syntax::Limits::default();
    let strings = strings(raw.abbreviations, &mut limits, said);
    let mut firsts: BTreeMap<String, Span> = BTreeMap::new();
    let mut end = 0;
    for Spanned { v: entry, span } in raw.entries {
        between::look(&readable, std::mem::replace(&mut end, span.end)..span.start, said);
        let at = said.place(&entry.key.span);
        // Addresses do not tell capital letters from small ones.
        if let Some(first) = firsts.get(&entry.key.v.to_ascii_lowercase()) {
            said.found.push(mistake::duplicate_id(at, entry.key.v, REFERENCES, Some(*first)));
            continue;
        }
        firsts.insert(entry.key.v.to_ascii_lowercase(), at);
        check_head(&entry, said);
        match work::read(entry, &strings, &mut limits, said) {
            Ok(work) => works.push(work),
            Err((at, what)) => said.unread((syntax::visible(text, at), what)),
        }
    }
    between::look(&readable, end..readable.len(), said);
    works
}

/// The abbreviations by name. Their values must be plain text: an abbreviation inside
/// another could name itself.
fn strings<'t>(pairs: Vec<Pair<'t>>, limits: &mut syntax::Limits, said: &mut Said) -> BTreeMap<&'t str, Pair<'t>> {
    let mut found = BTreeMap::new();
    for mut pair in pairs {
        if let Err(broken) = limits.text_only(&pair.value.v) {
            said.unread(broken);
            pair.value.v.clear();
        }
        found.insert(pair.key.v, pair);
    }
    found
}

/// Says that the type is none of BibLaTeX, or no work, and that a key cannot be cited or be part of an address.
fn check_head(entry: &RawEntry<'_>, said: &mut Said) {
    let (key, kind) = (entry.key.v, entry.kind.v);
    if !fields::is_kind(kind) {
        let help = "a page on the web is `@online`, a book `@book`, a report `@report`";
        said.wrong(&entry.kind.span, &format!("there is no type of work `{kind}`"), help);
    }
    let plain = |c: char| c.is_ascii_alphanumeric();
    if !(key.starts_with(plain) && key.ends_with(plain) && key.chars().all(|c| plain(c) || matches!(c, '-' | '_' | '.'))) {
        // An empty key is shown by the type before it.
        let at = if key.is_empty() { &entry.kind.span } else { &entry.key.span };
        let what = format!("`{key}` can't be a citation key: letters from a to z, digits, and `-`, `_` and `.` inside");
        said.wrong(at, &what, "choose another key, here and where it is cited");
    }
}
