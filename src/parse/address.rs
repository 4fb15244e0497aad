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

/// What the address of a site is and this text is not. All of the site's addresses begin with it, and it may be a path alone.
pub fn no_base(text: &str) -> Option<&'static str> {
    let rest = text.split_once("://").filter(|_| has_host(text)).map_or(text, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let port = host.rsplit(']').next().and_then(|rest| rest.split_once(':')).map(|(_, port)| port);
    if !is_plain(text) || !has_host(text) && !text.starts_with('/') {
        Some("a whole address that begins with https://")
    } else if text.contains(['?', '#']) {
        Some("an address without `?` and `#`")
    } else if host.contains('@') {
        Some("an address without a name before its host, which every reader would see")
    } else if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        Some("an address whose port is a number up to 65535")
    } else if path.contains("//") || path.split('/').any(|part| part == "." || part == "..") {
        Some("an address without `//`, `.` and `..` in its path")
    } else {
        None
    }
}
