//! Owns styles made narrow: without what works of one kind, that lack the same, are not printed by.
//!
//! The CSL processor follows all of a style again and again for each work, and finds out each time what kind of work it is and what
//! it has. Whole styles are mostly about that, so a style for one kind is a small part of them.

mod empty;
#[cfg(test)]
mod tests;

use foldhash::fast::FixedState;
use hayagriva::citationberg::taxonomy::{Kind, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{Choose, ChooseBranch, ChooseMatch, IndependentStyle, LayoutRenderingElement, NamesChild, Text, TextTarget};
use hayagriva::{CitationItem, Entry, standalone_citation};
use indexmap::IndexSet;

use super::html;
use super::language::Language;

/// Asks whether a work is of one kind, or has one variable; prints something only where it is so, as most is not.
const QUESTION: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>question</title><id>question</id></info><citation><layout>
<choose><if><text value="yes"/></if></choose>
</layout></citation></style>"#;

/// What a style asks of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    Is(Kind),
    Has(Variable),
}

/// What a style asks of works.
pub struct Questions {
    all: IndexSet<Question, FixedState>,
    /// Asks each of them.
    asking: IndependentStyle,
    /// The style that asks them, without what is never called.
    style: IndependentStyle,
}

/// What is known of works, a letter for each question: `y`, `n`, or `?` where works differ or the answer may change.
pub type Answers = String;

impl Questions {
    /// Those of a style.
    ///
    /// # Errors
    /// Never, as long as the question is one.
    pub fn of(mut style: IndependentStyle) -> Result<Self, String> {
        drop_macros(&mut style);
        let mut all = IndexSet::default();
        walk(&mut style, &mut |element| {
            all.extend(empty::variables(element).into_iter().filter(|variable| lasts(*variable)).map(Question::Has));
            if let LayoutRenderingElement::Choose(choose) = element {
                all.extend(choose.branches().flat_map(asked));
            }
        });
        let mut asking = IndependentStyle::from_xml(QUESTION).map_err(|error| error.to_string())?;
        let one = std::mem::take(&mut asking.citation.layout.elements);
        for (number, question) in all.iter().enumerate() {
            let mut one = one.clone();
            walk_elements(&mut one, &mut |element| match (element, question) {
                (LayoutRenderingElement::Choose(choose), Question::Is(kind)) => choose.if_.type_ = Some(vec![*kind]),
                (LayoutRenderingElement::Choose(choose), Question::Has(variable)) => choose.if_.variable = Some(vec![*variable]),
                (LayoutRenderingElement::Text(text), _) => text.target = TextTarget::Value { val: yes(number).into() },
                _ => {}
            });
            asking.citation.layout.elements.extend(one);
        }
        Ok(Self { all, asking, style })
    }

    /// What the CSL processor says of a work.
    pub fn ask(&self, entry: &Entry, language: &Language) -> Answers {
        let said = html::text(&standalone_citation(language.request(vec![CitationItem::with_entry(entry)], &self.asking)));
        let answer = |(number, question): (usize, &Question)| match question {
            // Every work has something.
            _ if said.is_empty() => '?',
            _ if !said.contains(yes(number)) => 'n',
            Question::Is(_) => 'y',
            // What a work has counts as missing once it stood in for something else, so only what is missing is so for good.
            Question::Has(_) => '?',
        };
        self.all.iter().enumerate().map(answer).collect()
    }

    /// The style for works of which that is known.
    pub fn narrow(&self, answers: &str) -> IndependentStyle {
        let known = |question: Question| match answers.as_bytes().get(self.all.get_index_of(&question)?)? {
            b'y' => Some(true),
            b'n' => Some(false),
            _ => None,
        };
        let mut style = self.style.clone();
        walk(&mut style, &mut |element| {
            if let LayoutRenderingElement::Choose(choose) = element {
                narrow(choose, &known);
            }
        });
        empty::leave_out(&mut style, &|variable| known(Question::Has(variable)) == Some(false));
        drop_macros(&mut style);
        style
    }
}

/// What is printed where the answer to a question is yes: a letter that no work has.
fn yes(number: usize) -> char {
    char::from_u32(0xe000 + number as u32).unwrap_or_default()
}

/// What a branch asks that has the same answer wherever a work is printed.
fn asked(branch: &ChooseBranch) -> impl Iterator<Item = Question> {
    let kinds = branch.type_.iter().flatten().map(|kind| Question::Is(*kind));
    let variables = branch.variable.iter().flatten().filter(|variable| lasts(**variable)).map(|variable| Question::Has(*variable));
    kinds.chain(variables)
}

/// Whether a variable is one of the work, and not of the place where it is cited.
fn lasts(variable: Variable) -> bool {
    !matches!(
        variable,
        Variable::Standard(StandardVariable::YearSuffix | StandardVariable::CitationLabel)
            | Variable::Number(NumberVariable::CitationNumber | NumberVariable::FirstReferenceNoteNumber | NumberVariable::Locator)
    )
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
pub fn walk(style: &mut IndependentStyle, each: &mut impl FnMut(&mut LayoutRenderingElement)) {
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

/// Takes out of a condition the branches that are known not to be taken, and the questions whose answers are known.
fn narrow(choose: &mut Choose, known: &impl Fn(Question) -> Option<bool>) {
    let first = std::mem::replace(&mut choose.if_, always(Vec::new()));
    let mut branches = Vec::new();
    let mut open = true;
    for branch in std::iter::once(first).chain(std::mem::take(&mut choose.else_if)) {
        match judge(branch, known) {
            None => {}
            Some(branch) => {
                open = !is_always(&branch);
                branches.push(branch);
            }
        }
        if !open {
            break;
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

/// A branch without the questions whose answers are known; none if it is never taken.
fn judge(mut branch: ChooseBranch, known: &impl Fn(Question) -> Option<bool>) -> Option<ChooseBranch> {
    // Whoever asks whether works are to be told apart is taken note of.
    if branch.disambiguate.is_some() {
        return Some(branch);
    }
    let any = |wanted: bool| asked(&branch).any(|question| known(question) == Some(wanted));
    // An answer decides all of the branch, or nothing of it.
    let decides = match branch.match_ {
        ChooseMatch::All => false,
        ChooseMatch::Any | ChooseMatch::None => true,
    };
    if any(decides) {
        return (branch.match_ == ChooseMatch::Any).then(|| always(branch.children));
    }
    let stays = |question: Question| known(question) != Some(!decides);
    branch.type_ = branch.type_.take().map(|kinds| kinds.into_iter().filter(|kind| stays(Question::Is(*kind))).collect());
    branch.variable = branch
        .variable
        .take()
        .map(|variables| variables.into_iter().filter(|variable| !lasts(*variable) || stays(Question::Has(*variable))).collect());
    branch.type_ = branch.type_.take().filter(|kinds| !kinds.is_empty());
    branch.variable = branch.variable.take().filter(|variables| !variables.is_empty());
    // Of no conditions, none holds.
    let never = branch.match_ == ChooseMatch::Any && is_always(&branch);
    if never { None } else { Some(branch) }
}

/// A branch without a condition; that is one that holds.
fn always(children: Vec<LayoutRenderingElement>) -> ChooseBranch {
    ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::All,
        children,
    }
}

/// Whether a branch has no condition.
fn is_always(branch: &ChooseBranch) -> bool {
    branch.disambiguate.is_none()
        && branch.is_numeric.is_none()
        && branch.is_uncertain_date.is_none()
        && branch.locator.is_none()
        && branch.position.is_none()
        && branch.type_.is_none()
        && branch.variable.is_none()
}
