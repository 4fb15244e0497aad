//! Owns ids: which texts may be one, and which one a text could become.

use icu_normalizer::DecomposingNormalizer;

use crate::parse::number::grouped;

/// Whether a text may be an id.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The id nearest to a text.
pub fn offer_id(text: &str) -> String {
    let plain: String = DecomposingNormalizer::new_nfd().normalize(text).chars().filter(|letter| !('\u{300}'..'\u{370}').contains(letter)).collect();
    let digits = text.strip_suffix(".0").unwrap_or(text);
    if let Some(digits) = [',', '.', '\'', ' '].into_iter().find_map(|separator| grouped(digits, separator)).filter(|digits| !digits.starts_with('-'))
    {
        return digits;
    }
    let plain = if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.to_owned() } else { plain };
    let mut id = String::new();
    for letter in plain.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            id.push(letter);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    if id.is_empty() { "entry".to_owned() } else { id.to_owned() }
}
