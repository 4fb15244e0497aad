//! Owns the list of rules: name, gravity and meaning.

use crate::base::diagnostic::Severity::{self, Error, Hint, Warning};

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name.
    pub name: &'static str,
    /// How grave a breach is, unless `site.yaml` says otherwise.
    pub severity: Severity,
    /// What it asks for, and why.
    pub meaning: &'static str,
}

/// Errors without which the site still means what its files say: somebody wished for more than that.
const WISHES: [&str; 6] = ["claim", "lost-address", "missing-field", "missing-section", "missing-sources", "not-unique"];

/// Rules whose suggestion may be followed unseen: a name that is nearly another one, what a name was meant for, and a title in its text.
const MENDED: [&str; 17] = [
    "path-outside",
    "title-in-body",
    "undefined-link",
    "unknown-anchor",
    "unknown-attribute",
    "unknown-block",
    "unknown-choice",
    "unknown-collection",
    "unknown-column",
    "unknown-country",
    "unknown-field",
    "unknown-file",
    "unknown-key",
    "unknown-reference",
    "unknown-type",
    "unknown-work",
    "unlinked-mention",
];

/// Whether `casebook fix` follows the suggestions of a rule.
pub fn is_mended(rule: &str) -> bool {
    MENDED.contains(&rule)
}

impl Rule {
    /// Whether `site.yaml` may make it less grave. Of most errors it may not: the site would leave out or change what was
    /// written, and nobody would be told.
    pub fn may_be_lowered(&self) -> bool {
        self.severity != Error || WISHES.contains(&self.name)
    }
}

const fn rule(name: &'static str, severity: Severity, meaning: &'static str) -> Rule {
    Rule { name, severity, meaning }
}

/// Every rule, by name.
pub const RULES: &[Rule] = &[
    rule("address-taken", Error, "Two pages, entries or aliases claim one address; addresses are compared without case."),
    rule("ambiguous-name", Error, "A title or other name belongs to several entries, and the place where it is used does not say which."),
    rule("bad-address", Error, "Links lead to files of the site or to http, https, mailto and tel addresses; anything else could run a program."),
    rule("bad-attribute", Error, "What stands in the braces of a block can't be read."),
    rule("bad-citation", Error, "Between the semicolons of a citation stands `@key`, perhaps with words before and a page after it."),
    rule("bad-file-name", Error, "The name of a file becomes an address: small letters, digits and hyphens."),
    rule("bad-id", Error, "An id becomes an address: small letters, digits and hyphens."),
    rule("bad-label", Error, "A label begins with a letter and holds letters, digits, `-` and `_`; the theme's own begin with `cb-`."),
    rule("bad-query", Error, "A query can't be read: conditions look like `case=usa, since>=2017`."),
    rule("bad-schema", Error, "A declaration in site.yaml contradicts itself."),
    rule("bad-theme", Error, "A file of the theme can't be read."),
    rule("bibliography", Error, "Something in references.bib can't be used."),
    rule("broken-table", Error, "A table can't be read as comma-separated values."),
    rule("claim", Error, "A sentence that counts records is tied to their number: when the two disagree, one of them is wrong."),
    rule("computed-field", Error, "A field with `via`, and the far side of a relation, follow from other relations and are never written down."),
    rule("denied-value", Error, "`none` says that a source denies every value; a value beside it contradicts that."),
    rule("draft-link", Warning, "A published page points at a draft, which readers do not see."),
    rule("duplicate-id", Error, "An id names one entry of its collection."),
    rule("duplicate-key", Error, "A key stands twice; only one of the two values could count."),
    rule("duplicate-label", Error, "A label names one place of its page."),
    rule("empty-heading", Error, "A heading has words: the contents, and links to it, are made of them."),
    rule("file-type", Error, "Only types of files that can't do harm in a reader's browser are published."),
    rule("front-matter", Error, "Front matter stands between two lines `---` at the top of a file."),
    rule("hidden-field", Hint, "A layout shows fields by name and leaves out one that entries have, so their pages don't say it."),
    rule("hidden-text", Warning, "A layout leaves out some of what entries say, so readers don't see it."),
    rule("invalid-text", Error, "Text files are UTF-8 without NUL bytes and other control characters."),
    rule("layout-only", Error, "Some blocks show parts of an entry and stand only in layouts, and layouts carry no labels."),
    rule("leftover-mark", Warning, "Marks of a link, citation or comment that are not quite right stay text, and readers see them."),
    rule("line-length", Error, "Files and lines beyond all measure are refused before they cost time and memory."),
    rule("lost-address", Error, "What was once published stays where it was, or leads on: content/permalinks.txt remembers."),
    rule("merge-conflict", Error, "Two people changed the same lines; git kept both versions, and somebody has to choose."),
    rule("missing-field", Error, "A required field has no value."),
    rule("missing-key", Error, "A key or attribute that must be there is not."),
    rule("missing-section", Error, "A collection can require level-2 sections, with these very words, that say something."),
    rule("missing-sources", Error, "A collection can require that every entry names a source or cites one."),
    rule("not-allowed-here", Error, "A relation can be narrowed with `where`, and nothing belongs to itself; the entry named does not fulfil that."),
    rule("not-unique", Error, "A field is declared unique, and two entries have the same value."),
    rule("orphan-page", Warning, "Neither the menu nor any text leads to a page, so readers won't find it."),
    rule("path-outside", Error, "A path leads out of the site's `content/` folder."),
    rule("placeholder", Warning, "What stands for a text that is not known counts as a value; what is left empty does not."),
    rule("raw-html", Error, "HTML in Markdown is not let through: it could run script in a reader's browser."),
    rule("reserved-name", Error, "A name that the site itself, or a later version, needs."),
    rule("review-due", Hint, "A collection can ask that every entry is looked at again after a time; these were not."),
    rule("same-title", Hint, "Pages of a collection have one title, so lists, search and tabs of the browser don't tell them apart."),
    rule("sample-value", Warning, "A sample value of a template has been left in site.yaml."),
    rule("stray-fence", Error, "A line `:::` closes a block, and none is open."),
    rule("text-after-comment", Error, "Text after a comment that begins a line would vanish."),
    rule("title-in-body", Error, "The title stands in front matter; a page has one."),
    rule("too-deep", Error, "Folders, lists, quotations, blocks and menus within each other go deeper than anybody reads."),
    rule("too-many", Error, "More headings, blocks, cells or conditions than anybody reads are refused before they cost time and memory."),
    rule("typed-reference", Warning, "A number typed by hand goes stale; refer by label, and the number is filled in."),
    rule("uncited-work", Warning, "A work in references.bib that nothing cites."),
    rule("unclosed-block", Error, "A block ends with a line `:::`."),
    rule("undefined-link", Error, "A link or footnote refers to a definition that is not there."),
    rule("underlined-heading", Warning, "A line of hyphens right below a text makes a heading of it, which few mean who write one."),
    rule("unknown-anchor", Error, "A link leads to a label that its page does not have."),
    rule("unknown-attribute", Error, "A block was given something that its kind does not take."),
    rule("unknown-block", Error, "There is no block of that kind."),
    rule("unknown-choice", Error, "A choice takes only the values that site.yaml declares."),
    rule("unknown-collection", Error, "No collection of that name is declared in site.yaml."),
    rule("unknown-column", Error, "A column of a table is no field of its collection."),
    rule("unknown-country", Error, "A country is written as its ISO 3166-1 code of two capital letters."),
    rule("unknown-field", Error, "A query or path names a field that is not there."),
    rule("unknown-file", Error, "A path leads to no file."),
    rule("unknown-key", Error, "A key that means nothing here is nearly always a slip."),
    rule("unknown-reference", Error, "A name that no entry has."),
    rule("unknown-type", Error, "The type of a field is one of the format's, or a collection."),
    rule("unknown-work", Error, "A citation key that references.bib does not have."),
    rule(
        "unlinked-mention",
        Hint,
        "A text names an entry and links to it nowhere; said only where site.yaml switches it on, and mended by `casebook fix`.",
    ),
    rule("unreferenced-block", Warning, "A numbered box, table or figure that no text refers to."),
    rule("untranslated", Hint, "The words around the texts are English until the theme has them in the language of the site."),
    rule("unused-file", Warning, "A file below content/ that nothing links to, which is not published, or a part of a theme that nothing uses."),
    rule("unused-footnote", Warning, "A footnote that no mark in its text leads to, so readers don't see it."),
    rule("wrong-type", Error, "A value is not of the type that is asked for."),
    rule("yaml", Error, "The YAML can't be read, or uses a part of YAML that content does not need."),
];
