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

/// A number: where groups of three digits are set apart by what no decimals are, without that.
pub fn decimal(text: &str) -> Option<(String, f64)> {
    let (digits, point) = text.split_at(text.find('.').unwrap_or(text.len()));
    let joined = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'].into_iter().find_map(|separator| grouped(digits, separator));
    let text = joined.map_or_else(|| text.to_owned(), |digits| digits + point);
    let number = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    Some((text, number))
}

/// The digits of a number whose groups of three are separated.
pub fn grouped(text: &str, separator: char) -> Option<String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut groups = digits.split(separator);
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()) && is_digits(first) && !first.starts_with('0'));
    let rest: Vec<&str> = groups.collect();
    let good = first.is_some() && !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    good.then(|| text.replace(separator, ""))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What may have been meant by something that is no whole number. `12.000` is twelve to some programs.
pub fn whole_meant(text: &str) -> Vec<String> {
    if is_scaled(text) {
        return Vec::new();
    }
    let bare = bare(text);
    let mut meant: Vec<String> = [',', '.'].into_iter().find_map(|separator| grouped(&bare, separator)).into_iter().collect();
    let nothing_behind = bare.split_once('.').filter(|(_, zeros)| !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0'));
    meant.extend(nothing_behind.filter(|(digits, _)| digits.parse::<i64>().is_ok()).map(|(digits, _)| digits.to_owned()));
    offered(meant, bare, text)
}

/// What may have been meant by something that is no number: a comma is a point, or separates thousands.
pub fn decimal_meant(text: &str) -> Vec<String> {
    if is_scaled(text) {
        return Vec::new();
    }
    let bare = bare(text);
    let number = |text: String| text.parse::<f64>().is_ok_and(f64::is_finite).then_some(text);
    let mut meant: Vec<String> = number(bare.replacen(',', ".", 1)).into_iter().collect();
    meant.extend([',', '.', ' ', '\'', '\u{a0}', '\u{202f}'].into_iter().find_map(|separator| grouped(&bare, separator)));
    // Thousands are separated, and decimals by another sign.
    let signs = [(',', '.'), ('.', ','), (' ', ','), ('\u{a0}', ','), ('\u{202f}', ','), ('\'', '.')];
    meant.extend(signs.into_iter().find_map(|(thousands, point)| {
        let (digits, decimals) = bare.rsplit_once(point)?;
        number(format!("{}.{decimals}", grouped(digits, thousands)?))
    }));
    offered(meant, bare, text)
}

/// Words that make a number larger, which nobody may drop.
const SCALES: [&str; 34] = [
    "b",
    "billion",
    "billionen",
    "billions",
    "bn",
    "crore",
    "hundred",
    "k",
    "lakh",
    "m",
    "md",
    "mil",
    "mill",
    "millard",
    "mille",
    "milliard",
    "milliarden",
    "milliards",
    "million",
    "millionen",
    "millions",
    "millones",
    "millón",
    "mio",
    "mld",
    "mln",
    "mn",
    "mrd",
    "t",
    "tausend",
    "thousand",
    "thousands",
    "trillion",
    "tsd",
];

/// Whether a number has a word behind it that makes it larger: `2 mio`.
fn is_scaled(text: &str) -> bool {
    let word = text.trim_end_matches(|sign: char| !sign.is_alphabetic());
    let word = word.rsplit(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    SCALES.contains(&word.as_str())
}

/// A number without its unit, and with the minus that keyboards have.
fn bare(text: &str) -> String {
    let unit = |sign: char| sign.is_alphabetic() || sign.is_whitespace() || "%‰€$£¥°²³".contains(sign);
    text.replace('\u{2212}', "-").trim_matches(unit).to_owned()
}

/// What may be meant, and a number that only had a unit or another minus.
fn offered(mut meant: Vec<String>, bare: String, text: &str) -> Vec<String> {
    if meant.is_empty() && bare != text && bare.parse::<f64>().is_ok_and(f64::is_finite) {
        meant.push(bare);
    }
    meant.dedup();
    meant
}

/// Whether dots separate groups of three in a number, more than once: then they do in its column.
pub fn has_dots(text: &str) -> bool {
    let digits = text.split_once(',').map_or(text, |(digits, _)| digits);
    digits.matches('.').count() > usize::from(digits.len() == text.len()) && grouped(digits, '.').is_some()
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

#[cfg(test)]
mod tests {
    use super::{decimal, decimal_meant, whole_meant};

    #[test]
    fn thousands_set_apart_by_what_no_decimals_are() {
        for (text, number) in [("1 200", 1200.0), ("-1\u{a0}200\u{a0}000.5", -1_200_000.5), ("1’200.", 1200.0), ("1.5e3", 1500.0), ("12.000", 12.0)]
        {
            assert_eq!(decimal(text).map(|(_, number)| number), Some(number), "{text}");
        }
        for text in ["1 20", "1 200 ", "0 200", "1,200", "1 200,5", "1 200’000", "inf", "NaN", "", " ", "12 0000"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_that_makes_a_number_larger_is_not_dropped() {
        for text in ["2 mio", "3 bn", "1.1m", "1.5k", "2 Millionen", "2 million.", "4 Mrd. €"] {
            assert_eq!((whole_meant(text), decimal_meant(text)), (Vec::new(), Vec::new()), "{text}");
        }
        assert_eq!(whole_meant("25 km"), ["25"]);
    }
}
