//! Mistakes that only the whole site shows.

use super::{list, say, short};
use crate::base::{Diagnostic, Edit, FileId, Span, suggest::Near};

/// A required section that is not there.
pub fn missing_section(span: Span, section: &str, id: &str, near: Option<Span>) -> Diagnostic {
    let found = say("missing-section", span, format!("`{id}` has no section `{section}`"));
    match near {
        Some(near) => found.related(near, "is it this one?").help(format!("write the heading just so: `## {section}`")),
        None => found.help(format!("add the heading `## {section}` and write what is known; where nothing is, say so")),
    }
}

/// A required section that has nothing for readers.
pub fn empty_section(span: Span, section: &str) -> Diagnostic {
    say("missing-section", span, format!("the section `{}` says nothing", short(section))).help("write what is known; where nothing is, say so")
}

/// A required section that not one of so many entries has.
pub fn section_of_none(span: Span, section: &str, collection: &str, count: usize, near: Option<Near>) -> Diagnostic {
    let found = say("missing-section", span, format!("none of the {count} entries of `{collection}` has a section `{}`", short(section)));
    match near {
        Some(near) => found.help(format!("did you mean {near}?")),
        None if section.contains(',') => found.help(format!("several are written as a list: `[{}]`", short(section))),
        None => found.help(format!("write it here as it is in the texts, or add the heading `## {}` to each of them", short(section))),
    }
}

/// An entry without sources.
pub fn missing_sources(span: Span, id: &str, collection: &str) -> Diagnostic {
    say("missing-sources", span, format!("`{id}` names no source, and every entry of `{collection}` needs one"))
        .help("add `sources: [key]` with the key of a work in references.bib")
}

/// A numbered block that nothing refers to.
pub fn unreferenced_block(span: Span, id: &str, kind: &str) -> Diagnostic {
    say("unreferenced-block", span, format!("no text refers to this {}", kind.to_lowercase()))
        .help(format!("refer to it with `[[#{id}]]`, or take its label away"))
}

/// A claim that can't be read.
pub fn bad_claim(span: Span, text: &str) -> Diagnostic {
    say("claim", span, format!("`{}` is no claim", short(text.trim()))).help("write `count(collection, field=value, …) = 2`")
}

/// A claim outside its paragraph.
pub fn claim_apart(span: Span) -> Diagnostic {
    say("claim", span, "a claim stands in the paragraph, behind its sentence").help("put it at the end of the line before")
}

/// A claim that the records deny.
pub fn claim_fails(span: Span, claim: &str, sentence: &str, counted: usize, records: &str) -> Diagnostic {
    say("claim", span, format!("the records do not bear out this sentence: “{sentence}”"))
        .label(format!("counted are {counted}"))
        .help(format!("`{claim}` counts {records}"))
        .help("correct the sentence and its claim, or the records")
}

/// A claim whose number the sentence does not say.
pub fn claim_unsaid(span: Span, number: usize, sentence: &str) -> Diagnostic {
    say("claim", span, format!("this sentence does not say {number}: “{sentence}”"))
        .help(format!("a claim stands behind the sentence that says its number: in digits, or in the theme's words for it, `number-{number}`"))
}

/// An address that is gone.
pub fn lost_address(span: Span, address: &str, moved_to: Option<&str>) -> Diagnostic {
    let found = say("lost-address", span, format!("`{address}` was published, and is gone"));
    match moved_to {
        Some(file) if file.ends_with(".csv") => found.help(format!("if it is now a row of {file}, write `{address}` into its column `aliases`")),
        Some(file) => found.help(format!("if it is now {file}, add there: `aliases: [{address}]`")),
        None => found.help(format!("add to the page that takes its place: `aliases: [{address}]`")),
    }
}

/// An anchor that is gone.
pub fn lost_anchor(span: Span, page: &str, anchor: &str, near: Option<Near>) -> Diagnostic {
    let found = say("lost-address", span, format!("the label `{anchor}` of `{page}` was published, and is gone"));
    match near.as_ref().and_then(Near::only) {
        Some(near) => found.help(format!("if it is now `{near}`, write `{{#{near} was={anchor}}}`")),
        None => found.help(format!("add to the label that takes its place: `was={anchor}`")),
    }
}

/// A row or term whose place on an index was published, and that is gone.
pub fn lost_row(span: Span, page: &str, anchor: &str) -> Diagnostic {
    say("lost-address", span, format!("the entry `{anchor}` of `{page}` was published, and is gone"))
        .help("bring it back under this id; if it is gone for good, delete this line: links to it then lead to the page")
}

/// A line of the ledger that is no address.
pub fn bad_ledger(span: Span, line: &str) -> Diagnostic {
    say("lost-address", span, format!("`{}` is not an address of the site", short(line)))
        .help("lines of permalinks.txt begin with `/`: put one before it, or take the line out")
}

/// A mention that could be a link.
pub fn unlinked_mention(span: Span, id: &str, edit: Edit) -> Diagnostic {
    let mut found = say("unlinked-mention", span, format!("this names `{id}`, and could be a link"))
        .help(format!("write `{}`, or let `casebook fix` do it", edit.text));
    found.edit = Some(edit);
    found
}

/// A page that nothing leads to, or only such pages.
pub fn orphan_page(file: FileId, title: &str, led: bool) -> Diagnostic {
    let what = if led { "only pages that nothing leads to lead to" } else { "nothing leads to" };
    say("orphan-page", Span::top(file), format!("{what} the page `{title}`")).help("link to it from another page, or put it in the menu in site.yaml")
}

/// A block in a field that shows fields like it.
pub fn text_within_text(span: Span, field: &str) -> Diagnostic {
    say("bad-query", span, format!("this block stands in a field or a note, and shows `{field}`, which may hold such a block again"))
        .help("leave that column out, or put the block into the text of the page")
}

/// Entries of one title.
pub fn same_title(first: Span, title: &str, collection: &str, others: &[Span]) -> Diagnostic {
    let count = others.len() + 1;
    let found = say("same-title", first, format!("{count} entries of `{collection}` are called `{}`: lists don't tell them apart", short(title)));
    others
        .iter()
        .take(5)
        .fold(found, |found, other| found.related(*other, "another one"))
        .help("give each a title of its own, such as with its place or year")
}

/// Entries that are due for another look.
pub fn review_due(span: Span, collection: &str, ids: &[&str], today: &str) -> Diagnostic {
    let count = ids.len();
    say("review-due", span, format!("{count} of `{collection}` {} due for another look, as of {today}", if count == 1 { "is" } else { "are" }))
        .help(format!("{}: look at {}, and set `reviewed`", list(ids), if count == 1 { "it" } else { "them" }))
}

/// A work that nothing cites.
pub fn uncited_work(span: Span, key: &str) -> Diagnostic {
    say("uncited-work", span, format!("nothing cites `{key}`")).help(format!("cite it with `[@{key}]`, or delete it"))
}

/// A file that nothing uses.
pub fn unused_file(file: FileId, path: &str) -> Diagnostic {
    if path.starts_with("content/_") && path.ends_with(".md") {
        return say(
            "unused-file",
            Span::top(file),
            format!("no page is made of `{path}`, because a name that begins with `_` is that of a layout or of a file beside the texts"),
        )
        .help("rename it without `_`, name it as `layout` in site.yaml, or delete it");
    }
    say("unused-file", Span::top(file), format!("nothing links to `{path}`, so it is not published")).help("link to it, or delete it")
}

/// A file that may do harm.
pub fn file_type(span: Span, path: &str, allowed: &[&str]) -> Diagnostic {
    say("file-type", span, format!("`{path}` is of a type that is not published")).help(format!("published are {}", allowed.join(", ")))
}

/// A text that is no page, because of its name or its place.
pub fn no_page(span: Span, path: &str) -> Diagnostic {
    say("file-type", span, format!("no page is made of `{path}`"))
        .help("what is said of that file tells why; if nothing is, its name begins with `_`, as that of a layout does")
}

/// A drawing that may do harm.
pub fn drawing(span: Span, what: &str) -> Diagnostic {
    say("file-type", span, format!("this drawing is not published: {what}"))
        .help("save it as plain SVG, without script, animation or links, or as PNG")
}

/// A file that git keeps in another place, and did not bring here.
pub fn stored_elsewhere(file: FileId, path: &str) -> Diagnostic {
    say("unknown-file", Span::top(file), format!("`{path}` is not here: what lies in its place only tells Git LFS where to get it"))
        .help("get it with `git lfs pull`; a workflow's `actions/checkout` takes `lfs: true`")
}
