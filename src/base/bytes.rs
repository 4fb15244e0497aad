//! Owns the question whether a text has a byte of some kind.

/// Whether one of the bytes is such. Most texts have none, so all are looked at: without a way out, many at once.
pub fn has(bytes: &[u8], such: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |any, byte| any | such(*byte))
}
