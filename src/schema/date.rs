//! Owns dates that may be partial: a year, a month or a day.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::Date;

/// `2017`, `2017-10` or `2017-10-14`.
///
/// The order is that of sorting: a year comes before its months, a month before its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year, four digits.
    pub year: i16,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31; only where there is a month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// Reads ISO 8601: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and only dates that exist.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next()?, 4)?.try_into().ok()?;
        let month = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |part| part.map(Some))?;
        let day = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |part| part.map(Some))?;
        if parts.next().is_some() {
            return None;
        }
        let (month, day) = (month.map(|m| m as i8), day.map(|d| d as i8));
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { year, month, day })
    }

    /// Compares as far as both are known: `2020-03` and `2020` are equal, `2019-12` is less than `2020`.
    pub fn compare_known(&self, other: &Self) -> Ordering {
        let known = |one: Option<i8>, other: Option<i8>| one.zip(other).map_or(Ordering::Equal, |(one, other)| one.cmp(&other));
        self.year.cmp(&other.year).then(known(self.month, other.month)).then(known(self.day, other.day))
    }
}

fn digits(part: &str, length: usize) -> Option<u16> {
    (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}
