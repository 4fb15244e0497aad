//! Owns what may lie in `_root/`: files for other machines, like `CNAME`, that are published as they are.

use crate::base::Contents;

/// Where they lie.
pub const FOLDER: &str = "content/_root/";
/// Endings of files that run nowhere.
const HARMLESS: [&str; 14] = ["asc", "gif", "ico", "jpeg", "jpg", "json", "pdf", "pem", "png", "txt", "webmanifest", "webp", "xml", ""];

/// Whether neither a browser nor a server would run such a file.
pub fn is_harmless(path: &str, contents: &Contents) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    if name.starts_with('.') || !HARMLESS.contains(&ending.as_str()) {
        return false;
    }
    let bytes = contents.bytes();
    match ending.as_str() {
        // A server that knows no type leaves it to the browser to guess.
        "" => !bytes.contains(&b'<'),
        "xml" => std::str::from_utf8(bytes).is_ok_and(is_plain),
        _ => true,
    }
}

/// Whether XML is no language that a browser runs: those are named by addresses there, or come with a style sheet or a DTD, and
/// could hide in other encodings.
fn is_plain(xml: &str) -> bool {
    let lower = xml.to_lowercase();
    let runs = ["w3.org", "<!", "<?xml-", "&"].iter().any(|word| lower.contains(word));
    !runs && !xml.contains(|letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}
