//! A small site, changed at random thousands of times: it never panics, and what it says has a place.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use casebook::base::print;
use casebook::base::{Severity, Sources};
use casebook::{Options, compile, read};

use crate::fixture::{self, Files};

#[path = "../../src/base/random.rs"]
mod random;

use random::Random;

/// What is put in at random places.
const BITS: [&str; 48] = [
    ":::",
    "::: box {#a title=\"A\"}",
    "::: table {from=dishes",
    "[[",
    "]]",
    "[[soup]]",
    "[[#a|",
    "{",
    "}",
    "{#",
    "\"",
    "'",
    "`",
    "```",
    "---\n",
    "- ",
    ": ",
    ",",
    ";",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "> ",
    "* ",
    "**",
    "_",
    "# ",
    "## ",
    "|",
    "| - |\n",
    "[^1]",
    "[^1]: ",
    "[@may]",
    "@",
    "<!--",
    "-->",
    "<b>",
    "&amp;",
    "\\",
    "\0",
    "é",
    "日本",
    "\u{202e}",
    "\u{feff}",
    "count(",
    "claim: ",
    "none",
];

fn site() -> Files {
    fixture::files(
        "//- content/site.yaml
title: Recipes
menu: [dishes, {title: More, items: [about/method]}]
callouts: {tip: Tip}
collections:
  dishes:
    label: {one: Dish, many: Dishes}
    files: dishes/*.md
    layout: _layouts/dish.md
    sections: {names: [How], when: kind=soup}
    fields:
      kind: {type: choice, of: {soup: Soup – hot, cake: Cake}}
      chef: {type: chefs, many: true, inverse: {name: dishes, label: Dishes}}
      towns: {via: chef.town, inverse: dishes}
  chefs: {table: chefs.csv, fields: {town: {type: towns, inverse: chefs}, since: {type: date}}}
  towns: {table: towns.yaml, pages: false}
//- content/_layouts/dish.md
::: facts {fields=\"kind, chef\"}
:::

## Parts

::: relation {field=chef columns=\"title, town\" group=town}
:::

::: body
:::
//- content/index.md
---
title: Recipes
number: \"3\"
---
See [[#a]], [[soup|the *soup*]], [Ann](chefs.csv) [see @may, p. 3; -@may]. Two dishes. <!-- claim: count(dishes) = 2 -->

::: box {#a title=\"A\"}
| a | b |
| - | -: |
| c[^1] | [[cake]] |
:::

::: table {from=dishes columns=\"title, chef.town as Towns, count(chef)\" where=\"kind!=cake\" sort=\"-title\"}
All
:::

::: matrix {rows=dishes columns=towns via=chef.town value=count}
:::

[^1]: A note.
//- content/about/method.md
---
title: Method
---
> ::: tip
> - [ ] x
> :::
//- content/dishes/soup.md
---
title: Soup
kind: {value: soup, basis: inferred, note: \"So *we* read.\", sources: [may], as_of: 2019}
chef: [ann, ben]
aliases: [/old/]
---
## How {#how was=old-how}

Boil `it`.
//- content/dishes/cake.md
---
title: Cake
kind: cake
---
//- content/chefs.csv
id,title,town,since,since.note
ann,\"Ann, May\",bonn,2017-10,\"A \"\"note\"\".\"
ben,Ben,,none,
//- content/towns.yaml
- {id: bonn, title: Bonn}
//- content/glossary.yaml
- {id: bm, short: BM, title: Bain-marie, meaning: A *pot*.}
//- content/references.bib
@book{may, author={May, Ann}, title={Soups}, year=2001}
",
    )
}

/// Cuts, doubles or adds to one file at random.
fn mutate(files: &mut Files, random: &mut Random) {
    let index = random.below(files.len());
    let Some(bytes) = files.values_mut().nth(index) else { return };
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    let mut place = |text: &String| text.floor_char_boundary(random.below(text.len() + 1));
    let (at, other) = (place(&text), place(&text));
    match random.below(8) {
        0 => text.truncate(at),
        1 => text.replace_range(at.min(other)..at.max(other), ""),
        2 => text.insert_str(at, &text[at.min(other)..at.max(other)].to_owned()),
        _ => text.insert_str(at, random.pick(&BITS)),
    }
    *bytes = text.into_bytes();
    if random.below(40) == 0 {
        let at = random.below(bytes.len());
        bytes.insert(at, 0xFF);
    }
}

#[test]
fn the_site_itself_has_no_mistake() {
    assert_eq!(fixture::try_files(site(), &Options::default()).short(), "");
}

#[test]
fn changes_at_random_never_panic_and_every_mistake_has_a_place() {
    let start = Instant::now();
    let theme = read::with_theme([]);
    let theme: Vec<(String, Vec<u8>)> = theme.iter().map(|(file, source)| (source.path.clone(), theme.text(file).as_bytes().to_vec())).collect();
    let mut random = Random::new(20_191_122);
    let (mut rounds, mut broken) = (0, 0);
    while rounds < 3_000 && start.elapsed().as_secs() < 4 {
        let mut files = site();
        for _ in 0..1 + random.below(6) {
            mutate(&mut files, &mut random);
        }
        let sources = Sources::new(theme.iter().cloned().chain(files.clone()));
        let done = catch_unwind(AssertUnwindSafe(|| {
            let compiled = compile(&sources, &Options::default());
            (print::human(&compiled.diagnostics, &sources, false), compiled)
        }));
        let Ok((said, compiled)) = done else { panic!("round {rounds} panics:\n{}", shown(&files)) };
        let errors = compiled.diagnostics.iter().any(|found| found.severity == Severity::Error);
        assert!(errors == compiled.output.files.is_empty(), "round {rounds}: output and errors disagree: {said}\n{}", shown(&files));
        for found in &compiled.diagnostics {
            let span = found.span.unwrap_or_else(|| panic!("{} has no place", found.rule));
            assert!(sources.text(span.file).get(span.bytes()).is_some(), "round {rounds}: {found:?} lies outside of its file\n{}", shown(&files));
        }
        broken += usize::from(errors);
        rounds += 1;
    }
    assert!(rounds >= 1_000, "only {rounds} rounds in {:?}", start.elapsed());
    assert!(broken > rounds / 3, "only {broken} of {rounds} were broken");
}

/// The files that were changed, for the message of a failure.
fn shown(files: &Files) -> String {
    let before = site();
    let changed = files.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes));
    changed.map(|(path, bytes)| format!("//- {path}\n{}\n", String::from_utf8_lossy(bytes))).collect()
}
