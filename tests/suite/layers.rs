//! The order of the layers, the places where the machine is touched, and the absence of any subject.

use crate::fixture;

/// The modules that may name each layer beside its own; `lib`, `main` and the edge may name all.
fn allowed(layer: &str) -> Option<&'static [&'static str]> {
    Some(match layer {
        "base" => &[],
        "schema" | "read" | "diff" => &["base"],
        "parse" => &["base", "schema"],
        "link" => &["base", "schema", "parse"],
        "render" => &["base", "schema", "parse", "link"],
        "write" => &["base", "render::output"],
        "lib" | "main" | "cli" | "serve" => return None,
        other => panic!("src/{other} has no place in the order of the layers"),
    })
}

/// The code of each file of `src`: path and text, comments taken out; test modules aside.
fn sources() -> Vec<(String, String)> {
    let files = fixture::folder(&fixture::repository().join("src"));
    let text = files.into_iter().filter(|(path, _)| path.ends_with(".rs"));
    let text = text.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("source is UTF-8")));
    let code = |text: String| text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
    text.filter(|(path, _)| !is_test(path)).map(|(path, text)| (path, code(text))).collect()
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || ["tests.rs", "hostile.rs", "random.rs"].iter().any(|name| path.ends_with(name))
}

fn layer(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap_or_default()
}

#[test]
fn a_stage_names_only_itself_and_earlier_ones() {
    for (path, code) in sources() {
        let Some(allowed) = allowed(layer(&path)) else { continue };
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let own = rest.starts_with(layer(&path));
            let named = &rest[..rest.find(['{', ';', '(', ' ']).unwrap_or(rest.len()).min(40)];
            assert!(own || allowed.iter().any(|module| rest.starts_with(module)), "src/{path} names crate::{named}");
        }
        let depth = path.matches('/').count() + 1;
        assert!(!code.contains(&"super::".repeat(depth)), "src/{path} climbs out of its layer");
    }
}

#[test]
fn nothing_depends_on_the_machine_or_on_chance() {
    for (path, code) in sources() {
        let shell = matches!(layer(&path), "cli" | "serve" | "read" | "write" | "main");
        let forbidden = ["std::env", "std::time", "std::fs", "use std::net", "std::process", "SystemTime", "Instant::now", "thread_rng"];
        for word in forbidden.iter().filter(|_| !shell) {
            assert!(!code.contains(word), "src/{path} uses {word}");
        }
        for word in ["HashMap", "HashSet"] {
            assert!(!code.contains(word), "src/{path} uses {word}, whose order changes from run to run");
        }
        for word in ["print!(", "println!("] {
            assert!(!code.contains(word), "src/{path} uses {word}, which panics where nobody reads");
        }
    }
}

#[test]
fn neither_engine_nor_default_theme_knows_a_subject() {
    let subject = ["forum", "forums", "agency", "agencies", "election", "elections", "electoral", "emb"];
    // All countries are data of the theme; whoever writes of one elsewhere thinks of the first site.
    let countries = ["estonia", "moldova", "mexico", "indonesia"];
    for folder in ["src", "themes/default"] {
        for (path, bytes) in fixture::folder(&fixture::repository().join(folder)) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let countries = if path.starts_with("data/") { &[][..] } else { &countries };
            let mut words = text.split(|letter: char| !letter.is_alphanumeric());
            let found = words.find(|word| subject.iter().chain(countries).any(|forbidden| word.eq_ignore_ascii_case(forbidden)));
            assert_eq!(found, None, "{folder}/{path} speaks of a subject");
        }
    }
}

#[test]
fn every_file_says_first_what_it_owns() {
    let mut files = fixture::folder(&fixture::repository().join("src"));
    files.extend(fixture::folder(&fixture::repository().join("tests/suite")));
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let first = String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().to_owned();
        assert!(first.starts_with("//! ") && first.len() > 12, "{path} begins with `{first}`");
    }
}
