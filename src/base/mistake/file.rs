//! Mistakes of files as a whole: encoding, size, names, YAML, tables, front matter.

use super::{LONGEST_ID, choice, list, say, short};
use crate::base::{Diagnostic, FileId, Severity, Span, Unread, suggest::Near};

/// Bytes that are no UTF-8.
pub fn invalid_utf8(span: Span, letter: Option<char>, table: bool) -> Diagnostic {
    let meant = letter.filter(|letter| letter.is_alphabetic() || "‘’“”–—…€§°".contains(*letter));
    let seems = meant.map(|letter| format!("; in Windows-1252 this would be `{letter}`")).unwrap_or_default();
    let found = say("invalid-text", span, format!("this file is not UTF-8 text from here on{seems}"));
    match table {
        true => found.help("open it in the spreadsheet that it comes from, and save it as “CSV UTF-8”"),
        false => found.help("save it again with the encoding UTF-8"),
    }
}

/// A NUL byte.
pub fn nul(span: Span) -> Diagnostic {
    say("invalid-text", span, "there is a NUL byte in this text")
        .help("if all of the file looks like this, save it again with the encoding UTF-8; otherwise delete the byte")
}

/// A control character that is no line end and no tab.
pub fn control_character(span: Span, letter: char) -> Diagnostic {
    let help = match letter {
        '\u{202a}'..='\u{202e}' => "delete it: it turns the words after it round, and what is read is not what is written",
        '\u{b}' | '\u{c}' => "it is how word processors break lines and pages: put a line end or a blank in its place",
        _ => "delete it: it came along when the text was copied",
    };
    say("invalid-text", span, format!("an invisible control character (U+{:04X}) stands here", u32::from(letter))).help(help)
}

/// A file beyond all measure.
pub fn file_too_large(file: FileId, size: usize, limit: usize) -> Diagnostic {
    say("line-length", Span::top(file), format!("this file has {size} bytes, more than the {limit} a text may have")).help("divide it")
}

/// A file that was not read.
pub fn unread(file: FileId, path: &str, why: Unread) -> Diagnostic {
    match why {
        Unread::Link => {
            say("path-outside", Span::top(file), format!("`{path}` is a link to another place, and only files of the site itself are read"))
                .help("put the file itself there")
        }
        Unread::Name => {
            say("bad-file-name", Span::top(file), format!("the name of `{path}` is not UTF-8, so the file was not read")).help("rename it")
        }
        Unread::Large(size) => {
            say("line-length", Span::top(file), format!("`{path}` was not read: with its {size} bytes it, or the site, is too large"))
                .help("a file may have 200 MB, and all together 2 GB")
        }
    }
}

/// A line beyond all measure.
pub fn line_too_long(span: Span, length: usize, limit: usize) -> Diagnostic {
    say("line-length", span, format!("this line has {length} bytes, more than the {limit} a line may have")).help("break it into several lines")
}

/// A file name that is no address.
pub fn bad_file_name(file: FileId, name: &str, offer: Option<String>) -> Diagnostic {
    if name.len() > LONGEST_ID && offer.is_none() {
        return say("bad-file-name", Span::top(file), format!("`{}` is too long for an address", short(name)))
            .help(format!("rename it: its name may have {LONGEST_ID} letters, without the ending"));
    }
    say("bad-file-name", Span::top(file), format!("`{name}` can't be an address: file names have small letters, digits and hyphens"))
        .help(offer.map_or_else(|| "rename it, in letters from a to z".to_owned(), |offer| format!("rename it to `{offer}`")))
}

/// A text or table whose name has another ending.
pub fn bad_ending(file: FileId, name: &str, offer: &str) -> Diagnostic {
    say("bad-file-name", Span::top(file), format!("`{name}` is not read: names of texts end in `.md`, in small letters"))
        .help(format!("rename it to `{offer}`"))
}

/// A file that is looked for under another name.
pub fn misnamed_file(file: FileId, path: &str, what: &str, name: &str) -> Diagnostic {
    let found = say("bad-file-name", Span::top(file), format!("`{}` is not read: {what} is `{name}`, beside site.yaml", short(path)));
    match path.contains('/') {
        true => found.help("move it there, under this name"),
        false => found.help(format!("rename it to `{name}`; capitals and endings count")),
    }
}

/// A pattern that no file fits, where files lie beside it.
pub fn folder_renamed(span: Span, pattern: &str, near: Near) -> Diagnostic {
    let found = say("unknown-file", span, format!("no file fits `{}`", short(pattern))).help(format!("did you mean {near}?"));
    if pattern.contains('\\') { found.help("folders are separated by `/`, on every machine") } else { found }
}

/// A file in too many folders.
pub fn deep_folder(file: FileId, path: &str, limit: usize) -> Diagnostic {
    say("too-deep", Span::top(file), format!("`{}` lies in more than {limit} folders within each other", short(path))).help("move it up")
}

/// A pattern of files that are the pages of their folders.
pub fn index_pattern(span: Span, pattern: &str) -> Diagnostic {
    say("bad-schema", span, format!("an `index.md` is the page of its folder, so no entry fits `{}`", short(pattern)))
        .help("name the files otherwise, like `dishes/risotto.md` for `dishes/*.md`")
}

/// A name of a file that not every machine can have.
pub fn unportable_name(file: FileId, path: &str) -> Diagnostic {
    say("bad-file-name", Span::top(file), format!("`{}` can't be published under this name", short(path)))
        .help("name it with letters, digits, hyphens and dots")
}

/// A file for the root that could run in a reader's browser.
pub fn root_file(file: FileId, path: &str) -> Diagnostic {
    say("file-type", Span::top(file), format!("`{path}` would be published as it is, and could run in a reader's browser or on the server"))
        .help("`_root/` takes files like CNAME: text, JSON, plain XML and pictures, no HTML, SVG, script, or settings of a server")
}

/// A folder of two letters.
pub fn language_folder(file: FileId, name: &str) -> Diagnostic {
    say("reserved-name", Span::top(file), format!("top-level folders of two letters, like `{name}`, are kept for languages"))
        .help("give the folder a longer name")
}

/// A column for another language.
pub fn language_column(span: Span, name: &str) -> Diagnostic {
    say("reserved-name", span, format!("columns with `@`, like `{name}`, are kept for languages")).help("delete the column, or name it otherwise")
}

/// A second dot in a file name.
pub fn second_dot(file: FileId, name: &str) -> Diagnostic {
    say("reserved-name", Span::top(file), format!("`{name}` has a dot in it, which is kept for languages"))
        .help(format!("rename it to `{}`", name.replace('.', "-")))
}

/// A file that two collections claim.
pub fn two_collections(file: FileId, first: &str, second: &str) -> Diagnostic {
    say("bad-schema", Span::top(file), format!("this file belongs to two collections, `{first}` and `{second}`"))
        .help("make the patterns after `files:` in site.yaml narrower")
}

/// A text for a row that is not there.
pub fn body_of_nothing(file: FileId, id: &str, collection: &str, near: Option<Near>) -> Diagnostic {
    let found = say("unknown-reference", Span::top(file), format!("this is the text of `{id}`, but no row of `{collection}` has that id"));
    match near {
        Some(near) => found.help(format!("did you mean to name the file {}?", near.map(|id| format!("{id}.md")))),
        None => found.help(format!("add a row to `{collection}`, or move the file elsewhere")),
    }
}

/// Front matter without an end.
pub fn front_matter_unclosed(span: Span) -> Diagnostic {
    say("front-matter", span, "the front matter that begins here has no end").help("put a line `---` after its last key")
}

/// Front matter that does not begin where it must.
pub fn front_matter_astray(span: Span) -> Diagnostic {
    say("front-matter", span, "front matter begins with the very first line of its file, which is `---` and nothing else")
        .help("delete what stands before these hyphens, seen or not, and type the line anew")
}

/// Front matter whose first line is missing.
pub fn front_matter_unopened(span: Span) -> Diagnostic {
    say("front-matter", span, "this looks like front matter, and the line `---` above it is missing").help("put a line `---` above this one")
}

/// Front matter without its marks, or with those of another format.
pub fn front_matter_unmarked(span: Span, toml: bool) -> Diagnostic {
    let found = say("front-matter", span, "this looks like front matter, which stands between two lines `---`");
    match toml {
        true => found.help("write `---` for both lines `+++`, and `key: value` for `key = value` between them"),
        false => found.help("put a line `---` above it, and one below its last key"),
    }
}

/// Front matter that a line among its fields ends.
pub fn front_matter_cut(span: Span) -> Diagnostic {
    say("front-matter", span, "the front matter ends here, and the lines below look like more fields of it")
        .help("delete this `---`: the one below the last field ends the front matter")
}

/// A file without anything.
pub fn empty_file(file: FileId) -> Diagnostic {
    say("front-matter", Span::top(file), "this file is empty").help("begin it with front matter, as `casebook new` makes it, or delete it")
}

/// Two versions of one text.
pub fn merge_conflict(span: Span) -> Diagnostic {
    say("merge-conflict", span, "two versions of this text stand here, because git could not join them")
        .help("choose one or write a third, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`")
}

/// Front matter in the text of a row.
pub fn front_matter_of_row(span: Span, collection: &str) -> Diagnostic {
    say("front-matter", span, format!("the fields of this entry stand in the table of `{collection}`, so its text has no front matter"))
        .help("move the fields into the table, and delete the front matter")
}

/// Front matter of a layout.
pub fn front_matter_of_layout(span: Span) -> Diagnostic {
    say("front-matter", span, "a layout has no front matter: it would stand on every page").help("delete it, with both of its lines `---`")
}

/// An `id` beside the one that the file name is.
pub fn id_is_file_name(span: Span, id: &str, stem: &str) -> Diagnostic {
    say("bad-id", span, format!("the id of this entry is its file name, `{stem}`, not `{id}`")).help("delete the key, or rename the file")
}

/// YAML that can't be read.
pub fn yaml_syntax(span: Span, what: &str, help: Option<String>) -> Diagnostic {
    let found = say("yaml", span, what.to_owned());
    match help {
        Some(help) => found.help(help),
        None => found,
    }
}

/// A key that stands twice.
pub fn duplicate_key(span: Span, key: &str, first: Span) -> Diagnostic {
    say("duplicate-key", span, format!("the key `{key}` stands here a second time")).related(first, "first here").help("keep one of the two")
}

/// A key that means nothing here.
pub fn unknown_key(span: Span, key: &str, what: &str, near: Option<Near>, known: &[&str]) -> Diagnostic {
    let found = say("unknown-key", span, format!("`{}` is not a key of {what}", short(key)));
    found.meant_or(near, format!("it may have {}", list(known)))
}

/// Keys of a page that are fields of a collection, whose files lie elsewhere.
pub fn key_of_entry(found: Diagnostic, collection: &str, pattern: &str) -> Diagnostic {
    let help = format!("it is a field of `{collection}`, whose entries are the files `content/{pattern}`: this file is not one of them");
    Diagnostic { help: vec![help], edit: None, ..found }
}

/// A field of a work that nothing reads: nearly another, else one of those that programs of others keep.
pub fn unknown_field_of_work(span: Span, field: &str, near: Option<Near>) -> Diagnostic {
    let found = say("unknown-key", span, format!("`{}` is not a key of a work", short(field)));
    if near.is_some() {
        return found.meant(near);
    }
    let found = Diagnostic { severity: Severity::Hint, ..found };
    found.help("it is left out here, and so is any other that BibLaTeX does not have; nothing needs to be done")
}

/// A work without a title.
pub fn missing_title(span: Span) -> Diagnostic {
    say("missing-key", span, "a work has no `title`").help("add `title = {…},`")
}

/// A key and its value without a blank between.
pub fn no_blank(span: Span, key: &str, value: &str) -> Diagnostic {
    say("unknown-key", span, format!("a blank is missing after the colon of `{key}`"))
        .help(format!("write `{key}: {}`", short(value)))
        .repair(Some(format!("{key}:{value}")), format!("{key}: {value}"))
}

/// A key that must be there.
pub fn missing_key(span: Span, key: &str, what: &str) -> Diagnostic {
    say("missing-key", span, format!("{what} has no `{key}`")).help(format!("add `{key}: …`"))
}

/// A cell that must not be empty.
pub fn missing_cell(span: Span, column: &str, what: &str) -> Diagnostic {
    say("missing-key", span, format!("{what} has no `{column}`")).help(format!("fill in its cell in the column `{column}`"))
}

/// A table that is not comma-separated values.
pub fn table(span: Span, what: &str, help: &str) -> Diagnostic {
    say("broken-table", span, what.to_owned()).help(help)
}

/// A column whose name is nearly that of a field.
pub fn unknown_column(span: Span, column: &str, collection: &str, near: Near) -> Diagnostic {
    say("unknown-column", span, format!("the column `{}` is no field of `{collection}`", short(column))).meant(Some(near))
}

/// Columns that site.yaml does not declare; `block` are the lines that would.
pub fn undeclared_columns(span: Span, columns: &[&str], collection: &str, block: &str) -> Diagnostic {
    let message = match columns {
        [column] => format!("the column `{}` is no field of `{collection}`", short(column)),
        _ => format!("{} columns are no fields of `{collection}`: {}", columns.len(), list(columns)),
    };
    say("unknown-column", span, message)
        .help(format!("delete what is not needed, and declare the rest in site.yaml, {}", declaring(collection, block)))
}

/// Where the lines that declare fields belong.
fn declaring(collection: &str, block: &str) -> String {
    let under = if block.starts_with("    fields:") { "" } else { ", `fields:`" };
    format!("below `{collection}:`{under}:\n{block}")
}

/// A column that may be one of several fields.
pub fn label_of_several(span: Span, column: &str, fields: &[&str]) -> Diagnostic {
    say("unknown-column", span, format!("several fields have the label `{}`", short(column)))
        .help(format!("name the column {}, as site.yaml calls the field", choice(fields)))
}

/// A second column of one field.
pub fn column_twice(span: Span, field: &str, first: Span) -> Diagnostic {
    say("broken-table", span, format!("there are two columns of the field `{field}`")).related(first, "the first").help("delete one of the two")
}

/// A column that must be there.
pub fn missing_column(span: Span, column: &str, collection: &str) -> Diagnostic {
    say("missing-key", span, format!("the table of `{collection}` has no column `{column}`"))
        .help(format!("add `{column}` to its first line, and a cell to each row"))
}

/// A first line that names no column at all.
pub fn no_header(span: Span, collection: &str, known: &[&str]) -> Diagnostic {
    say("broken-table", span, "the first line of a table names its columns, and none of these is one")
        .help(format!("put a line above it with some of the columns that `{collection}` may have: {}", list(known)))
}

/// A heading above the names of the columns.
pub fn header_below(span: Span) -> Diagnostic {
    say("broken-table", span, "the first line of a table names its columns, and none of these is one").help("delete what stands above their names")
}

/// A table of which site.yaml declares nothing.
pub fn undeclared_table(span: Span, collection: &str, pages: bool, block: &str) -> Diagnostic {
    let found = say("broken-table", span, "the first line of a table names its columns, and site.yaml declares none of these");
    let found = found.help(format!("declare what is needed, {}", declaring(collection, block)));
    if pages { found.help("each row needs an `id` and a `title`: add these columns, or rename the two that hold them") } else { found }
}

/// A table whose cells are separated by a sign that nobody reads.
pub fn other_separator(span: Span) -> Diagnostic {
    say("broken-table", span, "the cells of this table are separated by `|`").help("save it with commas, semicolons or tabs between the cells")
}

/// Works of which one makes the citation processor fail.
pub fn unprintable_work(span: Span, keys: &[String]) -> Diagnostic {
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    say("bibliography", span, format!("the citation processor can't print {}", choice(&keys)))
        .help("write its names, titles and pages more simply: it fails on some punctuation at their ends")
}

/// A bibliography that can't be used.
pub fn bibliography(span: Span, what: &str, help: &str) -> Diagnostic {
    let found = say("bibliography", span, what.to_owned());
    if help.is_empty() { found } else { found.help(help) }
}

/// Names that are not joined as they should be.
pub fn joined_names(span: Span, field: &str, sign: char) -> Diagnostic {
    say("bibliography", span, format!("the names of `{field}` are joined by `{sign}`, and would be read as one"))
        .help("write ` and ` between names: `{May, Ann and Lee, Ben}`")
        .help(format!("a single name with `{sign}` in it has braces of its own, like `{{{{Salt & Sons}}}}`"))
}

/// A file of the theme that can't be read.
pub fn bad_theme_file(file: FileId, at: usize, what: &str) -> Diagnostic {
    say("bad-theme", Span::new(file, at, at), format!("this file of the theme can't be used: {what}"))
}

/// A template of the theme that no page is made with.
pub fn unused_template(file: FileId, template: &str, near: Option<Near>) -> Diagnostic {
    let found = say("unused-file", Span::top(file), format!("no page is made with the template `{template}`"));
    match near {
        Some(near) => found.help(format!("did you mean to name the file {near}?")),
        None => found.help("a template takes the place of one of the default theme, under its name, or another one includes it"),
    }
}

/// A folder of the theme that means nothing.
pub fn unused_theme_folder(file: FileId, folder: &str, known: &[&str]) -> Diagnostic {
    say("unused-file", Span::top(file), format!("a theme has no folder `{folder}`, so nothing in it is used"))
        .help(format!("it may have {}; what pages load lies in `static`", list(known)))
}

/// Words of the theme that nothing asks for, under nearly the key of others.
pub fn unknown_words(span: Span, key: &str, near: Near) -> Diagnostic {
    say("unknown-key", span, format!("no page has the words `{}`", short(key))).meant(Some(near))
}

/// A template that fails; the place is the template's.
pub fn bad_template(span: Span, what: &str) -> Diagnostic {
    let (what, known) = what.split_once(" Available variables: ").unwrap_or((what, ""));
    let found = say("bad-theme", span, format!("this template can't be used: {}", what.trim_end_matches('.')));
    match known {
        "" => found.help("`casebook explain bad-theme` shows what a theme holds; a template of the default theme is a good start"),
        known => found.help(format!("it may use {known}")),
    }
}
