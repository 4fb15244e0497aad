//! Owns "did you mean": the known names nearest to a mistaken one.

use std::fmt::{self, Display, Formatter};

use icu_normalizer::DecomposingNormalizer;
use strsim::osa_distance;

use super::plain::plain;

/// So many names that are equally near are still a suggestion.
const MOST: usize = 3;
/// A name of which more letters differ is another one, however long it is.
const MOST_DIFFERENT: usize = 4;
/// A name of so many letters is seldom the short form of another, nor another one without its marks.
const LONG_ENOUGH: usize = 5;
/// Of names with fewer letters, many are others with one letter left out or moved: `Aruna` and `Arua`, `Kanite` and `Kaniet`.
const SELDOM_ALIKE: usize = 8;

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

    /// The one name that must be meant: no other is as near, and nothing but a slip of the pen is between them.
    pub fn only(&self) -> Option<&str> {
        self.names.first().filter(|_| self.sure).map(String::as_str)
    }

    /// The same names, none of which must be meant.
    pub fn unsure(self) -> Self {
        Self { sure: false, ..self }
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

/// The words nearest to `written`, if they are near enough to be meant: at most a third of the letters differ (of two, only
/// their order), those in capitals aside. Only the part counts that may be mistaken: of paths in one folder, the name of the file. What lies
/// in a folder is never meant by what lies in none.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near> {
    among(written, candidates, |ours, theirs| match ours.chars().count() {
        0..3 => false,
        3 => turned(ours, theirs) || theirs.starts_with(ours),
        4 => turned(ours, theirs) || theirs.chars().count() != 4,
        _ => slips(ours, theirs),
    })
}

/// The same of what things of the world are called: of those, many are one letter apart, and another may be meant that is not known here.
pub fn nearest_name<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near> {
    let near = among(written, candidates, |ours, theirs| {
        let (length, other) = (ours.chars().count(), theirs.chars().count());
        let slip = length.min(other) >= SELDOM_ALIKE && slips(ours, theirs) && (length == other || ends(ours) == ends(theirs));
        slip || (length >= LONG_ENOUGH && folded(ours) == folded(theirs))
    })?;
    // `Gur` is a name, and `gur` may be the short form of another: only what is written as a short form is one.
    let name = near.first().chars().count() < LONG_ENOUGH && written.chars().any(char::is_lowercase);
    Some(if name { near.unsure() } else { near })
}

/// The candidates nearest to `written`, and whether the one is a slip of the other.
fn among<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>, slip: impl Fn(&str, &str) -> bool) -> Option<Near> {
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
        names.push((candidate, (distance == 0 || slip(ours, theirs)) && numbers(candidate) == numbers(written)));
    }
    names.sort_unstable();
    names.dedup();
    let sure = matches!(names[..], [(_, true)]);
    names.truncate(MOST);
    (!names.is_empty()).then(|| Near { names: names.into_iter().map(|(name, _)| name.to_owned()).collect(), sure, written: Some(written.to_owned()) })
}

/// Whether one of two names is the other with a letter left out, one too many, or two that changed places. Another letter in the place
/// of one makes another name, and so does another at the beginning.
fn slips(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let alike = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[alike..], &other[alike..]);
    match (one, other) {
        ([a, b, one @ ..], [c, d, other @ ..]) if a == d && b == c && one == other => true,
        _ if alike == 0 => false,
        ([_, rest @ ..], whole) | (whole, [_, rest @ ..]) if rest.len() == whole.len() => rest == whole,
        _ => false,
    }
}

/// The first letter and the last.
fn ends(name: &str) -> (Option<char>, Option<char>) {
    (name.chars().next(), name.chars().next_back())
}

/// The letters and digits of a name, without marks.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in DecomposingNormalizer::new_nfd().normalize(name).chars().filter(|letter| letter.is_alphanumeric()) {
        match plain(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(letter),
        }
    }
    folded
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

/// The digits of a name, and what may be Roman numerals in it: `II`.
fn numbers(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let roman = |word: &&str| !word.is_empty() && word.chars().all(|letter| "ivx".contains(letter));
    let digits: String = name.chars().filter(|letter| letter.is_numeric()).collect();
    std::iter::once(digits).chain(lower.split(|letter: char| !letter.is_alphanumeric()).filter(roman).map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests;
