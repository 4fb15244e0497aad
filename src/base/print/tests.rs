//! Diagnostics in, text out: golden files beside this one; then spans at random, which must not panic.

use super::*;
use crate::base::{FileId, Sources, Span};
use crate::base::random::Random;
use serde_json::Value;

/// Two files with what terminals and carets dislike: escapes, tabs, wide and combining characters,
/// a line of a thousand columns.
fn texts() -> Sources {
    let note = "---\ntitle: Estonia\nforums:\n  - election-comittee\nforums: []\n---\n\tTab 日本 e\u{301}x [[nowhere]] \u{1b}[31mred\u{202e}\n";
    let long = format!(
        "{}[[estonai]]{}",
        "long words ".repeat(40),
        " and on".repeat(60)
    );
    Sources::new([
        ("content/cases/estonia.md".to_owned(), note.as_bytes().to_vec()),
        ("content/z\u{1b}.csv".to_owned(), format!("id,title,id\n{long}\n").into_bytes()),
    ])
}

fn diagnostics(texts: &Sources) -> Vec<Diagnostic> {
    let span = |file: u32, needle: &str, which: usize| {
        let (at, _) = texts
            .text(FileId(file))
            .match_indices(needle)
            .nth(which)
            .expect("it is there");
        Span::new(FileId(file), at..at + needle.len())
    };
    let raw = |file, start, end| {
        Some(Span {
            file: FileId(file),
            start,
            end,
        })
    };
    let typo = span(0, "election-comittee", 0);
    let (error, warning, hint) = (Severity::Error, Severity::Warning, Severity::Hint);
    vec![
        Diagnostic::new(
            "unknown-reference",
            error,
            Some(typo),
            "there is no forum `election-comittee`",
        )
        .label("not an id, title or other name in `forums`")
        .help("did you mean `election-committee`?")
        .edit(typo, "election-committee"),
        Diagnostic::new(
            "duplicate-key",
            error,
            Some(span(0, "forums", 1)),
            "`forums` is given twice",
        )
        .related(span(0, "forums", 0), "first here"),
        Diagnostic::new(
            "unknown-link",
            warning,
            Some(span(0, "nowhere", 0)),
            "no \u{1b}[31m`nowhere`\nhere",
        )
        .label("x\u{9b}y")
        .edit(span(0, "nowhere", 0), "here"),
        Diagnostic::new(
            "duplicate-column",
            error,
            Some(span(1, "id", 1)),
            "two columns are named `id`",
        )
        .related(span(1, "id", 0), "first")
        .related(span(0, "title", 0), "another file")
        .help("one\ntwo")
        .help("three"),
        Diagnostic::new(
            "unknown-link",
            hint,
            Some(span(1, "estonai", 0)),
            "a long line",
        )
        .label("here")
        .related(span(1, "long", 0), "the same line, far away"),
        Diagnostic::new("no-title", error, None, "the site has no title").help("write `title: …`"),
        Diagnostic::new("past", error, raw(0, 9999, 1), "past the end"),
        Diagnostic::new("inside", error, raw(0, 72, 74), "inside of a character"),
        Diagnostic::new("many-lines", error, raw(0, 4, 40), "several lines"),
        Diagnostic::new("no-file", error, raw(7, 3, 40), "a file nobody knows"),
    ]
}

#[test]
fn for_people() {
    let texts = texts();
    assert_eq!(
        human(&diagnostics(&texts), &texts, false),
        include_str!("human.golden")
    );
}

#[test]
fn colours_are_all_that_colour_adds() {
    let texts = texts();
    let coloured = human(&diagnostics(&texts), &texts, true);
    let mut plain = String::new();
    let mut parts = coloured.split('\u{1b}');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (code, text) = part.split_once('m').expect("a colour");
        assert!(
            code.trim_start_matches('[')
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b';'),
            "{code:?}"
        );
        plain.push_str(text);
    }
    assert!(coloured.len() > plain.len());
    assert_eq!(plain, include_str!("human.golden"));
}

#[test]
fn for_editors() {
    let texts = texts();
    assert_eq!(
        short(&diagnostics(&texts), &texts),
        include_str!("short.golden")
    );
}

#[test]
fn for_programs() {
    let texts = texts();
    let json = json(&diagnostics(&texts), &texts);
    let found: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(format!("{found:#}\n"), include_str!("json.golden"));
}

#[test]
fn positions_count_lines_and_characters() {
    let text = "ab\né日c\n\nlast";
    let index = LineIndex::new(text);
    for (offset, expected) in [
        (0, (1, 1)),
        (2, (1, 3)),
        (3, (2, 1)),
        (4, (2, 1)), // inside of é
        (5, (2, 2)),
        (8, (2, 3)),
        (9, (2, 4)),
        (10, (3, 1)),
        (15, (4, 5)),
        (99, (4, 5)),
    ] {
        assert_eq!(index.position(text, offset), expected, "{offset}");
    }
    assert_eq!(
        [1, 2, 3, 4, 0, 5].map(|line| &text[index.line(text, line)]),
        ["ab", "é日c", "", "last", "", ""]
    );
    assert_eq!(LineIndex::new("").position("", 3), (1, 1));
    let long = "é".repeat(5000);
    assert_eq!(LineIndex::new(&long).position(&long, 9001), (1, 4501));
}

#[test]
fn spans_at_random_do_not_panic() {
    let bits = [
        "a",
        " ",
        "\n",
        "\t",
        "é",
        "日本",
        "e\u{301}",
        "\u{1b}[31m",
        "👩\u{200d}🔬",
        "\r",
        "\0",
        "\u{9b}",
        "[[x]]",
    ];
    let mut random = Random::new(7);
    for round in 0..4_000 {
        let length = if round % 10 == 0 { 600 } else { 30 };
        let bits = &bits[..bits.len() - usize::from(round % 3 == 0)];
        let text: String = (0..random.below(length))
            .map(|_| random.pick(bits))
            .collect();
        let texts = Texts(vec![("p", text.clone()), ("q", text.clone())]);
        let mut span = || {
            let (start, end) = (random.below(text.len() + 3), random.below(text.len() + 9));
            Span {
                file: FileId(u32::try_from(random.below(3)).unwrap_or(0)),
                start: start as u32,
                end: end as u32,
            }
        };
        let found = Diagnostic::new("rule", Severity::Error, Some(span()), text.clone())
            .label(text.clone())
            .help(text.clone())
            .related(span(), text.clone())
            .related(span(), "")
            .edit(span(), text.clone());
        let found = [found];
        for printed in [
            human(&found, &texts, false),
            short(&found, &texts),
            json(&found, &texts),
        ] {
            assert!(
                printed.chars().all(|c| c == '\n' || !c.is_control()),
                "{printed:?}"
            );
        }
        serde_json::from_str::<Value>(&json(&found, &texts)).expect("it is JSON");
    }
}
