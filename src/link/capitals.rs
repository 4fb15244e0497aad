//! Owns where the capital letters of a text stand: names and short forms begin with them, and most letters are none.

/// The places of the capital letters of a text, in order.
pub fn capitals(text: &str) -> impl Iterator<Item = usize> {
    let (stretches, rest) = text.as_bytes().as_chunks::<16>();
    // Asked of many bytes at once, that takes next to no time.
    let some = |bytes: &[u8; 16]| bytes.iter().fold(false, |any, byte| any | may_be(*byte));
    let places = stretches.iter().enumerate().filter(move |(_, bytes)| some(bytes)).flat_map(|(number, _)| number * 16..number * 16 + 16);
    let places = places.chain(text.len() - rest.len()..text.len());
    places.filter(|at| {
        let byte = text.as_bytes()[*at];
        byte.is_ascii_uppercase() || may_be(byte) && text[*at..].starts_with(char::is_uppercase)
    })
}

/// Whether a byte is a capital letter, or the first of a letter that is not of ASCII.
fn may_be(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte >= 0xc2
}

#[cfg(test)]
mod tests {
    use super::capitals;

    #[test]
    fn capitals_of_any_script_are_found_once() {
        for text in [
            "",
            "A",
            "aB",
            "Über das Gesetz, ÄÖÜ und Ωmega",
            "no capitals at all in a text of some length, é or not",
            "0123456789abcdeF0123456789abcdEf",
        ] {
            let slow: Vec<usize> = text.char_indices().filter(|(_, letter)| letter.is_uppercase()).map(|(at, _)| at).collect();
            assert_eq!(capitals(text).collect::<Vec<_>>(), slow, "{text}");
        }
    }
}
