//! Every rule of the catalogue has a page in `tests/mistakes/` with examples of wrong and right.

use std::collections::BTreeSet;

use casebook::base::mistake::RULES;

use crate::{examples, fixture};

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let pages: BTreeSet<String> = examples::pages("mistakes").iter().map(name).collect();
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(rules.difference(&pages).collect::<Vec<_>>(), Vec::<&String>::new(), "rules without a page");
    assert_eq!(pages.difference(&rules).collect::<Vec<_>>(), Vec::<&String>::new(), "pages without a rule");
}

#[test]
fn every_page_shows_its_rule_broken_and_kept() {
    let mut wrong = String::new();
    for page in examples::pages("mistakes") {
        let found: Vec<Vec<&str>> = page.examples.iter().map(|example| example.run().rules()).collect();
        let rule = name(&page);
        for (example, found) in page.examples.iter().zip(&found) {
            if !found.is_empty() && !found.contains(&rule.as_str()) {
                wrong.push_str(&format!("{}:{}: not about its rule: {found:?}\n", page.file.display(), example.line));
            }
        }
        if !found.iter().any(|found| found.contains(&rule.as_str())) {
            wrong.push_str(&format!("{}: the rule is never broken\n", page.file.display()));
        }
        if !found.iter().any(Vec::is_empty) {
            wrong.push_str(&format!("{}: it is not shown what is right\n", page.file.display()));
        }
        page.check(&mut wrong);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn rules_are_sorted_and_named_in_small_letters() {
    assert!(RULES.is_sorted_by_key(|rule| rule.name), "the catalogue is sorted by name");
    for rule in RULES {
        assert!(rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit()), "{}", rule.name);
        assert!(rule.meaning.ends_with('.') && !rule.meaning.contains('\n'), "{}", rule.name);
    }
}

#[test]
fn a_lost_address_is_offered_to_what_can_take_it() {
    let tried = fixture::try_site(
        "//- content/site.yaml
title: T
collections:
  things: {table: things.csv}
  dishes: {files: dishes/*.md, layout: _layouts/dish.md, sections: [How it works]}
//- content/_layouts/dish.md
::: body
:::
//- content/things.csv
id,title
marys-meals,Mary’s
//- content/dishes/a.md
---
title: A
---
## How it works

Well.
//- content/dishes/b.md
---
title: B
---
## How it works

So.
//- content/permalinks.txt
/
/dishes/b/
/dishes/was/
/dishes/sections/how-it-was/
/happenings/
/things/mary/
",
    );
    let helps: Vec<&str> = tried.compiled.diagnostics.iter().flat_map(|found| &found.help).map(String::as_str).collect();
    assert_eq!(
        helps,
        [
            "if it is now content/dishes/a.md, add there: `aliases: [/dishes/was/]`",
            "add to the page that takes its place: `aliases: [/dishes/sections/how-it-was/]`",
            "add to the page that takes its place: `aliases: [/happenings/]`",
            "if it is now a row of content/things.csv, write `/things/mary/` into its column `aliases`",
        ]
    );
}

fn name(page: &examples::Page) -> String {
    page.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
