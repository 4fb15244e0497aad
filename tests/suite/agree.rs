//! What a page says and what its data say agree, whichever way leads to it.

use casebook::Options;
use casebook::schema::PartialDate;

use crate::fixture::{Tried, files, try_files, try_site};

const SITE: &str = "//- content/site.yaml
title: Recipes
collections:
  chefs:
    table: chefs.csv
    layout: _layouts/chef.md
    fields:
      with: {type: chefs, many: true}
      town: {type: text}
      born: {type: date}
      life: {type: markdown}
  dishes:
    table: dishes.csv
    pages: false
    fields:
      chef: {type: chefs, many: true, inverse: dishes}
      about: {type: markdown, many: true}
//- content/chefs.csv
id,title,with,with.basis,town,born,date,life,draft
ann,Ann,,,Rome,1950,2020-01-01,none,
ben,Ben,ann,inferred,Rome,1960,,Long.,
cleo,Cleo,ann;ben,,Bonn,,,,
dan,Dan,,,,,,,yes
//- content/dishes.csv
id,title,chef,chef.basis,chef.note,about
soup,Soup,ann;ben;cleo,,,Warm.;Thick.
tart,Tart,dan,inferred,Because of Dan.,See [salt](index.md#salt).
//- content/_layouts/chef.md
## Life

::: facts {fields=life}
:::
//- content/glossary.yaml
- {id: co, title: Company, short: \"&co\"}
- {id: ab, title: Above}
//- content/index.md
---
title: Recipes
---
::: table {#all from=dishes columns=\"title, chef.with, chef.town, about, count(chef.with)\"}
All.
:::

::: timeline {#lives from=chefs date=born columns=\"title, date, town\"}
Lives.
:::

See [[#all]], [[#lives]].

## Salt {#salt}
";

fn tried() -> Tried {
    let tried = try_site(SITE);
    assert!(tried.output("index.html").is_some(), "{}", tried.short());
    tried
}

/// The words of a page, without what is between them.
fn words(html: &str) -> String {
    let words = html.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words.trim());
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("|")
}

#[test]
fn what_several_ways_lead_to_stands_once_and_is_plain_if_one_of_them_is() {
    let tried = tried();
    let home = words(&tried.output("index.html").expect("a page"));
    assert!(home.contains("|Soup|Ann|,|Ben|Rome, Bonn|Warm.|Thick.|2|"), "{home}");
    let csv = tried.output("data/tables/index--all.csv").expect("data");
    assert!(csv.contains("\nsoup,Soup,ann;ben,Rome;Bonn,Warm.;Thick.,2"), "{csv}");
}

#[test]
fn pictures_keep_every_column_in_their_data() {
    let csv = tried().output("data/tables/index--lives.csv").expect("data");
    assert!(csv.starts_with("id,born,title,date,town\n"), "{csv}");
    assert!(csv.contains("\nann,1950,Ann,2020-01-01,Rome"), "{csv}");
}

#[test]
fn what_sources_deny_is_said_where_a_text_would_stand() {
    let page = words(&tried().output("chefs/ann/index.html").expect("a page"));
    assert!(page.contains("|Life|#|none|"), "{page}");
}

#[test]
fn nothing_stands_behind_a_value_that_is_a_draft() {
    let tried = tried();
    let csv = tried.output("data/dishes.csv").expect("data");
    assert!(csv.contains("\ntart,Tart,,See"), "{csv}");
    assert!(!csv.contains("Because of Dan"), "{csv}");
}

#[test]
fn who_points_from_a_field_is_led_back_to_as_a_page() {
    let home = tried().output("index.html").expect("a page");
    assert!(!home.contains("#cb-to--salt"), "no such anchor: {home}");
}

#[test]
fn terms_stand_under_their_first_letter() {
    let glossary = tried().output("glossary/index.html").expect("a page");
    assert!(glossary.contains("<a href=\"#co\">C</a>"), "{glossary}");
}

#[test]
fn the_page_on_coverage_heeds_the_day_that_counts_as_today() {
    let site = "//- content/site.yaml
title: Recipes
collections:
  dishes: {table: dishes.csv, review_every: 12 months}
//- content/dishes.csv
id,title,reviewed
soup,Soup,2024-01
";
    let on = |day: &str| {
        let options = Options { as_of: PartialDate::parse(day), ..Options::default() };
        try_files(files(site), &options).output("about/coverage/index.html").expect("a page")
    };
    assert_ne!(on("2024-02"), on("2026-02"));
}

#[test]
fn titles_are_no_ids_and_entries_of_one_title_are_several() {
    let tried = try_site(
        "//- content/site.yaml
title: T
collections:
  chefs: {table: chefs.csv}
  dishes:
    table: dishes.csv
    fields:
      chef: {type: chefs, inverse: dishes}
      words: {type: text, many: true}
//- content/chefs.csv
id,title
ann,Ann
//- content/dishes.csv
id,title,description,chef,words
one,Pie,yes;no;yes,ann,a;b
two,Pie,,ann,b;c
three,Tea; milk; milk,,ann,
//- content/index.md
---
title: T
---
::: table {#a from=dishes columns=\"title, description\"}
A.
:::

::: table {#b from=chefs columns=\"dishes.title, count(dishes), dishes.words\"}
B.
:::

See [[#a]], [[#b]].
",
    );
    assert_eq!(tried.rules(), ["same-title"]);
    let data = |name: &str| tried.output(&format!("data/tables/index--{name}.csv")).expect("it is handed out");
    assert!(data("a").contains("three,Tea; milk; milk,\n") && data("a").contains("one,Pie,yes;no;yes\n"), "{}", data("a"));
    assert!(data("b").contains("ann,Pie;Pie;Tea; milk; milk,3,a;b;c\n"), "{}", data("b"));
}
