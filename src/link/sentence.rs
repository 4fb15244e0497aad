//! Owns the sentence around some words of a text, and which full stops end none.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The sentence around some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// What of it stands before them.
    pub before: String,
    /// The words.
    pub words: String,
    /// The rest of it.
    pub after: String,
}

/// Sentences longer than this, in characters, are cut on either side.
const LONGEST: usize = 240;
/// Further back, no sentence is looked for that goes on behind a short form.
const MOST: usize = 4 * LONGEST;

/// The sentence around a stretch of a text. `abbreviations` are words, with commas between them, whose full stop ends none.
pub fn around(text: &str, at: Range<usize>, abbreviations: &str) -> Quote {
    let (mut start, mut end) = bounds(text, at.clone());
    while at.start - start < LONGEST
        && let Some(stop) = short_form(text, start, abbreviations)
    {
        start = bounds(text, stop..start).0;
    }
    while end < text.len() && end - at.end < LONGEST && short_form(text, end, abbreviations).is_some() {
        end = bounds(text, end..end).1;
    }
    let before = text[start..at.start].trim_start();
    let after = text[at.end..end.max(at.end)].trim_end();
    // Of most sentences no letter needs to be counted.
    let cut = if before.len() > LONGEST { before.char_indices().rev().nth(LONGEST).map(|(index, _)| index) } else { None };
    let before = match cut.and_then(|cut| before[cut..].find(' ').map(|blank| cut + blank)) {
        Some(cut) => format!("…{}", &before[cut..]),
        None => before.to_owned(),
    };
    let cut = if after.len() > LONGEST { after.char_indices().nth(LONGEST).map(|(index, _)| index) } else { None };
    let after = match cut.and_then(|cut| after[..cut].rfind(' ')) {
        Some(cut) => format!("{} …", &after[..cut]),
        None => after.to_owned(),
    };
    Quote { before, words: text[at].to_owned(), after }
}

/// The last sentence of a text.
pub fn last<'t>(text: &'t str, abbreviations: &str) -> &'t str {
    let text = text.trim_end();
    let mut start = text.split_sentence_bound_indices().last().map_or(0, |(start, _)| start);
    while text.len() - start < MOST
        && let Some(stop) = short_form(text, start, abbreviations)
    {
        start = bounds(text, stop..start).0;
    }
    text[start..].trim_start()
}

/// Where the sentence around a stretch of a text begins and ends by the rules of Unicode (UAX 29).
fn bounds(text: &str, at: Range<usize>) -> (usize, usize) {
    let first = sure_start(text, at.start);
    let least = at.end.max(at.start + 1);
    match sure_end(text, first) {
        Some(end) if end >= least => (first, end),
        _ => {
            let mut starts = text[first..].split_sentence_bound_indices().map(|(start, _)| first + start).peekable();
            let mut start = first;
            while let Some(next) = starts.next_if(|next| *next <= at.start) {
                start = next;
            }
            (start, starts.find(|next| *next >= least).unwrap_or(text.len()))
        }
    }
}

/// Where the full stop of a short form is that ends right before `next`: an initial, `U.S.`, `EE. UU.`, or a known abbreviation, which
/// small letters are only before a number: `p. 3`.
fn short_form(text: &str, next: usize, abbreviations: &str) -> Option<usize> {
    let before = text[..next].trim_end();
    let word = before.strip_suffix('.')?;
    let word = word.rsplit(|letter: char| letter.is_whitespace() || "([\"'“‘«".contains(letter)).next()?;
    let mut letters = word.chars();
    let (first, second) = (letters.next()?, letters.next());
    let twice = second.is_none_or(|second| second == first) && letters.next().is_none();
    let known = || abbreviations.split(',').any(|known| known.trim() == word);
    let initial = twice && first.is_uppercase();
    let several = word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic));
    let number = || text[next..].starts_with(|letter: char| letter.is_ascii_digit());
    (initial || several || (first.is_uppercase() || number()) && known()).then_some(before.len() - 1)
}

/// A place at or before `at` where a sentence begins without doubt: a capital after a full stop and a blank, or the text's
/// beginning. By the rules of Unicode (UAX 29) what comes before it has no say in where later sentences begin.
fn sure_start(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let begins = |start: &usize| {
        let before = text[..*start].trim_end_matches(' ');
        before.len() < *start && before.trim_end_matches([')', ']', '"', '\'']).ends_with(['.', '!', '?'])
    };
    (1..=at).rev().filter(|start| opens(&bytes[*start..])).find(begins).unwrap_or(0)
}

/// Whether a text begins with a letter that a sentence may begin with after a full stop: a capital of Latin or Cyrillic script, a
/// Chinese or Korean one.
fn opens(text: &[u8]) -> bool {
    matches!(text, [b'A'..=b'Z' | 0xe5..=0xe9 | 0xeb | 0xec, ..] | [0xd0, ..0xb0, ..])
}

/// Where a sentence that begins at `first` ends, where that is beyond doubt: nothing before its full stop could end one.
/// For most sentences this saves looking up the class of every letter.
fn sure_end(text: &str, first: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // What could end a sentence, or is not known not to: Latin letters with accents, no-break blanks, dashes, quotation marks, and
    // Cyrillic, Chinese and Korean letters are.
    let ends = |at: &usize| match bytes[*at] {
        b'.' | b'!' | b'?' | b'\n' | b'\r' => true,
        0xc3..=0xc9 | 0xd0 | 0xd1 | 0xe4..=0xe9 | 0xeb | 0xec => false,
        0xc2 => matches!(bytes.get(at + 1), Some(..0xa0)),
        0xe2 => !matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x90..0xa4])),
        0xc0.. => true,
        _ => false,
    };
    let Some(stop) = (first..bytes.len()).find(ends) else { return Some(text.len()) };
    if !matches!(bytes[stop], b'.' | b'!' | b'?') {
        return None;
    }
    let closed = stop + 1 + bytes[stop + 1..].iter().take_while(|byte| matches!(byte, b')' | b']' | b'"' | b'\'')).count();
    let next = closed + bytes[closed..].iter().take_while(|byte| **byte == b' ').count();
    (next == bytes.len() || next > closed && opens(&bytes[next..])).then_some(next)
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::{around, last, sure_end, sure_start};

    #[test]
    fn short_forms_end_no_sentence() {
        let known = "Dr, No, p, art";
        for sentence in [
            "Three U.S. Cabinet departments take part.",
            "Hay 3 partidos en los EE. UU. Dos más los siguen.",
            "Two of D. Juan’s boards, see p. 12 (“Dr. No”), met.",
            "Under art. 5 of the act, No. 3 has J. R. Smith e.g. Ann.",
        ] {
            let text = format!("It began so. {sentence} Others (12) went.");
            let at = text.find(sentence).expect("it is there");
            let before = &text[..at + sentence.len()];
            assert_eq!(last(before, known), sentence);
            for word in sentence.split(' ').filter(|word| word.len() > 2) {
                let start = at + sentence.find(word).expect("it is there");
                let quote = around(&text, start..start + word.len(), known);
                assert_eq!([quote.before, quote.words, quote.after].concat(), sentence, "{word}");
            }
        }
        for (text, sentence) in [
            ("It was no. 12 Boards met.", "It was no. 12 Boards met."),
            ("It was so. 12 Boards met.", "12 Boards met."),
            ("They met on p. Boards met.", "Boards met."),
            ("\u{a0}. A", "A"),
            ("é. B. ", "B."),
            ("", ""),
        ] {
            assert_eq!(last(text, "p, no"), sentence, "{text}");
        }
    }

    #[test]
    fn a_sure_start_is_one_of_unicodes() {
        let text = "One (see p. 3.4 B). \"Two.\" Three! 4 e.g. Five of the U.S. Army?  Six… Seven: é. È. A.B. C. ЦИК и СБУ. Выборы. и Ёж. ё. 선거. 가 나. 中央。 选举. 举";
        let known: Vec<usize> = text.split_sentence_bound_indices().map(|(start, _)| start).collect();
        let sure: Vec<usize> = (0..text.len()).filter(|at| sure_start(text, *at) == *at).collect();
        assert!(sure.iter().all(|start| known.contains(start)), "{sure:?} of {known:?}");
        assert!(sure.len() > 9, "{sure:?} of {known:?}");
        for letter in '\0'..=char::MAX {
            let text = format!("Ab. {letter}b");
            let start = text.split_sentence_bound_indices().nth(1).map_or(0, |(start, _)| start);
            assert!([0, start].contains(&sure_start(&text, 4)), "{letter:?}");
        }
    }

    #[test]
    fn a_sure_end_is_the_next_of_unicodes() {
        let plain =
            "One two, three. (Four (five).) Six?  Seven 3.4 eight. \"Nine.\" Ten! eleven. Twelve é. Thirteen; fourteen.\nFifteen. 16 is. Seventeen! ";
        let other = "Été – “là”, ça. Über. Añ\u{a0}o\u{85}Œuvre’s ‘ł’. Ж. Six․ Ű\u{ad}\u{ad}. \u{2028}A… B。 C‼ D\u{37e} E";
        let text = &format!("{plain}{other}");
        let mut known: Vec<usize> = text.split_sentence_bound_indices().map(|(start, _)| start).collect();
        known.push(text.len());
        let ends: Vec<(usize, usize)> = known.windows(2).filter_map(|pair| Some((pair[1], sure_end(text, pair[0])?))).collect();
        assert!(ends.iter().all(|(unicodes, ours)| unicodes == ours), "{ends:?} of {known:?}");
        for letter in '\0'..=char::MAX {
            for text in [format!("A{letter}b. C"), format!("Ab. {letter}c")] {
                let next = text.split_sentence_bound_indices().nth(1).map_or(text.len(), |(start, _)| start);
                assert!(sure_end(&text, 0).is_none_or(|end| end == next), "{text:?}");
            }
        }
        assert!(ends.len() > 4 && ends.iter().any(|(end, _)| *end > plain.len()), "{ends:?} of {known:?}");
    }
}
