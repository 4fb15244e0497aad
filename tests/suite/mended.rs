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

#[test]
fn where_nothing_lies_between_row_and_column_the_column_is_meant() {
    let site = "//- content/site.yaml
title: T
collections:
  dishes: {table: dishes.csv, fields: {with: {type: spices, many: true, inverse: dishes}}}
  spices: {table: spices.csv}
//- content/dishes.csv
id,title,with
soup,Soup,salt
//- content/spices.csv
id,title
salt,Salt
//- content/index.md
---
title: T
---
[[#m]]

::: matrix {#m rows=dishes columns=spices via=with}
What is in what.
:::
";
    let home = page(site, "index.html");
    assert!(home.contains("<a href=\"spices/salt/\" title=\"Salt\" aria-label=\"●: Salt\">●</a>"), "{home}");
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
