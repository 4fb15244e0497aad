//! Owns the theme: its templates, files, strings and data, the site's own before those of the default theme.

mod unused;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::outlines;
use crate::base::{Contents, Diagnostic, FileId, Sources, mistake};

/// A theme, ready to be used.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Templates by name, `parts/facts.html`.
    pub templates: BTreeMap<String, FileId>,
    /// Files that are published with the site, by name below `static/`.
    pub files: BTreeMap<String, FileId>,
    /// Words that pages are made with.
    pub strings: Strings,
    /// Names of countries by ISO 3166-1 alpha-2 code.
    pub countries: BTreeMap<String, String>,
    /// Adjectives of countries by the same codes, for search.
    pub adjectives: BTreeMap<String, String>,
    /// The file with [`outlines`] of countries; it is read when a map is drawn.
    pub outlines: Option<FileId>,
}

/// What `theme.yaml` may say, which nothing needs to know.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What it is called.
    #[serde(default)]
    pub name: String,
}

/// Words by key; months are `month-1` to `month-12`.
#[derive(Debug, Clone, Default)]
pub struct Strings(BTreeMap<String, String>);

impl Strings {
    /// The words for a key; the key itself where no theme has them.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// All of them, for templates.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

/// Reads the theme of a site over the default one.
pub fn parse(settings: &crate::schema::Settings, sources: &Sources, found: &mut Vec<Diagnostic>) -> Theme {
    let (name, language) = (&*settings.theme, &*settings.language);
    let mut theme = Theme::default();
    let layers = if name == "default" { vec!["default"] } else { vec!["default", name] };
    for layer in &layers {
        let folder = format!("themes/{layer}/");
        for (file, source) in sources.iter() {
            let Some(path) = source.path.strip_prefix(&folder) else { continue };
            if let Some(template) = path.strip_prefix("templates/") {
                theme.templates.insert(template.to_owned(), file);
            } else if let Some(name) = path.strip_prefix("static/") {
                theme.files.insert(name.to_owned(), file);
            } else if path == "theme.yaml" {
                yaml::<Settings>(file, sources, found);
            }
        }
        if let Some(file) = sources.find(&format!("{folder}data/outlines.txt")) {
            theme.outlines = Some(file);
            // Those of the default theme are known to be good, and most sites draw no map.
            if *layer != "default"
                && let Err((at, what)) = outlines::parse(sources.text(file))
            {
                found.push(mistake::bad_theme_file(file, at, what));
            }
        }
    }
    if name != "default" {
        unused::check(name, sources, found);
    }
    // What `pt-BR` does not say is said as in `pt`, and what that does not, as in English.
    let wider = language.match_indices('-').map(|(end, _)| &language[..end]);
    let mut languages: Vec<&str> = std::iter::once("en").chain(wider).chain([language]).collect();
    languages.dedup();
    let words = |name: &str| {
        let (mut words, mut found) = (BTreeMap::new(), Vec::new());
        for (layer, language) in layers.iter().flat_map(|layer| languages.iter().map(move |language| (layer, language))) {
            let path = format!("themes/{layer}/{name}{language}.yaml");
            // A file may write the language in other capitals than everybody does.
            let alike = || sources.iter().find(|(_, source)| source.path.eq_ignore_ascii_case(&path)).map(|(file, _)| file);
            if let Some(file) = sources.find(&path).or_else(alike) {
                let own = yaml::<BTreeMap<String, String>>(file, sources, &mut found).unwrap_or_default();
                for (key, text) in &own {
                    let lost = words
                        .get(key)
                        .into_iter()
                        .flat_map(|before: &String| gaps(before))
                        .find(|gap| !text.contains(gap) && !otherwise(gap).is_some_and(|gap| text.contains(gap)));
                    if let Some(gap) = lost {
                        let at = sources.text(file).lines().scan(0, |at, line| Some((std::mem::replace(at, *at + line.len() + 1), line)));
                        let at = at.into_iter().find(|(_, line)| line.starts_with(&format!("{key}:"))).map_or(0, |(at, _)| at);
                        found.push(mistake::bad_theme_file(file, at, &format!("`{key}` has lost its gap `{gap}`, which a value is put into")));
                    }
                }
                words.extend(own);
            }
        }
        (words, found)
    };
    let countries = || rayon::join(|| words("data/countries."), || words("data/countries-adjectives."));
    let (strings, (countries, adjectives)) = rayon::join(|| words("strings/"), countries);
    [theme.strings.0, theme.countries, theme.adjectives] = [strings, countries, adjectives].map(|(words, mistakes)| {
        found.extend(mistakes);
        words
    });
    let translated = |language: &&str| {
        let file = |layer| sources.iter().any(|(_, source)| source.path.eq_ignore_ascii_case(&format!("themes/{layer}/strings/{language}.yaml")));
        layers.iter().any(file)
    };
    let is_english = language.split('-').next() == Some("en");
    if let Some(at) = settings.language_at.filter(|_| !is_english && !languages[1..].iter().any(translated)) {
        found.push(mistake::untranslated(at, language, name));
    }
    theme
}

/// The gap that may stand for another: a noun that is made small within a sentence, or is not.
fn otherwise(gap: &str) -> Option<&'static str> {
    match gap {
        "{one}" => Some("{One}"),
        "{many}" => Some("{Many}"),
        "{One}" => Some("{one}"),
        "{Many}" => Some("{many}"),
        _ => None,
    }
}

/// The gaps in words, as `{n}`.
fn gaps(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('}').filter_map(|part| part.rfind('{').map(|start| &part[start..]).filter(|gap| gap.ends_with('}')))
}

fn yaml<T: for<'a> Deserialize<'a>>(file: FileId, sources: &Sources, found: &mut Vec<Diagnostic>) -> Option<T> {
    let Contents::Text(text) = &sources.get(file).contents else { return None };
    match serde_yaml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let at = error.location().map_or(0, |location| location.index());
            found.push(mistake::bad_theme_file(file, at, &error.to_string()));
            None
        }
    }
}
