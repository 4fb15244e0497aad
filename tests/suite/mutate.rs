//! A small site, changed at random thousands of times: it never panics, and what it says has a place.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use casebook::base::print;
use casebook::base::{Contents, Severity, Sources, Unread};
use casebook::{Memory, Options, compile, read, render, understand, understand_again};
use rayon::prelude::*;

use crate::fixture::{self, Files};

#[path = "../../src/base/random.rs"]
pub mod random;

use random::Random;

/// What is put in at random places.
const BITS: [&str; 48] = [
    ":::",
    "::: box {#a title=\"A\"}",
    "::: table {from=dishes",
    "[[",
    "]]",
    "[[soup]]",
    "[[#a|",
    "{",
    "}",
    "{#",
    "\"",
    "'",
    "`",
    "```",
    "---\n",
    "- ",
    ": ",
    ",",
    ";",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "> ",
    "* ",
    "**",
    "_",
    "# ",
    "## ",
    "|",
    "| - |\n",
    "[^1]",
    "[^1]: ",
    "[@may]",
    "@",
    "<!--",
    "-->",
    "<b>",
    "&amp;",
    "\\",
    "\0",
    "é",
    "日本",
    "\u{202e}",
    "\u{feff}",
    "count(",
    "claim: ",
    "none",
];

fn site() -> Files {
    fixture::files(include_str!("mutate.site"))
}

/// Cuts, doubles or adds to one file at random.
fn mutate(files: &mut Files, random: &mut Random) {
    let index = random.below(files.len());
    let Some(bytes) = files.values_mut().nth(index) else { return };
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    let mut place = |text: &String| text.floor_char_boundary(random.below(text.len() + 1));
    let (at, other) = (place(&text), place(&text));
    match random.below(8) {
        0 => text.truncate(at),
        1 => text.replace_range(at.min(other)..at.max(other), ""),
        2 => {
            let again = text[at.min(other)..at.max(other)].to_owned();
            text.insert_str(at, &again);
        }
        _ => text.insert_str(at, random.pick(&BITS)),
    }
    *bytes = text.into_bytes();
    if random.below(40) == 0 {
        let at = random.below(bytes.len());
        bytes.insert(at, 0xFF);
    }
}

#[test]
fn the_site_itself_has_no_mistake() {
    assert_eq!(fixture::try_files(site(), &Options::default()).short(), "");
}

/// The default theme with few countries: reading all of them would take most of the time.
pub fn theme() -> Vec<(String, Vec<u8>)> {
    let whole = read::with_theme([]);
    let files = whole.iter().map(|(file, source)| match source.path.contains("/data/countries") {
        true => (source.path.clone(), b"EE: Estonia\n".to_vec()),
        false => (source.path.clone(), whole.text(file).as_bytes().to_vec()),
    });
    files.collect()
}

/// One round; gives back whether the site was refused.
fn round(seed: u64, theme: &[(String, Vec<u8>)]) -> bool {
    let mut random = Random::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut files = site();
    for _ in 0..1 + random.below(6) {
        mutate(&mut files, &mut random);
    }
    let sources = Sources::new(theme.iter().cloned().chain(files.clone()));
    let done = catch_unwind(AssertUnwindSafe(|| {
        let compiled = compile(&sources, &Options::default());
        (print::human(&compiled.diagnostics, &sources, false), compiled)
    }));
    let Ok((said, compiled)) = done else { panic!("round {seed} panics:\n{}", shown(&files)) };
    let refused = compiled.diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert!(refused == compiled.output.files.is_empty(), "round {seed}: output and errors disagree: {said}\n{}", shown(&files));
    for found in &compiled.diagnostics {
        let span = found.span.unwrap_or_else(|| panic!("{} has no place", found.rule));
        assert!(sources.text(span.file).get(span.bytes()).is_some(), "round {seed}: {found:?} lies outside of its file\n{}", shown(&files));
    }
    refused
}

#[test]
fn changes_at_random_never_panic_and_every_mistake_has_a_place() {
    const ROUNDS: u64 = 2_000;
    let theme = theme();
    let refused = (1..=ROUNDS).into_par_iter().filter(|seed| round(*seed, &theme)).count() as u64;
    assert!((ROUNDS / 3..ROUNDS).contains(&refused), "{refused} of {ROUNDS} were refused: the changes are too tame, or too wild");
}

/// The files that were changed, for the message of a failure.
pub fn shown(files: &Files) -> String {
    let before = site();
    let changed = files.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes));
    changed.map(|(path, bytes)| format!("//- {path}\n{}\n", String::from_utf8_lossy(bytes))).collect()
}

/// Saves one file after another, and mends them again; what was kept from the time before must never show.
fn saves(seed: u64, theme: &[(String, Vec<u8>)]) -> usize {
    let mut random = Random::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let (whole, options) = (site(), Options::default());
    let mut files = whole.clone();
    let mut sources = Sources::new(theme.iter().cloned().chain(files.clone()));
    let mut memory = Memory::default();
    let mut shown = 0;
    for save in 0..20 {
        let before = files.clone();
        let any = files.keys().nth(random.below(files.len())).expect("a file").clone();
        match random.below(12) {
            0 => files.clone_from(&whole),
            1..=3 => {
                let name = whole.keys().nth(random.below(whole.len())).expect("a file");
                files.insert(name.clone(), whole[name].clone());
            }
            4 => _ = files.insert("content/dishes/pie.md".to_owned(), b"---\ntitle: Pie\nkind: cake\n---\n[[soup]]\n".to_vec()),
            5 if random.below(3) == 0 => _ = files.remove(&any),
            // Edits as authors make them: more words, and others.
            5..=7 if any.ends_with(".md") => files.entry(any).or_default().extend(b"\nMore of [[cake]], [[towns:bonn]] and ABC.\n"),
            5..=10 => {
                let words = [
                    ("ann", "ben"),
                    ("ben", "ann"),
                    ("title: Soup", "title: Broth"),
                    ("title: Broth", "title: Zuppa"),
                    ("cake", "soup"),
                    ("[ann, ben]", "[ann, Bob]"),
                    ("ben,Ben,", "ben,,"),
                    ("table: chefs.csv,", "table: chefs.csv, pages: false,"),
                ];
                let (old, new) = words[random.below(words.len())];
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let having: Vec<String> = files.iter().filter(|(_, bytes)| text(bytes).contains(old)).map(|(name, _)| name.clone()).collect();
                if let Some(name) = having.get(random.below(having.len())) {
                    files.insert(name.clone(), text(&files[name]).replacen(old, new, 1).into_bytes());
                }
            }
            _ => mutate(&mut files, &mut random),
        }
        let new = files.iter().filter(|(name, bytes)| before.get(*name) != Some(bytes));
        let new = new.map(|(name, bytes)| (name.clone(), Contents::new(name, bytes.clone()))).collect();
        sources = sources.with(|name| before.contains_key(name) && !files.contains_key(name), new);
        let (again, found) = understand_again(&sources, &options, &mut memory);
        let (anew, wanted) = understand(&sources, &options);
        assert_eq!(found, wanted, "save {save} of {seed}\n{}", self::shown(&files));
        assert_eq!(again.is_some(), anew.is_some(), "save {save} of {seed}");
        if let (Some(again), Some(anew), false) = (again, anew, found.iter().any(|found| found.severity == Severity::Error)) {
            let [again, anew] = [again, anew].map(|site| render::render(&site, &sources, &mut render::Memory::default(), &mut Vec::new()));
            assert!(again == anew, "save {save} of {seed} shows something else\n{}", self::shown(&files));
            shown += 1;
        }
    }
    shown
}

#[test]
fn what_is_kept_between_saves_never_shows() {
    let theme = theme();
    let shown: usize = (1..=40).into_par_iter().map(|seed| saves(seed, &theme)).sum();
    assert!(shown > 200, "only {shown} of 800 saves left a site without errors");
}

#[test]
fn a_file_that_is_mended_is_no_mistake_any_more() {
    let site = "//- content/site.yaml\ntitle: Recipes\nmenu: [about]\n//- content/_root/CNAME\n<b>\n//- content/about.md\n---\ntitle: About\n---\n";
    let mut sources = read::with_theme(fixture::files(site));
    let (mut memory, options) = (Memory::default(), Options::default());
    let steps = [
        ("content/about.md", Contents::Unread(Unread::Link), true),
        ("content/about.md", Contents::Text("---\ntitle: About\n---\n".to_owned()), true),
        ("content/_root/CNAME", Contents::Text("example.org\n".to_owned()), false),
        ("content/_root/CNAME", Contents::Text("<b>\n".to_owned()), true),
    ];
    for (path, contents, wrong) in steps {
        sources = sources.with(|_| false, BTreeMap::from([(path.to_owned(), contents)]));
        let found = understand_again(&sources, &options, &mut memory).1;
        assert_eq!(found, understand(&sources, &options).1, "{path}");
        assert_eq!(!found.is_empty(), wrong, "{path}: {found:?}");
    }
}
