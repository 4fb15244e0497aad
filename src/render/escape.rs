//! Owns escaping: text for HTML, and addresses for links.

/// Adds a text as HTML, safe in elements and in quoted attributes.
pub fn push(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter if letter.is_control() && letter != '\n' && letter != '\t' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
}

/// A text as HTML.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push(&mut out, text);
    out
}

/// An address as the value of an attribute: blanks and other bytes that no address has are encoded.
pub fn address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'"' | b'<' | b'>' | b' ' | b'`' | b'{' | b'}' | b'\\' | b'^' | b'|' | 0..=31 | 127..=255 => {
                out.push_str(&format!("%{byte:02X}"));
            }
            byte => out.push(char::from(byte)),
        }
    }
    out
}
