//! Owns "did you mean": the known names nearest to a mistaken one.

use std::fmt::{self, Display, Formatter};

use strsim::osa_distance;

/// So many names that are equally near are still a suggestion.
const MOST: usize = 3;
/// A name of which more letters differ is another one, however long it is.
const MOST_DIFFERENT: usize = 4;

/// What may have been meant: a name, or several that are equally near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    names: Vec<String>,
    sure: bool,
    /// What they stand for, as it was written.
    pub(super) written: Option<String>,
}

impl Near {
    /// Names that fit equally well for another reason than their letters.
    pub fn of(names: impl IntoIterator<Item = String>) -> Option<Self> {
        let mut names: Vec<String> = names.into_iter().collect();
        let sure = names.len() == 1;
        names.truncate(MOST);
        (!names.is_empty()).then_some(Self { names, sure, written: None })
    }

    /// The one name that must be meant: no other is as near, at most a quarter of the letters differ, and no digit. A wrong letter is
    /// a slip; a wrong year is not, and a wrong letter of three or four may be another name. Those that changed places are a slip, and
    /// so is one that is missing.
    pub fn only(&self) -> Option<&str> {
        self.names.first().filter(|_| self.sure).map(String::as_str)
    }

    /// The first of the names.
    pub fn first(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// What these names are called by where each may be called otherwise, or may be the name of several things.
    pub fn called(self, called: impl FnMut(String) -> Vec<String>) -> Option<Self> {
        let near = Self::of(self.names.into_iter().flat_map(called))?;
        Some(Self { sure: near.sure && self.sure, written: self.written, ..near })
    }

    /// The same with each name written otherwise.
    pub fn map(self, mut write: impl FnMut(String) -> String) -> Self {
        Self { names: self.names.into_iter().map(&mut write).collect(), sure: self.sure, written: self.written.map(write) }
    }
}

/// The names, `a` or `b`.
impl Display for Near {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let quoted: Vec<String> = self.names.iter().map(|name| format!("`{name}`")).collect();
        to.write_str(&quoted.join(" or "))
    }
}

/// The candidates nearest to `written`, if they are near enough to be meant: at most a third of the letters differ (of two, only
/// their order), those in capitals aside. Only the part counts that may be mistaken: of paths in one folder, the name of the file. What lies
/// in a folder is never meant by what lies in none.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near> {
    let wanted = written.to_lowercase();
    let mut least = MOST_DIFFERENT;
    let mut names: Vec<(&str, bool)> = Vec::new();
    for candidate in candidates {
        if candidate == written || candidate.len().abs_diff(wanted.len()) > least * 4 {
            continue;
        }
        let lower = candidate.to_lowercase();
        let (ours, theirs) = apart(&wanted, &lower);
        if ours.matches('/').count() != theirs.matches('/').count() {
            continue;
        }
        let length = ours.chars().count();
        let turned = length <= 4 && turned(ours, theirs);
        let limit = least.min(if turned { 1 } else { length / 3 });
        if theirs.chars().count().abs_diff(length) > limit {
            continue;
        }
        let distance = osa_distance(ours, theirs);
        if distance > limit {
            continue;
        }
        if distance < least {
            names.clear();
            least = distance;
        }
        let slip = match length {
            _ if distance == 0 => true,
            0..3 => false,
            3 => turned || theirs.starts_with(ours),
            4 => turned || theirs.chars().count() != 4,
            _ => distance * 4 <= length,
        };
        names.push((candidate, slip && digits(candidate).eq(digits(written))));
    }
    names.sort_unstable();
    names.dedup();
    let sure = matches!(names[..], [(_, true)]);
    names.truncate(MOST);
    (!names.is_empty()).then(|| Near { names: names.into_iter().map(|(name, _)| name.to_owned()).collect(), sure, written: Some(written.to_owned()) })
}

/// Whether two names have the same letters in another order.
fn turned(one: &str, other: &str) -> bool {
    let sorted = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// Two names without the folder and the ending that they share.
fn apart<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    let shared = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let folder = one.as_bytes()[..shared].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
    let (one, other) = (&one[folder..], &other[folder..]);
    match (one.rsplit_once('.'), other.rsplit_once('.')) {
        (Some((one, ending)), Some((other, same))) if ending == same => (one, other),
        _ => (one, other),
    }
}

fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_a_name_nearer_than_all_others_is_sure() {
        let near = |written, known: &[&'static str]| nearest(written, known.iter().copied()).map(|near| (near.to_string(), near.only().is_some()));
        assert_eq!(near("risoto", &["risotto", "poland"]), Some(("`risotto`".to_owned(), true)));
        assert_eq!(near("cot", &["cat", "cut", "dog"]), Some(("`cat` or `cut`".to_owned(), false)));
        assert_eq!(near("hill2018", &["hill2019"]), Some(("`hill2019`".to_owned(), false)));
        assert_eq!(near("peru", &["risotto"]), None);
        assert_eq!(near("fr", &["gr"]), None);
        assert_eq!(near("bxo", &["box"]), Some(("`box`".to_owned(), true)));
        assert_eq!(near("typ", &["type"]), Some(("`type`".to_owned(), true)));
        assert_eq!(near("di", &["id"]), Some(("`id`".to_owned(), false)));
        assert_eq!(near("ee", &["EE"]), Some(("`EE`".to_owned(), true)));
        assert_eq!(near("the", &["thw"]), Some(("`thw`".to_owned(), false)));
        assert_eq!(near("countries/fr.md", &["countries/gr.md"]), None);
        assert_eq!(near("countries-of-europe/fr.md", &["countries-of-europe.md"]), None);
        assert_eq!(near("send", &["sent"]), Some(("`sent`".to_owned(), false)));
        assert_eq!(near("snet", &["sent"]), Some(("`sent`".to_owned(), true)));
        assert_eq!(near("countrys/fr.md", &["countries/fr.md"]), Some(("`countries/fr.md`".to_owned(), true)));
    }
}
