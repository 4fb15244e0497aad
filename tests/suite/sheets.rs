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

/// Dishes with a list of their own each, a cook of 520 dishes who refused 510 others, and a list in a quotation.
static LISTS: LazyLock<Tried> = LazyLock::new(|| {
    let mut dishes = "id,title,cook,refused,kind,year\n".to_owned();
    for number in 0..1030 {
        let (cook, refused) = if number < 520 { ("ann", "") } else { ("", "ann") };
        let year = if number == 515 { "1901" } else { "" };
        let _ = writeln!(dishes, "d{number:04},Dish {number:04},{cook},{refused},{},{year}", ["hot", "cold", "none"][number % 3]);
    }
    let needs = |name: &str, kind: &str| {
        format!(
            "//- content/recipes/{name}.md\n---\ntitle: {name}\n---\n## How\n\nIt needs:\n\n::: list {{from=tools where=\"kind={kind}\"}}\n:::\n\n\
             ::: table {{from={}}}\n:::\n",
            if kind == "hot" { "tools" } else { "cooks" }
        )
    };
    try_site(&format!(
        "//- content/site.yaml
title: Recipes
collections:
  recipes: {{files: recipes/*.md, sections: [How]}}
  tools: {{table: tools.csv, fields: {{kind: {{type: choice, of: [hot, cold]}}}}}}
  cooks: {{table: cooks.csv, layout: _layouts/cook.md}}
  bakers: {{table: bakers.csv}}
  dishes:
    table: dishes.csv
    pages: false
    fields:
      cook: {{type: cooks, inverse: {{name: dishes, label: Made}}}}
      refused: {{type: cooks, inverse: {{name: refusals, label: Refused}}}}
      kind: {{type: choice, of: [hot, cold]}}
      year: {{type: year}}
//- content/tools.csv
id,title,kind
pan,Pan,hot
jar,Jar,cold
//- content/cooks.csv
id,title
ann,Ann
//- content/bakers.csv
id,title
ben,Ben
//- content/_layouts/cook.md
::: relations
:::

## By year

::: relation {{field=dishes columns=\"title, year\" group=year}}
:::

## By kind

::: relation {{field=dishes columns=\"title, kind\" group=kind}}
:::
//- content/index.md
---
title: Recipes
---
> ::: list {{from=dishes}}
> :::

- [[dishes]]
//- content/dishes.csv
{dishes}{}{}",
        needs("soup", "hot"),
        needs("cake", "cold")
    ))
});

#[test]
fn each_list_of_a_page_is_its_own() {
    let how = page(&LISTS, "recipes/sections/how/");
    let [cake, soup] = ["id=\"cake\"", "id=\"soup\""].map(|id| how.find(id).expect("an entry"));
    let (soup, cake) = (&how[soup..], &how[cake..soup]);
    assert!(soup.contains("Pan") && !soup.contains("Ann"), "{soup}");
    assert!(cake.contains("Jar") && cake.contains("Ann"), "{cake}");
    let second = page(&LISTS, "cooks/ann/page/2/");
    let refused = second.find("id=\"cb-refusals\"").expect("a heading");
    let (made, refusals) = (&second[second.find("id=\"cb-dishes\"").expect("a heading")..refused], &second[refused..]);
    for (number, made_too) in [(510, true), (519, true), (1025, false), (1029, false)] {
        let title = format!(">Dish {number:04}<");
        assert_eq!((made.contains(&title), refusals.contains(&title)), (made_too, !made_too || refusals.matches(&title).count() > 0), "{title}");
    }
}

#[test]
fn a_list_in_a_quotation_goes_on_over_its_sheets() {
    let [first, third] = ["", "page/3/"].map(|address| page(&LISTS, address));
    assert!(first.contains("Dish 0499") && !first.contains("Dish 0500"));
    assert!(third.contains("Dish 1000") && third.contains("Dish 1029"));
}

#[test]
fn what_another_sheet_states_is_not_said_to_be_missing() {
    let [first, second] = ["", "page/2/"].map(|address| page(&LISTS, &format!("dishes/{address}")));
    assert!(!first.contains("Not stated in any row") && first.contains(">Year<"), "the year of Dish 0515 stands on the second sheet");
    assert!(second.contains("1901"));
}

#[test]
fn rows_stand_in_groups_by_any_value() {
    let site = "//- content/site.yaml
title: Recipes
collections:
  cooks: {table: cooks.csv, layout: _layouts/cook.md}
  dishes:
    table: dishes.csv
    fields: {cook: {type: cooks, inverse: dishes}, KEY: {type: TYPE}}
//- content/cooks.csv
id,title
ann,Ann
//- content/_layouts/cook.md
::: relation {field=dishes columns=\"title, KEY\" group=KEY}
:::
//- content/dishes.csv
id,title,cook,KEY
a,Apple,ann,FIRST
b,Bread,ann,SECOND
c,Cake,ann,none
d,Dates,ann,
e,Eggs,ann,SECOND
";
    for (kind, first, second, labels) in [
        ("year", "1999", "2001", ["1999", "2001"]),
        ("date", "1999-05", "2001-01-02", ["May 1999", "2 January 2001"]),
        ("integer", "9", "10000", ["9", "10\u{202f}000"]),
        ("number", "9.5", "10", ["9.5", "10"]),
        ("boolean", "yes", "no", ["yes", "no"]),
        ("country", "EE", "MX", ["Estonia", "Mexico"]),
        ("text", "old", "young", ["old", "young"]),
    ] {
        let site = site.replace("KEY", "mark").replace("TYPE", kind).replace("FIRST", first).replace("SECOND", second);
        let tried = try_site(&site);
        let page = page(&tried, "cooks/ann/");
        let words: String = page[page.find("<table").expect("a table")..].split('<').filter_map(|part| part.split_once('>')).fold(
            String::new(),
            |all, (_, words)| {
                if words.trim().is_empty() { all } else { all + words.trim() + "|" }
            },
        );
        let expected = format!("{}|Apple|{}|Bread|Eggs|none|Cake|not stated|Dates|", labels[0], labels[1]);
        assert!(words.contains(&expected), "{kind}: {words}");
    }
}
