//! Owns yes and no, as they are written.

/// What a word says, if it is one of the two.
pub fn truth(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}
