//! Diagnostics as rustc shows them: sentence, place, line, caret, help.

use super::excerpt::{Excerpt, Wanted, group};
use super::places::Places;
use super::visible;
use crate::base::{Diagnostic, Edit, Severity, Sources};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Lines are cut to size before the renderer sees them: it walks whole lines several times, which
/// takes seconds for a line of ten megabytes.
const UNCUT: usize = 100_000;

/// All diagnostics, a blank line after each; with ANSI colours when `colour` is set. Whatever the
/// files hold, no control character but the line break and the colours comes out.
pub fn human(diagnostics: &[Diagnostic], files: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(UNCUT);
    let mut places = Places::new(files);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&one(diagnostic, &mut places, &renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(diagnostic: &Diagnostic, places: &mut Places<'_>, renderer: &Renderer) -> String {
    let Diagnostic { rule, severity, span, message, label, help, related, edit, more: _, sure: _ } = diagnostic;
    let own = span.map(|span| Wanted { place: places.place(span), label: label.clone(), primary: true });
    let others = related.iter().map(|(span, label)| Wanted { place: places.place(*span), label: label.clone(), primary: false });
    let wanted: Vec<Wanted<'_>> = own.into_iter().chain(others).collect();
    let excerpts: Vec<Excerpt<'_>> = group(wanted)
        .into_iter()
        .filter_map(|group| {
            let file = group.first()?.place.file;
            Excerpt::new(places.index(file), &group)
        })
        .collect();

    let title = level(*severity).primary_title(visible::line(message)).id(*rule);
    let mut report = Group::with_title(title);
    for (number, excerpt) in excerpts.iter().enumerate() {
        report = report.element(snippet(number, excerpt));
    }
    for help in help {
        report = report.element(Level::HELP.message(visible::lines(help)));
    }
    if let (true, Some(edit)) = (help.is_empty(), edit) {
        report = report.element(Level::HELP.message(in_words(edit)));
    }
    let mut out = renderer.render(&[report]);
    for (number, excerpt) in excerpts.iter().enumerate() {
        out = with_place(&out, number, excerpt);
    }
    out
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name(severity.name()),
    }
}

fn snippet<'a>(number: usize, excerpt: &'a Excerpt<'_>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let marks = excerpt.marks.iter().map(|mark| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!mark.label.is_empty()).then(|| visible::line(&mark.label).into_owned());
        kind.span(mark.at.clone()).label(label)
    });
    Snippet::source(excerpt.text.as_str()).line_start(excerpt.line).path(stand_in(number)).annotations(marks)
}

/// Stands for the path of an excerpt while the renderer works: it would count the column in the
/// cut line. U+0001 occurs nowhere else, as content is made harmless first.
fn stand_in(number: usize) -> String {
    format!("\u{1}{number}\u{1}")
}

/// Puts the true place where the renderer wrote its own for the stand-in.
fn with_place(out: &str, number: usize, excerpt: &Excerpt<'_>) -> String {
    let stand_in = stand_in(number);
    let Some((before, behind)) = out.split_once(&stand_in) else {
        return out.to_owned();
    };
    let behind = behind.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
    let (line, column) = excerpt.place.start;
    format!("{before}{}:{line}:{column}{behind}", visible::line(excerpt.place.path))
}

/// An edit for which nobody wrote a sentence.
fn in_words(Edit { span, text, .. }: &Edit) -> String {
    let shown = visible::line(text);
    match (span.start == span.end, text.is_empty()) {
        (_, true) => "delete it".to_owned(),
        (true, false) => format!("insert `{shown}`"),
        (false, false) => format!("write `{shown}`"),
    }
}
