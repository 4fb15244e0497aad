//! Long lists are split into sheets of 500 entries, and every entry and anchor is still reached.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::LazyLock;

use crate::fixture::{Tried, try_site};
use crate::search::results_have_pages;

/// Places in two collections, one of them without pages; each of 1 200 visits names the one tower, and each tour mentions it.
static SITE: LazyLock<Tried> = LazyLock::new(|| {
    let mut visits = "id,title,tower,day,updated\n".to_owned();
    let mut tours = String::new();
    let mut works = String::new();
    for number in 0..1200 {
        let updated = if number == 0 { "2020-01-01" } else { "" };
        let _ = writeln!(visits, "v{number:04},Visit {number},the-tower,20{:02}-01-01,{updated}", number % 20);
        let _ = write!(
            tours,
            "//- content/tours/t{number:04}.md\n---\ntitle: Tour {number}\n---\nUp [[the-tower]] [@w{number:04}], after [[v{number:04}]].\n"
        );
        let _ =
            writeln!(works, "@online{{w{number:04}, author={{Last{number:04}, A.}}, title={{Work}}, date={{2019}}, url={{https://example.org/}}}}");
    }
    try_site(&format!(
        "//- content/site.yaml
title: Climbs
base_url: https://climbs.net/up/
collections:
  towers: {{files: towers/*.md, fields: {{height: {{type: integer}}}}}}
  tours: {{files: tours/*.md, fields: {{}}}}
  visits: {{table: visits.csv, pages: false, fields: {{tower: {{type: towers, inverse: visits}}, day: {{type: date, required: true}}}}}}
//- content/index.md
---
title: Climbs
---
See [[#all]] and [[towers]].

::: table {{#all from=visits columns=\"title, day\"}}
All visits.
:::

::: list {{from=tours}}
:::
//- content/towers/the-tower.md
---
title: The tower
---
High.
//- content/visits.csv
{visits}//- content/references.bib
{works}{tours}"
    ))
});

fn page<'t>(tried: &'t Tried, address: &str) -> &'t str {
    let said = || tried.short().chars().take(2000).collect::<String>();
    tried.compiled.output.text(&format!("{address}index.html")).unwrap_or_else(|| panic!("no page at {address}\n{}", said()))
}

#[test]
fn a_sheet_says_to_machines_where_it_is() {
    let sheet = page(&SITE, "tours/page/2/");
    for part in [
        r#""url":"https://climbs.net/up/tours/page/2/""#,
        r#"{"@type":"ListItem","position":2,"name":"Tours","item":"https://climbs.net/up/tours/"},{"@type":"ListItem","position":3,"#,
    ] {
        assert!(sheet.contains(part), "{part} in {sheet}");
    }
}

#[test]
fn every_entry_stands_on_one_sheet() {
    let tried = &*SITE;
    assert_eq!(tried.problems(), Vec::<String>::new());
    assert_eq!(tried.rules(), Vec::<&str>::new());
    for list in ["", "visits/", "tours/", "towers/the-tower/", "references/"] {
        let third = page(tried, &format!("{list}page/3/"));
        assert!(third.contains("1001 to 1200 of 1200"), "{list}");
        assert!(third.contains(&format!("<a rel=\"prev\" href=\"{}{list}page/2/\"", "../".repeat(list.matches('/').count() + 2))), "{list}");
        assert!(page(tried, list).contains("1 to 500 of 1200"), "{list}");
        assert!(tried.compiled.output.text(&format!("{list}page/4/index.html")).is_none(), "{list}");
    }
    let sheets = ["visits/", "visits/page/2/", "visits/page/3/"].map(|address| page(tried, address));
    for number in 0..1200 {
        let row = format!("id=\"v{number:04}\"");
        assert_eq!(sheets.iter().filter(|sheet| sheet.contains(&row)).count(), 1, "{row}");
    }
}

#[test]
fn a_row_is_linked_on_its_sheet() {
    let tried = &*SITE;
    // The newest come first: the year 2000 is the last of twenty.
    assert!(page(tried, "tours/t0000/").contains("href=\"../../visits/page/3/#v0000\""));
    assert!(page(tried, "tours/t0019/").contains("href=\"../../visits/#v0019\""));
}

#[test]
fn a_result_leads_to_the_sheet_that_shows_it() {
    results_have_pages(&SITE.compiled.output);
}

#[test]
fn a_sheet_is_cited_by_its_own_address() {
    let sheet = page(&SITE, "tours/page/2/");
    assert!(sheet.contains("@online{tours-page-2,") && sheet.contains("url = {https://climbs.net/up/tours/page/2/}"), "{sheet}");
}

#[test]
fn a_row_keeps_its_id_in_the_feed_whatever_its_sheet() {
    let feed = SITE.output("feed.xml").expect("a feed");
    assert!(feed.contains("<id>https://climbs.net/up/visits/#v0000</id><link href=\"https://climbs.net/up/visits/page/3/#v0000\"/>"), "{feed}");
}

#[test]
fn further_sheets_hold_only_the_lists() {
    let tried = &*SITE;
    let second = page(tried, "towers/the-tower/page/2/");
    assert!(second.contains("<h1>The tower, page 2</h1>"));
    assert!(!second.contains("High."));
    assert!(second.contains("Tour 600"));
    assert!(second.contains("Visit 600"));
}

#[test]
fn the_sitemap_leads_to_every_sheet() {
    let files = &SITE.compiled.output.files;
    let sitemap = SITE.output("sitemap.xml").expect("a sitemap");
    let sitemap = roxmltree::Document::parse(&sitemap).expect("XML");
    let told = sitemap.descendants().filter(|node| node.has_tag_name("loc")).filter_map(|node| node.text());
    let told: Vec<String> = told.filter_map(|place| Some(format!("{}index.html", place.strip_prefix("https://climbs.net/up/")?))).collect();
    let pages: Vec<&String> = files.keys().filter(|path| path.ends_with("index.html")).collect();
    let (told_once, pages): (BTreeSet<&String>, BTreeSet<&String>) = (told.iter().collect(), pages.into_iter().collect());
    assert_eq!(told_once.symmetric_difference(&pages).collect::<Vec<_>>(), Vec::<&&String>::new());
    assert_eq!(told.len(), told_once.len(), "an address stands twice");
}

#[test]
fn what_is_lacking_is_said_of_each_entry_on_one_sheet() {
    let sheets = ["about/coverage/", "about/coverage/page/2/", "about/coverage/page/3/"].map(|address| page(&SITE, address));
    for number in 0..1200 {
        // The list on the home page is no text: nothing leads to a tour.
        let link = format!("tours/t{number:04}/\"");
        assert_eq!(sheets.iter().filter(|sheet| sheet.contains(&link)).count(), 1, "{link}");
    }
}
