//! Entries alike are just those that comparing each with each finds.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write;

use crate::fixture;
use crate::mutate::random::Random;

/// So many dishes: more than one word has bits, and the last word is not full.
const DISHES: usize = 150;
/// And so many parts, of which most dishes name a few of the first.
const PARTS: usize = 300;
const USUAL: usize = 24;
const STYLES: [&str; 3] = ["raw", "boiled", "baked"];

/// What a dish shares: its parts and its style, each with the field that says so.
type Shares = BTreeSet<(String, &'static str)>;

/// The dishes' table, and what each shares. Some name so many parts that sums need more than four binary digits, or more than eight.
fn dishes() -> (String, Vec<Shares>) {
    let mut random = Random::new(1);
    let mut table = "id,title,in,on,style\n".to_owned();
    let mut all = Vec::new();
    for dish in 0..DISHES {
        let parts = |random: &mut Random, most: usize| -> BTreeSet<String> {
            (0..random.below(most)).map(|_| format!("part-{}", random.below(USUAL))).collect()
        };
        let first = |number: usize| (0..number).map(|part| format!("part-{part}")).collect();
        let inside = if dish % 70 == 0 {
            first(PARTS)
        } else if dish % 50 == 1 {
            first(20)
        } else {
            parts(&mut random, 6)
        };
        let on_top = parts(&mut random, 4);
        let style = random.pick(&STYLES);
        let joined = |parts: &BTreeSet<String>| parts.iter().map(String::as_str).collect::<Vec<_>>().join(";");
        writeln!(table, "dish-{dish:03},Dish {dish:03},{},{},{style}", joined(&inside), joined(&on_top)).expect("a String");
        let inside = inside.into_iter().map(|part| (part, "in"));
        let on_top = on_top.into_iter().map(|part| (part, "on"));
        all.push(inside.chain(on_top).chain([(style.to_owned(), "style")]).collect());
    }
    (table, all)
}

/// How much two dishes share: the same part in both fields is shared once.
fn count(one: &Shares, other: &Shares) -> usize {
    one.intersection(other).map(|(part, _)| part).collect::<BTreeSet<_>>().len()
}

/// The six that share most with a dish, most first, then by their order.
fn expected(all: &[Shares], dish: usize) -> Vec<String> {
    let mut ranks: Vec<(Reverse<usize>, usize)> = (0..DISHES)
        .filter(|other| *other != dish)
        .map(|other| (Reverse(count(&all[dish], &all[other])), other))
        .filter(|(count, _)| count.0 > 0)
        .collect();
    ranks.sort_unstable();
    ranks.into_iter().take(6).map(|(_, other)| format!("dish-{other:03}")).collect()
}

#[test]
fn entries_alike_are_those_that_share_most() {
    let (table, all) = dishes();
    let mut parts = "id,title\n".to_owned();
    (0..PARTS).for_each(|part| writeln!(parts, "part-{part},Part {part}").expect("a String"));
    let site = "title: Recipes
collections:
  dishes:
    table: dishes.csv
    layout: _layouts/dish.md
    fields:
      in: {type: parts, many: true}
      on: {type: parts, many: true}
      style: {type: choice, of: [raw, boiled, baked]}
  parts: {table: parts.csv}
";
    let layout = "::: alike {by=in,on,style}\n:::\n";
    let made = fixture::try_site(&format!(
        "//- content/site.yaml\n{site}//- content/_layouts/dish.md\n{layout}//- content/dishes.csv\n{table}//- content/parts.csv\n{parts}"
    ));
    let mut met = 0;
    for dish in 0..DISHES {
        let page = made.output(&format!("dishes/dish-{dish:03}/index.html")).unwrap_or_else(|| panic!("{}", made.short()));
        let list = page.split_once("data-list alike").map_or("", |(_, rest)| rest.split("</ul>").next().unwrap_or(""));
        let shown: Vec<&str> = list.split("<li><a href=\"../../dishes/").skip(1).filter_map(|rest| rest.split('/').next()).collect();
        assert_eq!(shown, expected(&all, dish), "of dish {dish}, which shares {:?}", all[dish]);
        met += shown.len();
    }
    assert!(met > 5 * DISHES, "{met} are alike");
}
