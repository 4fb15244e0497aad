//! Casebook turns a folder of Markdown case studies and data tables into a cross-linked static site.
//!
//! ```text
//!    Path ──read──▶ Sources ──parse──▶ Parsed ──link──▶ Site ──render──▶ Output ──write──▶ Report
//!      disk          text               meaning          names            bytes             disk
//!                    └────────────── compile(): pure ─────────────────────┘
//!    cli drives all of it.      base and schema are the words that everyone uses.
//! ```
//!
//! Five verbs, five types; `ls src` spells the pipeline. Each stage takes the type before and makes the next, so that the
//! wrong order does not compile:
//!
//! | stage | in → out | owns |
//! | --- | --- | --- |
//! | [`base`] | | places, diagnostics, the catalogue of mistakes, suggestions, [`Sources`] |
//! | [`schema`] | | collections, field types, relations as `site.yaml` declares them; typed values; queries |
//! | [`read`] | path → [`Sources`] | walking, order, encoding, the embedded theme |
//! | [`parse`] | `Sources` → [`Parsed`] | each file against the schema: syntax, types, the mistakes of a single file |
//! | [`link`] | `Parsed` → [`Site`] | identity, both directions of every relation, numbers, citations, whole-site mistakes |
//! | [`render`] | `Site` → [`Output`] | HTML, views for templates, derived pages, exports |
//! | [`write`](mod@write) | `Output` → [`Report`](write::Report) | the whole of it on the disk, or nothing |
//! | [`diff`] | two finished sites → what changed | pages and records added, changed, removed |
//! | [`cli`] | arguments → exit code | everything impure: arguments, terminal, disk, time |
//! | [`serve`] | changes → pages | the preview, part of the same edge: watching, building again, answering browsers |
//!
//! What holds everywhere:
//!
//! - A stage uses itself and earlier ones only; `write` only `base` and the type [`Output`]. `tests/suite/layers.rs` holds it.
//! - [`compile`] reads no disk, clock, environment or network. The same sources give the same bytes: maps are ordered, and
//!   what runs in parallel is collected by position.
//! - The author's mistakes are values ([`Diagnostic`]), written in one place ([`base::mistake`]), all said in one run, sorted
//!   by place. What has one cause is said once. The machine's failures stop the program with context (`anyhow`).
//! - "Resolved" is a type: a [`Value`](schema::Value), [`Query`](schema::Query) or [`Block`](parse::block::Block) of `Name`s is
//!   what was written, one of [`EntryId`](link::records::EntryId)s is what it means. A `Site` has nothing left to look up.
//! - Links are found while parsing, resolved while linking, printed while rendering. Markdown is parsed once, into a small tree
//!   ([`Doc`](parse::doc::Doc)) whose words stay in their file ([`parse::tree`]); contents, links, plain text, mentions and HTML
//!   are walks over it.
//! - Templates get data, never capabilities: a view is a plain struct.
//! - Neither the engine nor the default theme knows a word of any subject.
//!
//! Where this departs from what one might expect, and why:
//!
//! - *Addresses are given while linking*, not while rendering: an address is what a page is known by, and two pages that claim
//!   one are a mistake of the whole site. So rendering can fail only through the theme.
//! - *A site with mistakes in its collections' declarations is not looked at further*: every file would seem wrong. A table or a layout that
//!   is not there leaves the others as they are: what the table would hold is then not judged.
//! - *CSV is read by our own reader*, because mistakes need the place of every cell, and the crate `csv` knows records only.
//! - *`:::` lines are hidden from the Markdown parser* as processing instructions of the same length, which gives one event a
//!   fence at its true place ([`parse::fence`]).
//! - *Line ends and byte order marks are made equal when read*, so places count in the text as it is after that.
//! - *`layout` has the blocks `alike`, `mentions`, `sources` and `relations`*, so that a layout says the order of everything.
//! - *A collection may say `within: FIELD`*: what an entry belongs to follows its title in brackets on all other pages.
//! - *Lists longer than 500 entries go on at `page/2/` below their page*, all of a page at once; the anchor of an entry without
//!   a page of its own is on the sheet that shows it ([`link::sheets`]). Its line in the ledger of addresses leaves the sheet out.
//!   What such a list holds is found once for all of its sheets, and what a layout lists on all of its pages alike once for all of these
//!   ([`render::maker::Maker::listed`]).
//! - *What is compared needs no key*: each collection whose entries need sections, and that has two to 500 of them, gets a page
//!   that compares them and a page for each section ([`link::derived`]). The one with most fields and relations is at `compare/`.
//! - *Links of the file system are not followed*, neither below `content/` nor `content/` itself: a request from a stranger could
//!   publish the publisher's own files, or have others written over. A drawing is published only if it holds nothing that runs or
//!   asks for anything ([`parse::drawing`]). A theme is code, and trusted.
//! - *In CSV, a text that a spreadsheet would run has an apostrophe before it*; the JSON beside it has what was written.
//! - *Citations of a page stand in it*, as BibTeX and RIS, and a script offers them as files: two small files more for each page
//!   would make a large site a good deal slower to write. `CITATION.cff` is the one of the whole site.
//! - *The preview renders a page when it is asked for* ([`render::Renderer`]). What is kept between two saves is what parsing gave for
//!   files that did not change, order and names of entries ([`link::naming`]), what texts and fields mean as long as all names
//!   mean the same ([`link::memory`]), and the printed works; all else is linked anew. A test saves at random, and compares.
//! - *Claims are judged, and addresses lost, only while all records are as they are written* ([`link`]): with a mistake in a record, a
//!   sentence could be wrong through no fault of its own. Mistakes in texts don't matter.
//! - *A build keeps no whole output*: the renderer hands out each file as soon as it is made, and [`write::Writing`] puts it beside the
//!   old site at once; [`compile`] collects them, for tests and for other programs. `check` renders only for a theme of one's own:
//!   with the usual one, no page can fail.
//! - *A site that was finished of the same sources, flags and history, by the same program, and has its checksum still, is not
//!   made again* ([`write::Finished`]): it would be the same. Short of all that, nothing of it counts. What it was made of is noted in
//!   an attribute of its folder, which nobody publishes and which goes where the folder goes; the newest commit's name stands for the
//!   history, which takes git long to tell. Where something was said about the sources, they are understood again, and not rendered:
//!   mistakes are said every time.
//! - *What is reached by way of a reading is a reading* ([`link::records::Records::ways`]): of several ways to an entry the best counts,
//!   and a way is as good as its weakest step. So relations have their marks at both ends.
//! - *A mention is a link and no text*: the sentence around it is looked for when it is shown ([`link::mentions`]).
//! - *Short forms are noted while a text is parsed* ([`parse::capitals`]): every build says which of them nothing explains, and walking
//!   all texts again takes long. Names that could be links are looked for only by who asks ([`link::unlinked`]).
//! - *A query that names an entry starts from what leads there* ([`link::select`]), so that a layout's table of "those of this one"
//!   does not look at all entries on every page.
//! - *Works are printed by as much of a citation style as concerns them* ([`render::citations`]), by their kind and by what they lack:
//!   the CSL processor follows whole styles again and again for each work. A test holds that the narrowed styles print the same.
//!   They need nothing but the bibliography, so a build prints them beside linking, much of which is for one core
//!   ([`understand_to_render`]).
//! - *Cells of tables, sentences of mentions and what entries share reach templates as finished HTML*: a site has more of them than of
//!   anything else.
//! - *The preview speaks HTTP by itself*, over `httparse`: the small blocking servers set no limits to slow clients, and an
//!   asynchronous one is a runtime for two kinds of answers. It waits for files to be at rest by itself, too: a file that was
//!   closed is whole at once, which no debouncer knows.

pub mod base;
pub mod cli;
pub mod diff;
pub mod link;
pub mod parse;
pub mod read;
pub mod render;
pub mod schema;
pub mod serve;
pub mod write;

use std::collections::BTreeMap;

use base::diagnostic::forbids;
use base::{Diagnostic, Edit, Sources, mistake};
use link::{Site, unlinked};
use parse::Parsed;
use render::output::Output;
use schema::PartialDate;

/// What a compilation may be told beside its sources.
#[derive(Debug, Clone, Default, Hash)]
pub struct Options {
    /// Whether drafts are published too.
    pub drafts: bool,
    /// The site's address, instead of `base_url`.
    pub base_url: Option<String>,
    /// The day that counts as today; the newest `updated`, `reviewed` or `as_of` of any page or entry if not given.
    pub as_of: Option<PartialDate>,
    /// When files were last changed, by path from the site's root; only Markdown files count.
    pub changed: BTreeMap<String, PartialDate>,
}

/// What came of a compilation.
#[derive(Debug, Clone, Default)]
pub struct Compiled {
    /// The finished site; empty where there are errors.
    pub output: Output,
    /// Every mistake, in the order of reading.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages the site has.
    pub pages: usize,
}

/// Compiles a site: pure, and the same for the same sources every time.
pub fn compile(sources: &Sources, options: &Options) -> Compiled {
    let mut printed = render::Memory::default();
    let (site, mut diagnostics) = understand_to_render(sources, options, &mut printed);
    let mut compiled = Compiled::default();
    if let Some(site) = site {
        compiled.pages = site.with_page().count();
        if !forbids(&diagnostics, false) {
            compiled.output = render::render(&site, sources, &mut printed, &mut diagnostics);
            base::sort(&mut diagnostics);
            if forbids(&diagnostics, false) {
                compiled.output = Output::default();
            }
        }
        // Some millions of small texts: nobody needs to wait until they are gone.
        rayon::spawn(move || drop(site));
    }
    compiled.diagnostics = diagnostics;
    compiled
}

/// The first half of a compilation: what the sources mean, and every mistake in them. With errors, the site is not fit to be shown.
pub fn understand(sources: &Sources, options: &Options) -> (Option<Site>, Vec<Diagnostic>) {
    let (site, mut found) = look(sources, options);
    base::sort(&mut found);
    (site, found)
}

/// The same as [`understand`]; works are printed beside it, for a renderer that is given `printed`.
pub fn understand_to_render(sources: &Sources, options: &Options, printed: &mut render::Memory) -> (Option<Site>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let parsed = parse::parse(sources, &mut parse::Memory::default(), &mut found);
    let works = parsed.as_ref().map(|parsed| (parsed.works.clone(), parsed.schema.settings.clone()));
    let print = || works.iter().for_each(|(works, settings)| printed.print(works, settings));
    let ((site, mut found), ()) = rayon::join(|| mean(parsed, sources, options, None, found), print);
    base::sort(&mut found);
    (site, found)
}

/// The safe repairs, sorted by place: suggestions that may be followed unseen, and links for mentions.
pub fn repairs(sources: &Sources, options: &Options) -> Vec<Edit> {
    let (site, found) = look(sources, options);
    let mut edits: Vec<Edit> =
        found.into_iter().filter(|found| found.sure || mistake::is_mended(found.rule)).filter_map(|found| found.edit).collect();
    edits.extend(site.iter().flat_map(unlinked::find).map(|mention| mention.edit));
    edits.sort_by(|a, b| (a.span, &a.text).cmp(&(b.span, &b.text)));
    edits.dedup();
    edits
}

/// What the sources mean, and every mistake in the order met.
fn look(sources: &Sources, options: &Options) -> (Option<Site>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let parsed = parse::parse(sources, &mut parse::Memory::default(), &mut found);
    mean(parsed, sources, options, None, found)
}

/// What [`understand_again`] may take over from the time before.
#[derive(Default)]
pub struct Memory {
    parsed: parse::Memory,
    linked: link::memory::Memory,
}

/// The same as [`understand`], quicker where little changed since `memory` was last used.
pub fn understand_again(sources: &Sources, options: &Options, memory: &mut Memory) -> (Option<Site>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let parsed = parse::parse(sources, &mut memory.parsed, &mut found);
    let (site, mut found) = mean(parsed, sources, options, Some(&mut memory.linked), found);
    base::sort(&mut found);
    (site, found)
}

fn mean(
    parsed: Option<Parsed>,
    sources: &Sources,
    options: &Options,
    memory: Option<&mut link::memory::Memory>,
    mut found: Vec<Diagnostic>,
) -> (Option<Site>, Vec<Diagnostic>) {
    let site = parsed.map(|mut parsed| {
        if let Some(base_url) = &options.base_url {
            let slash = if base_url.ends_with('/') { "" } else { "/" };
            parsed.schema.settings.base_url = format!("{base_url}{slash}");
        }
        let severities = parsed.severities.clone();
        let mut site = link::link(parsed, sources, options.drafts, options.as_of, memory, &mut found);
        site.note_changes(&options.changed, sources);
        if severities.ask_for("unlinked-mention") {
            let mentions = unlinked::find(&site).into_iter();
            found.extend(mentions.map(|mention| mistake::unlinked_mention(mention.edit.span, &site.records.get(mention.entry).id, mention.edit)));
        }
        severities.judge(&mut found, sources);
        site
    });
    (site, found.into_iter().map(|found| found.checked(sources)).collect())
}
