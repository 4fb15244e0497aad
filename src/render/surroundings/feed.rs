//! Owns the feed: the newest pages and entries, as Atom.

use crate::link::texts::Place;
use crate::link::{Site, sheets};
use crate::render::escape;
use crate::render::maker::{Maker, Shop};
use crate::render::output::Put;
use crate::schema::PartialDate;

/// More than this are not in the feed.
const MOST: usize = 50;

/// Whether anything has a day for the feed.
pub fn stands(site: &Site) -> bool {
    site.settings.whole_address("").is_some() && site.places().any(|place| day(site, place).is_some())
}

/// When a place was last changed, as far as it or the history tells.
fn day(site: &Site, place: Place) -> Option<PartialDate> {
    let head = site.head(place);
    head.updated.or(head.date).or_else(|| site.last_changed(place))
}

/// Makes the feed of everything that has a day; none, if nothing has. The hour is midnight: nothing depends on the time of the build.
pub fn make(shop: &Shop<'_>, put: &Put<'_>) {
    let site = shop.site;
    let mut entries: Vec<_> = site.places().filter_map(|place| Some((day(site, place)?, place))).collect();
    entries.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    entries.truncate(MOST);
    let (Some(base), Some(newest)) = (site.settings.whole_address(""), entries.first().map(|(date, _)| midnight(date))) else { return };
    let base = escape::address(&base);
    let title = escape::text(&site.settings.title);
    let language = escape::text(&site.settings.language);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n<title>{title}</title>\n<id>{base}feed.xml</id>\n<link href=\"{base}feed.xml\" rel=\"self\" type=\"application/atom+xml\"/>\n<link href=\"{base}\"/>\n<updated>{newest}</updated>\n"
    );
    let mut authors: Vec<String> = site.settings.authors.iter().map(|author| escape::text(&author.spoken())).collect();
    if authors.is_empty() {
        authors.push(title.clone());
    }
    xml.extend(authors.iter().map(|author| format!("<author><name>{author}</name></author>\n")));
    for (date, place) in entries {
        let (address, anchor) = site.address(place);
        let whole = |address: &str| {
            let anchor = anchor.map(|anchor| format!("#{}", escape::address(anchor))).unwrap_or_default();
            escape::address(&format!("{}{address}", site.settings.base_url)) + &anchor
        };
        // The sheet that shows a row changes with every row before it.
        let (link, id) = (whole(address), whole(sheets::split(address).map_or(address, |(page, _)| page)));
        let words = escape::text(&match place {
            Place::Entry(entry) if site.head(place).title.is_empty() => Maker::new(shop, place).name(entry),
            _ => site.title(place, None),
        });
        let summary = escape::text(&site.head(place).description);
        let summary = if summary.is_empty() { summary } else { format!("<summary>{summary}</summary>") };
        let updated = midnight(&date);
        xml.push_str(&format!("<entry><title>{words}</title><id>{id}</id><link href=\"{link}\"/><updated>{updated}</updated>{summary}</entry>\n"));
    }
    xml.push_str("</feed>\n");
    put("feed.xml", xml.as_bytes());
}

fn midnight(date: &PartialDate) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}
