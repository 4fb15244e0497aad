//! Owns looking into HTML: as a list of pieces, and whether a fragment stands in a page.

use html5gum::{HtmlString, Token, Tokenizer};

/// A piece of HTML. Comments and blanks between elements are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// `<a href="…">`, with its attributes.
    Start(String, Vec<(String, String)>),
    /// `</a>`
    End(String),
    /// Text, blanks made single.
    Text(String),
}

impl Piece {
    /// The value of an attribute of a start tag.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        match self {
            Self::Start(_, attributes) => attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()),
            _ => None,
        }
    }
}

fn string(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// HTML taken apart as it stands, and what the tokenizer of the HTML standard finds wrong in it.
fn raw(html: &str) -> (Vec<Piece>, Vec<String>) {
    let mut pieces = Vec::new();
    let mut errors = Vec::new();
    // Only within a drawing does `/>` close an element.
    let mut drawing = 0;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::String(text) => pieces.push(Piece::Text(string(&text))),
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(name, value)| (string(name), string(value))).collect();
                let name = string(&tag.name);
                drawing += usize::from(name == "svg");
                pieces.push(Piece::Start(name.clone(), attributes));
                if drawing > 0 && tag.self_closing {
                    pieces.push(Piece::End(name));
                }
            }
            Token::EndTag(tag) => {
                drawing -= usize::from(tag.name.as_slice() == b"svg" && drawing > 0);
                pieces.push(Piece::End(string(&tag.name)));
            }
            Token::Error(error) => errors.push(error.to_string()),
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    (pieces, errors)
}

/// HTML taken apart, blanks made single; and what the tokenizer of the HTML standard finds wrong in it.
pub fn pieces(html: &str) -> (Vec<Piece>, Vec<String>) {
    let (raw, errors) = raw(html);
    let mut pieces = Vec::new();
    let mut words = String::new();
    for piece in raw.into_iter().chain([Piece::Text(String::new())]) {
        match piece {
            Piece::Text(text) => words.push_str(&text),
            other => {
                pieces.extend(text(&words));
                words.clear();
                pieces.push(other);
            }
        }
    }
    pieces.extend(text(&words));
    (pieces, errors)
}

fn text(words: &str) -> Option<Piece> {
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then_some(Piece::Text(joined))
}

/// Whether a fragment stands in a page: the same elements and words in a row. Attributes that the fragment does not
/// name, and blanks, do not count; its first and last words may be parts of longer text.
pub fn contains(page: &str, fragment: &str) -> bool {
    let (page, _) = pieces(page);
    let (wanted, _) = pieces(fragment);
    !wanted.is_empty()
        && page.windows(wanted.len()).any(|window| {
            window.iter().zip(&wanted).enumerate().all(|(at, (piece, wanted_piece))| match (piece, wanted_piece) {
                (Piece::Start(name, has), Piece::Start(wanted, needs)) => name == wanted && needs.iter().all(|need| has.contains(need)),
                (Piece::End(name), Piece::End(wanted)) => name == wanted,
                (Piece::Text(text), Piece::Text(words)) => match (at == 0, at + 1 == wanted.len()) {
                    (true, true) => text.contains(words),
                    (true, false) => text.ends_with(words),
                    (false, true) => text.starts_with(words),
                    (false, false) => text == words,
                },
                _ => false,
            })
        })
}

/// What stands in the `<main>` of a page; all of it where there is none.
pub fn main_of(page: &str) -> &str {
    let start = page.find("<main").and_then(|at| Some(at + page[at..].find('>')? + 1));
    match (start, page.rfind("</main>")) {
        (Some(start), Some(end)) => page[start..end].trim(),
        _ => page,
    }
}

/// The words of a page's `<main>` as they are read, blanks made single.
pub fn words(page: &str) -> String {
    let inline = ["a", "em", "strong", "b", "abbr", "sup", "sub", "code", "q", "mark", "del", "kbd", "small", "cite", "ins", "br", "wbr", "input"];
    let mut words = String::new();
    let (pieces, _) = raw(main_of(page));
    for piece in pieces {
        match piece {
            Piece::Text(text) => words.push_str(&text),
            Piece::Start(name, _) | Piece::End(name) if !inline.contains(&name.as_str()) => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_fragment_is_found_by_its_elements_and_words() {
    let page = "<main id=x><p class=\"a\">One <em>two</em>\n three</p><!-- no --><ul>\n<li>x</li></ul></main>";
    for fragment in ["<p>One", "One <em>two</em> thr", "<em>two</em>", "two", "<ul><li>x</li></ul>", "<p class=\"a\">"] {
        assert!(contains(page, fragment), "{fragment}");
    }
    for fragment in ["", "<p class=\"b\">", "<em>tw</em>", "one", "no", "<li></li>"] {
        assert!(!contains(page, fragment), "{fragment}");
    }
    assert_eq!(words(page), "One two three x");
    assert_eq!(main_of(page).split('>').next(), Some("<p class=\"a\""));
}
