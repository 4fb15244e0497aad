//! Texts cut, spliced and made up: no panic, and every place lies in the text.

use super::super::*;
use crate::base::random::Random;

/// All places lie in the text, on character boundaries, children within their parents.
fn check_places(text: &str, node: &Node) {
    assert!(text.get(node.start..node.end).is_some(), "{node:?} in {text:?}");
    let within = |child: &Node| {
        assert!(node.start <= child.start && child.end <= node.end, "{child:?} in {node:?} in {text:?}");
        check_places(text, child);
    };
    match &node.kind {
        NodeKind::List(nodes) => nodes.iter().for_each(within),
        NodeKind::Map(entries) => entries.iter().for_each(|(key, child)| {
            assert!(text.get(key.start..key.end).is_some(), "{key:?} in {text:?}");
            within(child);
        }),
        _ => {}
    }
}

fn check(text: &str) {
    match parse(text) {
        Ok((node, mistakes)) => {
            check_places(text, &node);
            mistakes.iter().for_each(|mistake| assert!(text.get(mistake.at()).is_some(), "{mistake:?} in {text:?}"));
        }
        Err(mistake) => assert!(text.get(mistake.at()).is_some(), "{mistake:?} in {text:?}"),
    }
}

#[test]
fn mutations_do_not_panic() {
    const SEED: &str = "# ü\ntitle: \"Ärger: x\"\nmenu: [a, {t: 'it''s', items: [b, 日本]}]\nlist:\n  - a: |\n      text\n      more\n    b: ~\n  - c\nnote: two\n  lines\n? k\n: v\n";
    const BITS: [&str; 30] = [
        "\t", "\n", " ", "\"", "'", "[", "]", "{", "}", ",", ": ", ":", "- ", "-", "#", " #", "&a ", "*a", "!t ", "|", ">", "---\n", "%", "@", "é",
        "日", "\u{feff}", "\0", "\u{1b}", "\\",
    ];
    let ends: Vec<usize> = (0..=SEED.len()).filter(|at| SEED.is_char_boundary(*at)).collect();
    for &at in &ends {
        check(&SEED[..at]);
        check(&SEED[at..]);
        for bit in BITS {
            check(&format!("{}{bit}{}", &SEED[..at], &SEED[at..]));
        }
    }
    let mut random = Random::new(7);
    for _ in 0..20_000 {
        let mut text = SEED.to_owned();
        for _ in 0..1 + random.below(6) {
            let mut at = random.below(text.len() + 1);
            at = text.floor_char_boundary(at);
            match random.below(3) {
                0 => text.truncate(at),
                1 if at < text.len() => drop(text.remove(at)),
                _ => text.insert_str(at, random.pick(&BITS)),
            }
        }
        check(&text);
    }
    for _ in 0..20_000 {
        let text: String = (0..random.below(14)).map(|_| random.pick(&BITS)).collect();
        check(&text);
    }
}
