//! Owns the tests that no file makes the reader panic or hang.

use super::parse;
use super::tests::PLAYBOOK;
use crate::base::FileId;
use crate::base::random::Random;

#[test]
fn nothing_panics() {
    let mut random = Random::new(1);
    let places = |text: &str| {
        for found in parse(text, FileId(0)).1 {
            assert!(found.span.is_some_and(|span| text.get(span.bytes()).is_some()), "{found:?} of {text}");
        }
    };
    let chars: Vec<char> = PLAYBOOK.chars().collect();
    for end in 0..chars.len() {
        places(&chars[..end].iter().collect::<String>());
    }
    let odd = ['{', '}', '"', '\\', '$', '#', ',', '=', '@', '%', 'é', '-', '0', ' ', '\u{0}', '^'];
    for _ in 0..3000 {
        let mut text = chars.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(text.len());
            match random.below(3) {
                0 => text[at] = odd[random.below(odd.len())],
                1 => text.insert(at, odd[random.below(odd.len())]),
                _ => _ = text.remove(at),
            }
        }
        places(&text.into_iter().collect::<String>());
    }
}

#[test]
fn hostile_files_end_soon() {
    let start = std::time::Instant::now();
    for text in [
        "@a{b,\n".repeat(170_000),
        format!("@misc{{b, title={}", "{".repeat(1_000_000)),
        format!("@misc{{b, title={{{{{}}}}}}}", "{}".repeat(30_000)),
        format!("@string{{a={{}}}}@misc{{b, title=a{}}}", "#a".repeat(400_000)),
        format!("@misc{{b,{}}}", (0..90_000).map(|i| format!("a{i}=1,")).collect::<String>()),
        format!("@misc{{b, title={{{}{}}}}}", "\\a{".repeat(99), "}".repeat(99)),
        "@misc{b,title=1}\n".repeat(60_000),
    ] {
        parse(&text, FileId(0));
    }
    // Quadratic time would be minutes.
    assert!(start.elapsed().as_secs() < 20);
}
