//! Owns how wide words are when nobody can measure them: generous widths of letters, and lines that fit.

/// The width of a text in ems of a sans-serif face; rather too wide than too narrow.
pub fn width(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' => 0.31,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | ' ' | '‡' | '†' => 0.39,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.97,
        'A'..='Z' => 0.72,
        letter if letter.is_ascii() => 0.6,
        letter if letter.is_uppercase() => 0.75,
        letter if (letter as u32) < 0x2000 => 0.63,
        _ => 1.0,
    }
}

/// A text in lines no wider than `most` ems, at most `lines` of them; what does not fit ends in an ellipsis.
pub fn wrap(text: &str, most: f64, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let mut rest = word;
        while !rest.is_empty() && wrapped.len() <= lines {
            let line = wrapped.last_mut().expect("there is always a line");
            let blank = if line.is_empty() { "" } else { " " };
            if width(line) + width(blank) + width(rest) <= most {
                line.push_str(blank);
                line.push_str(rest);
                break;
            }
            if line.is_empty() {
                let cut = fitting(rest, most - letter('-'));
                line.push_str(&rest[..cut]);
                line.push('-');
                rest = &rest[cut..];
            }
            wrapped.push(String::new());
        }
    }
    if wrapped.len() > lines {
        wrapped.truncate(lines);
        let last = wrapped.last_mut().expect("at least one line is wanted");
        last.truncate(fitting(last, most - letter('…')));
        last.truncate(last.trim_end().len());
        last.push('…');
    }
    wrapped
}

/// How many bytes of a text fit; at least one letter.
fn fitting(text: &str, most: f64) -> usize {
    let mut wide = 0.0;
    let first = text.chars().next().map_or(0, char::len_utf8);
    let fits = text.char_indices().take_while(|(_, one)| {
        wide += letter(*one);
        wide <= most
    });
    fits.last().map_or(first, |(at, one)| at + one.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn what_has_no_room_is_cut_off_however_long_it_is() {
        assert_eq!(wrap("aaa bbb ccc", 3.0, 2), ["aaa", "bbb…"]);
        assert_eq!(wrap(&"x".repeat(1_000_000), 3.0, 2), ["xxxx-", "xxx…"]);
        assert_eq!(wrap(&"x ".repeat(1_000_000), 3.0, 2), ["x x x", "x x…"]);
    }
}
