//! Owns paths as they are written in addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands in a path as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A path as it is written in an address: what may not stand in one is `%` and two digits.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, PLAIN).to_string()
}
