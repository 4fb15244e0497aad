//! Owns the attributes of a block: `{#id key=word key="text"}`.

use std::ops::Range;

/// More attributes than any block has: each is compared with all before it.
const MOST: usize = 50;

/// The words of an opening fence, taken apart; ranges count in the text of the words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The kind of block.
    pub kind: String,
    /// The label, without `#`.
    pub id: Option<(String, Range<usize>)>,
    /// The rest, in the order written.
    pub pairs: Vec<Pair>,
}

/// One `key=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Before the equals sign.
    pub key: String,
    /// Where that is.
    pub key_at: Range<usize>,
    /// After it, without quotes.
    pub value: String,
    /// Where that is, without quotes.
    pub value_at: Range<usize>,
    /// Whether every byte of the value stands so in the file.
    pub exact: bool,
}

/// Takes the words of a fence apart.
///
/// # Errors
/// What is wrong, and where in the words.
pub fn parse(words: &str) -> Result<Attributes, (String, Range<usize>)> {
    let (kind, rest, mut at) = match words.find(['{', ' ', '\t']) {
        Some(end) => (&words[..end], words[end..].trim_start(), words.len() - words[end..].trim_start().len()),
        None => (words, "", words.len()),
    };
    if let Some((kind, _)) = kind.split_once('[').filter(|(kind, _)| !kind.is_empty()) {
        let way = in_braces(kind, &words[kind.len() + 1..].replacen(']', "", 1));
        return Err((format!("a title stands in braces: write `{way}`"), kind.len()..words.len()));
    }
    let mut found = Attributes { kind: kind.to_owned(), ..Attributes::default() };
    if rest.is_empty() {
        return Ok(found);
    }
    if closes(words) {
        return Err(("a block does not end on the line that it begins on: write its text and its end, `:::`, below".to_owned(), at..words.len()));
    }
    let Some(inner) = rest.strip_prefix('{') else {
        return Err((format!("`{rest}` is not in braces: write `{}`", in_braces(kind, rest)), at..words.len()));
    };
    if !rest.ends_with('}') {
        return Err(match rest.rfind('}') {
            Some(end) => ("the text of a block begins on the line below its braces: write it there".to_owned(), at + end + 1..words.len()),
            None => ("the brace `{` is not closed on this line".to_owned(), at..at + 1),
        });
    }
    let mut inner = &inner[..inner.len() - 1];
    at += 1;
    if let (true, Some(class)) = (kind.is_empty(), inner.trim_start().strip_prefix('.')) {
        let class = class.split([' ', '\t', '}']).next().unwrap_or_default();
        return Err((format!("the kind of a block stands before the braces: write `::: {class}`"), at..at + inner.len()));
    }
    loop {
        let trimmed = inner.trim_start();
        at += inner.len() - trimmed.len();
        inner = trimmed;
        if inner.is_empty() {
            return Ok(found);
        }
        let taken = if inner.starts_with('#') {
            let end = inner.find([' ', '\t']).unwrap_or(inner.len());
            if found.id.is_some() {
                return Err(("a block has one `#label`, and this is its second".to_owned(), at..at + end));
            }
            found.id = Some((inner[1..end].to_owned(), at + 1..at + end));
            end
        } else {
            let (pair, taken) = pair(inner, at).map_err(|mistake| unquoted(words, found.pairs.last(), at).unwrap_or(mistake))?;
            if found.pairs.len() == MOST {
                return Err((format!("a block has no more than {MOST} attributes"), at..at + taken));
            }
            if found.pairs.iter().any(|known| known.key == pair.key) {
                return Err((format!("`{}` stands here for the second time: a block takes it once", pair.key), at..at + taken));
            }
            found.pairs.push(pair);
            taken
        };
        inner = &inner[taken..];
        at += taken;
    }
}

/// A fence whose title, or whose attributes, stand before its braces or without any, as it should be written.
fn in_braces(kind: &str, rest: &str) -> String {
    let (before, inner) = rest.split_once('{').unwrap_or((rest, ""));
    let (before, inner) = (before.trim(), inner.trim_end().trim_end_matches('}').trim());
    let before = match before.strip_prefix('"').and_then(|words| words.strip_suffix('"')).unwrap_or(before) {
        "" => String::new(),
        words if words.contains('=') || words.starts_with('#') => before.to_owned(),
        words => format!("title=\"{}\"", words.replace('"', "'")),
    };
    let blank = if before.is_empty() || inner.is_empty() { "" } else { " " };
    format!("::: {kind} {{{inner}{blank}{before}}}")
}

/// Whether the words of a fence close the block as well: nobody who writes so will close it once more.
pub fn closes(words: &str) -> bool {
    words.ends_with(":::")
}

/// The label in words that can't be read otherwise: what refers to it is not wrong.
pub fn label(words: &str) -> Option<&str> {
    let rest = words[words.find('{')? + 1..].trim_start_matches('#');
    let end = rest.find([' ', '\t', '}']).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|label| !label.is_empty() && !label.contains('=') && !label.starts_with('.'))
}

/// Says so where the words at `at` go on with the value before them, which would have to be in quotes.
fn unquoted(words: &str, before: Option<&Pair>, at: usize) -> Option<(String, Range<usize>)> {
    let Pair { key, value_at, .. } = before.filter(|pair| words[..pair.value_at.start].ends_with('='))?;
    let next = |word: &str| word.starts_with('#') || word.contains('=');
    let goes_on = words[at..].trim_end_matches('}').split([' ', '\t']).take_while(|word| !next(word));
    let end = goes_on.map(|word| word.len() + 1).sum::<usize>().checked_sub(1).filter(|length| *length > 0)? + at;
    let value = words[value_at.start..end].trim_end();
    let way = format!("a value of several words stands in quotes: write `{key}=\"{value}\"`");
    Some((way, value_at.start..value_at.start + value.len()))
}

fn pair(text: &str, at: usize) -> Result<(Pair, usize), (String, Range<usize>)> {
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    let Some(equals) = text.find('=').filter(|equals| *equals < end) else {
        let word = &text[..end];
        let way = match word.strip_prefix('.') {
            Some(_) => "delete it, blocks have no classes".to_owned(),
            None => format!("write `#{word}` or `{word}=…`"),
        };
        return Err((format!("`{word}` is neither `#label` nor `key=value`: {way}"), at..at + end));
    };
    let key = text[..equals].to_owned();
    let after = &text[equals + 1..];
    let start = equals + 1;
    let quote = match after.chars().next() {
        Some('"') => '"',
        Some('“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»') => {
            return Err(("these are typographic quotes: write straight ones, `\"`".to_owned(), at + start..at + end));
        }
        _ => {
            let length = after.find([' ', '\t']).unwrap_or(after.len());
            let value = after[..length].to_owned();
            let pair = Pair { key, key_at: at..at + equals, value, value_at: at + start..at + start + length, exact: true };
            return Ok((pair, start + length));
        }
    };
    let mut value = String::new();
    let mut letters = after[1..].char_indices();
    let mut exact = true;
    while let Some((index, letter)) = letters.next() {
        match letter {
            '\\' if after[1 + index + 1..].starts_with(['"', '\\']) => {
                exact = false;
                if let Some((_, next)) = letters.next() {
                    value.push(next);
                }
            }
            letter if letter == quote => {
                let value_at = at + start + 1..at + start + 1 + index;
                return Ok((Pair { key, key_at: at..at + equals, value, value_at, exact }, start + 1 + index + 1));
            }
            letter => value.push(letter),
        }
    }
    Err((format!("the quote after `{key}=` is not closed"), at + start..at + start + 1))
}
