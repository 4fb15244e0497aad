//! Owns letters that count as the same where something is looked up by its words: programs change apostrophes and blanks by themselves.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizer;

/// How a letter counts: any apostrophe as the straight one, any blank as the plain one.
fn typed(letter: char) -> char {
    match letter {
        '’' | '‘' | 'ʼ' | 'ʻ' => '\'',
        _ if letter.is_whitespace() => ' ',
        _ => letter,
    }
}

/// A text whose letters and marks are joined, as one types them: some systems take them apart in names of files.
fn joined(text: &str) -> Cow<'_, str> {
    let apart = |letter: char| matches!(letter, '\u{300}'..='\u{36f}' | '\u{1100}'..='\u{11ff}' | '\u{3099}' | '\u{309a}');
    if text.is_ascii() || !text.contains(apart) { Cow::Borrowed(text) } else { ComposingNormalizer::new_nfc().normalize(text) }
}

/// Whether two texts have the same words, capitals and all.
pub fn same(one: &str, other: &str) -> bool {
    one == other || !(one.is_ascii() && other.is_ascii()) && joined(one).chars().map(typed).eq(joined(other).chars().map(typed))
}

/// A text in the small letters of a language.
pub fn small(text: &str, language: &str) -> String {
    if !text.contains(['I', 'İ']) {
        return text.to_lowercase();
    }
    let dotless = if is_turkic(language) { "ı" } else { "I" };
    text.replace('I', dotless).replace('İ', "i").to_lowercase()
}

/// What a name is found by: capitals do not count, nor which apostrophe or blank it is, nor the dot of an `i` where there are two of them.
pub fn key(name: &str, language: &str) -> String {
    let small = if name.contains('İ') { name.replace('İ', "i").to_lowercase() } else { name.to_lowercase() };
    if small.is_ascii() {
        return small;
    }
    let dot = is_turkic(language);
    joined(&small).chars().map(|letter| if dot && letter == 'ı' { 'i' } else { typed(letter) }).collect()
}

/// Whether a language has an `ı` beside the `i`.
fn is_turkic(language: &str) -> bool {
    matches!(language.split('-').next(), Some("tr" | "az"))
}

#[cfg(test)]
mod tests {
    use super::{key, same, small};

    #[test]
    fn apostrophes_blanks_and_capitals() {
        assert_eq!(key("Côte d’Ivoire", "fr"), key("CÔTE D'IVOIRE", "fr"));
        assert_eq!(key("Cote\u{301}", "fr"), key("Coté", "fr"));
        assert!(same("E\u{301}te\u{301}", "Été"));
        assert!(same("Pourquoi\u{a0}?", "Pourquoi ?") && same("L’été", "L'été") && !same("L’Été", "L'été") && !same("a b", "ab"));
    }

    #[test]
    fn two_kinds_of_i() {
        assert_eq!((small("İl", "tr"), small("Iğdır", "tr-TR"), small("IDEA", "en")), ("il".to_owned(), "ığdır".to_owned(), "idea".to_owned()));
        for written in ["ığdır", "IĞDIR", "Iğdır", "iğdir"] {
            assert_eq!(key(written, "az"), "iğdir");
        }
        assert_eq!(key("ı", "en"), "ı");
    }
}
