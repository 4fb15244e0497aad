//! Content beyond all measure, and in other line ends: refused or built in time, and the same bytes.

use std::time::Instant;

use casebook::Options;
use casebook::base::Severity;
use casebook::base::print::Summary;

use crate::fixture::{self, real_content};
use crate::hostile::{CASE, refused, with};

#[test]
fn nesting_beyond_reason() {
    let quotes = format!("\n{} deep\n", "> ".repeat(5_000));
    let lists = format!("\n{}- deep\n", "- ".repeat(5_000));
    let blocks = format!("\n{}{}", "::: gap\n".repeat(5_000), ":::\n".repeat(5_000));
    let emphasis = format!("\n{}deep{}\n", "*a ".repeat(5_000), " a*".repeat(5_000));
    let links = format!("\n{}deep{}\n", "[".repeat(20_000), "](x)".repeat(20_000));
    for (deep, limited) in [(quotes, true), (lists, true), (blocks, true), (emphasis, false), (links, false)] {
        let tried = fixture::try_files(with(CASE, |text| format!("{text}{deep}").into_bytes()), &Options::default());
        let rules = tried.rules();
        if limited {
            assert_eq!(rules.iter().filter(|rule| **rule != "review-due").collect::<Vec<_>>(), [&"too-deep"], "{:.200}", tried.short());
        }
        assert!(rules.len() <= 20_002, "{} messages", rules.len());
    }
    let yaml = with(CASE, |text| text.replacen("---\n", &format!("---\nalso: {}\n", "[".repeat(5_000)), 1).into_bytes());
    refused(yaml, "content/cases/estonia.md:2:", &["yaml"]);
}

#[test]
fn a_great_many_headings_take_linear_time() {
    let time = |count: usize| {
        let files = with(CASE, |text| format!("{text}\n{}", "## Soup\n\n".repeat(count)).into_bytes());
        let start = Instant::now();
        let tried = fixture::try_files(files, &Options::default());
        assert!(!tried.compiled.diagnostics.iter().any(|found| found.severity == Severity::Error), "{:.300}", tried.short());
        start.elapsed().as_secs_f64()
    };
    let (few, many) = (time(2_000), time(20_000));
    assert!(many < few * 60.0, "2000 headings take {few} s, 20000 take {many} s");
}

#[test]
fn a_million_wrong_headings_are_said_and_not_more_than_anybody_reads() {
    let files = with(CASE, |text| format!("{text}\n{}", "# a\n".repeat(1_000_000)).into_bytes());
    let start = Instant::now();
    let tried = fixture::try_files(files, &Options::default());
    assert!(tried.rules().contains(&"title-in-body"));
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn line_ends_and_byte_order_marks_change_no_byte_of_the_site() {
    let plain = fixture::try_files(real_content(), &Options::default());
    let texts = ["md", "yaml", "csv", "bib", "txt"];
    let is_text = |path: &str| !path.contains("/_root/") && path.rsplit_once('.').is_some_and(|(_, ending)| texts.contains(&ending));
    let marked = real_content().into_iter().map(|(path, bytes)| match is_text(&path) {
        true => (path, [b"\xEF\xBB\xBF".as_slice(), String::from_utf8(bytes).expect("text").replace('\n', "\r\n").as_bytes()].concat()),
        false => (path, bytes),
    });
    let marked = fixture::try_files(marked.collect(), &Options::default());
    assert_eq!(plain.short(), marked.short());
    assert!(!plain.compiled.output.files.is_empty(), "{}", plain.short());
    for (path, bytes) in &plain.compiled.output.files {
        assert!(marked.compiled.output.files.get(path) == Some(bytes), "{path} differs");
    }
}

#[test]
fn of_wrong_names_by_the_thousand_the_first_are_told_what_is_meant() {
    let lines = |write: &dyn Fn(usize) -> String| (0..4_000).map(write).collect::<Vec<_>>().join("\n");
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  d: {{table: d.csv, fields: {{r: {{type: d}}}}}}\n//- content/d.csv\nid,title,r\n{}\n\
         //- content/references.bib\n{}\n//- content/index.md\n---\ntitle: T\n---\n{}\n//- content/labels.md\n---\ntitle: L\n---\n{}\n{}\n",
        lines(&|n| format!("entry-number-{n:04},E {n},entyr-number-{n:04}")),
        lines(&|n| format!("@book{{worknumber{n:04}, title={{T}}, date={{2019}}}}")),
        lines(&|n| format!("[[entyr-number-{n:04}]] [@wroknumber{n:04}] [x](entyr-number-{n:04}.md) [y{n}][z{n}] a[^n{n}]")),
        lines(&|n| format!("## Part number {n:04}\n")),
        lines(&|n| format!("[x](#prat-number-{n:04})")),
    );
    let tried = fixture::try_site(&site);
    let meant = |rule: &str| tried.compiled.diagnostics.iter().filter(|found| found.rule == rule && found.edit.is_some()).count();
    for rule in ["unknown-reference", "unknown-anchor"] {
        assert!(meant(rule) > 0, "{rule}: {:.3000}", tried.short());
    }
    let said = tried.rules().into_iter().filter(|rule| *rule == "unknown-work").count();
    assert_eq!(said, 50, "nobody reads more of a kind");
    assert!(Summary::of(&tried.compiled.diagnostics).errors > 1_000, "all are counted");
    assert!(tried.short().contains(" more of this kind)"));
    assert_eq!(tried.short(), fixture::try_site(&site).short());
}

#[test]
fn more_footnotes_and_claims_than_anybody_reads() {
    let page = |line: &dyn Fn(usize) -> String| {
        let lines: String = (0..3_000).map(line).collect();
        fixture::try_site(&format!("//- content/index.md\n---\ntitle: T\n---\n{lines}"))
    };
    assert_eq!(page(&|n| format!("a[^n{n}]\n\n[^n{n}]: b\n\n")).rules(), ["too-many"]);
    assert_eq!(page(&|_| "No works. <!-- claim: count(references) = 0 -->\n".to_owned()).rules(), ["too-many"]);
    // Nor are so many judged: each asks for the sentence before it.
    assert_eq!(page(&|_| "Five works. <!-- claim: count(references) = 5 -->\n".to_owned()).rules(), ["too-many"]);
}
