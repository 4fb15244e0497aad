//! Owns yes and no, as they are written.

/// What may be written for them.
pub const TRUTHS: &str = "`true`, `false`, `yes` or `no`";

/// How other languages say so, and spreadsheets that are set to them.
const YES: [&str; 22] = [
    "oui",
    "vrai",
    "sí",
    "si",
    "sì",
    "verdadero",
    "vero",
    "ja",
    "wahr",
    "sim",
    "verdadeiro",
    "da",
    "да",
    "evet",
    "doğru",
    "tak",
    "prawda",
    "igen",
    "ano",
    "kyllä",
    "waar",
    "نعم",
];
/// Two are written twice, as their capitals without dots are made small.
const NO: [&str; 22] = [
    "non", "faux", "falso", "nein", "falsch", "não", "nee", "onwaar", "nej", "nei", "нет", "ne", "hayır", "yanlış", "nie", "fałsz", "nem", "ei",
    "nu", "لا", "hayir", "yanliş",
];

/// What a word says, if it is one of the two.
pub fn truth(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

/// What a word of another language means, or one of the site's own for yes and no.
pub fn truth_meant(word: &str, own: [&str; 2]) -> Option<&'static str> {
    let word = word.to_lowercase();
    let is = |own: &str, words: &[&str]| own.to_lowercase() == word || words.contains(&word.as_str());
    match (is(own[0], &YES), is(own[1], &NO)) {
        (true, false) => Some("yes"),
        (false, true) => Some("no"),
        _ => None,
    }
}
