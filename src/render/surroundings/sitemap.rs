//! Owns the sitemap: every address that readers may be sent to, further sheets of long lists too.

use std::collections::BTreeMap;

use crate::link::sheets;
use crate::link::texts::Place;
use crate::render::escape;
use crate::render::maker::Shop;
use crate::render::output::Put;

/// A sitemap lists at most so many addresses, in so many bytes; a longer one is an index of several.
const MOST: usize = 50_000;
const LARGEST: usize = 50_000_000;

const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// Whether a path is that of a sitemap.
pub fn holds(path: &str) -> bool {
    path.starts_with("sitemap") && path.ends_with(".xml")
}

/// Makes the sitemap, or the index and its parts; none without an address of the site. `sheets` says how many each page has.
pub fn make(shop: &Shop<'_>, sheets: &[(Place, usize)], put: &Put<'_>) {
    let site = shop.site;
    let Some(base) = &site.settings.whole_address("") else { return };
    let long: BTreeMap<Place, usize> = sheets.iter().copied().filter(|(_, sheets)| *sheets > 1).collect();
    let pages = site.places().filter(|place| site.address(*place).1.is_none());
    let lines = pages.flat_map(|place| {
        let changed = site.last_changed(place).filter(|date| date.day.is_some()).map(|date| format!("<lastmod>{date}</lastmod>"));
        let changed = changed.unwrap_or_default();
        (0..long.get(&place).map_or(1, |sheets| *sheets)).map(move |sheet| {
            let location = escape::address(&format!("{base}{}", sheets::address(site.address(place).0, sheet)));
            format!("<url><loc>{location}</loc>{changed}</url>\n")
        })
    });
    for (path, xml) in files(lines, base, MOST, LARGEST) {
        put(&path, xml.as_bytes());
    }
}

/// Lines as one file, or as several and an index of them.
fn files(lines: impl Iterator<Item = String>, base: &str, most: usize, largest: usize) -> Vec<(String, String)> {
    let mut parts = vec![String::new()];
    let mut count = 0;
    for line in lines {
        let part = parts.last_mut().filter(|part| count < most && part.len() + line.len() <= largest);
        match part {
            Some(part) => part.push_str(&line),
            None => {
                parts.push(line);
                count = 0;
            }
        }
        count += 1;
    }
    let name = |number: usize| format!("sitemap-{number}.xml");
    let whole = |kind: &str, lines: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{kind} {NAMESPACE}>\n{lines}</{kind}>\n");
    if let [only] = &parts[..] {
        return vec![("sitemap.xml".to_owned(), whole("urlset", only))];
    }
    let numbers = 1..=parts.len();
    let index: String =
        numbers.clone().map(|number| format!("<sitemap><loc>{}</loc></sitemap>\n", escape::address(&format!("{base}{}", name(number))))).collect();
    let index = ("sitemap.xml".to_owned(), whole("sitemapindex", &index));
    numbers.zip(&parts).map(|(number, lines)| (name(number), whole("urlset", lines))).chain([index]).collect()
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn a_long_sitemap_is_an_index_of_several() {
        let lines = |count: usize| (0..count).map(|number| format!("<url><loc>https://a.net/{number}/</loc></url>\n"));
        let paths = |count, most, largest| files(lines(count), "https://a.net/", most, largest).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
        assert_eq!(paths(0, 3, 1000), ["sitemap.xml"]);
        assert_eq!(paths(3, 3, 1000), ["sitemap.xml"]);
        assert_eq!(paths(7, 3, 1000), ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]);
        assert_eq!(paths(4, 100, 100), ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        let made = files(lines(7), "https://a.net/", 3, 1000);
        for (path, xml) in &made {
            let document = roxmltree::Document::parse(xml).expect("XML");
            let places: Vec<&str> = document.descendants().filter(|node| node.has_tag_name("loc")).filter_map(|node| node.text()).collect();
            let expected = if path == "sitemap-3.xml" { 1 } else { 3 };
            assert_eq!(places.len(), expected, "{xml}");
        }
        assert!(made[3].1.contains("<sitemapindex ") && made[3].1.contains("<loc>https://a.net/sitemap-3.xml</loc>"), "{}", made[3].1);
    }
}
