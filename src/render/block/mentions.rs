//! Owns "mentioned in": pages that point here, with the sentence that does.

use serde::Serialize;

use super::super::escape;
use super::super::maker::Maker;
use super::Link;
use crate::link::texts::Place;

/// So many sentences of one page are shown.
const MOST: usize = 3;

/// What the template gets.
#[derive(Serialize)]
struct Mentions {
    heading: String,
    pages: Vec<Page>,
}

/// A page that mentions, and its sentences.
#[derive(Serialize)]
struct Page {
    link: Link,
    quotes: Vec<Quote>,
}

/// A sentence, the mention in its middle.
#[derive(Serialize)]
struct Quote {
    before: String,
    words: String,
    after: String,
}

impl Maker<'_> {
    /// Where the page is mentioned; the heading comes with it.
    pub fn mentions(&mut self) -> String {
        let mut pages: Vec<(Place, Page)> = Vec::new();
        for mention in self.site.mentions.of.get(&self.place).into_iter().flatten() {
            let quote = Quote { before: mention.before.clone(), words: mention.words.clone(), after: mention.after.clone() };
            // All that one page says stands in a row.
            let known = pages.last_mut().filter(|(place, _)| *place == mention.from);
            match known {
                Some((_, page)) if page.quotes.len() < MOST => page.quotes.push(quote),
                Some(_) => {}
                None => {
                    let words = match mention.from {
                        Place::Entry(entry) => self.name(entry),
                        Place::Page(_) => self.site.title(mention.from, Some(self.place)),
                    };
                    let words = escape::text(&words);
                    let link = Link { href: self.href(mention.from, None), html: words };
                    pages.push((mention.from, Page { link, quotes: vec![quote] }));
                }
            }
        }
        if pages.is_empty() {
            return String::new();
        }
        let heading = self.word("mentioned-in").to_owned();
        let heading = self.derived_heading(&heading, "cb-mentions");
        self.part("parts/mentions.html", &Mentions { heading, pages: pages.into_iter().map(|(_, page)| page).collect() })
    }
}
