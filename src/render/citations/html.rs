//! Owns the writing of formatted text as safe HTML and as plain text.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, Formatting};

use crate::render::escape::address;

/// The children as HTML without attributes but `href` and one class.
pub fn html(children: &ElemChildren) -> String {
    let mut out = String::new();
    for run in runs(children) {
        let safe = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
        let link = run.url.filter(safe);
        if let Some(url) = link {
            out.push_str(&format!("<a href=\"{}\">", address(url)));
        }
        let tags = tags(&run.look);
        tags.iter().for_each(|(open, _)| out.push_str(open));
        escape(&run.text, &mut out);
        tags.iter().rev().for_each(|(_, close)| out.push_str(close));
        if link.is_some() {
            out.push_str("</a>");
        }
    }
    out.trim().to_owned()
}

/// The children as plain text.
pub fn text(children: &ElemChildren) -> String {
    let text: String = runs(children).into_iter().map(|run| run.text).collect();
    text.trim().to_owned()
}

/// Text of one look, after the doubled punctuation that styles leave (`“Title.”.`, `Journal,.`, `(2011,)`)
/// is made single.
struct Run<'a> {
    text: String,
    look: Formatting,
    url: Option<&'a str>,
}

fn runs(children: &ElemChildren) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    collect(children, &mut runs);
    let mut tidied: Vec<Run<'_>> = Vec::with_capacity(runs.len());
    let mut last = ' ';
    for mut run in runs {
        if run.url.is_none() {
            let raw = std::mem::take(&mut run.text);
            let mut chars = raw.chars().peekable();
            while let Some(c) = chars.next() {
                let ellipsis = chars.peek() == Some(&'.') || run.text.ends_with("..");
                match (last, c) {
                    ('.', '.') if !ellipsis => continue,
                    ('!' | '?', '.') | (',', ',') => continue,
                    (' ', ' ') => continue,
                    // Where the number of an issue or a publisher would stand between.
                    (' ', ':') if run.text.trim().is_empty() && after_blank(&tidied, &run.text).is_some_and(|before| before.is_ascii_digit()) => {
                        without_last(&mut tidied, &mut run.text);
                    }
                    (' ', '.') if !ellipsis && !chars.peek().is_some_and(|next| next.is_alphanumeric()) => {
                        without_last(&mut tidied, &mut run.text);
                        if signs(&tidied, &run.text).next() == Some('.') {
                            last = '.';
                            continue;
                        }
                    }
                    (' ', ',') if after_blank(&tidied, &run.text) == Some(',') => {
                        last = ',';
                        without_last(&mut tidied, &mut run.text);
                        continue;
                    }
                    (' ', ')') if after_blank(&tidied, &run.text) == Some(',') => {
                        without_last(&mut tidied, &mut run.text);
                        without_last(&mut tidied, &mut run.text);
                    }
                    (',', '.' | ')') => {
                        let before = tidied.last_mut().map(|run| &mut run.text);
                        let text = [Some(&mut run.text), before].into_iter().flatten();
                        text.filter(|text| text.ends_with(',')).take(1).for_each(|text| {
                            text.pop();
                        });
                    }
                    _ => {}
                }
                run.text.push(c);
                if !matches!(c, '”' | '“' | '’' | '»' | '«' | '"') {
                    last = c;
                }
            }
        } else {
            last = '\0';
        }
        tidied.push(run);
    }
    tidied
}

/// The signs of texts, the last first.
fn signs<'a>(before: &'a [Run<'_>], text: &'a str) -> impl Iterator<Item = char> + 'a {
    let rest = before.iter().rev().map(|run| run.text.as_str());
    std::iter::once(text).chain(rest).flat_map(|text| text.chars().rev())
}

/// The sign before the blank that texts end with.
fn after_blank(before: &[Run<'_>], text: &str) -> Option<char> {
    let mut signs = signs(before, text);
    signs.next().filter(|sign| *sign == ' ').and_then(|_| signs.next())
}

/// Takes away the last sign of texts.
fn without_last(before: &mut [Run<'_>], text: &mut String) {
    let rest = before.iter_mut().rev().map(|run| &mut run.text);
    if let Some(last) = std::iter::once(text).chain(rest).find(|text| !text.is_empty()) {
        last.pop();
    }
}

fn collect<'a>(children: &'a ElemChildren, runs: &mut Vec<Run<'a>>) {
    for child in &children.0 {
        let (text, look, url) = match child {
            ElemChild::Text(text) => (&text.text, text.formatting, None),
            ElemChild::Link { text, url } => (&text.text, text.formatting, Some(url.as_str())),
            ElemChild::Markup(math) => (math, Formatting::default(), None),
            ElemChild::Elem(elem) => {
                collect(&elem.children, runs);
                if elem.display.is_some() {
                    // It would stand on a line of its own.
                    runs.push(Run { text: " ".to_owned(), look: Formatting::default(), url: None });
                }
                continue;
            }
            ElemChild::Transparent { .. } => continue,
        };
        runs.push(Run { text: text.clone(), look, url });
    }
}

/// The elements around a text, outermost first. Underlines and light type are dropped.
fn tags(look: &Formatting) -> Vec<(&'static str, &'static str)> {
    let mut tags = Vec::new();
    if look.font_style == FontStyle::Italic {
        tags.push(("<em>", "</em>"));
    }
    if look.font_weight == FontWeight::Bold {
        tags.push(("<strong>", "</strong>"));
    }
    if look.font_variant == FontVariant::SmallCaps {
        tags.push(("<span class=\"small-caps\">", "</span>"));
    }
    match look.vertical_align {
        VerticalAlign::Sup => tags.push(("<sup>", "</sup>")),
        VerticalAlign::Sub => tags.push(("<sub>", "</sub>")),
        VerticalAlign::None | VerticalAlign::Baseline => {}
    }
    tags
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}
