//! `casebook fix`: what it mends, what it shows first, and what it leaves alone.

use std::collections::BTreeMap;

use crate::command::run;
use crate::fixture::{files, folder, on_disk};

const SITE: &str = "//- content/site.yaml
title: Recipes
menu: [dihses]
collections:
  dishes:
    files: dishes/*.md
    fields:
      kind: {type: choice, of: [soup, cake]}
      chef: {type: chefs, many: true, inverse: dishes}
      land: {type: country}
  chefs: {table: chefs.csv, fields: {town: {type: text}, since: {type: date}}}
//- content/index.md
---
title: Recipes
---
[[pea-suop]], [[dishes:pea-suop|the *soup*]], [[dihses:cake]], [[pea-soup#hwo]], [method](method.md#hwo),
[old](old/cake.md), ![A pot](Pots/Pot.png) [@maywodo2001, p. 3], [[pea-suop]] and [[pea-suop]] and [[nothing like it]].[^tsate]

::: bxo {title=Salt}
Some.
:::

[^taste]: Slowly.
//- content/about/method.md
---
title: Method
---
## How

Better after Pea Soup.
//- content/dishes/pea-soup.md
---
title: Pea Soup
kind: Soup
chef: [\"ane-maria\", ben]
lnad: DE
---
## How {#how wsa=old}
//- content/dishes/cake.md
---
title: Cake
land: de
lnad: DE
---
//- content/chefs.csv
id,title,twon,since
anne-maria,Anne May,,Oct-17
ben,Ben,\"Bonn, Rhine\",
//- content/references.bib
@book{maywood2001, author={Maywood, Ann}, title={Soups}, year=2001}
//- content/pots/a pot.png
x
//- content/pots/pot.png
x
";

#[test]
fn repairs_are_shown_and_then_written() {
    let site = on_disk(&files(SITE));
    let before = folder(site.path());
    let shown = run(site.path(), &["fix"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert_eq!(folder(site.path()), before, "it wrote without being asked to");
    assert!(shown.err.contains("shown; --write makes them"), "{}", shown.err);
    let added: Vec<&str> = shown.out.lines().filter(|line| line.starts_with('+') && !line.starts_with("+++")).collect();
    assert_eq!(
        added,
        [
            "+Better after [[dishes:pea-soup|Pea Soup]].",
            "+id,title,town,since",
            "+land: DE",
            "+kind: soup",
            "+chef: [\"anne-maria\", ben]",
            "+land: DE",
            "+## How {#how was=old}",
            "+[[pea-soup]], [[dishes:pea-soup|the *soup*]], [[dishes:cake]], [[pea-soup#how]], [method](about/method.md#hwo),",
            "+[old](dishes/cake.md), ![A pot](pots/pot.png) [@maywood2001, p. 3], [[pea-soup]] and [[pea-soup]] and [[nothing like it]].[^taste]",
            "+::: box {title=Salt}",
            "+menu: [dishes]",
        ]
    );
    let written = run(site.path(), &["fix", "--write"]);
    assert_eq!((written.code, written.out.as_str()), (0, ""));
    let after = folder(site.path());
    let changed: BTreeMap<_, _> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).collect();
    assert_eq!(changed.len(), 6, "{:?}", changed.keys());
    let home = String::from_utf8_lossy(&after["content/index.md"]).into_owned();
    assert!(home.contains("[method](about/method.md#hwo)"), "{home}");
    // What follows from a repair is mended by the next one; guesses are left to the author.
    assert_eq!(run(site.path(), &["fix", "--write", "-q"]).err, "");
    let left = run(site.path(), &["check", "--format", "short", "-q"]).err;
    let rules: Vec<&str> = left.lines().filter_map(|line| line.split_once('[')?.1.split_once(']')).map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["wrong-type", "unknown-key", "unknown-reference", "unused-file"], "{left}");
}

#[test]
fn a_title_in_its_text_goes_where_it_belongs() {
    let site = on_disk(&files(
        "//- content/site.yaml
title: Recipes
collections:
  dishes: {files: dishes/*.md}
  notes: {files: notes/*.md, pages: false}
//- content/notes/salt.md
# Salt

Never enough.
//- content/index.md
---
title: Recipes
---
# Recipes

[[Pea: soup]], [[Pie]], [[Stew]], [[Tart]], [[Salt]]
//- content/dishes/soup.md
A note.
  # Pea: *soup* #

Green.
//- content/dishes/pie.md
---
description: Of apples
---

Pie
===
Round.
//- content/dishes/stew.md
---
title: Stew
---
# Stew of [[soup]]
//- content/dishes/tart.md
---
{description: Sweet}
---
# Tart
",
    ));
    let said = run(site.path(), &["check", "--format", "short", "-q"]).err;
    let places: Vec<&str> = said.lines().filter_map(|line| line.split_once(": error[title-in-body]")).map(|(place, _)| place).collect();
    assert_eq!(
        places,
        ["dishes/pie.md:5:1", "dishes/soup.md:2:3", "dishes/stew.md:4:1", "dishes/tart.md:4:1", "index.md:4:1", "notes/salt.md:1:1"]
            .map(|place| format!("content/{place}"))
    );
    assert_eq!(said.lines().count(), places.len(), "{said}");
    assert_eq!(run(site.path(), &["fix", "--write", "-q"]).err, "");
    let after = folder(site.path());
    let text = |path: &str| String::from_utf8_lossy(&after[path]).into_owned();
    assert_eq!(text("content/dishes/soup.md"), "---\ntitle: \"Pea: soup\"\n---\nA note.\n\n\nGreen.\n");
    assert_eq!(text("content/dishes/pie.md"), "---\ntitle: Pie\ndescription: Of apples\n---\nRound.\n");
    assert_eq!(text("content/index.md"), "---\ntitle: Recipes\n---\n\n[[Pea: soup]], [[Pie]], [[Stew]], [[Tart]], [[Salt]]\n");
    assert_eq!(text("content/notes/salt.md"), "---\ntitle: Salt\n---\n\nNever enough.\n");
    // A heading that says more than the title, and front matter in braces, are left to the author.
    let left = run(site.path(), &["check", "--format", "short", "-q"]).err;
    assert_eq!(
        left.lines().filter_map(|line| line.split_once(": ")).map(|(place, _)| place).collect::<Vec<_>>(),
        ["content/dishes/stew.md:4:1", "content/dishes/tart.md:4:1"],
        "{left}"
    );
}

#[test]
fn a_title_is_not_taken_out_of_a_text_that_would_say_something_else_without_it() {
    let texts = [
        "# Led to\n\nHere.\n\n## Led to Rome\n",
        "# Twice\n\n## Twice\n",
        "# The Vec<T> type\n",
        "# Leek <https://example.org>\n",
        "# ~~Leek~~ Onion soup\n",
        "# Leek soup <!-- ask Ann -->\n",
        "# Leek soup {#leek}\n",
        "# Leek soup[^1]\n\n[^1]: Or onion.\n",
        "---\n  order: 1\n---\n# Indented\n",
        "---\n# c\n{order: 1}\n---\n# Braces\n",
        "---\ntitle:\n---\n# Empty\n",
        "Leek soup\n===\ndescription: Fine.\n\n---\nT\n",
        "1. a\n\n# Between lists\n\n1. b\n",
        "- a\n\n# Before code\n\n    code\n",
        "---\ntitle: Same\n---\n# Same\n\n## Same\n",
    ];
    let mut site = String::from("//- content/site.yaml\ntitle: T\ncollections: {dishes: {files: dishes/*.md}}\n");
    site.push_str("//- content/index.md\n---\ntitle: T\n---\n[[dish-0#led-to]], [here](dishes/dish-0.md#led-to)\n");
    for (number, text) in texts.iter().enumerate() {
        site.push_str(&format!("//- content/dishes/dish-{number}.md\n{text}"));
    }
    let site = on_disk(&files(&site));
    let before = folder(site.path());
    let said = run(site.path(), &["check", "--format", "short", "-q"]).err;
    for number in 0..texts.len() {
        let of = said.lines().filter(|line| line.starts_with(&format!("content/dishes/dish-{number}.md:")));
        assert_eq!(of.clone().filter(|line| line.contains("[title-in-body]")).count(), 1, "{said}");
        assert_eq!(of.filter(|line| line.contains("[missing-key]")).count(), 0, "{said}");
    }
    assert_eq!(run(site.path(), &["fix", "--write"]).err, "0 repairs in 0 files written\n");
    assert_eq!(folder(site.path()), before);
}

#[test]
fn what_may_mean_two_things_or_another_year_is_left_to_the_author() {
    let site = on_disk(&files(
        "//- content/site.yaml
title: T
collections:
  animals: {table: animals.csv, fields: {eats: {type: animals, inverse: eaten}, legs: {type: choice, of: [two, toe]}}}
//- content/index.md
---
title: T
---
[[animals]], [[cot]], [a](x/note.md), [@may2002], [@may2001].
//- content/a/note.md
---
title: A
---
//- content/b/note.md
---
title: B
---
//- content/animals.csv
id,title,eats,legs
cat,Cat,cot,
cut,Cut,,twe
//- content/references.bib
@book{may2001, author={May, Ann}, title={Soups}, year=2001}
",
    ));
    let shown = run(site.path(), &["fix"]);
    assert_eq!((shown.out.as_str(), shown.err.as_str()), ("", "0 repairs in 0 files shown; --write makes them\n"));
    let said = run(site.path(), &["check", "--format", "json", "-q"]).out;
    for meant in ["`cat` or `cut`", "`[[cat]]` or `[[cut]]`", "`a/note.md` or `b/note.md`", "`may2001`", "`toe` or `two`"] {
        assert!(said.contains(&format!("did you mean {meant}?")), "{meant}: {said}");
    }
}

#[test]
fn what_other_languages_write_for_numbers_and_for_yes_and_no_is_mended() {
    let site = on_disk(&files(
        "//- content/site.yaml
title: Recettes
theme: ours
collections:
  dishes:
    table: dishes.csv
    fields: {rate: {type: number}, hot: {type: boolean}}
  towns:
    files: towns/*.md
    fields: {rate: {type: number}}
//- themes/ours/strings/en.yaml
\"yes\": jawohl
//- content/dishes.csv
id;title;rate;hot
a;A;78,5;VRAI
b;B;1 234,5;jawohl
c;C;1,300;non
d;D;12,5 %;no
e;E;12,5 km;no
//- content/towns/bonn.md
---
title: Bonn
rate: {value: 78,5, basis: inferred}
---
",
    ));
    run(site.path(), &["fix", "--write"]);
    let after = folder(site.path());
    assert_eq!(
        String::from_utf8_lossy(&after["content/dishes.csv"]),
        "id;title;rate;hot\na;A;78.5;yes\nb;B;1234.5;yes\nc;C;1,300;no\nd;D;12,5 %;no\ne;E;12,5 km;no\n"
    );
    assert!(String::from_utf8_lossy(&after["content/towns/bonn.md"]).contains("rate: {value: 78.5, basis: inferred}"));
}

#[test]
fn where_nothing_is_to_be_mended_nothing_is_written() {
    let site = on_disk(&files("//- content/index.md\n---\ntitle: Recipes\n---\n"));
    let before = folder(site.path());
    let ran = run(site.path(), &["fix", "--write"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "0 repairs in 0 files written\n"));
    assert_eq!(folder(site.path()), before);
}

/// A site in which each mistake stands where its place is not that of its word alone: a repair of the place would take more along.
const INEXACT: &str = "//- content/site.yaml
title: Recipes
collections:
  dishes:
    files: dishes/*.md
    fields:
      chef: {type: chefs, many: true, inverse: dishes}
      best: {type: chefs, where: \"knid=cook\"}
  chefs:
    table: chefs.csv
    fields:
      kind: {type: choice, of: [cook, waiter]}
      town: {type: markdown}
//- content/index.md
---
title: Recipes
---
| Dish | Chef |
| --- | --- |
| Pea Soup | Ann |

::: network {of=chefs:ane-maria by=dishes}
:::

::: table {from=chefs columns=\"title, count( dihses), dishes.titel\"}
:::

::: table {from=dishes where=\"title==\\\"Soup\\\"\"}
:::
//- content/dishes/pea-soup.md
---
title: Pea Soup
chef: [anne-maria]
---
A soup.
//- content/chefs.csv
id,title,kind,kind.sources,kind.note,town
anne-maria,Ann,cook,\"maywood2001;maywodo2001\",\"Said \"\"so\"\" in [@maywodo2001].\",Bonn
//- content/glossary.yaml
- id: broth
  title: Broth
  meaning: >-
    Water in which
    bones were cooked [@maywodo2001].
//- content/references.bib
@book{maywood2001, author={Maywood, Ann}, title={Soups}, year=2001, kind={reesarch}}
";

#[test]
fn a_repair_takes_nothing_along() {
    let site = on_disk(&files(INEXACT));
    let before = folder(site.path());
    // What is wrong in site.yaml is said before all else.
    let first = run(site.path(), &["fix", "--write"]);
    assert!(
        first.err.starts_with("1 repair in 1 file written; ") && first.err.ends_with(" more can be made now, by running it again\n"),
        "{}",
        first.err
    );
    let second = run(site.path(), &["fix", "--write"]);
    assert!(second.code == 0 && second.err.ends_with(" written\n"), "{}", second.err);
    let after = folder(site.path());
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
    let mut changed = Vec::new();
    for (path, bytes) in &after {
        let (old, new) = (lines(&before[path]), lines(bytes));
        assert_eq!(old.len(), new.len(), "{path}");
        changed.extend(old.iter().zip(&new).filter(|(old, new)| old != new).map(|(_, new)| new.clone()));
    }
    assert_eq!(
        changed,
        [
            "anne-maria,Ann,cook,\"maywood2001;maywood2001\",\"Said \"\"so\"\" in [@maywood2001].\",Bonn",
            "| [[dishes:pea-soup\\|Pea Soup]] | Ann |",
            "::: network {of=chefs:anne-maria by=dishes}",
            "::: table {from=chefs columns=\"title, count( dishes), dishes.title\"}",
            "@book{maywood2001, author={Maywood, Ann}, title={Soups}, year=2001, kind={research}}",
            "      best: {type: chefs, where: \"kind=cook\"}",
        ]
    );
}

#[test]
fn what_is_a_value_or_half_a_link_is_no_mention_and_what_lies_in_a_folder_is_nothing_else() {
    let site = on_disk(&files(
        "//- content/site.yaml
title: Floods
collections:
  works:
    label: {one: Work, many: Works}
    fields: {next: {type: works}, note: {type: text}}
//- content/index.md
---
title: Home
---
::: table {into=works}
| id | title | next | note |
| --- | --- | --- | --- |
| dyke | Sea Dyke | Flood Wall | like the Flood Wall |
| wall | Flood Wall | | |
:::

See [the Flood Wall here][wall], the [send](#send) and [io](rust-and-python/io.md).

`www.x.net/Flood Wall`: see docs/Sea Dyke, info@Sea Dyke.eu, a/Flood Wall/b, Flood Wall_2019, N:\\Flood Wall, Sea Dyke-Lee, Upper-Sea Dyke, Sea Dyke.pdf and Sea Dyke:x.

## Sent
//- content/rust-and-python.md
---
title: Rust
source: https://example.org/
---
[Home](index.md)
//- content/rust-and-python/call.md
---
title: Call
---
[FAQ](faq.md) [Home](../index.md) [Rust](../rust-and-python.md)
",
    ));
    let before = folder(site.path());
    let ran = run(site.path(), &["fix", "--write"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "0 repairs in 0 files written\n"));
    assert_eq!(folder(site.path()), before);
}

#[cfg(unix)]
#[test]
fn a_repaired_file_keeps_its_line_ends_and_who_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let site = on_disk(&files(SITE));
    let cake = site.path().join("content/dishes/cake.md");
    std::fs::write(&cake, "---\ntitle: Cake\nland: de\r\n---\n").expect("it can be written");
    std::fs::set_permissions(&cake, std::fs::Permissions::from_mode(0o600)).expect("it is ours");
    assert_eq!(run(site.path(), &["fix", "--write"]).code, 0);
    assert_eq!(std::fs::read_to_string(&cake).expect("it is there"), "---\ntitle: Cake\nland: DE\n---\n");
    assert_eq!(std::fs::metadata(&cake).expect("it is there").permissions().mode() & 0o777, 0o600);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_name_is_not_utf_8_is_named_and_left_alone() {
    use std::os::unix::ffi::OsStrExt;
    let site = on_disk(&files(SITE));
    let name = std::ffi::OsStr::from_bytes(b"s\xfcppe.md");
    std::fs::write(site.path().join("content/dishes").join(name), "---\ntitle: Soup\nland: de\n---\n").expect("it can be written");
    let names = || std::fs::read_dir(site.path().join("content/dishes")).expect("a folder").count();
    let before = names();
    assert_eq!(run(site.path(), &["fix", "--write"]).code, 0);
    assert_eq!(names(), before);
    let said = run(site.path(), &["check", "--format", "short", "-q"]).err;
    assert!(said.contains("error[bad-file-name]: the name of `content/dishes/s\u{fffd}ppe.md` is not UTF-8"), "{said}");
}

#[test]
fn the_whole_link_is_offered_by_what_the_entry_is_called_in_links() {
    let site = on_disk(&files(
        "//- content/site.yaml\ntitle: T\ncollections: {dishes: {files: dishes/*.md}}\n//- content/dishes/soup-2.md\n---\ntitle: Leek Soup\n---\n## How {#how}\n//- content/about/us.md\n---\ntitle: About the Kitchen\n---\n//- content/index.md\n---\ntitle: T\n---\n[[leek-soup#how]], [[About the Kitchn]]\n",
    ));
    let said = run(site.path(), &["check", "-q"]).err;
    assert!(said.contains("did you mean `[[Leek Soup#how]]`?") && said.contains("did you mean `[[About the Kitchen]]`?"), "{said}");
    assert_eq!(run(site.path(), &["fix", "--write", "-q"]).code, 0);
    let mended = std::fs::read_to_string(site.path().join("content/index.md")).expect("it is there");
    assert!(mended.contains("[[Leek Soup#how]], [[About the Kitchen]]"), "{mended}");
}

#[test]
fn where_nothing_can_be_made_of_the_site_it_is_said_why() {
    let site = on_disk(&files("//- content/site.yaml\ntitle: [\n"));
    let [fixed, checked] = [&["fix", "--format", "short", "-q"], &["check", "--format", "short", "-q"]].map(|arguments| run(site.path(), arguments));
    assert_eq!((fixed.code, fixed.err), (1, checked.err));
}

#[test]
fn another_name_than_a_known_one_is_left_alone() {
    let site = on_disk(&files(
        "//- content/site.yaml
title: Languages
collections:
  languages: {table: languages.csv}
  speakers:
    table: speakers.csv
    fields:
      language: {type: languages}
      country: {type: country}
      rank: {type: choice, of: [high, low-ranking]}
//- content/languages.csv
id,title
mus,Creek
gur,Farefare
bar,Bavarian
irn,Irántxe
//- content/speakers.csv
id,title,language,country,rank
a,A,Greek,Falkland Island,hihg
b,B,Gur,no,low-rank
c,C,Avarian,Zambai,high
d,D,IRN,Falkland Islands,High
e,E,irantxe,DEU,low-rankign
//- content/index.md
---
title: Languages
---
Some.
",
    ));
    assert_eq!(run(site.path(), &["fix", "--write", "-q"]).code, 0);
    let rows = String::from_utf8_lossy(&folder(site.path())["content/speakers.csv"]).into_owned();
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert_eq!(
        rows,
        ["a,A,Greek,Falkland Island,hihg", "b,B,Gur,no,low-rank", "c,C,Avarian,Zambai,high", "d,D,irn,FK,high", "e,E,irn,DE,low-ranking"]
    );
}
