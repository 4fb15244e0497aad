//! Mistakes that only the whole site shows.

use super::say;
use crate::base::{Diagnostic, FileId, Span};

/// A required section that is not there.
pub fn missing_section(span: Span, section: &str, id: &str, near: Option<Span>) -> Diagnostic {
    let found = say("missing-section", span, format!("`{id}` has no section `{section}`"));
    match near {
        Some(near) => found.related(near, "is it this one?").help(format!("write the heading just so: `## {section}`")),
        None => found.help(format!("add the heading `## {section}` and write what is known; where nothing is, say so")),
    }
}

/// An entry without sources.
pub fn missing_sources(span: Span, id: &str, collection: &str) -> Diagnostic {
    say("missing-sources", span, format!("`{id}` names no source, and every entry of `{collection}` needs one"))
        .help("add `sources: [key]` with the key of a work in references.bib")
}

/// A numbered block that nothing refers to.
pub fn unreferenced_block(span: Span, id: &str, kind: &str) -> Diagnostic {
    say("unreferenced-block", span, format!("no text refers to this {}", kind.to_lowercase())).help(format!("refer to it with `[[#{id}]]`, or take its label away"))
}

/// A page that nothing leads to.
pub fn orphan_page(file: FileId, title: &str) -> Diagnostic {
    say("orphan-page", Span::top(file), format!("nothing leads to the page `{title}`")).help("link to it from another page, or put it in the menu in site.yaml")
}

/// A work that nothing cites.
pub fn uncited_work(span: Span, key: &str) -> Diagnostic {
    say("uncited-work", span, format!("nothing cites `{key}`")).help(format!("cite it with `[@{key}]`, or delete it"))
}

/// A file that nothing uses.
pub fn unused_file(file: FileId, path: &str) -> Diagnostic {
    say("unused-file", Span::top(file), format!("nothing links to `{path}`, so it is not published")).help("link to it, or delete it")
}

/// A file that may do harm.
pub fn file_type(span: Span, path: &str, allowed: &[&str]) -> Diagnostic {
    say("file-type", span, format!("`{path}` is of a type that is not published")).help(format!("published are {}", allowed.join(", ")))
}
