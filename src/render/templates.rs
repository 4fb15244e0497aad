//! Owns the templates: loads them, and renders a view with one. A template gets data, never capabilities.

use serde::Serialize;
use tera::{ErrorKind, Kwargs, State, Tera, Value};

use super::context::context;
use super::escape;
use crate::base::{Diagnostic, FileId, Sources, Span, mistake};
use crate::link::Site;

/// The theme's templates, ready to render.
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// Loads the theme's templates.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn new(site: &Site, sources: &Sources) -> Result<Self, Box<Diagnostic>> {
        let mut tera = Tera::new();
        tera.register_filter("group_by", |_: Value, _: Kwargs, _: &State| -> tera::TeraResult<Value> {
            Err(tera::Error::message("`group_by` is not offered, because its order is random: views come grouped"))
        });
        // The built-in one copies the text that it marks: pages would be copied once more for each place they pass through.
        tera.register_filter("safe", |value: Value, _: Kwargs, _: &State| value.mark_safe());
        tera.set_escape_fn(|text, out| tera::escape_html(&escape::plain(text), out));
        let templates = site.theme.templates.iter().map(|(name, file)| (name.as_str(), sources.text(*file)));
        if let Err(error) = tera.add_raw_templates(templates) {
            let first = site.theme.templates.values().next().copied();
            return Err(Box::new(reported(&error.to_string(), site, sources).unwrap_or_else(|| failed(&error, first, site))));
        }
        let words = Value::from_serializable(site.theme.strings.all());
        tera.global_context().insert_value("words", words);
        Ok(Self { tera })
    }

    /// Adds a view, rendered, to `out`. A template that fails leaves a mistake instead of text.
    pub fn render(&self, name: &str, view: &impl Serialize, site: &Site, out: &mut Vec<u8>, found: &mut Vec<Diagnostic>) {
        let before = out.len();
        let rendered = context(view).map_err(tera::Error::message).and_then(|context| self.tera.render_to(name, &context, &mut *out));
        if let Err(error) = rendered {
            out.truncate(before);
            found.push(failed(&error, site.theme.templates.get(name).copied(), site));
        }
    }
}

/// What is wrong with a template, from a report that shows its line as a terminal would: `error: CAUSE`, `--> NAME:LINE:COLUMN`.
fn reported(report: &str, site: &Site, sources: &Sources) -> Option<Diagnostic> {
    let (cause, rest) = report.strip_prefix("error: ")?.split_once('\n')?;
    let mut place = rest.trim_start().strip_prefix("--> ")?.lines().next()?.trim_end().rsplitn(3, ':');
    let column = place.next()?.parse::<usize>().ok()?.checked_sub(1)?;
    let line = place.next()?.parse::<usize>().ok()?.checked_sub(1)?;
    let file = *site.theme.templates.get(place.next()?)?;
    let before: usize = sources.text(file).split_inclusive('\n').take(line).map(str::len).sum();
    let at = before + sources.text(file)[before..].chars().take(column).map(char::len_utf8).sum::<usize>();
    Some(mistake::bad_template(Span::new(file, at, at), cause))
}

/// What is wrong with a template, at its place; without one, in the file that was asked for.
fn failed(error: &tera::Error, asked: Option<FileId>, site: &Site) -> Diagnostic {
    if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = error.kind()
        && let Some(file) = site.theme.templates.get(report.filename())
    {
        let range = report.span().range.clone();
        return mistake::bad_template(Span::new(*file, range.start, range.end), report.message());
    }
    let mut words = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        words = format!("{words}: {inner}");
        source = inner.source();
    }
    let named = site.theme.templates.iter().find(|(name, _)| words.contains(name.as_str())).map(|(_, file)| *file);
    mistake::bad_template(Span::top(named.or(asked).unwrap_or(FileId(0))), words.trim())
}
