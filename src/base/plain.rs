//! Owns the plain letters that stand for others which have no accent to take off: strokes and ligatures.

/// What stands for a small letter, where it is no letter of ASCII with an accent.
pub fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        _ => return None,
    })
}
