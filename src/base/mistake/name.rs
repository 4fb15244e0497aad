//! Mistakes of names: what is referred to and does not exist, or exists twice.

use super::{SEVERAL, choice, is_label, say, short};
use crate::base::{Diagnostic, Span, suggest::Near};

/// A name in a field that no entry has; `one` is what the collection calls an entry.
pub fn unknown_reference(span: Span, name: &str, one: Option<&str>, collection: &str, near: Option<Near>) -> Diagnostic {
    let message = match one {
        Some(one) => format!("there is no {} `{}`", one.to_lowercase(), short(name)),
        None => format!("there is no entry `{}` in `{collection}`", short(name)),
    };
    let found = say("unknown-reference", span, message).label(format!("not an id, title or other name in `{collection}`"));
    match near {
        Some(near) => found.meant(Some(near)),
        None if name.contains([',', ';']) => found.help(SEVERAL).help("their field then has `many: true` in site.yaml"),
        None => found.help(format!("`casebook list {collection}` shows what there is, `casebook new {collection} TITLE` makes one")),
    }
}

/// A name in prose that nothing has; perhaps with a label behind it.
pub fn unknown_name(span: Span, name: &str, label: Option<&str>, near: Option<Near>) -> Diagnostic {
    let found = say("unknown-reference", span, format!("nothing is called `{}`", short(name)))
        .label("not an id, title or other name of an entry, nor a page");
    match near {
        Some(near) => {
            let label = label.map(|label| format!("#{label}")).unwrap_or_default();
            found.meant_as(&near, &near.clone().map(|name| format!("[[{name}{label}]]")))
        }
        None => found.help("add an entry or a page of that name, or take the link out"),
    }
}

/// A key that no work has.
pub fn unknown_work(span: Span, key: &str, near: Option<Near>) -> Diagnostic {
    let found = say("unknown-work", span, format!("there is no work `{}` in references.bib", short(key)));
    let found = found.meant_or(near, "add it there, or correct the key");
    let found = if key.contains([',', ';', ' ']) { found.help(SEVERAL) } else { found };
    if key.starts_with('@') { found.help("in a field, a key is written without `@`") } else { found }
}

/// A name that several have.
pub fn ambiguous_name(span: Span, name: &str, candidates: &[String]) -> Diagnostic {
    let found = say("ambiguous-name", span, format!("`{}` may mean several things", short(name)));
    if candidates.is_empty() { found.help("write the id of what is meant") } else { found.help(format!("write {}", choice(candidates))) }
}

/// An id that two entries have.
pub fn duplicate_id(span: Span, id: &str, collection: &str, first: Option<Span>) -> Diagnostic {
    let found = say("duplicate-id", span, format!("two entries of `{collection}` have the id `{id}`"))
        .help("give one of the two another id, or delete one if both are the same");
    match first {
        Some(first) => found.related(first, "the other one"),
        None => found,
    }
}

/// A link to a draft.
pub fn draft_link(span: Span, name: &str) -> Diagnostic {
    say("draft-link", span, format!("`{}` is a draft, so readers don't see it", short(name))).help("publish it too, or take the link out until then")
}

/// A label that its page does not have.
pub fn unknown_anchor(span: Span, label: &str, near: Option<Near>) -> Diagnostic {
    let found = say("unknown-anchor", span, format!("there is no label or heading `{}` on that page", short(label)));
    match near {
        Some(near) => found.meant_as(&near, &near.clone().map(|label| format!("#{label}"))),
        None if is_label(label) => found.help(format!("give the place that is meant this label: `{{#{}}}`", short(label))),
        None => found.help("give the place that is meant a label, `{#label}`, and name that"),
    }
}

/// A path to no file.
pub fn unknown_file(span: Span, path: &str, near: Option<Near>) -> Diagnostic {
    let found = say("unknown-file", span, format!("there is no file `{}`", short(path)));
    match near {
        Some(near) => found.meant(Some(near)),
        None if path.ends_with('/') => found.help("a link leads to a file; a collection or folder is linked by its name, like `[[dishes]]`"),
        None if path.contains("://") => found.help("an address on the web begins with http:// or https://"),
        None if path.find('@').is_some_and(|at| at > 0) => found.meant(Near::of([format!("mailto:{path}")])),
        None if is_host(path) => found.help(format!("for an address on the web, write `https://{}`", short(path))),
        None => found.help("put it there, or correct the path, which begins in the folder of this file"),
    }
}

/// Whether a path looks like an address on the web.
fn is_host(path: &str) -> bool {
    let host = path.split('/').next().unwrap_or(path);
    path.starts_with("www.") || [".org", ".com", ".net", ".int", ".eu", ".gov", ".edu", ".info"].iter().any(|ending| host.ends_with(ending))
}

/// A path with other capitals than the file.
pub fn case_of_path(span: Span, path: &str, right: &str) -> Diagnostic {
    say("unknown-file", span, format!("there is no file `{}`", short(path)))
        .help(format!("the file is `{right}`: capitals count"))
        .repair(Some(path.to_owned()), right)
}

/// A path out of the site.
pub fn path_outside(span: Span, path: &str, near: Option<Near>) -> Diagnostic {
    if path.contains('\\') && !path.contains("..") {
        return say("unknown-file", span, format!("there is no file `{}`", short(path))).help("folders are separated by `/`, on every machine");
    }
    if path.starts_with('/') {
        return say("path-outside", span, format!("`{}` begins where the server does, and the site may lie below that", short(path)))
            .meant_or(near, "write the way from this file's folder, like `../folder/page.md`, or a link by name: `[[page]]`");
    }
    say("path-outside", span, format!("`{}` leads out of `content/`", short(path)))
        .help("write the way from this file's folder, like `../folder/page.md`")
}

/// An address that two pages claim; the first may be written nowhere.
pub fn address_taken(span: Span, address: &str, first: Option<Span>) -> Diagnostic {
    let found = say("address-taken", span, format!("the address `/{address}/` belongs to another page already"));
    match first {
        Some(first) => found.related(first, "this one"),
        None => found.help("it is a page that the site makes by itself: give this one another"),
    }
}

/// An alias that leads to the page itself.
pub fn own_address(span: Span, address: &str) -> Diagnostic {
    say("address-taken", span, format!("this page has the address `/{address}/` already")).help("delete it: only former addresses stand here")
}

/// A collection whose index would have the address of a page.
pub fn address_of_page(span: Span, collection: &str, page: Span) -> Diagnostic {
    say("address-taken", span, format!("the index of `{collection}` would have the address `/{collection}/`, and so has a page"))
        .related(page, "this one")
        .help(format!("call one of the two otherwise; what is to stand on the index itself lies in `{collection}/index.md`"))
}

/// A table whose download has the name of another one.
pub fn download_taken(span: Span, name: &str, first: Span) -> Diagnostic {
    say("address-taken", span, format!("this table would be handed out as `data/tables/{name}.csv`, and so would another one"))
        .related(first, "the other one")
        .help("give one of the two another label")
}

/// A former address that is none; one without a stroke is another name, perhaps.
pub fn bad_alias(span: Span, address: &str, strokes: bool) -> Diagnostic {
    say("bad-id", span, format!("`{}` can't be an address of this site", short(address))).help(match strokes {
        true => "write it from the site's root, like `/folder/page/`: letters, digits, hyphens, `_` and dots, without a blank",
        false => "a former address is written from the site's root, like `/folder/page/`; other names stand under `also`",
    })
}

/// An address that the site itself needs.
pub fn reserved_address(span: Span, address: &str) -> Diagnostic {
    say("reserved-name", span, format!("the address `/{address}/` belongs to the site itself")).help("choose another name")
}

/// A number typed by hand.
pub fn typed_reference(span: Span, text: &str) -> Diagnostic {
    say("typed-reference", span, format!("`{text}` is typed by hand, and goes stale when numbers move"))
        .help("refer by label: `[[#label]]` on this page, `[[page#label]]` on another")
        .help(format!("a number of another publication is written `{}`", text.replacen(' ', "\\ ", 1)))
}
