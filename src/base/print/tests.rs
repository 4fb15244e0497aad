//! Diagnostics in, text out: golden files beside this one; then spans at random, which must not panic.

use super::*;
use crate::base::random::Random;
use crate::base::{Edit, FileId, Sources, Span};
use serde_json::Value;

/// Two files with what terminals and carets dislike: escapes, tabs, wide and combining characters,
/// a line of a thousand columns.
fn texts() -> Sources {
    let note = "---\ntitle: Risotto\npastas:\n  - cardamom-comittee\npastas: []\n---\n\tTab 日本 e\u{301}x [[nowhere]] \u{1b}[31mred\u{202e}\n";
    let long = format!("{}[[risotoi]]{}", "long words ".repeat(40), " and on".repeat(60));
    Sources::new([
        ("content/foods/risotto.md".to_owned(), note.as_bytes().to_vec()),
        ("content/z\u{1b}.csv".to_owned(), format!("id,title,id\n{long}\n").into_bytes()),
    ])
}

fn said(rule: &'static str, severity: Severity, span: Option<Span>, message: &str) -> Diagnostic {
    Diagnostic {
        rule,
        severity,
        span,
        message: message.to_owned(),
        label: String::new(),
        more: 0,
        help: Vec::new(),
        related: Vec::new(),
        edit: None,
        sure: false,
    }
}

fn with_edit(diagnostic: Diagnostic, span: Span, text: &str) -> Diagnostic {
    Diagnostic { edit: Some(Edit { span, text: text.to_owned(), instead_of: None }), ..diagnostic }
}

fn diagnostics(texts: &Sources) -> Vec<Diagnostic> {
    let span = |file: u32, needle: &str, which: usize| {
        let (at, _) = texts.text(FileId(file)).match_indices(needle).nth(which).expect("it is there");
        Span::new(FileId(file), at, at + needle.len())
    };
    let raw = |file, start, end| Some(Span { file: FileId(file), start, end });
    let typo = span(0, "cardamom-comittee", 0);
    let (error, warning, hint) = (Severity::Error, Severity::Warning, Severity::Hint);
    let nowhere = span(0, "nowhere", 0);
    vec![
        with_edit(
            said("unknown-reference", error, Some(typo), "there is no pasta `cardamom-comittee`")
                .label("not an id, title or other name in `pastas`")
                .help("did you mean `cardamom-committee`?"),
            typo,
            "cardamom-committee",
        ),
        said("duplicate-key", error, Some(span(0, "pastas", 1)), "`pastas` is given twice").related(span(0, "pastas", 0), "first here"),
        with_edit(said("unknown-link", warning, Some(nowhere), "no \u{1b}[31m`nowhere`\nhere").label("x\u{9b}y"), nowhere, "here"),
        said("duplicate-column", error, Some(span(1, "id", 1)), "two columns are named `id`")
            .related(span(1, "id", 0), "first")
            .related(span(0, "title", 0), "another file")
            .help("one\ntwo")
            .help("three"),
        said("unknown-link", hint, Some(span(1, "risotoi", 0)), "a long line").label("here").related(span(1, "long", 0), "the same line, far away"),
        said("no-title", error, None, "the site has no title").help("write `title: …`"),
        said("past", error, raw(0, 9999, 1), "past the end"),
        said("inside", error, raw(0, 72, 74), "inside of a character"),
        said("many-lines", error, raw(0, 4, 40), "several lines"),
    ]
}

#[test]
fn for_people() {
    let texts = texts();
    assert_eq!(human(&diagnostics(&texts), &texts, false), include_str!("human.golden"));
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
        assert!(code.trim_start_matches('[').bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{code:?}");
        plain.push_str(text);
    }
    assert!(coloured.len() > plain.len());
    assert_eq!(plain, include_str!("human.golden"));
}

#[test]
fn for_editors() {
    let texts = texts();
    assert_eq!(short(&diagnostics(&texts), &texts), include_str!("short.golden"));
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
    assert_eq!([1, 2, 3, 4, 0, 5].map(|line| &text[index.line(text, line)]), ["ab", "é日c", "", "last", "", ""]);
    assert_eq!(LineIndex::new("").position("", 3), (1, 1));
    let long = "é".repeat(5000);
    assert_eq!(LineIndex::new(&long).position(&long, 9001), (1, 4501));
}

#[test]
fn spans_at_random_do_not_panic() {
    let bits = ["a", " ", "\n", "\t", "é", "日本", "e\u{301}", "\u{1b}[31m", "👩\u{200d}🔬", "\r", "\0", "\u{9b}", "[[x]]"];
    let mut random = Random::new(7);
    for round in 0..4_000 {
        let length = if round % 10 == 0 { 600 } else { 30 };
        let bits = &bits[..bits.len() - usize::from(round % 3 == 0)];
        let text: String = (0..random.below(length)).map(|_| random.pick(bits)).collect();
        let texts = Sources::new(["p.md", "q.md"].map(|path| (path.to_owned(), text.clone().into_bytes())));
        let mut span = || {
            let (start, end) = (random.below(text.len() + 3), random.below(text.len() + 9));
            Span { file: FileId(u32::try_from(random.below(2)).unwrap_or(0)), start: start as u32, end: end as u32 }
        };
        let found = said("rule", Severity::Error, Some(span()), &text)
            .label(text.clone())
            .help(text.clone())
            .related(span(), text.clone())
            .related(span(), "");
        let found = with_edit(found, span(), &text);
        let found = [found];
        for printed in [human(&found, &texts, false), short(&found, &texts), json(&found, &texts)] {
            assert!(printed.chars().all(|c| c == '\n' || !c.is_control()), "{printed:?}");
        }
        serde_json::from_str::<Value>(&json(&found, &texts)).expect("it is JSON");
    }
}
