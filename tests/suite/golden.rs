//! Golden sites: folders in `tests/golden/`, each with what must come of it in `expected/`.
//!
//! An expectation is the `<main>` of a page, a file of data, or `diagnostics.txt`; with `UPDATE=1` in the environment
//! they are written anew, and a new one is asked for by an empty file.

use std::fmt::Write;

use casebook::Options;

use crate::fixture::{self, Tried};
use crate::{examples, html};

#[test]
fn golden_sites_come_out_as_expected() {
    let root = fixture::repository().join("tests/golden");
    let files = fixture::folder(&root);
    let mut names: Vec<&str> = files.keys().filter_map(|path| path.split('/').next()).collect();
    names.dedup();
    assert!(names.len() >= 3, "only {names:?}");
    let mut wrong = String::new();
    for name in names {
        let below = |folder: &str| {
            let prefix = format!("{name}/{folder}");
            files.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(&prefix)?.to_owned(), bytes.clone())))
        };
        let site = below("content/").map(|(path, bytes)| (format!("content/{path}"), bytes));
        let site = site.chain(below("themes/").map(|(path, bytes)| (format!("themes/{path}"), bytes))).collect();
        let tried = fixture::try_files(site, &Options::default());
        let expectations: Vec<(String, Vec<u8>)> = below("expected/").collect();
        assert!(!expectations.is_empty(), "{name} expects nothing");
        for (path, expected) in expectations {
            let Some(found) = found(&tried, &path) else {
                _ = writeln!(wrong, "{name}: nothing matches expected/{path}");
                continue;
            };
            if found.as_bytes() != expected {
                if examples::updating() {
                    let file = root.join(name).join("expected").join(&path);
                    std::fs::write(&file, found).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                } else {
                    _ = writeln!(wrong, "{name}: expected/{path} differs:\n{}", difference(&String::from_utf8_lossy(&expected), &found));
                }
            }
        }
        for problem in tried.problems() {
            _ = writeln!(wrong, "{name}: {problem}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What came of the site for an expectation.
fn found(tried: &Tried, path: &str) -> Option<String> {
    match path {
        "diagnostics.txt" => Some(tried.short()),
        _ if path.ends_with(".html") => tried.output(path).map(|page| format!("{}\n", html::main_of(&page))),
        _ => tried.output(path),
    }
}

/// The first lines that differ.
fn difference(expected: &str, found: &str) -> String {
    let (mut left, mut right) = (expected.lines(), found.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (left.next(), right.next()) {
            (a, b) if a == b && a.is_some() => {}
            (a, b) => return format!("line {number}\n  expected {}\n  found    {}", a.unwrap_or("the end"), b.unwrap_or("the end")),
        }
    }
}

#[test]
fn an_expectation_that_nothing_matches_is_noticed() {
    let tried = fixture::try_site("");
    let page = fixture::page("", "index.html");
    assert_eq!(found(&tried, "index.html"), Some(format!("{}\n", html::main_of(&page))));
    assert_eq!(found(&tried, "no/such/page.html"), None);
    assert_eq!(found(&tried, "diagnostics.txt").as_deref(), Some(""));
}
