//! Mistakes of Markdown texts and their blocks.

use super::{list, say, short};
use crate::base::suggest::{Near, nearest};
use crate::base::{Diagnostic, Edit, Span};

/// A first-level heading.
pub fn title_in_body(span: Span, underlined: bool) -> Diagnostic {
    match underlined {
        false => {
            say("title-in-body", span, "a heading with one `#` is the title, and that stands in front matter").help("write `##`, or delete the line")
        }
        true => say("title-in-body", span, "text above a line of `=` is the title, and that stands in front matter")
            .help("delete the line of `=`; write `##` before the words if they are a heading"),
    }
}

/// A title that stands as a heading in the text, and is missing where it belongs.
pub fn title_in_text(span: Span, title: &str, edit: Option<Edit>) -> Diagnostic {
    say("title-in-body", span, "the title stands in front matter, not in the text")
        .help(format!("write `title: {title}` in front matter, and delete the heading"))
        .mended(edit)
}

/// The first heading of a text, which repeats the title.
pub fn title_twice(span: Span, edit: Option<Edit>) -> Diagnostic {
    say("title-in-body", span, "this repeats the title, which stands in front matter").help("delete the heading").mended(edit)
}

/// A first-level heading in the longer text of a row.
pub fn title_of_row(span: Span, table: &str) -> Diagnostic {
    say("title-in-body", span, format!("a heading of the first level is the title, and that stands in the table of `{table}`"))
        .help("delete the heading, or write it with `##`")
}

/// A line of hyphens right below a text.
pub fn underlined_heading(span: Span) -> Diagnostic {
    say("underlined-heading", span, "this line of hyphens makes a heading of the text right above it")
        .help("put an empty line above it to draw a line; a heading is written with `##` before its words")
}

/// A heading without words.
pub fn empty_heading(span: Span) -> Diagnostic {
    say("empty-heading", span, "this heading has no words").help("write some after the `##`, or delete the line")
}

/// More of something than anybody reads.
pub fn too_many(span: Span, what: &str, count: usize, limit: usize) -> Diagnostic {
    say("too-many", span, format!("there are {count} {what} here, more than the {limit} there may be")).help("divide it")
}

/// HTML.
pub fn raw_html(span: Span, html: &str) -> Diagnostic {
    let found = say("raw-html", span, format!("HTML is not let through: `{}`", short(html)));
    let name: String = html.chars().skip(1).take_while(char::is_ascii_alphanumeric).collect();
    match name.to_lowercase().as_str() {
        "b" | "strong" => found.help("write `**bold**`"),
        "i" | "em" => found.help("write `*italic*`"),
        "a" if html.contains(" id=") || html.contains(" name=") => {
            found.help("an anchor is a label: write `{#label}` at the end of a heading, or begin a block with it")
        }
        "a" => found.help("write `[words](https://…)`"),
        "br" => {
            found.help("end the line with a backslash, or begin a new paragraph; in headings and tables, `html: allow` in site.yaml lets it through")
        }
        "hr" => found.help("write `---`, with an empty line above it and below"),
        "sup" | "sub" => {
            found.help("write letters that stand so by themselves, like `1ᵉʳ`, `XIXᵉ` or `CO₂`; with `html: allow` in site.yaml, this is let through")
        }
        "img" => found.help("write `![what it shows](picture.png)`"),
        "p" | "div" => found.help("delete the tags, and leave an empty line between paragraphs"),
        "span" | "font" | "u" => found.help("delete the tags"),
        _ => found.help("write it in Markdown; if it is meant as text, put it in backquotes or write `\\<`"),
    }
}

/// An element that is let through, on lines of its own, where Markdown is not read.
pub fn html_apart(span: Span, name: &str) -> Diagnostic {
    say("raw-html", span, format!("`<{name}>` is let through within a line only, and here it begins one that is all HTML"))
        .help("write a word before it on its line")
}

/// An element that is let through, and not closed in its paragraph.
pub fn unclosed_html(span: Span, name: &str) -> Diagnostic {
    say("raw-html", span, format!("`<{name}>` has no end here, and would change all that follows"))
        .help(format!("put `</{name}>` where it ends, in the same paragraph and within the same marks"))
}

/// The end of an element that is not the one that is open.
pub fn unopened_html(span: Span, name: &str) -> Diagnostic {
    say("raw-html", span, format!("`</{name}>` ends nothing that is open here"))
        .help(format!("delete it, or put `<{name}>` where it begins, in the same paragraph and within the same marks"))
}

/// A comment without an end.
pub fn unclosed_comment(span: Span) -> Diagnostic {
    say("raw-html", span, "this comment has no end, and hides all that follows").help("put `-->` after it")
}

/// Text after a comment.
pub fn text_after_comment(span: Span) -> Diagnostic {
    say("text-after-comment", span, "this text would vanish, because its line begins with a comment")
        .help("put it on a line of its own, or before the comment")
}

/// A block without an end.
pub fn unclosed_block(span: Span, kind: &str) -> Diagnostic {
    say("unclosed-block", span, format!("the block `{kind}` that begins here has no end")).help("put a line `:::` after it")
}

/// A block that begins with two colons.
pub fn two_colons(span: Span) -> Diagnostic {
    say("stray-fence", span, "a block begins with three colons, and here are two").meant(Near::of([":::".to_owned()]))
}

/// An end without a block.
pub fn stray_fence(span: Span) -> Diagnostic {
    say("stray-fence", span, "`:::` closes a block, but none is open here")
        .help("delete the line, or write what kind of block it opens: `::: box {…}`")
}

/// A line of colons that stands within a paragraph, because it is indented.
pub fn fence_in_paragraph(span: Span) -> Diagnostic {
    say("stray-fence", span, "this line is indented so far that it goes on with the paragraph above, and readers see its colons")
        .help("begin the line with its colons; if they are meant, write `\\:::`")
}

/// A kind of block that does not exist.
pub fn unknown_block(span: Span, kind: &str, near: Option<Near>) -> Diagnostic {
    let found = say("unknown-block", span, format!("there is no block `{}`", short(kind)));
    if kind.is_empty() {
        return say("unknown-block", span, "it is not said what kind of block begins here").help("write its kind before the brace: `::: box {…}`");
    }
    found.meant_or(near, "notes of your own kinds are declared in site.yaml under `callouts`")
}

/// A block that belongs in a layout.
pub fn only_in_layout(span: Span, kind: &str) -> Diagnostic {
    say("layout-only", span, format!("`{kind}` shows a part of an entry, and stands only in a layout"))
}

/// A label in a layout.
pub fn label_in_layout(span: Span) -> Diagnostic {
    say("layout-only", span, "a layout is used for many pages, so its blocks carry no labels").help("delete the label")
}

/// Braces that can't be read.
pub fn bad_attribute(span: Span, what: &str) -> Diagnostic {
    say("bad-attribute", span, what.to_owned())
}

/// An attribute that means nothing here.
pub fn unknown_attribute(span: Span, key: &str, kind: &str, known: &[&str]) -> Diagnostic {
    let near = nearest(key, known.iter().copied());
    let found = say("unknown-attribute", span, format!("`{kind}` takes no `{}`", short(key)));
    match (near, known) {
        (None, []) => found,
        (None, known) => found.help(format!("it takes {}", list(known))),
        (near, _) => found.meant(near),
    }
}

/// A word in the braces of a heading.
pub fn words_in_braces(span: Span, word: &str) -> Diagnostic {
    let found = say("unknown-attribute", span, format!("`{}` means nothing in the braces of a heading, and readers don't see it", short(word)));
    let label = word.trim_start_matches(['.', '#']);
    let label = if is_label(label) { label } else { "label" };
    found.help(format!("a label is written `{{#{}}}`; braces that are meant as text are written `\\{{` and `\\}}`", short(label)))
}

/// An attribute that must be there.
pub fn missing_attribute(span: Span, key: &str, kind: &str) -> Diagnostic {
    say("missing-key", span, format!("the block `{kind}` has no `{key}`")).help(format!("write it in the braces: `{{{key}=…}}`"))
}

/// A table block without a table.
pub fn no_table_inside(span: Span) -> Diagnostic {
    say("missing-key", span, "there is no table inside this block").help("put a Markdown table inside it, or say which records it shows: `from=…`")
}

/// A figure without a picture.
pub fn no_picture_inside(span: Span) -> Diagnostic {
    say("missing-key", span, "there is no picture inside this figure").help("put one there: `![what it shows](file.png)`")
}

/// A table inside a query.
pub fn table_in_query(span: Span) -> Diagnostic {
    say("bad-attribute", span, "this block makes its table from records, so there can't be one inside it").help("delete one of the two")
}

/// A label with letters that an anchor does not have.
pub fn bad_label(span: Span, id: &str) -> Diagnostic {
    let found = say("bad-label", span, format!("`{}` can't be a label: a letter first, then letters, digits, `-` and `_`", short(id)));
    let letter = |letter: char| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' };
    let offer: String = id.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic()).chars().map(letter).collect();
    match offer.trim_end_matches('-') {
        "" => found.help("choose another one"),
        offer => found.help(format!("how about `{}`? Links to it change, too", short(offer))),
    }
}

/// Whether a word can be a label.
pub fn is_label(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
}

/// A label that the theme may need.
pub fn reserved_label(span: Span, id: &str) -> Diagnostic {
    say("bad-label", span, format!("labels that begin with `cb-` are the theme's own, so this can't be `{}`", short(id)))
}

/// A label that stands twice.
pub fn duplicate_label(span: Span, id: &str, first: Span) -> Diagnostic {
    say("duplicate-label", span, format!("the label `{id}` stands here a second time"))
        .related(first, "first here")
        .help("give one of the two a name of its own: `{#name}`")
}

/// A mark of a footnote that has no text.
pub fn undefined_footnote(span: Span, name: &str, near: Option<Near>, others: impl Iterator<Item = Span>) -> Diagnostic {
    let found = say("undefined-link", span, format!("there is no text for the footnote `[^{}]`", short(name)));
    let found = others.take(5).fold(found, |found, other| found.related(other, "and here"));
    match near {
        Some(near) => found.meant(Some(near.map(|name| format!("[^{name}]")))),
        None => found.help(format!("add a line of its own: `[^{}]: …`; brackets that are meant as text are written `\\[^`", short(name))),
    }
}

/// What must be the text of a footnote, but for the colon.
pub fn footnote_without_colon(span: Span, name: &str) -> Diagnostic {
    say("undefined-link", span, format!("a colon is missing before the text of the footnote `[^{}]`", short(name)))
        .meant(Near::of([format!("[^{name}]:")]))
}

/// The text of a footnote that no mark leads to.
pub fn unused_footnote(span: Span, name: &str) -> Diagnostic {
    say("unused-footnote", span, "no text has the mark of this footnote, so readers don't see it")
        .help(format!("put `[^{}]` where it belongs, or delete the footnote", short(name)))
}

/// A second text for the same mark.
pub fn duplicate_footnote(span: Span, name: &str, first: Span) -> Diagnostic {
    say("duplicate-label", span, format!("the footnote `[^{}]` has a text already", short(name)))
        .related(first, "first here")
        .help("give one of the two another name, and its mark as well")
}

/// A reference link without an address.
pub fn undefined_link(span: Span, name: &str, near: Option<Near>) -> Diagnostic {
    let found = say("undefined-link", span, format!("there is no address for `[{}]`", short(name)));
    match near {
        Some(near) => found.help(format!("did you mean {}?", near.map(|name| format!("[{name}]")))),
        None => {
            found.help(format!("add a line `[{}]: https://…`; a link to an entry is written `[[…]]`, and brackets that are meant `\\[`", short(name)))
        }
    }
}

/// A link without an address.
pub fn link_to_nowhere(span: Span) -> Diagnostic {
    say("bad-address", span, "this link leads nowhere").help("put an address between the parentheses, or delete them and the square brackets")
}

/// An address that could run a program.
pub fn bad_scheme(span: Span, address: &str) -> Diagnostic {
    say("bad-address", span, format!("`{}` is no address to link to", short(address)))
        .help("links lead to files, or to http, https, mailto and tel addresses")
}

/// A picture that is no file of the site.
pub fn picture_elsewhere(span: Span, address: &str) -> Diagnostic {
    say("bad-address", span, format!("`{}` is no picture of this site", short(address)))
        .help("put the file below `content/`, and write the way to it")
}

/// Fields by which entries can't be alike.
pub fn not_shared(span: Span) -> Diagnostic {
    say("bad-query", span, "entries are alike by choices and by relations that they have themselves, and one of these is neither")
        .help("leave it out, or make a choice of it in site.yaml")
}

/// What a layout shows a second time.
pub fn shown_twice(span: Span, what: &str) -> Diagnostic {
    say("layout-only", span, format!("this layout shows `{what}` already")).help("delete one of the two")
}

/// Texts that a layout leaves out.
pub fn hidden_text(span: Span, text: Span, more: usize) -> Diagnostic {
    let others = match more {
        0 => String::new(),
        1 => ", and so has another entry".to_owned(),
        more => format!(", and so have {more} other entries"),
    };
    say("hidden-text", span, "this layout leaves out some of what entries say")
        .related(text, format!("this has no place in it{others}"))
        .help("put `::: body` and `:::` into the layout, which shows all that its sections do not")
}

/// Fields that a layout leaves out.
pub fn hidden_fields(span: Span, fields: &[&str]) -> Diagnostic {
    say("hidden-field", span, format!("this layout leaves out {}, which entries have", list(fields)))
        .help("name what readers should see in the `fields` of a `facts` block; without that attribute it shows all")
}

/// Blocks within blocks within blocks.
pub fn too_deep(span: Span, limit: usize) -> Diagnostic {
    say("too-deep", span, format!("this is nested more than {limit} times"))
}

/// A comment that was to be a claim.
pub fn misspelled_claim(span: Span, word: &str) -> Diagnostic {
    let found = say("claim", span, format!("this comment begins with `{}`, so nobody checks what it counts", short(word)));
    if word == "claim" { found.help("put a colon after it: `claim:`") } else { found.meant(Near::of(["claim".to_owned()])) }
}

/// A second work behind a comma.
pub fn works_by_comma(span: Span) -> Diagnostic {
    say("bad-citation", span, "this work would be read as a page of the one before it").help("put a semicolon between works: `[@key; @other]`")
}

/// Code without an end.
pub fn unclosed_code(span: Span) -> Diagnostic {
    say("unclosed-block", span, "the code that begins here has no end, and takes in all that follows").help("put a line with the same marks after it")
}

/// Code that ends with the list or quotation it stands in, before the marks that were to close it.
pub fn code_breaks_off(span: Span) -> Diagnostic {
    say("unclosed-block", span, "the code that begins here breaks off with the list or quotation that it is in, before the marks that close it")
        .help("begin every line of it as its first line begins: as far in, or with `>`")
}

/// A cell that has no column.
pub fn lost_cell(span: Span, columns: usize) -> Diagnostic {
    say("broken-table", span, format!("this would vanish: the head of the table has {columns} columns"))
        .help("give the head another column, or write `\\|` for a stroke within a cell")
}

/// Lines with strokes that are no table.
pub fn no_table(span: Span) -> Diagnostic {
    say("broken-table", span, "this looks like a table, and is shown as lines of text")
        .help("a table has a head, and below it a line with hyphens for each column of the head: `| --- | --- |`")
}

/// Lines with tabs that would be a table in a spreadsheet.
pub fn tabbed_table(span: Span) -> Diagnostic {
    say("leftover-mark", span, "these lines with tabs look like a table, and are shown as lines of text")
        .help("a table has strokes instead of tabs, and below its head a line with hyphens for each column: `| --- | --- |`")
}

/// A table that goes on with the paragraph above.
pub fn table_in_paragraph(span: Span) -> Diagnostic {
    say("broken-table", span, "this looks like a table, and is shown as lines of the paragraph above")
        .help("leave a line empty above the table, or begin and end each of its lines with a stroke")
}

/// Marks that did not become a link or citation.
pub fn leftover(span: Span, help: &str) -> Diagnostic {
    say("leftover-mark", span, "readers would see these marks as they stand").help(help)
}

/// An address in a text.
pub fn bare_address(span: Span) -> Diagnostic {
    say("leftover-mark", span, "this address is no link").help("put it between `<` and `>`, or behind words: `[words](https://…)`")
}

/// A title within typographic quotation marks.
pub fn quoted_title(span: Span, written: &str, bare: String) -> Diagnostic {
    say("leftover-mark", span, "readers would see these quotation marks as part of the title")
        .help("take them out; if they are meant, put straight ones around them")
        .repair(Some(written.to_owned()), bare)
}

/// A citation without its brackets.
pub fn bare_citation(span: Span, key: &str) -> Diagnostic {
    leftover(span, &format!("a citation stands in square brackets: `[@{}]`; if it is meant, write `\\@`", short(key)))
}

/// A citation of nothing.
pub fn no_work(span: Span, text: &str) -> Diagnostic {
    say("bad-citation", span, format!("`{}` names no work", short(text))).help("a citation looks like `[@key]` or `[see @key, p. 29; @other]`")
}
