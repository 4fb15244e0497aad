//! Owns what each file below `content/` is, by its path and what `site.yaml` declares.

use std::collections::BTreeSet;

use super::misnamed::misnamed;
use super::root;
use crate::base::{
    Contents, Diagnostic, FileId, Sources, mistake,
    suggest::{Near, nearest},
};
use crate::schema::{CollectionId, Origin, REFERENCES, Schema};

/// Files in more folders within each other are refused: each has a page, and a way to all above it.
const MOST_FOLDERS: usize = 100;

/// What one file is.
#[derive(Debug, Clone)]
pub enum Role {
    /// A text of a collection, and its id.
    Entry(CollectionId, String),
    /// The text of a row of a table, and its id.
    Body(CollectionId, String),
    /// A page.
    Page,
    /// The table of a collection.
    Table(CollectionId),
    /// The bibliography.
    Works(CollectionId),
    /// A file that is published if something links to it.
    Asset,
    /// A file that is published as it is.
    Root,
    /// Nothing that is read for itself.
    Other,
}

/// The files of a role.
pub fn with_role(roles: &[(FileId, Role)], wanted: impl Fn(&Role) -> bool) -> Vec<FileId> {
    roles.iter().filter(|(_, role)| wanted(role)).map(|(file, _)| *file).collect()
}

/// What each file below `content/` is, in the order of paths.
pub fn roles(schema: &Schema, sources: &Sources, found: &mut Vec<Diagnostic>) -> Vec<(FileId, Role)> {
    let layouts: BTreeSet<FileId> = schema.collections.iter().filter_map(|collection| Some(collection.layout?.0)).collect();
    let patterns: Patterns = schema
        .collections()
        .filter_map(|(id, collection)| match &collection.origin {
            Origin::Files(pattern) if pattern.ends_with("index.md") => {
                found.push(mistake::index_pattern(collection.span, pattern));
                None
            }
            Origin::Files(pattern) => match glob::Pattern::new(pattern) {
                Ok(pattern) => Some((id, pattern)),
                Err(error) => {
                    found.push(mistake::bad_pattern(collection.span, pattern, error.msg));
                    None
                }
            },
            _ => None,
        })
        .collect();
    let patterns = renamed(patterns, schema, sources, found);
    let strict = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::default() };
    let mut roles = Vec::new();
    for (file, source) in sources.iter() {
        let Some(path) = source.path.strip_prefix("content/").filter(|_| !matches!(source.contents, Contents::Unread(_))) else { continue };
        if path.starts_with("_root/") {
            if !root::is_harmless(path, &source.contents) {
                found.push(mistake::root_file(file, path));
            }
            roles.push((file, Role::Root));
            continue;
        }
        if let Some((first, _)) = path.split_once('/')
            && first.len() == 2
            && first.bytes().all(|byte| byte.is_ascii_lowercase())
        {
            found.push(mistake::language_folder(file, first));
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folder.matches('/').count() >= MOST_FOLDERS {
            found.push(mistake::deep_folder(file, path, MOST_FOLDERS));
        }
        let table = schema.collections().find(|(_, collection)| matches!(&collection.origin, Origin::Table(table) if table == path));
        let role = if path == "site.yaml" || layouts.contains(&file) {
            Role::Other
        } else if let Some((id, _)) = table {
            Role::Table(id)
        } else if path == "references.bib" {
            schema.find(REFERENCES).map_or(Role::Other, Role::Works)
        } else if path.starts_with('_') {
            Role::Asset
        } else if let Some(stem) = stem(name) {
            if !name.ends_with(".md") {
                found.push(mistake::bad_ending(file, name, &format!("{stem}.md")));
            }
            let path = format!("{}{stem}.md", &path[..path.len() - name.len()]);
            let matched = patterns.iter().filter(|(_, pattern)| stem != "index" && pattern.matches_with(&path, strict));
            let body = schema.collections().find(|(_, collection)| {
                matches!(&collection.origin, Origin::Table(table) if table.rsplit_once('.').is_some_and(|(stem, _)| stem == folder))
                    && stem != "index"
            });
            let mut matched = matched.map(|(id, _)| *id);
            match (matched.next(), body) {
                (Some(first), _) => {
                    if let Some(second) = matched.next() {
                        found.push(mistake::two_collections(file, &schema.collection(first).id, &schema.collection(second).id));
                    }
                    Role::Entry(first, stem.to_owned())
                }
                (None, Some((id, _))) => Role::Body(id, stem.to_owned()),
                (None, None) => Role::Page,
            }
        } else if path == "permalinks.txt" {
            Role::Other
        } else {
            misnamed(file, path, schema, sources, found).unwrap_or(Role::Asset)
        };
        roles.push((file, role));
    }
    roles
}

/// The name of a Markdown file without its ending, also of one that was meant to be such a file.
pub fn stem(name: &str) -> Option<&str> {
    name.strip_suffix(".md").or_else(|| {
        let lower = name.to_ascii_lowercase();
        let ending = [".md.txt", ".markdown", ".mdown", ".md"].into_iter().find(|ending| lower.ends_with(ending))?;
        name.get(..name.len() - ending.len())
    })
}

/// Patterns, of which one that fits no file although a folder with nearly its name holds some fits those: otherwise every one of
/// them would seem wrong.
fn renamed(patterns: Patterns, schema: &Schema, sources: &Sources, found: &mut Vec<Diagnostic>) -> Patterns {
    let is_text = |path: &&str| stem(path).is_some_and(|stem| stem.rsplit('/').next() != Some("index"));
    let paths = || sources.iter().filter_map(|(_, source)| source.path.strip_prefix("content/")).filter(is_text);
    if patterns.iter().all(|(_, pattern)| paths().any(|path| pattern.matches(path))) {
        return patterns;
    }
    let folders: BTreeSet<&str> = paths().filter(|path| path.ends_with(".md")).filter_map(|path| Some(path.rsplit_once('/')?.0)).collect();
    let fitting = paths().filter(|path| patterns.iter().any(|(_, pattern)| pattern.matches(path)));
    let with_entries: BTreeSet<&str> = fitting.flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end])).collect();
    let strays: Vec<&str> = folders.difference(&with_entries).copied().collect();
    let mend = |(id, pattern): &(CollectionId, glob::Pattern)| {
        let fitting = |pattern: &glob::Pattern| paths().any(|path| pattern.matches(path));
        let tidy = tidied(pattern.as_str());
        if let (false, Ok(mended), Some(near)) = (fitting(pattern), glob::Pattern::new(&tidy), Near::of([tidy.clone()]))
            && fitting(&mended)
        {
            found.push(mistake::folder_renamed(schema.collection(*id).span, pattern.as_str(), near));
            return Some(mended);
        }
        let (folder, rest) = pattern.as_str().rsplit_once('/')?;
        let called = || strays.iter().find(|stray| **stray == schema.collection(*id).id).and_then(|stray| Near::of([(*stray).to_owned()]));
        let near = nearest(folder, strays.iter().copied()).or_else(called).filter(|_| !fitting(pattern))?;
        let mended = glob::Pattern::new(&format!("{}/{rest}", near.first())).ok()?;
        found.push(mistake::folder_renamed(schema.collection(*id).span, pattern.as_str(), near.map(|folder| format!("{folder}/{rest}"))));
        Some(mended)
    };
    let mended: Vec<Option<glob::Pattern>> = patterns.iter().map(mend).collect();
    patterns.into_iter().zip(mended).map(|((id, pattern), mended)| (id, mended.unwrap_or(pattern))).collect()
}

/// What a pattern was meant to be that names a folder, or says where `content/` is.
fn tidied(pattern: &str) -> String {
    let path = pattern.replace('\\', "/").replace("//", "/");
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path).trim_end_matches('/');
    match path.rsplit_once('.') {
        Some((before, ending)) if !ending.contains('/') => format!("{before}.md"),
        _ => format!("{path}/*.md"),
    }
}

type Patterns = Vec<(CollectionId, glob::Pattern)>;
