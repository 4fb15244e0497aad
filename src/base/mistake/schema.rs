//! Mistakes of `site.yaml`.

use super::{say, short};
use crate::base::{Diagnostic, Span, suggest::Near};

/// A type that does not exist.
pub fn unknown_type(span: Span, name: &str, near: Option<Near>) -> Diagnostic {
    say("unknown-type", span, format!("there is no type `{name}`"))
        .meant(near)
        .help("a type is text, markdown, integer, number, boolean, date, year, url, choice, country, or the name of a collection")
}

/// A collection that does not exist.
pub fn unknown_collection(span: Span, name: &str, near: Option<Near>) -> Diagnostic {
    say("unknown-collection", span, format!("there is no collection `{name}`")).meant(near)
}

/// The name of a built-in collection.
pub fn reserved_collection(span: Span, name: &str) -> Diagnostic {
    say("reserved-name", span, format!("the collection `{name}` is built in, and not declared again"))
}

/// The name of the file that describes the data.
pub fn collection_like_package(span: Span, name: &str) -> Diagnostic {
    say("reserved-name", span, format!("a collection can't be called `{name}`: `data/{name}.json` describes the data of all of them"))
        .help("choose another name")
}

/// A field name that is taken or can't stand in a query.
pub fn bad_field_name(span: Span, name: &str) -> Diagnostic {
    say("reserved-name", span, format!("a field, or what leads back to one, can't be called `{name}`"))
        .help(format!("call it otherwise, with `label: {name}`: a column `{name}` of its table is then this field"))
        .help("the names of built-in fields are taken, and a name has no blank, dot, comma, `=` or `@`")
}

/// Both `files` and `table`.
pub fn files_and_table(span: Span) -> Diagnostic {
    say("bad-schema", span, "the entries of a collection come from `files` or from a `table`, not from both")
}

/// A table of a type that is not read; `beside` is one that is, of the same name, and `shouted` says that only capitals differ.
pub fn table_of_other_type(span: Span, path: &str, beside: Option<&str>, shouted: bool) -> Diagnostic {
    let found = say("wrong-type", span, format!("`table` takes a file that ends in .csv or .yaml, not `{}`", short(path)));
    match beside {
        Some(other) => found.meant(Near::of([other.to_owned()])),
        None if shouted => {
            found.help(format!("rename the file to `{0}`, and write `{0}` here: endings have small letters", short(&path.to_lowercase())))
        }
        None if path.ends_with(".tsv") || path.ends_with(".tab") => {
            found.help("rename the file, so that it ends in .csv, and write that here: tabs may stand between the cells")
        }
        None => found.help("open the table in a spreadsheet, save it as “CSV UTF-8”, and write the name of that file here"),
    }
}

/// A table whose file has an ending in capitals.
pub fn case_of_table(span: Span, path: &str, file: &str) -> Diagnostic {
    say("unknown-file", span, format!("there is no file `{}`", short(path)))
        .help(format!("rename `{}` to it: endings have small letters", short(file)))
}

/// A table of two collections.
pub fn table_of_two(span: Span, path: &str, first: &str, second: &str, at: Span) -> Diagnostic {
    say("bad-schema", span, format!("the table `{}` belongs to two collections, `{first}` and `{second}`", short(path)))
        .related(at, "this one has it already")
        .help("give each of them a table of its own")
}

/// A folder in the place of a table.
pub fn folder_as_table(span: Span, path: &str) -> Diagnostic {
    let folder = path.trim_end_matches('/');
    say("wrong-type", span, format!("`table` takes a file that ends in .csv or .yaml, not the folder `{}`", short(path)))
        .help(format!("for a file for each entry, write `files: {}/*.md` instead", short(folder)))
}

/// A collection that says nowhere where its entries are; `folder` holds texts that seem to be some.
pub fn no_origin(span: Span, id: &str, folder: Option<&str>) -> Diagnostic {
    let found =
        say("missing-key", span, format!("`{id}` says neither `files` nor `table`, and no text has a table `into={id}`, so it has no entries"));
    match folder {
        Some(folder) => found.help(format!("add `files: {folder}/*.md`")),
        None => found.help(format!("add `files: {id}/*.md` for a file for each entry, or `table: {id}.csv` for a row for each")),
    }
}

/// A pattern that can't be read.
pub fn bad_pattern(span: Span, pattern: &str, what: &str) -> Diagnostic {
    say("bad-schema", span, format!("the pattern `{pattern}` can't be read: {what}"))
}

/// An inverse that is the name of a field.
pub fn inverse_is_field(span: Span, name: &str, collection: &str) -> Diagnostic {
    say("bad-schema", span, format!("`{collection}` has a field `{name}` already, so the inverse needs another name"))
}

/// An inverse that comes from another collection already.
pub fn inverse_taken(span: Span, name: &str, collection: &str) -> Diagnostic {
    say("bad-schema", span, format!("`{name}` of `{collection}` leads to entries of another collection already, so this inverse needs another name"))
}

/// An inverse of something that is no relation.
pub fn inverse_of_no_relation(span: Span, name: &str) -> Diagnostic {
    say("bad-schema", span, format!("only a relation has an inverse, so `{name}` leads nowhere"))
        .help("give the field the name of a collection as its type")
}

/// A `where` on something that is no relation.
pub fn where_on_no_relation(span: Span) -> Diagnostic {
    say("bad-schema", span, "only a relation can be narrowed with `where`")
}

/// A `within` that names no relation.
pub fn within_no_relation(span: Span, name: &str) -> Diagnostic {
    say("bad-schema", span, format!("`{name}` is no relation, so entries can't belong to what it says"))
        .help("name the field that leads to what each entry belongs to")
}

/// A computed field that is required.
pub fn computed_required(span: Span) -> Diagnostic {
    say("bad-schema", span, "a computed field can't be required: nobody writes it")
        .help("delete `required` here, and require a field that it is computed from")
}

/// A `via` that leads to no entries, or through another computed field.
pub fn bad_via(span: Span, path: &str) -> Diagnostic {
    say("bad-schema", span, format!("`{path}` does not lead to entries through relations that are written down"))
}

/// An item of the menu that is nothing.
pub fn unknown_menu_item(span: Span, text: &str, near: Option<Near>) -> Diagnostic {
    say("unknown-reference", span, format!("there is no page `{text}` for the menu"))
        .meant(near)
        .help("an item is the name of a collection, the address of a page, or an https address")
}

/// A collection in the menu that has no page.
pub fn empty_menu_item(span: Span, text: &str) -> Diagnostic {
    say("unknown-reference", span, format!("the collection `{text}` has no entries to show yet, and so no page for the menu"))
        .help("write its first entry, or take it out of the menu until then")
}

/// A group of the menu within a group.
pub fn deep_menu(span: Span) -> Diagnostic {
    say("too-deep", span, "the menu has two levels, and this would be a third")
        .help("put its items into the list around it, or its title beside the others")
}

/// A group of the menu that leads nowhere.
pub fn empty_group(span: Span, title: &str) -> Diagnostic {
    say("missing-key", span, format!("`{}` has no items in the menu, so it would lead nowhere", short(title)))
        .help("name some, like `items: [about, references]`, or take it out")
}

/// An item of the menu with words of its own.
pub fn titled_item(span: Span, name: &str, title: &str) -> Diagnostic {
    say("wrong-type", span, format!("`menu` takes a name, or a title with items, not `{}: {}`", short(name), short(title)))
        .help("write the name alone, as the menu takes its words from the `label` or title that it has")
        .help("a title with items is written `{title: About, items: [about, references]}`")
}

/// An item that its list has already.
pub fn duplicate_item(span: Span, item: &str, first: Span) -> Diagnostic {
    say("duplicate-key", span, format!("`{}` stands in this list a second time", short(item)))
        .related(first, "first here")
        .help("keep one of the two")
}

/// A theme that is not there.
pub fn unknown_theme(span: Span, name: &str, near: Option<Near>) -> Diagnostic {
    let found = say("bad-theme", span, format!("there is no theme `{name}`"));
    found.meant_or(near, format!("it is a folder `themes/{name}/`; without this line, the site has the default theme"))
}

/// A language that the theme has no words of.
pub fn untranslated(span: Span, language: &str, theme: &str) -> Diagnostic {
    let found = say("untranslated", span, format!("the theme has no words in `{language}`, so what stands around the texts is English"));
    let (first, theme) = if theme == "default" { ("write `theme: ours` here, and ", "ours") } else { ("", theme) };
    found.help(format!("{first}translate them in themes/{theme}/strings/{language}.yaml: `casebook theme strings/en.yaml` prints them"))
}

/// A language that is none.
pub fn no_language(span: Span, text: &str) -> Diagnostic {
    say("wrong-type", span, format!("`language` takes the code of a language, like en, de or pt-BR, not `{}`", short(text)))
        .help("it is what the address of Wikipedia in that language begins with")
}

/// A pattern of addresses without the place for a page's file, or with one for something else.
pub fn no_path(span: Span, key: &str, text: &str) -> Diagnostic {
    say("wrong-type", span, format!("`{key}` takes an address with `{{path}}` in it, and no other words in braces, not `{}`", short(text)))
        .help("`{path}` is replaced by the file of each page, below `content/`")
}

/// A callout that no block can open.
pub fn bad_callout(span: Span, name: &str, offer: Option<String>) -> Diagnostic {
    say(
        "bad-id",
        span,
        format!("`{0}` can't be a callout: the name of a block ends at the first blank, and `::: {0}` would open another", short(name)),
    )
    .meant(Near::of(offer))
}

/// A callout that is called like a block of casebook's own.
pub fn reserved_callout(span: Span, name: &str) -> Diagnostic {
    say("reserved-name", span, format!("`{name}` is a block already, and can't be a callout")).help("choose another name")
}

/// A rule that does not exist.
pub fn unknown_rule(span: Span, name: &str, near: Option<Near>) -> Diagnostic {
    let found = say("unknown-key", span, format!("there is no rule `{}`", short(name)));
    found.meant_or(near, "`casebook explain` lists all rules")
}

/// A rule that stays an error.
pub fn firm_rule(span: Span, name: &str) -> Diagnostic {
    say("bad-schema", span, format!("`{name}` stays an error: a site built in spite of it would not say what its files say"))
        .help("delete this line, and mend what it was meant to hide")
}

/// A sample value.
pub fn sample_value(span: Span, key: &str, text: &str) -> Diagnostic {
    say("sample-value", span, format!("`{key}` still has the sample value `{text}`")).help("write your own, or delete the key")
}
