//! Owns the choice of a CSL style, with what is mended in it.

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::taxonomy::{NumberOrPageVariable, NumberVariable, Variable};
use hayagriva::citationberg::{
    CitationFormat, CslMacro, DemoteNonDroppingParticle, IndependentStyle, Label, LayoutRenderingElement, NamesChild, Number, Style, StyleCategory,
    Text, TextTarget,
};

use super::language::without_guess;
use super::narrow::walk;

/// These do not print the letter in every dated entry.
const WITHOUT_LETTERS: [&str; 2] = ["associacao-brasileira-de-normas-tecnicas", "copernicus"];

/// This one leaves out the titles of pages on the web, of software and of all that is neither book nor article.
const WITHOUT_TITLES: [&str; 1] = ["cse-name-year"];

/// The names of the styles that can be chosen, the shortest of each: those in the archive that
/// cite by author and year, and show the letter of `2018a` in the entry.
pub fn styles() -> impl Iterator<Item = &'static str> {
    let all = ArchivedStyle::all().iter();
    all.filter(|style| author_date(**style).is_some()).filter_map(|style| style.names().iter().copied().min_by_key(|name| name.len()))
}

/// The style of this name, in capitals or not, changed where its entries would not stand alone.
///
/// # Errors
/// No such style, or none of [`styles`]: why, to go on after its name.
pub fn find(name: &str) -> Result<IndependentStyle, &'static str> {
    let archived = ArchivedStyle::by_name(&name.to_lowercase());
    let Some(mut style) = archived.and_then(author_date) else {
        return Err(match archived {
            Some(archived) if archived.names().iter().any(|name| WITHOUT_TITLES.contains(name)) => "leaves out the titles of some works",
            Some(_) => "does not tell works apart by author and year",
            None => "is unknown",
        });
    };
    // "van der Staak" in prose must be found under v.
    style.settings.demote_non_dropping_particle = DemoteNonDroppingParticle::Never;
    style.macros.iter_mut().for_each(hoist);
    walk(&mut style, &mut once);
    style.locale.iter_mut().for_each(without_guess);
    if let Some(bibliography) = &mut style.bibliography {
        // Entries stand alone, in an order of ours: no dashes for names, no sorting.
        bibliography.subsequent_author_substitute = None;
        bibliography.sort = None;
    }
    Ok(style)
}

fn author_date(archived: ArchivedStyle) -> Option<IndependentStyle> {
    let Style::Independent(style) = archived.get() else {
        return None;
    };
    let wanted = |category: &StyleCategory| {
        let format = CitationFormat::AuthorDate;
        *category == StyleCategory::CitationFormat { format }
    };
    let letters = !archived.names().iter().any(|name| WITHOUT_LETTERS.contains(name) || WITHOUT_TITLES.contains(name));
    let usable = letters && style.bibliography.is_some();
    (usable && style.info.category.iter().any(wanted)).then_some(style)
}

/// Takes names out of conditions: hayagriva lets editors who stand in for authors inherit
/// the look of author names only where they stand in no `choose`.
fn hoist(part: &mut CslMacro) {
    for element in &mut part.children {
        let LayoutRenderingElement::Names(names) = element else {
            continue;
        };
        for child in &mut names.children {
            let NamesChild::Substitute(substitute) = child else {
                continue;
            };
            let children = std::mem::take(&mut substitute.children);
            substitute.children = children.into_iter().flat_map(unwrapped).collect();
        }
    }
}

/// Takes the numbers of parts and chapters out of an element: hayagriva gives the volume for both, which is printed already. In their
/// place stands what no work has.
fn once(element: &mut LayoutRenderingElement) {
    let replace = |number: &mut NumberVariable| {
        if matches!(number, NumberVariable::PartNumber | NumberVariable::ChapterNumber) {
            *number = NumberVariable::SupplementNumber;
        }
    };
    match element {
        LayoutRenderingElement::Text(Text { target: TextTarget::Variable { var: Variable::Number(number), .. }, .. })
        | LayoutRenderingElement::Number(Number { variable: NumberOrPageVariable::Number(number), .. })
        | LayoutRenderingElement::Label(Label { variable: NumberOrPageVariable::Number(number), .. }) => replace(number),
        LayoutRenderingElement::Choose(choose) => {
            let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
            for variable in branches.flat_map(|branch| branch.variable.iter_mut().flatten()) {
                if let Variable::Number(number) = variable {
                    replace(number);
                }
            }
        }
        _ => {}
    }
}

fn unwrapped(element: LayoutRenderingElement) -> Vec<LayoutRenderingElement> {
    let names = |child: &LayoutRenderingElement| matches!(child, LayoutRenderingElement::Names(_));
    match element {
        LayoutRenderingElement::Choose(choose)
            if choose.if_.children.iter().all(names) && choose.else_if.is_empty() && choose.otherwise.is_none() =>
        {
            choose.if_.children
        }
        other => vec![other],
    }
}
