//! What spreadsheets make of a value behind the author's back.

/// A value that a spreadsheet has replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trap {
    /// A date as a spreadsheet shows it, `Oct-17`, `17-Oct`, `17-Oct-18` or `17/10/2018`; `meant` holds
    /// what may have been written, as far as it can be known (`2017-10`), best guess first.
    Date { meant: Vec<String> },
    /// `########`: the column was too narrow when the table was exported.
    TooNarrow,
    /// The error of a formula, such as `#REF!` or `#N/A`.
    Formula,
}

const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "ene", "janv"],
    &["feb", "february", "febr", "févr"],
    &["mar", "march", "mrz", "mär", "märz", "mars"],
    &["apr", "april", "abr", "avr"],
    &["may", "mai", "maj"],
    &["jun", "june", "juin", "juni"],
    &["jul", "july", "juil", "juli"],
    &["aug", "august", "ago", "août"],
    &["sep", "sept", "september"],
    &["oct", "october", "okt"],
    &["nov", "november"],
    &["dec", "december", "dez", "dic", "dets", "déc"],
];

const FORMULA_ERRORS: [&str; 10] = ["#ref!", "#n/a", "#name?", "#value!", "#div/0!", "#num!", "#null!", "#spill!", "#calc!", "#error!"];

/// Recognises a value that a spreadsheet has mangled.
///
/// Months in English and a few other languages. Ids such as `may-17` look the same: ask for dates
/// where one is expected, or where the id can't be one.
pub fn spreadsheet_trap(cell: &str) -> Option<Trap> {
    let cell = cell.trim();
    if cell.len() >= 3 && cell.bytes().all(|byte| byte == b'#') {
        return Some(Trap::TooNarrow);
    }
    if cell.starts_with('#') && FORMULA_ERRORS.iter().any(|error| cell.eq_ignore_ascii_case(error)) {
        return Some(Trap::Formula);
    }
    date(cell).or_else(|| numbers(cell)).map(|meant| Trap::Date { meant })
}

fn date(cell: &str) -> Option<Vec<String>> {
    if cell.len() > 24 {
        return None;
    }
    let parts: Vec<&str> = cell.split('-').collect();
    match parts[..] {
        [month, year] if month_number(month).is_some() => {
            let month = month_number(month)?;
            Some(vec![format!("{}-{month:02}", full_year(year)?)])
        }
        [day, month] => {
            let (day, month) = (day_number(day)?, month_number(month)?);
            // `10/17` was written, day and month or month and year; a spreadsheet's `17-Oct` hides the year.
            Some(vec![format!("{}-{month:02}", 2000 + day)])
        }
        [day, month, year] => {
            let (day, month) = (day_number(day)?, month_number(month)?);
            Some(vec![format!("{}-{month:02}-{day:02}", full_year(year)?)])
        }
        _ => None,
    }
}

/// A day in the order of some country, perhaps with a time behind it: day or month first, or the year, with the wrong strokes.
fn numbers(cell: &str) -> Option<Vec<String>> {
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '.', '-']).collect();
    let [first, second, third] = parts[..] else { return None };
    let two = |part: &str| number(part).filter(|_| part.len() <= 2);
    let date = |year: u32, month: u32, day: u32| {
        let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
        exists.then(|| format!("{year}-{month:02}-{day:02}"))
    };
    let meant: Vec<String> = if first.len() == 4 {
        let same = day == cell && parts.iter().skip(1).all(|part| part.len() == 2) && day.contains('-');
        date(number(first)?, two(second)?, two(third)?).filter(|_| !same).into_iter().collect()
    } else {
        let (year, first, second) = (full_year(third)?, two(first)?, two(second)?);
        date(year, second, first).into_iter().chain(date(year, first, second).filter(|_| first != second)).collect()
    };
    (!meant.is_empty()).then_some(meant)
}

fn month_number(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.').to_lowercase();
    MONTHS.iter().position(|names| names.contains(&word.as_str())).map(|index| index + 1)
}

fn day_number(digits: &str) -> Option<u32> {
    let number = number(digits)?;
    (digits.len() <= 2 && (1..=31).contains(&number)).then_some(number)
}

/// Two digits as spreadsheets complete them (00–29 is this century), four as they are.
fn full_year(digits: &str) -> Option<u32> {
    let number = number(digits)?;
    match digits.len() {
        2 if number < 30 => Some(2000 + number),
        2 => Some(1900 + number),
        4 => Some(number),
        _ => None,
    }
}

fn number(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}
