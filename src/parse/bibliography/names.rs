//! Owns names that are joined otherwise than by `and`: several would become one, and an odd one.

use std::ops::Range;

/// The fields that hold names.
const NAMES: &str = "
    afterword annotator author bookauthor commentator editor editora editorb editorc foreword
    holder introduction translator
";

/// Whether a field holds names.
pub fn are_names(field: &str) -> bool {
    NAMES.split_whitespace().any(|known| known == field)
}

/// What stands behind a family name, in small letters and without dots, between two commas.
const SUFFIXES: &str = "jr jun junior sr sen senior esq phd md fils père hijo filho neto sobrinho";

/// Whether a part of a name between two commas may be one: `Jr.`, `III`, `2nd`.
fn is_suffix(part: &str) -> bool {
    let bare = part.replace('.', "").to_lowercase();
    part.ends_with('.')
        || part.contains('{')
        || bare.starts_with(|c: char| c.is_ascii_digit())
        || bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
        || SUFFIXES.split(' ').any(|known| known == bare)
}

/// Where names end with what stands for others, in the way of texts: `et al.`
pub fn and_others(names: &str) -> Option<Range<usize>> {
    let bare = names.trim_end().trim_end_matches(['.', '}']).trim_end();
    let start = bare.len().checked_sub("et al".len())?;
    let ends = bare.get(start..)?.eq_ignore_ascii_case("et al") && (start == 0 || bare[..start].ends_with([' ', ',', '{', '\n']));
    ends.then(|| start..names.trim_end().len())
}

/// Where names, as they are written, are joined by a semicolon, an `&`, or a comma where a name has too many of them. What
/// stands in braces belongs to one name.
pub fn joined_otherwise(names: &str) -> Option<(usize, char)> {
    let (mut depth, mut commas) = (0_usize, Vec::new());
    for (at, letter) in names.char_indices().chain([(names.len(), ' ')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ';' | '&' => return Some((at, letter)),
            ',' if names[..at].ends_with('\\') => {} // a narrow blank
            ',' => commas.push(at),
            letter if letter.is_whitespace() => {
                let rest = names.get(at + letter.len_utf8()..).and_then(|rest| rest.strip_prefix("and"));
                if at == names.len() || rest.is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
                    match commas[..] {
                        [] | [_] => {}
                        [first, second] if is_suffix(names[first + 1..second].trim()) => {} // May, Jr., Ann
                        [first, _] => return Some((first, ',')),
                        [_, second, ..] => return Some((second, ',')),
                    }
                    commas.clear();
                }
            }
            _ => {}
        }
    }
    None
}
