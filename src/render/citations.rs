//! Owns how works are printed: bibliography entries in a CSL style, author and year in prose.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayagriva::citationberg::IndependentStyle;
use hayagriva::types::{Date, EntryType, Person};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, ElemChildren, Entry, standalone_citation};

use rayon::prelude::*;

use crate::link::order;
use crate::parse::bibliography::Work;

mod days;
mod html;
mod language;
mod narrow;
mod style;
#[cfg(test)]
mod tests;

pub use style::styles;

use language::Language;
use narrow::{Answers, Questions};

/// The style when the site names none.
pub const DEFAULT_STYLE: &str = "chicago-author-date";

/// How one work appears, formatted once for the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styled {
    /// The full entry in a bibliography: escaped text, `em`, `strong`, `sup`, `sub`,
    /// `span class="small-caps"` and links to http(s) addresses; nothing else.
    pub entry_html: String,
    /// The same as plain text.
    pub entry_text: String,
    /// Who is named in prose: `shortauthor`, else the family names, else the title.
    pub author: String,
    /// `2018`, `2018a` or, in the language of the site, `n.d.`.
    pub year: String,
}

/// More works of one author and year than this are refused: the processor gives them letters in time quadratic in their number.
const MOST_ALIKE: usize = 5_000;

/// Names in prose. The archived styles are not asked, so that letters depend on nothing
/// but what stands in the sentence.
const LABEL: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>label</title><id>label</id></info><citation><layout>
<names variable="author"><name form="short" and="text" et-al-min="3" et-al-use-first="1"/>
<substitute><names variable="editor"/><text variable="title" form="short"/></substitute></names>
</layout></citation></style>"#;

/// `2018a`.
const YEAR: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>year</title><id>year</id></info><citation disambiguate-add-year-suffix="true"><layout>
<choose><if variable="issued"><date variable="issued"><date-part name="year"/></date>
<text variable="year-suffix"/></if>
<else><text term="no date" form="short"/><text variable="year-suffix" prefix="-"/></else></choose>
</layout></citation></style>"#;

/// Why works can't be printed.
#[derive(Debug, PartialEq, Eq)]
pub enum Unprinted {
    /// Not in this style: why, to go on after its name.
    Style(&'static str),
    /// The CSL processor fails on one of the works with these keys.
    Works(Vec<String>),
}

/// Formats all works of a site. The result has the order of `works`; it depends neither
/// on that order nor on the machine. Works with the same author and year get letters in
/// the order of the bibliography.
///
/// # Errors
/// See [`Unprinted`].
pub fn style_works(works: &[&Work], style: Option<&str>, language: &str) -> Result<Vec<Styled>, Unprinted> {
    if works.is_empty() && style.is_none() {
        return Ok(Vec::new());
    }
    let order = order::works(works, language);
    let (style, language) = rayon::join(|| style::find(style.unwrap_or(DEFAULT_STYLE)), || Language::new(language));
    let mut style = style.map_err(Unprinted::Style)?;
    days::arrange(&mut style, &language);
    let [label, year] = [LABEL, YEAR].map(IndependentStyle::from_xml);
    let (Ok(label), Ok(year), Ok(questions)) = (label, year, Questions::of(style)) else { return Err(Unprinted::Style("can't be asked")) };
    let named: Vec<Result<Named<'_>, Unprinted>> = works
        .par_iter()
        .with_max_len(4)
        .enumerate()
        .map(|(place, work)| guarded(|| vec![work.key.clone()], || Named::new(place, work, &label, &questions, &language)))
        .collect();
    let mut named = named.into_iter().collect::<Result<Vec<_>, _>>()?;
    named.sort_by_key(|named| order[named.place]);
    named.sort_by(|a, b| a.group().cmp(&b.group()));
    let groups: Vec<&[Named<'_>]> = named.chunk_by(|a, b| a.group() == b.group()).collect();
    let answers = |group: &[Named<'_>]| narrow::common(group.iter().map(|named| &named.answers));
    let different: BTreeSet<Answers> = groups.iter().map(|group| answers(group)).collect();
    let styles: BTreeMap<Answers, IndependentStyle> =
        different.into_par_iter().map(|answers| (questions.narrow(&answers), answers)).map(|(style, answers)| (answers, style)).collect();
    let print = |group: &&[Named<'_>]| {
        if group.len() > MOST_ALIKE {
            return Err(Unprinted::Works(group.iter().map(|named| named.key.to_owned()).collect()));
        }
        let style = &styles[&answers(group)];
        guarded(|| group.iter().map(|named| named.key.to_owned()).collect(), || format(group, &year, style, &language))
    };
    let printed: Vec<Result<_, Unprinted>> = groups.par_iter().with_max_len(1).map(print).collect();
    let printed = printed.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut styled: Vec<(usize, Styled)> = printed.into_iter().flatten().collect();
    styled.sort_by_key(|(place, _)| *place);
    Ok(styled.into_iter().map(|(_, styled)| styled).collect())
}

/// hayagriva 0.10.1 slices text within a character for some values that begin or end with
/// punctuation; [`crate::parse::bibliography`] refuses those that are known.
fn guarded<T>(keys: impl FnOnce() -> Vec<String>, print: impl FnOnce() -> T) -> Result<T, Unprinted> {
    catch_unwind(AssertUnwindSafe(print)).map_err(|_| Unprinted::Works(keys()))
}

/// A work with the name that stands for it in prose.
struct Named<'a> {
    place: usize,
    key: &'a str,
    author: String,
    answers: Answers,
    entry: Cow<'a, Entry>,
}

impl<'a> Named<'a> {
    fn new(place: usize, work: &'a Work, label: &IndependentStyle, questions: &Questions, language: &Language) -> Self {
        let entry = with_others(&work.entry, language);
        let items = vec![CitationItem::with_entry(&*entry)];
        let author = match &work.short_author {
            Some(short) => short.clone(),
            None => html::text(&standalone_citation(language.request(items, label))),
        };
        let author = if author.is_empty() { work.title.clone() } else { author };
        Self { place, key: &work.key, author, answers: questions.ask(&entry, language), entry }
    }

    /// What the works that share letters have in common.
    fn group(&self) -> (&str, Option<i32>) {
        (&self.author, self.entry.date_any().map(|date| date.year))
    }
}

/// The entry with the words of a language in the place of a last name `others`, which stands for all that are not named.
fn with_others<'e>(entry: &'e Entry, language: &Language) -> Cow<'e, Entry> {
    let translated = |persons: &[Person]| {
        let (last, named) = persons.split_last()?;
        let others = language.others().filter(|_| last.name == "others" && last.given_name.is_none() && !named.is_empty())?;
        Some([named, &[Person { name: others.to_owned(), ..last.clone() }]].concat())
    };
    let (authors, editors) = (entry.authors().and_then(translated), entry.editors().and_then(translated));
    if authors.is_none() && editors.is_none() {
        return Cow::Borrowed(entry);
    }
    let mut entry = entry.clone();
    authors.into_iter().for_each(|authors| entry.set_authors(authors));
    editors.into_iter().for_each(|editors| entry.set_editors(editors));
    Cow::Owned(entry)
}

/// Formats works that share letters. A driver gives letters to three groups at most and
/// takes time quadratic in its works, so each group has its own.
fn format(group: &[Named<'_>], year: &IndependentStyle, style: &IndependentStyle, language: &Language) -> Vec<(usize, Styled)> {
    // A driver without a single date gives no letters.
    let mut dated = Entry::new("", EntryType::Misc);
    dated.set_date(Date::from_year(2000));
    let undated = matches!(group, [first, _, ..] if first.group().1.is_none());
    let entries = group.iter().map(|named| &*named.entry);
    let mut driver = BibliographyDriver::new();
    for entry in entries.chain(undated.then_some(&dated)) {
        driver.citation(language.request(vec![CitationItem::with_entry(entry)], year));
    }
    let code = Some(language.code.clone());
    let printed = driver.finish(BibliographyRequest::new(style, code, &language.files));
    let items = printed.bibliography.map(|all| all.items).unwrap_or_default();
    let mut entries = BTreeMap::new();
    for item in items {
        let mut content = ElemChildren(Vec::from_iter(item.first_field));
        content.0.extend(item.content.0);
        entries.insert(item.key, content);
    }
    let styled = group.iter().zip(printed.citations).map(|(named, cited)| {
        let content = entries.get(named.key).cloned().unwrap_or_default();
        let styled = Styled {
            entry_html: html::html(&content),
            entry_text: html::text(&content),
            author: named.author.clone(),
            year: html::text(&cited.citation),
        };
        (named.place, styled)
    });
    styled.collect()
}
