//! Owns the vocabulary: which words stand where and how much they count there, cut into files that a question loads one or two of.
//!
//! A shard is text, a line for each word in the order of the alphabet: how many letters it shares with the word before (one digit of
//! base 36), its other letters, a blank, its postings. A posting is one number: how many documents further on, times eight, plus
//! how much the word counts there; in digits of base 64, the lowest first, each with a bit that says whether more follow.

use rayon::prelude::*;

use super::digits::number;
use super::tally::Run;

/// Shards are about this long where they are few…
const SHORT: usize = 6 << 10;
/// …and never aim at more than this.
const LONG: usize = 16 << 10;
/// About so many shards there are before they become longer.
const FEW: usize = 64;

/// The vocabulary in shards.
#[derive(Debug, Default)]
pub struct Shards {
    /// Where each shard begins: no word of it comes before these letters, no word of the shard before after them.
    pub starts: Vec<String>,
    /// The shards.
    pub texts: Vec<String>,
}

/// The vocabulary of all documents, from that of each stretch of them.
pub fn shards(stretches: Vec<Vec<Run>>) -> Shards {
    let mut runs: Vec<Run> = stretches.into_iter().flatten().collect();
    // Stable: stretches of one word stay in the order of their documents.
    runs.par_sort_by(|a, b| a.word.cmp(&b.word));
    cut(&lines(runs))
}

/// Each word once, with its postings as digits.
fn lines(runs: Vec<Run>) -> Vec<(Box<str>, Vec<u8>)> {
    let mut lines: Vec<(Box<str>, Vec<u8>)> = Vec::new();
    let mut next = 0;
    for run in runs {
        if lines.last().is_none_or(|(last, _)| *last != run.word) {
            lines.push((run.word, Vec::new()));
            next = 0;
        }
        if let Some((_, digits)) = lines.last_mut() {
            number(run.first.after(next), digits);
            digits.extend_from_slice(&run.others);
            next = run.last + 1;
        }
    }
    lines
}

/// Cuts the lines where neighbours share little, so that words of one beginning stay together.
fn cut(lines: &[(Box<str>, Vec<u8>)]) -> Shards {
    let size = |line: &(Box<str>, Vec<u8>)| line.0.len() / 2 + line.1.len() + 3;
    let total: usize = lines.iter().map(size).sum();
    let aim = (total / FEW).clamp(SHORT, LONG);
    let mut shards = Shards::default();
    let mut start = 0;
    while start < lines.len() {
        let mut length = 0;
        let mut best = (usize::MAX, lines.len());
        for index in start..lines.len() {
            if index > start && length >= aim * 3 / 4 {
                let shared = shared(&lines[index - 1].0, &lines[index].0);
                if shared < best.0 {
                    best = (shared, index);
                }
            }
            length += size(&lines[index]);
            if length > aim * 5 / 4 && best.1 < lines.len() {
                break;
            }
            if index + 1 == lines.len() && length <= aim * 5 / 4 {
                best.1 = lines.len();
            }
        }
        let first = &lines[start].0;
        let letters = start.checked_sub(1).map_or(0, |before| shared(&lines[before].0, first) + 1);
        shards.starts.push(first.chars().take(letters).collect());
        shards.texts.push(text(&lines[start..best.1]));
        start = best.1;
    }
    shards
}

fn text(lines: &[(Box<str>, Vec<u8>)]) -> String {
    let mut out = String::new();
    let mut before = "";
    for (word, postings) in lines {
        let shared = shared(before, word).min(35);
        out.extend(char::from_digit(shared as u32, 36));
        out.extend(word.chars().skip(shared));
        out.push(' ');
        out.push_str(str::from_utf8(postings).unwrap_or_default());
        out.push('\n');
        before = word;
    }
    out
}

/// How many letters two words begin with alike.
fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::super::tally::{Tally, Zone};
    use super::shards;

    #[test]
    fn words_lead_to_documents() {
        let mut tally = Tally::default();
        tally.push(b"the", Zone::Body);
        tally.push(b"salt", Zone::Name(20.0));
        tally.end(0);
        tally.push(b"salty", Zone::Body);
        tally.end(1);
        let mut next = Tally::default();
        next.push(b"salt", Zone::Body);
        next.push(b"salt", Zone::Body);
        next.end(2);
        let made = shards(vec![tally.runs(), next.runs()]);
        assert_eq!(made.texts, ["0salt HJ\n4y I\n0the A\n"]);
        assert_eq!(made.starts, [""]);
    }

    #[test]
    fn words_of_any_length_are_told_apart() {
        let mut tally = Tally::default();
        let [short, full, long] = [15, 16, 17].map(|length| "a".repeat(length));
        for word in [&long, &full, &short, &"é".repeat(16), &long] {
            tally.push(word.as_bytes(), Zone::Body);
        }
        tally.end(0);
        tally.push(full.as_bytes(), Zone::Body);
        tally.push(long.as_bytes(), Zone::Name(20.0));
        tally.end(1);
        let made = shards(vec![tally.runs()]);
        assert_eq!(made.texts, [format!("0{short} A\nfa AA\nga BH\n0{} A\n", "é".repeat(16))]);
    }

    #[test]
    fn shards_begin_where_words_part() {
        let mut tally = Tally::default();
        (0..4000).for_each(|number| tally.push(format!("{}{number:04}", ["ab", "cd", "ef", "gh"][number / 1000]).as_bytes(), Zone::Body));
        tally.end(0);
        let made = shards(vec![tally.runs()]);
        assert!(made.texts.len() > 2, "{:?}", made.starts);
        assert!(made.starts.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", made.starts);
        assert_eq!(made.texts.iter().map(|text| text.lines().count()).sum::<usize>(), 4000);
    }
}
