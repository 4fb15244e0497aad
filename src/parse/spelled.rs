//! Owns dates as people spell them, for those who are told how they are written here.

use crate::schema::PartialDate;

const MONTHS: [&str; 12] = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// The date that is spelled with the name of a month, or without signs between its digits.
pub fn date(text: &str) -> Option<String> {
    let known = |date: String| PartialDate::parse(&date).map(|_| date);
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return known(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        let digits = lower.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let (place, said) = if word.len() >= 3 && digits.is_empty() {
            let number = MONTHS.iter().position(|name| name.starts_with(&lower))?;
            (&mut month, format!("{:02}", number + 1))
        } else if word.len() == 4 && digits.len() == 4 {
            (&mut year, lower)
        } else if (1..=2).contains(&digits.len()) && ["", "st", "nd", "rd", "th"].contains(&&lower[digits.len()..]) {
            (&mut day, format!("{digits:0>2}"))
        } else {
            return None;
        };
        if place.replace(said).is_some() {
            return None;
        }
    }
    let day = day.map(|day| format!("-{day}")).unwrap_or_default();
    known(format!("{}-{}{day}", year?, month?))
}
