//! Owns the diagnostic: one mistake of an author, as a value.

use super::place::Span;
use super::sources::Sources;
use super::suggest::Near;

/// How much a mistake matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site can't be built.
    Error,
    /// The site can be built, and somebody should look; counts as an error with `--strict`.
    Warning,
    /// Worth knowing; never counts.
    Hint,
}

impl Severity {
    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// A change to the sources that would mend a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What to replace; empty to insert.
    pub span: Span,
    /// What to put there.
    pub text: String,
    /// What must stand there, where that is known: a name in a text that was escaped or folded has no place of its own.
    pub instead_of: Option<String>,
}

/// One mistake: a stable rule name, the sentence, where it is, and a way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rule in the catalogue, `unknown-reference`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is; none only if it concerns no file.
    pub span: Option<Span>,
    /// What is wrong, in the author's own words.
    pub message: String,
    /// A few words beside the place; may be empty.
    pub label: String,
    /// So many more of its kind in its file are not shown.
    pub more: usize,
    /// Ways out.
    pub help: Vec<String>,
    /// Other places that belong to the mistake, each with a few words.
    pub related: Vec<(Span, String)>,
    /// The repair, where it is certain enough to offer.
    pub edit: Option<Edit>,
    /// Whether it may be followed unseen, though not every one of its rule.
    pub sure: bool,
}

impl Diagnostic {
    /// With a few words beside the place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With one more way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// With "did you mean" if there is a near name, and the repair if no other is as near.
    pub fn meant(self, near: Option<Near>) -> Self {
        match near {
            Some(near) => self.meant_as(&near, &near),
            None => self,
        }
    }

    /// The same, or another way out where no name is near.
    pub fn meant_or(self, near: Option<Near>, otherwise: impl Into<String>) -> Self {
        if near.is_some() { self.meant(near) } else { self.help(otherwise) }
    }

    /// With "did you mean", with the names shown as they would stand in a text.
    pub fn meant_as(self, near: &Near, shown: &Near) -> Self {
        let said = self.help(format!("did you mean {shown}?"));
        match near.only() {
            Some(name) => said.repair(near.written.clone(), name),
            None => said,
        }
    }

    /// With the text that should stand at the place instead of another, where that is known.
    pub fn repair(mut self, instead_of: Option<String>, text: impl Into<String>) -> Self {
        self.edit = self.span.map(|span| Edit { span, text: text.into(), instead_of });
        self
    }

    /// The same, with a repair that can be followed unseen as long as this stands at the place.
    pub fn surely(mut self, written: &str) -> Self {
        self.edit.iter_mut().for_each(|edit| edit.instead_of = Some(written.to_owned()));
        Self { sure: true, ..self }
    }

    /// With a repair that can be followed unseen, if there is one.
    pub fn mended(self, edit: Option<Edit>) -> Self {
        if edit.is_none() { self } else { Self { edit, ..self.help("`casebook fix` does it") } }
    }

    /// Without a repair of anything else than what it is about.
    pub fn checked(mut self, sources: &Sources) -> Self {
        let stands = |edit: &Edit| sources.text(edit.span.file).get(edit.span.bytes());
        self.edit = self.edit.filter(|edit| edit.instead_of.as_deref().is_none_or(|written| stands(edit) == Some(written)));
        self
    }

    /// With another place that belongs to it.
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push((span, words.into()));
        self
    }
}

/// Whether diagnostics forbid that a site is published; with `strict`, warnings do.
pub fn forbids(diagnostics: &[Diagnostic], strict: bool) -> bool {
    let worst = if strict { Severity::Warning } else { Severity::Error };
    diagnostics.iter().any(|found| found.severity <= worst)
}
