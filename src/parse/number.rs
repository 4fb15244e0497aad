//! Owns numbers as people and spreadsheets write them: which are clear, and what the others may mean.

/// A whole number: with separators between groups of three digits where they can't be taken for decimals, and with the
/// `.0` that spreadsheets add.
pub fn whole(text: &str) -> Option<i64> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let plain = text.replace(['_', '\u{202f}', '\u{a0}'], "");
    plain.parse().ok().or_else(|| {
        let blank = |separator| grouped(&plain, separator);
        let several = |separator| grouped(&plain, separator).filter(|_| plain.matches(separator).count() > 1);
        blank(' ').or_else(|| blank('\'')).or_else(|| blank('’')).or_else(|| several(',')).or_else(|| several('.'))?.parse().ok()
    })
}

/// The digits of a number whose groups of three are separated.
pub fn grouped(text: &str, separator: char) -> Option<String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut groups = digits.split(separator);
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()) && is_digits(first));
    let rest: Vec<&str> = groups.collect();
    let good = first.is_some() && !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    good.then(|| text.replace(separator, ""))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What may have been meant by something that is no whole number.
pub fn whole_meant(text: &str) -> Vec<String> {
    [',', '.'].into_iter().find_map(|separator| grouped(text, separator)).into_iter().collect()
}

/// What may have been meant by something that is no number: a comma is a point, or separates thousands.
pub fn decimal_meant(text: &str) -> Vec<String> {
    let point = text.replacen(',', ".", 1);
    let mut meant: Vec<String> = point.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| point).into_iter().collect();
    // Thousands are separated otherwise than decimals.
    meant.extend([(',', &[' ', '.', '\'', '\u{a0}', '\u{202f}'][..]), ('.', &[',', ' ', '\'', '\u{a0}', '\u{202f}'])].into_iter().find_map(
        |(comma, between)| {
            let (whole, part) = text.rsplit_once(comma).filter(|(_, part)| is_digits(part))?;
            between.iter().find_map(|separator| grouped(whole, *separator)).map(|whole| format!("{whole}.{part}"))
        },
    ));
    meant.extend([',', ' ', '\'', '\u{a0}', '\u{202f}'].into_iter().find_map(|separator| grouped(text, separator)));
    meant
}

/// A number without the sign of its unit, if there is one.
pub fn without_unit(text: &str) -> Option<&str> {
    let bare = text.trim_end_matches(['%', '‰', '€', '$', '£']).trim_end();
    (bare != text && bare.ends_with(|last: char| last.is_ascii_digit())).then_some(bare)
}

/// Whether a spreadsheet seems to have shortened a long number: `1.3E+06`.
pub fn shortened(text: &str) -> bool {
    let parts = text.split_once(['e', 'E']);
    parts.is_some_and(|(number, power)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || b".,-".contains(&byte)) && power.parse::<i32>().is_ok()
    })
}
