//! Owns styles made narrow: without what no work of one kind is printed by.
//!
//! The CSL processor follows all of a style again and again for each work, and finds out each time what kind of work it is.
//! Whole styles are mostly about kinds, so a style for one kind is a small part of them.

use hayagriva::citationberg::taxonomy::Kind;
use hayagriva::citationberg::{Choose, ChooseBranch, ChooseMatch, IndependentStyle, LayoutRenderingElement, NamesChild, Text, TextTarget};
use hayagriva::{CitationItem, Entry, standalone_citation};

use super::html;
use super::language::Language;

/// Says whether a work is of one kind.
const QUESTION: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>kind</title><id>kind</id></info><citation><layout>
<choose><if type="book"><text value="y"/></if><else><text value="n"/></else></choose>
</layout></citation></style>"#;

/// The kinds that a style tells apart.
pub struct Kinds {
    all: Vec<Kind>,
    /// Asks for each of them.
    question: IndependentStyle,
}

/// Of which kinds works are, a letter for each: `y`, `n`, or `?` where works differ.
pub type Answers = String;

impl Kinds {
    /// Those of a style.
    ///
    /// # Errors
    /// Never, as long as the question is one.
    pub fn of(style: &IndependentStyle) -> Result<Self, String> {
        let mut all: Vec<Kind> = Vec::new();
        let mut style = style.clone();
        walk(&mut style, &mut |element| {
            let LayoutRenderingElement::Choose(choose) = element else { return };
            let kinds = choose.branches().filter_map(|branch| branch.type_.as_ref()).flatten();
            kinds.for_each(|kind| {
                if !all.contains(kind) {
                    all.push(*kind);
                }
            });
        });
        let mut question = IndependentStyle::from_xml(QUESTION).map_err(|error| error.to_string())?;
        let one = std::mem::take(&mut question.citation.layout.elements);
        for kind in &all {
            let mut one = one.clone();
            walk_elements(&mut one, &mut |element| {
                if let LayoutRenderingElement::Choose(choose) = element {
                    choose.if_.type_ = Some(vec![*kind]);
                }
            });
            question.citation.layout.elements.extend(one);
        }
        Ok(Self { all, question })
    }

    /// What the CSL processor says of a work.
    pub fn ask(&self, entry: &Entry, language: &Language) -> Answers {
        let answers = html::text(&standalone_citation(language.request(vec![CitationItem::with_entry(entry)], &self.question)));
        if answers.len() == self.all.len() { answers } else { "?".repeat(self.all.len()) }
    }

    /// The style for works of which that is known.
    pub fn narrow(&self, style: &IndependentStyle, answers: &str) -> IndependentStyle {
        let is = |kind: &Kind| {
            let at = self.all.iter().position(|known| known == kind)?;
            match answers.as_bytes().get(at)? {
                b'y' => Some(true),
                b'n' => Some(false),
                _ => None,
            }
        };
        let mut style = style.clone();
        walk(&mut style, &mut |element| {
            if let LayoutRenderingElement::Choose(choose) = element {
                narrow(choose, &is);
            }
        });
        drop_macros(&mut style);
        style
    }
}

/// What is known of several works together.
pub fn common<'a>(answers: impl IntoIterator<Item = &'a Answers>) -> Answers {
    let common = |a: String, b: &String| a.chars().zip(b.chars()).map(|(a, b)| if a == b { a } else { '?' }).collect();
    let mut answers = answers.into_iter();
    let first = answers.next().cloned().unwrap_or_default();
    answers.fold(first, common)
}

/// Takes out the macros that nothing calls any more: they are looked for by name, one after the other.
fn drop_macros(style: &mut IndependentStyle) {
    let mut macros = std::mem::take(&mut style.macros);
    // Works are printed in an order of ours.
    style.citation.sort = None;
    let mut called = Vec::new();
    walk(style, &mut |element| called.extend(call(element)));
    while let Some(name) = called.pop() {
        if let Some(at) = macros.iter().position(|part| part.name == name) {
            let mut part = macros.swap_remove(at);
            walk_elements(&mut part.children, &mut |element| called.extend(call(element)));
            style.macros.push(part);
        }
    }
}

fn call(element: &LayoutRenderingElement) -> Option<String> {
    match element {
        LayoutRenderingElement::Text(Text { target: TextTarget::Macro { name }, .. }) => Some(name.clone()),
        _ => None,
    }
}

/// Calls `each` with every element of a style, outer ones first.
fn walk(style: &mut IndependentStyle, each: &mut impl FnMut(&mut LayoutRenderingElement)) {
    style.macros.iter_mut().for_each(|part| walk_elements(&mut part.children, each));
    walk_elements(&mut style.citation.layout.elements, each);
    style.bibliography.iter_mut().for_each(|bibliography| walk_elements(&mut bibliography.layout.elements, each));
}

fn walk_elements(elements: &mut [LayoutRenderingElement], each: &mut impl FnMut(&mut LayoutRenderingElement)) {
    for element in elements {
        each(element);
        match element {
            LayoutRenderingElement::Choose(choose) => {
                let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
                branches.for_each(|branch| walk_elements(&mut branch.children, each));
                choose.otherwise.iter_mut().for_each(|other| walk_elements(&mut other.children, each));
            }
            LayoutRenderingElement::Group(group) => walk_elements(&mut group.children, each),
            LayoutRenderingElement::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        walk_elements(&mut substitute.children, each);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Takes out of a condition what is known not to be taken, and what is known not to be asked.
fn narrow(choose: &mut Choose, is: &impl Fn(&Kind) -> Option<bool>) {
    let nothing = ChooseBranch { children: Vec::new(), ..always(choose.if_.clone()) };
    let first = std::mem::replace(&mut choose.if_, nothing);
    let mut branches = Vec::new();
    let mut open = true;
    for branch in std::iter::once(first).chain(std::mem::take(&mut choose.else_if)) {
        match judge(&branch, is) {
            Verdict::Never => continue,
            Verdict::Always => {
                branches.push(always(branch));
                open = false;
                break;
            }
            Verdict::Others => branches.push(ChooseBranch { type_: None, ..branch }),
            Verdict::Unknown => branches.push(branch),
        }
    }
    let otherwise = choose.otherwise.take().filter(|_| open);
    let mut branches = branches.into_iter();
    match (branches.next(), otherwise) {
        (Some(first), otherwise) => {
            choose.if_ = first;
            choose.else_if = branches.collect();
            choose.otherwise = otherwise;
        }
        (None, Some(otherwise)) => choose.if_.children = otherwise.children,
        (None, None) => {}
    }
}

/// What is known of a branch.
enum Verdict {
    Never,
    Always,
    /// Kinds don't matter, its other conditions do.
    Others,
    Unknown,
}

fn judge(branch: &ChooseBranch, is: &impl Fn(&Kind) -> Option<bool>) -> Verdict {
    // Whoever asks whether works are to be told apart is taken note of.
    let Some(kinds) = branch.type_.as_ref().filter(|_| branch.disambiguate.is_none()) else { return Verdict::Unknown };
    let others = branch.is_numeric.is_some()
        || branch.is_uncertain_date.is_some()
        || branch.locator.is_some()
        || branch.position.is_some()
        || branch.variable.is_some();
    let some = |wanted: bool| kinds.iter().any(|kind| is(kind) == Some(wanted));
    let all = |wanted: bool| kinds.iter().all(|kind| is(kind) == Some(wanted));
    match branch.match_ {
        ChooseMatch::All if some(false) => Verdict::Never,
        ChooseMatch::None if some(true) => Verdict::Never,
        ChooseMatch::Any if some(true) => Verdict::Always,
        ChooseMatch::Any if all(false) => {
            if others {
                Verdict::Others
            } else {
                Verdict::Never
            }
        }
        ChooseMatch::All if all(true) => {
            if others {
                Verdict::Others
            } else {
                Verdict::Always
            }
        }
        ChooseMatch::None if all(false) => {
            if others {
                Verdict::Others
            } else {
                Verdict::Always
            }
        }
        _ => Verdict::Unknown,
    }
}

/// The branch without a condition; that is one that holds.
fn always(branch: ChooseBranch) -> ChooseBranch {
    ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::All,
        children: branch.children,
    }
}
