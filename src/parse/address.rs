//! Owns addresses on the web: which texts are one.

/// Whether a text begins like an address on the web, and says a host.
pub fn has_host(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#', ':', '.']))
}

/// Whether a text can stand in headers and lists of addresses, which hold no blanks and no quotes.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`|".contains(&byte))
}
