//! Content made harmless for a terminal.

use std::borrow::Cow;

/// Stands for a character that is not shown.
const HIDDEN: char = '\u{fffd}';

/// What a terminal may show in place of `c`: control characters as pictures, those that change
/// direction or cannot be seen as `�`. A tab stays.
pub(super) fn shown(c: char) -> char {
    match c {
        '\t' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(HIDDEN),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => HIDDEN,
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => HIDDEN,
        '\u{e0000}'..='\u{e007f}' => HIDDEN,
        _ => c,
    }
}

/// A text of several lines made harmless: line breaks stay, tabs become blanks.
pub fn lines(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '\n' => c,
        '\t' => ' ',
        _ => shown(c),
    })
}

/// A text made harmless and brought on one line: line breaks and tabs become blanks.
pub fn line(text: &str) -> Cow<'_, str> {
    replace(text, |c| if matches!(c, '\n' | '\t') { ' ' } else { shown(c) })
}

fn replace(text: &str, with: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|c| with(c) == c) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(with).collect()) }
}
