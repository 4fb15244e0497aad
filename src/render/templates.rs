//! Owns the templates: loads them, and renders a view with one. A template gets data, never capabilities.

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

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
        let templates = site.theme.templates.iter().map(|(name, file)| (name.as_str(), sources.text(*file)));
        if let Err(error) = tera.add_raw_templates(templates) {
            let words = error.to_string();
            let name = site.theme.templates.keys().find(|name| words.contains(name.as_str()));
            return Err(Box::new(fault(&words, name.map_or("", String::as_str), site, sources)));
        }
        let words = Value::from_serializable(site.theme.strings.all());
        tera.global_context().insert_value("words", words);
        Ok(Self { tera })
    }

    /// Renders a view. A template that fails leaves a mistake instead of text.
    pub fn render(&self, name: &str, view: &impl Serialize, site: &Site, sources: &Sources, found: &mut Vec<Diagnostic>) -> String {
        let rendered = Context::from_serialize(view).and_then(|context| self.tera.render(name, &context));
        rendered.unwrap_or_else(|error| {
            let mut words = error.to_string();
            let mut source = std::error::Error::source(&error);
            while let Some(inner) = source {
                words = format!("{words}: {inner}");
                source = inner.source();
            }
            found.push(fault(&words, name, site, sources));
            String::new()
        })
    }
}

/// What is wrong with a template, at the place that the words name: an included one may be at fault.
fn fault(words: &str, name: &str, site: &Site, sources: &Sources) -> Diagnostic {
    let (what, place) = words.split_once("-->").unwrap_or((words, ""));
    let what = what.trim();
    let top = || Span::top(site.theme.templates.get(name).copied().unwrap_or(FileId(0)));
    mistake::bad_template(span(place, site, sources).unwrap_or_else(top), what.strip_prefix("error: ").unwrap_or(what))
}

/// The place that `parts/box.html:3:1` means.
fn span(place: &str, site: &Site, sources: &Sources) -> Option<Span> {
    let mut parts = place.lines().next()?.trim().splitn(3, ':');
    let file = *site.theme.templates.get(parts.next()?)?;
    let (line, column): (usize, usize) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let text = sources.text(file);
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let (at, _) = text.get(start..)?.char_indices().nth(column.checked_sub(1)?)?;
    Some(Span::new(file, start + at, start + at))
}
