//! Owns files that were meant to have a name which is looked for: a glossary, a bibliography, a ledger of addresses.

use super::roles::Role;
use crate::base::{Diagnostic, FileId, Sources, mistake, suggest::nearest};
use crate::schema::{GLOSSARY, REFERENCES, Schema};

/// What a file is that nothing else claims, if it was meant to be one of these: it is read as such, or all that needs it would
/// seem wrong.
pub fn misnamed(file: FileId, path: &str, schema: &Schema, sources: &Sources, found: &mut Vec<Diagnostic>) -> Option<Role> {
    let lower = path.to_lowercase();
    let (stem, ending) = lower.rsplit('/').next()?.rsplit_once('.')?;
    let meant = |name: &str| stem == name || nearest(stem, [name]).is_some();
    let (name, what, role) = match ending {
        "yaml" | "yml" if meant("glossary") => ("glossary.yaml", "the glossary", schema.find(GLOSSARY).map(Role::Table)),
        "bib" | "bibtex" | "biblatex" => ("references.bib", "the bibliography", schema.find(REFERENCES).map(Role::Works)),
        "txt" if meant("permalinks") => ("permalinks.txt", "the list of addresses", None),
        _ => return None,
    };
    if sources.find(&format!("content/{name}")).is_some() {
        return None;
    }
    found.push(mistake::misnamed_file(file, path, what, name));
    Some(role.unwrap_or(Role::Other))
}
