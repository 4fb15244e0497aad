//! Owns which numbers a sentence says, in digits or in the words of a language.

use unicode_segmentation::UnicodeSegmentation;

/// The words of a language for numbers.
pub struct Numerals {
    /// Each as the words that it is made of: `quatre`, `vingt`.
    known: Vec<(Vec<String>, usize)>,
    /// What may stand between tens and ones: `vingt et un`.
    and: Vec<String>,
}

/// A word of a sentence, and what stands between it and its neighbours.
struct Word<'s> {
    text: &'s str,
    before: &'s str,
    behind: &'s str,
}

/// The zeros of other scripts whose digits follow each other.
const ZEROS: [u32; 19] =
    [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xff10];

impl Numerals {
    /// From what a theme calls each number, and what it calls "and" between numbers; several words have commas between them.
    pub fn new<'w>(words: impl IntoIterator<Item = (usize, &'w str)>, and: &str) -> Self {
        let several = |words: &str| words.split([',', '،', '、']).map(|word| word.trim().to_lowercase()).collect::<Vec<_>>();
        let known = words.into_iter().flat_map(|(number, words)| several(words).into_iter().map(move |word| (word, number)));
        let known = known.map(|(word, number)| (word.unicode_words().map(str::to_owned).collect::<Vec<_>>(), number));
        Self { known: known.filter(|(parts, _)| !parts.is_empty()).collect(), and: several(and) }
    }

    /// Whether a sentence says a number, and not as part of another: "twenty-two" does not say 2.
    pub fn says(&self, sentence: &str, number: usize) -> bool {
        let lower: String = sentence.to_lowercase().chars().map(digit).collect();
        let words = words(&lower);
        in_digits(&words, number) || self.in_words(&words, number) || self.in_several(&words, number)
    }

    /// Whether words say a number that is put together from those that are known: thirty-one, two hundred and five.
    fn in_several(&self, words: &[Word<'_>], number: usize) -> bool {
        (0..words.len()).any(|start| {
            let Some(first) = self.one(words[start].text) else { return false };
            let joined = self.before(words, start).is_some_and(|(before, tight)| tight || belong(before, first));
            if joined || start > 0 && words[start].before.contains(is_hyphen) {
                return false;
            }
            let (mut sum, mut part, mut last, mut end) = (0_usize, first, first, start + 1);
            while let Some((next, tight, behind)) = self.after(words, end) {
                if !belong(last, next) {
                    // Tied to what makes no number with it, it is none.
                    return !tight && end > start + 1 && sum + part == number;
                }
                match next {
                    1000.. => (sum, part) = (sum.saturating_add(part.saturating_mul(next)), 0),
                    100.. if last < next => part = part.saturating_mul(next),
                    _ => part = part.saturating_add(next),
                }
                (last, end) = (next, behind);
            }
            end > start + 1 && sum.saturating_add(part) == number
        })
    }

    fn in_words(&self, words: &[Word<'_>], number: usize) -> bool {
        let wanted = self.known.iter().filter(|(_, known)| *known == number);
        wanted.flat_map(|(parts, _)| places(words, parts)).any(|(start, end)| {
            let hyphen = start > 0 && words[start].before.contains(is_hyphen);
            let before = self.before(words, start).is_some_and(|(before, tight)| tight || belong(before, number));
            let after = self.after(words, end).is_some_and(|(after, tight, _)| tight || belong(number, after));
            !hyphen && !before && !after
        })
    }

    /// The number that ends right before a word, and whether nothing but a hyphen stands between.
    fn before(&self, words: &[Word<'_>], at: usize) -> Option<(usize, bool)> {
        let joined = |at: usize| words.get(at).filter(|word| at > 0 && joins(word.before));
        let tight = is_tight(joined(at)?.before);
        let last = &words[at - 1];
        let last = if self.is_and(last) { joined(at - 1).map(|_| &words[at - 2])? } else { last };
        Some((self.one(last.text)?, tight))
    }

    /// The number that begins at a word and goes on from the one before, whether nothing but a hyphen stands between, and where it ends.
    fn after(&self, words: &[Word<'_>], at: usize) -> Option<(usize, bool, usize)> {
        let joined = |at: usize| words.get(at).filter(|word| joins(word.before));
        let first = joined(at)?;
        let tight = is_tight(first.before);
        let at = if self.is_and(first) { at + 1 } else { at };
        let number = self.one(joined(at)?.text)?;
        // `one-day` is a word of its own: thirty one-day events.
        let bound = words.get(at + 1).is_some_and(|next| next.before.contains(is_hyphen) && is_tight(next.before) && self.one(next.text).is_none());
        (tight || !bound).then_some((number, tight, at + 1))
    }

    fn is_and(&self, word: &Word<'_>) -> bool {
        self.and.iter().any(|and| and == word.text)
    }

    fn one(&self, word: &str) -> Option<usize> {
        self.known.iter().find(|(parts, _)| matches!(parts.as_slice(), [only] if only == word)).map(|(_, number)| *number)
    }
}

/// Whether two numbers that follow each other are one: twenty two, two hundred.
fn belong(first: usize, second: usize) -> bool {
    first >= 20 && second < first && second > 0 || second >= 100 && first < second
}

fn words(sentence: &str) -> Vec<Word<'_>> {
    let mut end = 0;
    let mut words = Vec::new();
    for (start, text) in sentence.unicode_word_indices() {
        let before = &sentence[end..start];
        end = start + text.len();
        // An article may lean on it: `l'un`.
        let (leaning, text) = match text.rsplit_once(['\'', '’']) {
            Some((article, text)) if article.chars().count() <= 2 && article.chars().all(char::is_alphabetic) => (true, text),
            _ => (false, text),
        };
        words.push(Word { text, before: if leaning { "'" } else { before }, behind: "" });
    }
    let mut behind = &sentence[end..];
    for word in words.iter_mut().rev() {
        word.behind = behind;
        behind = word.before;
    }
    words
}

/// A digit of another script as one of ours.
fn digit(sign: char) -> char {
    let value = ZEROS.iter().find_map(|zero| u32::from(sign).checked_sub(*zero).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(sign)
}

fn is_hyphen(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether what stands between two words may stand within a number.
fn joins(between: &str) -> bool {
    between.chars().all(|sign| sign.is_whitespace() || is_hyphen(sign))
}

fn is_tight(between: &str) -> bool {
    between.chars().all(is_hyphen)
}

/// Where words stand one after the other.
fn places<'w>(words: &'w [Word<'_>], parts: &'w [String]) -> impl Iterator<Item = (usize, usize)> + 'w {
    words.windows(parts.len()).enumerate().filter_map(move |(start, window)| {
        let same = window.iter().zip(parts).all(|(word, part)| word.text == part);
        (same && window[1..].iter().all(|word| joins(word.before))).then_some((start, start + parts.len()))
    })
}

/// Whether words say a number in digits, whose thousands may be set apart: `10000`, `10,000`, `10 000`, `10’000`.
fn in_digits(words: &[Word<'_>], number: usize) -> bool {
    let number = number.to_string();
    words.iter().enumerate().any(|(at, word)| {
        let Some(mut digits) = whole(bare(word.text)) else { return false };
        if is_part(words, at) {
            return false;
        }
        if word.text.len() <= 3 || word.text.contains('\u{202f}') {
            let blank = |word: &&Word<'_>| matches!(word.before, " " | "\u{a0}" | "\u{202f}" | "\u{2009}");
            digits.extend(words[at + 1..].iter().take_while(blank).map(|word| word.text).take_while(|text| text.len() == 3 && is_digits(text)));
        }
        digits == number
    })
}

/// Whether digits are part of a date, a time, a fraction or a name, or stand for a share or less than nothing.
fn is_part(words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    let numeric = |at: usize| words.get(at).is_some_and(|word| word.text.starts_with(|sign: char| sign.is_ascii_digit()));
    let tied = |between: &str| matches!(between, "-" | "–" | "\u{2010}" | "\u{2011}" | "/" | ":");
    let (before, behind) = (at > 0 && tied(word.before), at + 1 < words.len() && tied(word.behind));
    let of_two = |between: &str| matches!(between, "/" | ":");
    let fraction = before && of_two(word.before) && numeric(at - 1) || behind && of_two(word.behind) && numeric(at + 1);
    let name = before && !numeric(at - 1);
    // Two may be a range.
    let numbers_before = (0..at).rev().take_while(|at| numeric(*at) && tied(words[*at].behind)).count();
    let numbers_behind = (at + 1..words.len()).take_while(|at| numeric(*at) && tied(words[*at].before)).count();
    let negative = !before && word.before.ends_with(['-', '\u{2212}']) && (at == 0 || word.before.len() > 1);
    fraction || name || numbers_before + numbers_behind > 1 || negative || word.behind.trim_start().starts_with(['%', '‰', '°', '½', '¼', '¾'])
}

/// A word without letters of scripts that set no blank between a number and what is counted.
fn bare(word: &str) -> &str {
    let counted = |sign: char| sign >= '\u{e00}' && sign.is_alphabetic();
    word.find(counted).filter(|at| word[*at..].chars().all(counted)).map_or(word, |at| &word[..at])
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits of a whole number, without the signs that set thousands apart.
fn whole(word: &str) -> Option<String> {
    let mut parts = word.split([',', '.', '\'', '’', '\u{202f}']);
    let first = parts.next().filter(|first| is_digits(first))?;
    let rest: Vec<&str> = parts.collect();
    let (last, inner) = match rest.split_last() {
        None => return Some(first.to_owned()),
        Some(split) => split,
    };
    // Some set apart two.
    let fits = first.len() <= 3 && is_digits(last) && last.len() == 3 && inner.iter().all(|part| is_digits(part) && matches!(part.len(), 2 | 3));
    fits.then(|| word.chars().filter(char::is_ascii_digit).collect())
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    #[test]
    fn numbers_that_sentences_say() {
        let english =
            "0 zero, no|1 one, a single|2 two, both|3 three|10 ten|20 twenty|22 twenty-two|30 thirty|100 hundred, one hundred|1000 thousand";
        let french = "1 un, une|2 deux|7 sept|10 dix|17 dix-sept|20 vingt|80 quatre-vingts|82 quatre-vingt-deux|100 cent, cents";
        let others = "2 二|3 三|10 十|22 二十二";
        let arabic = "3 ثلاثة، ثلاث";
        for (words, and, sentence, says, not) in [
            (english, "and", "There are two dishes.", &[2][..], &[3, 22][..]),
            (english, "and", "Twenty-two dishes, and thirty two more.", &[22], &[2, 20, 30]),
            (english, "and", "One hundred and two soups", &[], &[1, 2]),
            (english, "and", "A hundred soups", &[100], &[]),
            (english, "and", "Thirty one-day events, twenty two-member boards, thirty-two-hundred.", &[30, 20], &[1, 2, 32]),
            (english, "and", "One hundred soups and two cakes", &[100, 2], &[1]),
            (english, "and", "Two hundred dishes; two-thousand cooks", &[], &[2, 100, 1000]),
            (english, "and", "One or two three-member boards, both a single committee's.", &[1, 2, 3], &[]),
            (english, "and", "2,5 of 10,000 votes, 1,00,000 pots, 2.5 % and 3", &[10_000, 100_000, 3], &[2, 5, 25, 10]),
            (
                english,
                "and",
                "10 000 voix, 12\u{202f}345\u{a0}678 mots, 10’001 Stimmen, 2019 300",
                &[10_000, 12_345_678, 10_001, 2019, 300],
                &[10, 12],
            ),
            (french, "et", "Dix-sept élus, l’une de quatre-vingt-deux.", &[17, 1, 82], &[7, 10, 2, 80]),
            (french, "et", "Vingt et un élus, deux cents voix.", &[], &[1, 20, 2]),
            (others, "", "二十二個", &[22], &[2, 10]),
            (others, "", "三つの料理", &[3], &[2]),
            (arabic, "", "في ثلاث دول", &[3], &[]),
            (english, "and", "Thirty-three soups, twenty two cakes, two hundred pies", &[33, 22, 200], &[3, 30, 2, 20, 100]),
            (english, "and", "Two thousand one hundred and thirty-two soups; a hundred and one cakes", &[2132, 101], &[2, 1000, 2000, 32, 132, 30]),
            (french, "et", "Vingt-deux ou vingt et un élus, deux cents voix", &[22, 21, 200], &[2, 20, 1, 100]),
            (
                english,
                "and",
                "Held on 2017-10-14 at 12:30, 1/3 of all, COVID-19, 10 % of them, -7 degrees",
                &[],
                &[2017, 10, 14, 12, 30, 1, 3, 19, 7],
            ),
            (english, "and", "Between 3-5 and 7–9 soups; a 4-seat table.", &[3, 5, 7, 9, 4], &[]),
            (english, "", "٣ أطباق ３ pots ३ 3개 10개국", &[3, 10], &[]),
        ] {
            let words = words.split('|').filter_map(|pair| pair.split_once(' ')).map(|(number, words)| (number.parse().unwrap(), words));
            let numerals = Numerals::new(words, and);
            for number in says {
                assert!(numerals.says(sentence, *number), "“{sentence}” says {number}");
            }
            for number in not {
                assert!(!numerals.says(sentence, *number), "“{sentence}” does not say {number}");
            }
        }
    }
}
