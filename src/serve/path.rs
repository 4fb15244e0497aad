//! Owns the paths that browsers ask for: strict decoding, and whether a `Host` may ask at all.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;

pub use crate::base::address::encode;

/// The path that a request line names, decoded; none if it is not a path, or not spelt as one.
pub fn decode(target: &str) -> Option<String> {
    let path = target.split('?').next().filter(|path| path.starts_with('/'))?;
    let mut parts = path.split('%');
    let spelt = parts.next().is_some() && parts.all(|part| part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()));
    let decoded = percent_decode_str(path).decode_utf8().ok().filter(|_| spelt)?;
    decoded.chars().all(|letter| !letter.is_control()).then(|| decoded.into_owned())
}

/// Whether a `Host` may ask: a foreign page can give its own name the address of this machine, but it can't ask by number or
/// as `localhost`.
pub fn may_ask(host: &str, own: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, "")) => name,
        Some((name, port)) if is_port(port) => name,
        Some(_) => return false,
        None => match host.find(':') {
            Some(colon) if is_port(&host[colon..]) => &host[..colon],
            Some(_) => return false,
            None => host,
        },
    };
    let name = name.trim_end_matches('.');
    name.parse::<IpAddr>().is_ok() || name.eq_ignore_ascii_case("localhost") || (!own.is_empty() && name.eq_ignore_ascii_case(own))
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_spelt_as_a_path_is_one() {
        assert_eq!(decode("/foods/c%C3%B4te/?q=%zz").as_deref(), Some("/foods/côte/"));
        assert_eq!(decode("/..%2f..%2Fetc/passwd").as_deref(), Some("/../../etc/passwd"));
        for target in ["", "*", "foods/", "http://127.0.0.1/", "/%", "/%2", "/%zz", "/a%0", "/%ff", "/%00", "/a%0ab", "/%+1"] {
            assert_eq!(decode(target), None, "{target}");
        }
        assert_eq!(encode("/foods/côte d/"), "/foods/c%C3%B4te%20d/");
    }

    #[test]
    fn names_may_not_ask_and_numbers_may() {
        for host in ["localhost", "LOCALHOST:3030", "127.0.0.1:3030", "[::1]:3030", "[::1]", "192.168.1.7", "box.lan:80", "localhost."] {
            assert!(may_ask(host, "box.lan"), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:3030",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "localhost:x",
            "[::1",
            "[::1]x",
            "::1",
            "a:1:2",
        ] {
            assert!(!may_ask(host, "box.lan") && !may_ask(host, ""), "{host}");
        }
    }
}
