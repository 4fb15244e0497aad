//! What goes in and what comes out, as tables.

use super::*;

mod mutations;

/// A value as one line: quoted and block scalars in `'`, nothing as `-`.
fn shape(node: &Node) -> String {
    let join = |parts: Vec<String>| parts.join(", ");
    match &node.kind {
        NodeKind::Scalar { text, quoted: true } => format!("'{}'", text.replace('\n', "↵")),
        NodeKind::Scalar { text, quoted: false } => text.clone(),
        NodeKind::Empty => "-".into(),
        NodeKind::List(nodes) => format!("[{}]", join(nodes.iter().map(shape).collect())),
        NodeKind::Map(entries) => {
            let parts = entries.iter().map(|(key, node)| format!("{}: {}", key.text, shape(node)));
            format!("{{{}}}", join(parts.collect()))
        }
    }
}

/// What stands at each place, keys and values in order; `text` on one line.
fn places(text: &str, node: &Node, out: &mut Vec<String>) {
    let mut push = |start: usize, end: usize| out.push(text[start..end].replace('\n', "↵"));
    push(node.start, node.end);
    match &node.kind {
        NodeKind::List(nodes) => nodes.iter().for_each(|node| places(text, node, out)),
        NodeKind::Map(entries) => entries.iter().for_each(|(key, node)| {
            out.push(text[key.start..key.end].to_owned());
            places(text, node, out);
        }),
        _ => {}
    }
}

/// A mistake as one line: what stands at its place, what is wrong, the way out.
fn said(text: &str, mistake: &YamlMistake) -> String {
    let at = mistake.at();
    let line = text[..at.start].matches('\n').count() + 1;
    let place = text[at].replace('\n', "↵").replace('\t', "→").replace('\u{1b}', "⎋");
    match mistake {
        YamlMistake::Syntax { what, help, .. } => {
            format!("{line} ‹{place}› {what} | {}", help.as_deref().unwrap_or("-"))
        }
        YamlMistake::DuplicateKey { key, first, .. } => {
            format!("{line} ‹{place}› `{key}` again, first ‹{}› at {}", &text[first.clone()], first.start)
        }
    }
}

#[test]
fn values_are_text_as_meant() {
    for (text, expected) in [
        ("", "-"),
        ("\n\n", "-"),
        ("# only a comment\n", "-"),
        ("---\n", "-"),
        ("---\na: b\n...\n", "{a: b}"),
        ("\u{feff}a: b", "{a: b}"),
        ("v: 1.10\nn: no\nd: 2017-10\ny: 2017\nt: 10:30\nx: 0x1F\ne: 1e3", "{v: 1.10, n: no, d: 2017-10, y: 2017, t: 10:30, x: 0x1F, e: 1e3}"),
        ("a: 'no'\nb: \"1.10\"\nc: ''", "{a: 'no', b: '1.10', c: ''}"),
        ("a:\nb: ~\nc: '~'\nd: null\ne: 'null'", "{a: -, b: -, c: '~', d: -, e: 'null'}"),
        ("a: |\n  one\n  two\n\nb: >\n  one\n  two\nc: |-\n  x", "{a: 'one↵two↵', b: 'one two↵', c: 'x'}"),
        ("a: one\n  two\n\n  three", "{a: one two\nthree}"),
        ("a: 'it''s'\nb: \"\\u00e4 \\\"x\\\"\"", "{a: 'it's', b: 'ä \"x\"'}"),
        ("- a\n-\n- [b, c, ]\n- {d: e, f}", "[a, -, [b, c], {d: e, f: -}]"),
        ("a:\n- b\n- c: d\n  e: f", "{a: [b, {c: d, e: f}]}"),
        ("u: https://example.org/a:b#c # note", "{u: https://example.org/a:b#c}"),
        ("w: factor=levels\nx: Full – all", "{w: factor=levels, x: Full – all}"),
        ("title: Über ‘Änderungen’ 日本", "{title: Über ‘Änderungen’ 日本}"),
        ("a: x]\nb: c, d\nc: it's", "{a: x], b: c, d, c: it's}"),
    ] {
        let (node, mistakes) = parse(text).unwrap_or_else(|mistake| panic!("{text:?}: {mistake:?}"));
        assert_eq!(shape(&node), expected, "{text:?}");
        assert_eq!(mistakes, [], "{text:?}");
    }
}

#[test]
fn places_are_bytes_of_the_value_alone() {
    for (text, expected) in [
        ("é: ü  # c\n\"ß\": [ö, 'ä']  \n", "é: ü  # c↵\"ß\": [ö, 'ä']|é|ü|\"ß\"|[ö, 'ä']|ö|'ä'"),
        ("a: |\n  日本\n  x\n\nb: two\n  lines \n\n", "a: |↵  日本↵  x↵↵b: two↵  lines|a|日本↵  x|b|two↵  lines"),
        ("- a: {b: c}\n\n-  x\n", "- a: {b: c}↵↵-  x|a: {b: c}|a|{b: c}|b|c|x"),
        ("a:\nb: ''", "a:↵b: ''|a||b|''"),
    ] {
        let (node, _) = parse(text).expect("it is valid");
        let mut out = Vec::new();
        places(text, &node, &mut out);
        assert_eq!(out.join("|"), expected, "{text:?}");
    }
}

#[test]
fn mistakes_in_words() {
    let cases = include_str!("mistakes.txt");
    for case in cases.split("\n\n").filter(|case| !case.trim().is_empty()) {
        let (text, expected) = case.split_once("\n=> ").expect("an input, `=>`, and what is said");
        let text = text.replace("→", "\t").replace("⎋", "\u{1b}");
        let found = match parse(&text) {
            Err(mistake) => said(&text, &mistake),
            Ok((_, mistakes)) => mistakes.iter().map(|mistake| said(&text, mistake)).collect::<Vec<_>>().join("\n=> "),
        };
        let found = if found.is_empty() { "fine" } else { &found };
        assert_eq!(found, expected.trim_end(), "\n{text}");
    }
}

#[test]
fn the_first_of_a_name_stays_and_dropped_entries_leave_no_trace() {
    let (node, mistakes) = parse("a: 1\nb: 2\na: 3\n{c: d}: 4\ne: {x: 1, x: 2}\n").expect("readable");
    assert_eq!(shape(&node), "{a: 1, b: 2, e: {x: 1}}");
    assert_eq!(mistakes.iter().map(|mistake| mistake.at().start).collect::<Vec<_>>(), [10, 15, 35]);
}

#[test]
fn hostile_texts_are_refused_at_once() {
    let started = std::time::Instant::now();
    for text in [
        "{".repeat(100_000),
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "a:\n".repeat(100_000),
        format!("title: {}", "x".repeat(10_000_000)),
        format!("a: [{}]", "x,".repeat(100_000)),
        format!("a: &x [{}]", "*x,".repeat(100_000)),
        format!("a: \u{1b}\n{}", "b: 'c\n".repeat(1000)),
    ] {
        assert!(parse(&text).is_err(), "{}", &text[..10]);
    }
    // Some 20 ms without optimisation; a slow machine may take its time, a quadratic parser not.
    assert!(started.elapsed().as_millis() < 2_000, "{:?}", started.elapsed());
}
