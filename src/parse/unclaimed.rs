//! Owns collections without entries, where `site.yaml` does not say where those are that somebody wrote.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Parsed;
use super::block::Makes;
use super::doc::Doc;
use super::gave::Gave;
use crate::base::{Diagnostic, Sources, mistake, suggest::Near};
use crate::schema::{Collection, CollectionId, GLOSSARY, Origin};

/// Says of which collections the entries were read as pages, and which can't have any: what follows from that is not said.
pub(super) fn unclaimed(parsed: &mut Parsed, gave: &[Arc<Gave>], sources: &Sources, found: &mut Vec<Diagnostic>) {
    let filled = |id: CollectionId| parsed.uncertain.contains(&id) || parsed.entries.iter().any(|entry| entry.collection == id);
    let empty: Vec<CollectionId> = parsed.schema.collections().map(|(id, _)| id).filter(|id| !filled(*id)).collect();
    for id in empty {
        let collection = parsed.schema.collection(id);
        // A table that is not there was said with the schema; without a glossary there is nothing wrong.
        if let Origin::Table(table) = &collection.origin {
            if collection.id != GLOSSARY && sources.find(&format!("content/{table}")).is_none() {
                parsed.uncertain.insert(id);
            }
            continue;
        }
        let folder = folder(collection, gave, sources);
        found.push(match (&collection.origin, &folder) {
            (Origin::Files(pattern), Some(folder)) => {
                let Some(near) = Near::of([format!("{folder}/*.md")]) else { continue };
                mistake::folder_renamed(collection.span, pattern, near)
            }
            (Origin::Markdown, _) if !in_a_text(id, gave) => mistake::no_origin(collection.span, &collection.id, folder.as_deref()),
            _ => continue,
        });
        parsed.uncertain.insert(id);
        let follows = |said: &Diagnostic| {
            let path = said.span.and_then(|span| sources.path(span.file).strip_prefix("content/")).and_then(|path| path.rsplit_once('/'));
            said.rule == "unknown-key" && path.is_some_and(|(within, _)| folder.as_deref() == Some(within))
        };
        found.retain(|said| !follows(said));
    }
}

/// The folder of most pages that have fields of the collection.
fn folder(collection: &Collection, gave: &[Arc<Gave>], sources: &Sources) -> Option<String> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for said in gave.iter().filter(|gave| gave.page.is_some()).flat_map(|gave| &gave.found).filter(|said| said.rule == "unknown-key") {
        let Some(span) = said.span else { continue };
        let key = &sources.text(span.file)[span.start as usize..span.end as usize];
        if let Some((folder, _)) = sources.path(span.file).strip_prefix("content/").and_then(|path| path.rsplit_once('/'))
            && collection.field(key).is_some()
        {
            *folders.entry(folder).or_default() += 1;
        }
    }
    folders.into_iter().max_by_key(|(_, count)| *count).map(|(folder, _)| folder.to_owned())
}

/// Whether a table in a text makes entries of the collection.
fn in_a_text(id: CollectionId, gave: &[Arc<Gave>]) -> bool {
    let docs = gave.iter().flat_map(|gave| gave.docs());
    let makes = |doc: Arc<Doc>| doc.blocks.iter().any(|block| matches!(block.makes, Makes::Into(collection, _) if collection == id));
    docs.into_iter().any(makes)
}
