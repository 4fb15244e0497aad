//! Owns the commands of TeX that biblatex does not know or takes for others: what they stand for is written before it reads them.

use std::borrow::Cow;

/// Commands that stand for a sign.
const SIGNS: [(&str, &str); 25] = [
    ("i", "ı"),
    ("j", "ȷ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("l", "ł"),
    ("L", "Ł"),
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("aa", "å"),
    ("AA", "Å"),
    ("ldots", "…"),
    ("euro", "€"),
    ("texteuro", "€"),
    ("textdegree", "°"),
    (",", " "),
    (";", " "),
    ("\\", " "),
    (" ", " "),
    ("/", ""),
    ("-", ""),
    ("!", ""),
    ("@", ""),
];

/// Commands that change how the text behind them looks, and not what it says.
const LOOKS: &str = "bf bfseries em emph it itshape mbox rm sc scshape sf sl text textbf textit textmd textnormal textrm textsc textsf textsl
    textsubscript textsuperscript texttt textup tt url";

/// Whether a field holds no TeX.
pub fn is_code(field: &str) -> bool {
    matches!(field, "url" | "doi" | "eprint" | "year") || field.ends_with("date")
}

/// The value of a field with the commands that biblatex reads.
pub fn plain<'t>(field: &str, text: &'t str) -> Cow<'t, str> {
    if !text.contains(['\\', '~', '`', '$']) || is_code(&field.to_ascii_lowercase()) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(['\\', '~', '`', '$']) {
        out.push_str(&rest[..at]);
        let (sign, behind) = (&rest[at..=at], &rest[at + 1..]);
        rest = match sign {
            "\\" => command(behind, &mut out),
            "$" => {
                let (formula, after) = behind.split_once('$').unwrap_or((behind, ""));
                let bare = formula.replace(['^', '_', '{', '}'], "");
                // `CO$_2$` says no less without its look; what is a formula indeed, or open, is left for others to tell.
                let letters = !bare.is_empty() && bare.chars().all(char::is_alphanumeric) && formula.len() < behind.len();
                out.push_str(if letters { &bare } else { &rest[at..rest.len() - after.len()] });
                after
            }
            "~" => {
                out.push(' ');
                behind
            }
            _ => {
                let turned = [("?", "¿"), ("!", "¡")].into_iter().find(|(mark, _)| out.ends_with(mark) && !behind.starts_with('`'));
                if turned.is_some() {
                    out.pop();
                }
                out.push_str(turned.map_or(sign, |(_, turned)| turned));
                behind
            }
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Writes what a command stands for, given what follows its backslash; gives back what is left to read.
fn command<'t>(text: &'t str, out: &mut String) -> &'t str {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (name, behind) = text.split_at(letters.max(text.chars().next().map_or(0, char::len_utf8)));
    // Blanks behind a word only end it.
    let next = if letters > 0 { behind.trim_start() } else { behind };
    if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name || *known == " " && name.trim().is_empty()) {
        out.push_str(sign);
        return next.strip_prefix("{}").unwrap_or(next);
    }
    if LOOKS.split_whitespace().any(|look| look == name) {
        // What looks like TeX in an address is part of it.
        let end = next.find('}').filter(|_| name == "url").map_or(0, |end| end + 1);
        out.push_str(&next[..end]);
        return &next[end..];
    }
    let next = behind.trim_start();
    match name {
        // A tie stands over two letters.
        "t" => {
            let first = next.find(|c: char| c != '{').map_or(next.len(), |at| at + next[at..].chars().next().map_or(0, char::len_utf8));
            out.extend([&next[..first], "\u{361}"]);
            &next[first..]
        }
        // An accent takes the letter or the braces that follow, with blanks between or without.
        "b" | "c" | "d" | "H" | "k" | "r" | "u" | "v" | "`" | "'" | "^" | "\"" | "~" | "=" | "." => {
            out.extend(["\\", name, if letters > 0 && !next.starts_with('{') { " " } else { "" }]);
            next
        }
        _ => {
            out.extend(["\\", name]);
            behind
        }
    }
}
