//! The site of this repository with one thing broken: the right message at the right place, and few others.
//!
//! Each slip is tried in memory, and by the command in a folder: exit code 1, and what was published before stays.

use casebook::Options;
use casebook::base::Severity;

use crate::command;
use crate::fixture::{self, Files, real_content};

pub const CASE: &str = "content/cases/estonia.md";
const TABLE: &str = "content/forums.csv";

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Changes one file of the real content.
pub fn with(path: &str, change: impl FnOnce(String) -> Vec<u8>) -> Files {
    let mut files = real_content();
    let before = files.get(path).map(|_| text(&files, path)).unwrap_or_default();
    files.insert(path.to_owned(), change(before));
    files
}

/// Checks that a broken site is refused with these rules, the first at `place`; hints do not count.
#[track_caller]
pub fn refused(files: Files, place: &str, rules: &[&str]) {
    let site = fixture::on_disk(&files);
    let tried = fixture::try_files(files, &Options::default());
    let said: Vec<String> = tried.short().lines().filter(|line| !line.contains(": hint[")).map(str::to_owned).collect();
    let found: Vec<&str> = tried.compiled.diagnostics.iter().filter(|found| found.severity != Severity::Hint).map(|found| found.rule).collect();
    assert_eq!(found, rules, "\n{}", said.join("\n"));
    assert!(found.len() <= 3, "one slip, {} messages", found.len());
    assert!(said[0].starts_with(place), "not at {place}: {}", said[0]);
    assert_eq!(tried.problems(), Vec::<String>::new());

    let public = site.path().join("public");
    let before = Files::from([("casebook-manifest.json".to_owned(), b"{}".to_vec()), ("index.html".to_owned(), b"the old site".to_vec())]);
    for (path, bytes) in &before {
        std::fs::create_dir_all(&public).expect("a folder");
        std::fs::write(public.join(path), bytes).expect("a file");
    }
    let ran = command::run(site.path(), &["build", "--format", "short", "-q"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.err.lines().filter(|line| !line.contains(": hint[")).collect::<Vec<_>>(), said, "the command says something else");
    assert_eq!(fixture::folder(&public), before, "the old site was touched");
}

/// Line and column of a stretch of a text.
fn place(path: &str, text: &str, needle: &str) -> String {
    let at = text.find(needle).unwrap_or_else(|| panic!("{path} has no {needle:?}"));
    let line = text[..at].matches('\n').count() + 1;
    let column = text[..at].chars().rev().take_while(|letter| *letter != '\n').count() + 1;
    format!("{path}:{line}:{column}: ")
}

#[test]
fn a_dropped_quote_in_front_matter() {
    let files = with(CASE, |text| text.replacen("---\n", "---\nalso: \"Eesti\n", 1).into_bytes());
    refused(files, "content/cases/estonia.md:2:7: ", &["yaml"]);
}

#[test]
fn a_dropped_quote_in_site_yaml() {
    let files = with("content/site.yaml", |text| text.replacen("title: ", "title: \"", 1).into_bytes());
    refused(files, "content/site.yaml:1:8: ", &["yaml"]);
}

#[test]
fn a_renamed_file() {
    let mut files = real_content();
    let moved = files.remove("content/models/hybrid.md").expect("there is a model `hybrid`");
    files.insert("content/models/hybrids.md".to_owned(), moved);
    let tried = fixture::try_files(files, &Options::default());
    let errors: Vec<&str> = tried.compiled.diagnostics.iter().filter(|found| found.severity == Severity::Error).map(|found| found.rule).collect();
    assert!((1..=3).contains(&errors.len()), "{}", tried.short());
    assert!(errors.iter().all(|rule| ["unknown-reference", "unknown-file", "lost-address"].contains(rule)), "{}", tried.short());
    let helps: Vec<&String> = tried.compiled.diagnostics.iter().flat_map(|found| &found.help).collect();
    assert!(helps.iter().any(|help| help.contains("hybrids")), "nobody says what it is called now: {helps:?}");
}

#[test]
fn a_row_with_a_missing_cell() {
    let before = text(&real_content(), TABLE);
    let row = before.lines().position(|line| line.starts_with("estonia-ict,")).expect("the row") + 1;
    let files = with(TABLE, |text| {
        let lines =
            text.lines().map(|line| if line.starts_with("estonia-ict,") { line.rsplit_once(',').map_or(line, |(line, _)| line) } else { line });
        lines.map(|line| format!("{line}\n")).collect::<String>().into_bytes()
    });
    refused(files, &format!("{TABLE}:{row}:1: "), &["broken-table"]);
}

#[test]
fn a_quote_in_a_table_that_is_never_closed() {
    let before = text(&real_content(), TABLE);
    let row = before.lines().skip(1).find(|line| !line.contains('"')).expect("a row without quotes");
    let broken = row.replacen(',', ",\"", 1);
    let files = with(TABLE, |text| text.replacen(row, &broken, 1).into_bytes());
    let at = place(TABLE, &text(&files, TABLE), &broken);
    let line = at.split(':').nth(1).expect("a line");
    let column = broken.chars().position(|letter| letter == '"').expect("the quote") + 1;
    refused(files, &format!("{TABLE}:{line}:{column}: "), &["broken-table"]);
}

#[test]
fn a_table_saved_with_semicolons() {
    let files = with(TABLE, |text| text.replace(',', ";").into_bytes());
    refused(files, &format!("{TABLE}:1:3: "), &["broken-table"]);
}

#[test]
fn a_block_that_is_never_closed() {
    let files = with(CASE, |text| format!("{}\n\n::: gap\nNobody knows.\n", text.trim_end()).into_bytes());
    let at = place(CASE, &text(&files, CASE), "::: gap\nNobody knows.");
    refused(files, &at, &["unclosed-block"]);
}

#[test]
fn a_nul_byte() {
    let files = with(CASE, |text| format!("{text}\nA \0 byte.\n").into_bytes());
    let at = place(CASE, &text(&files, CASE), "\0");
    refused(files, &at, &["invalid-text"]);
}

#[test]
fn bytes_that_are_not_utf8() {
    let files = with(CASE, |text| [text.as_bytes(), b"\nCaf\xE9\n"].concat());
    let lines = real_content()[CASE].iter().filter(|byte| **byte == b'\n').count();
    refused(files, &format!("{CASE}:{}:4: ", lines + 2), &["invalid-text"]);
}

#[test]
fn a_table_in_windows_1252() {
    let files = with(TABLE, |text| text.chars().map(|letter| if letter == '–' { 0x96 } else { letter as u8 }).collect());
    refused(files, &format!("{TABLE}:"), &["invalid-text"]);
}

#[test]
fn a_line_of_ten_megabytes() {
    let files = with(CASE, |text| format!("{text}\n{}\n", "word ".repeat(2_000_000)).into_bytes());
    let at = place(CASE, &text(&files, CASE), "word word word word");
    refused(files, &at, &["line-length"]);
}

#[test]
fn an_alias_bomb() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        bomb.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    let files = with(CASE, |text| text.replacen("---\n", &format!("---\n{bomb}"), 1).into_bytes());
    refused(files, "content/cases/estonia.md:2:5: ", &["yaml"]);
}

#[test]
fn empty_files() {
    refused(with(CASE, |_| Vec::new()), "content/cases/estonia.md:1:1: ", &["front-matter"]);
    refused(with("content/site.yaml", |_| Vec::new()), "content/site.yaml:1:1: ", &["missing-key"]);
    refused(with(TABLE, |_| Vec::new()), "content/forums.csv:1:1: ", &["broken-table"]);
}

#[test]
fn a_file_of_three_hyphens() {
    refused(with(CASE, |_| b"---".to_vec()), "content/cases/estonia.md:1:1: ", &["front-matter"]);
    refused(with(CASE, |_| b"---\n".to_vec()), "content/cases/estonia.md:1:1: ", &["front-matter"]);
}
