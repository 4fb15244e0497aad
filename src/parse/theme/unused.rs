//! Owns what of a site's own theme nothing uses: folders, templates and words that are called otherwise.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Diagnostic, FileId, Sources, Span, mistake, suggest::nearest};

/// The folders of a theme.
const FOLDERS: [&str; 4] = ["templates", "static", "strings", "data"];

/// Says what nothing uses of the theme `name`.
pub fn check(name: &str, sources: &Sources, found: &mut Vec<Diagnostic>) {
    let own: Vec<(FileId, &str)> = below(sources, &format!("themes/{name}/")).collect();
    let templates: Vec<&str> = own.iter().filter(|(_, path)| path.starts_with("templates/")).map(|(file, _)| sources.text(*file)).collect();
    let usual: BTreeSet<&str> = below(sources, "themes/default/templates/").map(|(_, path)| path).collect();
    let mut folders = BTreeSet::new();
    for (file, path) in &own {
        match path.split_once('/') {
            Some(("templates", template)) if !usual.contains(template) && !templates.iter().any(|text| text.contains(template)) => {
                found.push(mistake::unused_template(*file, template, nearest(template, usual.iter().copied())));
            }
            Some(("strings", _)) => words(*file, &templates, sources, found),
            Some((folder, _)) if !FOLDERS.contains(&folder) && folders.insert(folder) => {
                found.push(mistake::unused_theme_folder(*file, folder, &FOLDERS));
            }
            _ => {}
        }
    }
}

/// Says which words of a file have the key of others, or nearly that of usual ones, while no template asks for them.
fn words(file: FileId, templates: &[&str], sources: &Sources, found: &mut Vec<Diagnostic>) {
    let usual = sources.find("themes/default/strings/en.yaml").map_or("", |file| sources.text(file));
    let usual: BTreeSet<&str> = keys(usual).map(|(_, key)| key).collect();
    let mut met = BTreeMap::new();
    for (at, key) in keys(sources.text(file)) {
        let span = Span::new(file, at, at + key.len());
        if let Some(first) = met.insert(key, span) {
            found.push(mistake::duplicate_key(span, key, first));
        }
        let number = key.strip_prefix("number-").is_some_and(|number| number.parse::<usize>().is_ok());
        if !usual.contains(key)
            && !number
            && !templates.iter().any(|text| text.contains(key))
            && let Some(near) = nearest(key, usual.iter().copied())
        {
            found.push(mistake::unknown_words(span, key, near));
        }
    }
}

/// The keys of a file of words and where they stand: it is one plain map.
fn keys(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let key = line.split_once(':')?.0.trim_matches(['"', '\'']);
        (!key.is_empty() && !key.starts_with(['#', ' '])).then(|| (at + line.find(key).unwrap_or(0), key))
    })
}

/// Files below a folder, by their path in it.
fn below<'a>(sources: &'a Sources, folder: &str) -> impl Iterator<Item = (FileId, &'a str)> {
    sources.iter().filter_map(move |(file, source)| Some((file, source.path.strip_prefix(folder)?)))
}
