//! Faults that were found once, each with the site that showed it.

use crate::fixture::{page, try_site};

#[test]
fn a_former_address_keeps_its_capitals() {
    let tried = try_site("//- content/index.md\n---\ntitle: T\naliases: [/Old-Home/]\n---\n");
    assert!(tried.output("Old-Home/index.html").is_some(), "{:?}", tried.compiled.output.files.keys());
    let both = "//- content/index.md\n---\ntitle: T\naliases: [/Old/]\n---\n//- content/a.md\n---\ntitle: A\naliases: [/old/]\n---\n";
    assert!(try_site(both).rules().contains(&"address-taken"));
}

#[test]
fn a_footnote_of_a_field_stands_in_brackets() {
    let site = "//- content/site.yaml
title: T
collections:
  dishes: {files: dishes/*.md, fields: {how: {type: markdown}}}
//- content/index.md
---
title: T
---
[[soup]]
//- content/dishes/soup.md
---
title: Soup
how: |
  Boil it.[^1]

  [^1]: Not *too* long.
---
";
    assert!(page(site, "dishes/soup/index.html").contains("Boil it. (Not <em>too</em> long.)"));
}

/// A matrix of one dish, which has one of two spices in it.
fn soup_with(spice: &str) -> String {
    format!(
        "//- content/site.yaml
title: T
collections:
  dishes: {{table: dishes.csv, fields: {{with: {{type: spices, many: true, inverse: dishes}}}}}}
  spices: {{table: spices.csv}}
//- content/dishes.csv
id,title,with
soup,Soup,{spice}
//- content/spices.csv
id,title
salt,Salt
title,Spice of titles
//- content/index.md
---
title: T
---
[[#m]]

::: matrix {{#m rows=dishes columns=spices via=with}}
What is in what.
:::
"
    )
}

#[test]
fn where_nothing_lies_between_row_and_column_the_column_is_meant() {
    let home = page(&soup_with("salt"), "index.html");
    assert!(home.contains("<a href=\"spices/salt/\" title=\"Salt\" aria-label=\"●: Salt\">●</a>"), "{home}");
}

#[test]
fn a_column_called_title_takes_no_title_away() {
    let json = try_site(&soup_with("title")).output("data/tables/index--m.json").expect("the matrix is handed out");
    assert_eq!(json, "[\n  {\n    \"id\": \"soup\",\n    \"title\": \"Soup\",\n    \"salt\": \"\",\n    \"spices.title\": \"title\"\n  }\n]\n");
}

#[test]
fn pages_without_a_number_follow_those_that_have_one() {
    let site = "//- content/index.md
---
title: T
---
[[#box-z]] [[one#box-o]] [[apart#box-a]] [[part]]

::: box {#box-z title=Z}
:::
//- content/part/index.md
---
title: Part
number: '3'
---
//- content/part/one.md
---
title: One
number: '3.1'
---
::: box {#box-o title=O}
:::
//- content/part/apart.md
---
title: Apart
---
::: box {#box-a title=A}
:::
";
    assert!(page(site, "part/one/index.html").contains("Box 3.1"));
    assert!(page(site, "part/apart/index.html").contains("Box 3.2"));
}

#[test]
fn control_characters_are_named_and_stand_in_no_page() {
    let site = |title: &str, text: &str| format!("//- content/index.md\n---\ntitle: {title}\n---\n{text}\n");
    for (text, sign) in [("A\u{b}line", "U+000B"), ("A\u{8}line", "U+0008"), ("A\u{85}line", "U+0085"), ("A\u{7f}line", "U+007F")] {
        let tried = try_site(&site("T", text));
        assert_eq!(tried.rules(), ["invalid-text"], "{sign}");
        assert!(tried.short().contains("content/index.md:4:2: ") && tried.short().contains(sign), "{}", tried.short());
    }
    // YAML can write them so that the file does not hold them.
    let tried = try_site(&site("\"T\\x08\\x7f\"", "Text\u{a0}and «more»."));
    let home = tried.output("index.html").unwrap_or_else(|| panic!("{}", tried.short()));
    assert!(!home.contains(|letter: char| letter.is_control() && letter != '\n') && home.contains("T\u{fffd}\u{fffd}"), "{home}");
}
