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

/// Where each name stands; an `and` in braces belongs to one.
fn split(names: &str) -> Vec<Range<usize>> {
    let (mut all, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, letter) in names.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            letter if letter.is_whitespace() && depth == 0 && at >= start => {
                let rest = names[at + letter.len_utf8()..].strip_prefix("and");
                if let Some(rest) = rest.filter(|rest| rest.starts_with(char::is_whitespace)) {
                    all.push(start..at);
                    start = names.len() - rest.len();
                }
            }
            _ => {}
        }
    }
    all.push(start..names.len());
    all
}

/// Whether a name is in BibLaTeX's extended format, `family=Staak, given=Sam, prefix=van der`: its commas part what it says of the name.
fn is_extended(name: &str) -> bool {
    ["family", "given"].iter().any(|part| name.split(part).skip(1).any(|rest| rest.trim_start().starts_with('=')))
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
    split(names).into_iter().filter(|range| !is_extended(&names[range.clone()])).find_map(|range| {
        let (mut depth, mut commas) = (0_usize, Vec::new());
        for (at, letter) in names[range.clone()].char_indices().map(|(at, letter)| (range.start + at, letter)) {
            match letter {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                ';' | '&' => return Some((at, letter)),
                ',' if !names[..at].ends_with('\\') => commas.push(at), // otherwise a narrow blank
                _ => {}
            }
        }
        match commas[..] {
            [] | [_] => None,
            [first, second] if is_suffix(names[first + 1..second].trim()) => None, // May, Jr., Ann
            [first, _] => Some((first, ',')),
            [_, second, ..] => Some((second, ',')),
        }
    })
}
