//! Owns the order of day, month and year: styles that spell it out have that of English.

use hayagriva::citationberg::{
    Affixes, Date, DateDayForm, DateForm, DateMonthForm, DatePart, DatePartName, DateStrongAnyForm, IndependentStyle, LayoutRenderingElement,
};

use super::language::Language;
use super::narrow::walk;

/// Gives the dates that a style spells out the order of the language, and what stands between their parts. American English stays as it
/// is.
pub fn arrange(style: &mut IndependentStyle, language: &Language) {
    let Some(own) = language.own().filter(|own| own.lang.as_ref().is_some_and(|code| code.0 != "en-US")) else { return };
    let Some(usual) = own.date.iter().find(|date| date.form == Some(DateForm::Text)) else { return };
    walk(style, &mut |element| {
        if let LayoutRenderingElement::Date(date) = element {
            spell(date, usual);
        }
    });
}

/// Spells a date out as is usual, if its month is a word.
fn spell(date: &mut Date, usual: &Date) {
    let (Some(day), Some(month)) = (part(date, DatePartName::Day), part(date, DatePartName::Month)) else { return };
    if date.is_localized() || is_numeric(month) {
        return;
    }
    let (day, month, year) = (day.clone(), month.clone(), part(date, DatePartName::Year).cloned());
    let (Some(first), Some(last)) = (date.date_part.first(), date.date_part.last()) else { return };
    let outer = Affixes { prefix: first.affixes.prefix.clone(), suffix: last.affixes.suffix.clone() };
    let year_leads =
        first.name == DatePartName::Year && date.delimiter.is_some() && usual.date_part.first().map(|part| part.name) != Some(first.name);
    match year {
        None => {
            date.date_part = pair(day, month, usual);
            date.delimiter = None;
        }
        Some(year) if year_leads => {
            let mut pair = pair(day, month, usual);
            // What is between parts is between these, too.
            for part in &mut pair {
                let trimmed = |affix: Option<String>| affix.map(|affix| affix.trim().to_owned());
                part.affixes = Affixes { prefix: part.affixes.prefix.take(), suffix: trimmed(part.affixes.suffix.take()) };
            }
            date.date_part = [vec![year], pair].concat();
        }
        Some(year) => {
            let own = |part: &DatePart| like(part, [&day, &month, &year], part.affixes.clone());
            date.date_part = usual.date_part.iter().map(own).collect();
            date.delimiter = usual.delimiter.clone();
        }
    }
    let joined = |a: Option<String>, b: Option<String>| Some(a.unwrap_or_default() + &b.unwrap_or_default()).filter(|affix| !affix.is_empty());
    date.affixes.prefix = joined(date.affixes.prefix.take(), outer.prefix);
    date.affixes.suffix = joined(outer.suffix, date.affixes.suffix.take());
}

/// Day and month without a year. What joins them belongs to the day, as a month may stand alone.
fn pair(day: DatePart, month: DatePart, usual: &Date) -> Vec<DatePart> {
    let mut parts = usual.date_part.iter().filter(|part| part.name != DatePartName::Year);
    let (Some(first), Some(second)) = (parts.next(), parts.next()) else { return vec![month, day] };
    let between = [&first.affixes.suffix, &usual.delimiter, &second.affixes.prefix].into_iter().flatten().map(String::as_str).collect::<String>();
    let own = |part: &DatePart, prefix: Option<&str>, suffix: Option<&str>| {
        let affixes = Affixes { prefix: prefix.map(str::to_owned), suffix: suffix.map(str::to_owned) };
        like(part, [&day, &month, &day], affixes)
    };
    let ends = usual.date_part.last().filter(|last| last.name == second.name);
    let suffix = ends.and_then(|last| last.affixes.suffix.as_deref());
    if first.name == DatePartName::Day {
        // A word before the day belongs to sentences; a part of the day does not end with a blank.
        let prefix = first.affixes.prefix.as_deref().filter(|prefix| !prefix.ends_with(' '));
        return vec![own(first, prefix, Some(&between)), own(second, None, suffix)];
    }
    // A numeral is no month without its sign.
    let sign = first.affixes.suffix.as_deref().filter(|_| is_numeric(first)).map_or("", str::trim_end);
    vec![own(first, None, Some(sign)), own(second, Some(between.strip_prefix(sign).unwrap_or(&between)), suffix)]
}

/// The part of a style, but the usual one where the language has a numeral or an ending of its own.
fn like(usual: &DatePart, parts: [&DatePart; 3], affixes: Affixes) -> DatePart {
    let special = match usual.form() {
        DateStrongAnyForm::Day(form) => form == DateDayForm::Ordinal,
        DateStrongAnyForm::Month(_) => is_numeric(usual),
        DateStrongAnyForm::Year(_) => false,
    };
    let own = parts.into_iter().find(|part| part.name == usual.name);
    let mut part = own.filter(|_| !special).unwrap_or(usual).clone();
    part.affixes = affixes;
    part
}

fn is_numeric(month: &DatePart) -> bool {
    matches!(month.form(), DateStrongAnyForm::Month(DateMonthForm::Numeric | DateMonthForm::NumericLeadingZeros))
}

fn part(date: &Date, name: DatePartName) -> Option<&DatePart> {
    date.date_part.iter().find(|part| part.name == name)
}
