//! Owns "mentioned in": pages that point here, with the sentence that does.

use serde::Serialize;

use super::super::escape;
use super::super::maker::Maker;
use crate::link::mentions::Mention;
use crate::link::sentence::Quote;
use crate::link::texts::Place;

/// So many sentences of one page are shown.
const MOST: usize = 3;

/// What the template gets.
#[derive(Serialize)]
struct Mentions {
    heading: String,
    pages: Vec<Page>,
}

/// A page that mentions, and its sentences; both as HTML, because a large site has very many.
#[derive(Serialize)]
struct Page {
    link: String,
    quotes: Vec<String>,
}

impl Maker<'_> {
    /// Where the page is mentioned; the heading comes with it.
    pub fn mentions(&mut self) -> String {
        let site = self.site;
        let mut mentions: Vec<&Mention> = site.mentions.of.get(&self.place).into_iter().flatten().collect();
        mentions.sort_by_key(|mention| mention.from);
        let mentioning: Vec<&[&Mention]> = mentions.chunk_by(|a, b| a.from == b.from).collect();
        let ways = self.ways_on(mentioning.len());
        let mut pages = Vec::new();
        for mentions in self.part_of(&mentioning) {
            let from = mentions[0].from;
            let words = match from {
                Place::Entry(entry) => self.name(entry),
                Place::Page(_) => site.title(from, Some(self.place)),
            };
            let quotes = mentions.iter().filter_map(|mention| site.quote(mention)).take(MOST);
            let link = ["<a href=\"", &self.href(from, None), "\">", &escape::text(&words), "</a>"].concat();
            pages.push(Page { link, quotes: quotes.map(|quote| marked(&quote)).collect() });
        }
        if pages.is_empty() {
            return String::new();
        }
        let heading = self.word("mentioned-in").to_owned();
        let heading = self.derived_heading(&heading, "mentions");
        self.part("parts/mentions.html", &Mentions { heading, pages }) + &ways
    }
}

/// A sentence, the mention in its middle.
fn marked(quote: &Quote) -> String {
    let mut html = String::with_capacity(quote.before.len() + quote.words.len() + quote.after.len() + 64);
    escape::push(&mut html, &quote.before);
    html.push_str("<mark>");
    escape::push(&mut html, &quote.words);
    html.push_str("</mark>");
    escape::push(&mut html, &quote.after);
    html
}
