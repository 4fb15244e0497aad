//! Owns ids: which texts may be one, and which one a text could become.

use icu_normalizer::DecomposingNormalizer;

use crate::base::Diagnostic;
use crate::base::mistake::LONGEST_ID;
use crate::base::plain::plain;
use crate::parse::number::grouped;

/// Whether a text may be an id: the name of a folder, which no system has much longer.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_ID && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The id that a text is, or that is nearest to it: what names the entry means that one, and only what can't be an id is a mistake.
pub fn id_meant(text: &str, mistake: impl FnOnce(Option<String>) -> Diagnostic, found: &mut Vec<Diagnostic>) -> String {
    if is_id(text) {
        return text.to_owned();
    }
    let offer = offer_id(text);
    found.push(mistake(offer.clone()));
    offer.unwrap_or_else(|| text.to_owned())
}

/// The id nearest to a text; none where it has no letter or digit that an id may have.
pub fn offer_id(text: &str) -> Option<String> {
    let apart: String = DecomposingNormalizer::new_nfd().normalize(text).chars().filter(|letter| !('\u{300}'..'\u{370}').contains(letter)).collect();
    let digits = text.strip_suffix(".0").unwrap_or(text);
    if let Some(digits) = [',', '.', '\'', ' '].into_iter().find_map(|separator| grouped(digits, separator)).filter(|digits| !digits.starts_with('-'))
    {
        return Some(digits);
    }
    let apart = if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.to_owned() } else { apart };
    let mut id = String::new();
    for letter in apart.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            id.push(letter);
        } else if let Some(letters) = plain(letter) {
            id.push_str(letters);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    (!id.is_empty() && id.len() <= LONGEST_ID).then(|| id.to_owned())
}
