//! Owns "did you mean": the known names nearest to a mistaken one.

use std::fmt::{self, Display, Formatter};

use strsim::osa_distance;

/// So many names that are equally near are still a suggestion.
const MOST: usize = 3;

/// What may have been meant: a name, or several that are equally near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    names: Vec<String>,
    sure: bool,
}

impl Near {
    /// Names that fit equally well for another reason than their letters.
    pub fn of(names: impl IntoIterator<Item = String>) -> Option<Self> {
        let mut names: Vec<String> = names.into_iter().collect();
        let sure = names.len() == 1;
        names.truncate(MOST);
        (!names.is_empty()).then_some(Self { names, sure })
    }

    /// The one name that must be meant: no other is as near, and no digit differs. A wrong letter is a slip, a wrong year is not.
    pub fn only(&self) -> Option<&str> {
        self.names.first().filter(|_| self.sure).map(String::as_str)
    }

    /// The first of the names.
    pub fn first(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// The same with each name written otherwise.
    pub fn map(self, write: impl FnMut(String) -> String) -> Self {
        Self { names: self.names.into_iter().map(write).collect(), sure: self.sure }
    }
}

/// The names, `a` or `b`.
impl Display for Near {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let quoted: Vec<String> = self.names.iter().map(|name| format!("`{name}`")).collect();
        to.write_str(&quoted.join(" or "))
    }
}

/// The candidates nearest to `written`, if they are near enough to be meant: at most a third of its letters differ.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near> {
    let wanted = written.to_lowercase();
    let length = wanted.chars().count();
    let mut limit = (length / 3).clamp(1, 4);
    let mut names: Vec<&str> = Vec::new();
    for candidate in candidates {
        if candidate == written || candidate.chars().count().abs_diff(length) > limit {
            continue;
        }
        let distance = osa_distance(&wanted, &candidate.to_lowercase());
        if distance < limit {
            names.clear();
            limit = distance;
        }
        if distance == limit {
            names.push(candidate);
        }
    }
    names.sort_unstable();
    names.dedup();
    let sure = matches!(names[..], [name] if digits(name).eq(digits(written)));
    names.truncate(MOST);
    (!names.is_empty()).then(|| Near { names: names.into_iter().map(str::to_owned).collect(), sure })
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
    }
}
