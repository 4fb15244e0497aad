//! Owns names that are joined otherwise than by `and`: several would become one, and an odd one.

/// The fields that hold names.
const NAMES: &str = "
    afterword annotator author bookauthor commentator editor editora editorb editorc foreword
    holder introduction translator
";

/// Whether a field holds names.
pub fn are_names(field: &str) -> bool {
    NAMES.split_whitespace().any(|known| known == field)
}

/// Where names, as they are written, are joined by a semicolon, an `&`, or a comma where a name has too many of them. What
/// stands in braces belongs to one name.
pub fn joined_otherwise(names: &str) -> Option<(usize, char)> {
    let (mut depth, mut commas, mut second) = (0_usize, 0, 0);
    for (at, letter) in names.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ';' | '&' => return Some((at, letter)),
            ',' => {
                commas += 1;
                match commas {
                    1 => {}
                    2 => second = at, // May, Jr., Ann
                    _ => return Some((second, ',')),
                }
            }
            letter if letter.is_whitespace() => {
                let and = names[at + letter.len_utf8()..].strip_prefix("and");
                commas = if and.is_some_and(|rest| rest.starts_with(char::is_whitespace)) { 0 } else { commas };
            }
            _ => {}
        }
    }
    None
}
