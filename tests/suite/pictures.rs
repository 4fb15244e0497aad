//! Pictures drawn from records: links, names, tables, what is folded or counted, and mistakes.

use std::collections::BTreeMap;
use std::fmt::Write;

use casebook::read::with_theme;
use casebook::{Compiled, Options, compile};

const SITE: &str = "title: Example
collections:
  lakes:
    label: {one: Lake, many: Lakes}
    table: lakes.csv
    fields:
      country: {type: country, label: Country}
      depth: {type: choice, label: Depth, of: {deep: Deep, shallow: Shallow}}
      named: {type: year, label: Named}
      fish: {type: fish, many: true, label: Fish, inverse: {name: lakes, label: Lakes}}
  fish:
    label: {one: Fish, many: Fish}
    table: fish.csv
    fields:
      eats: {type: fish, many: true, label: Eats, inverse: {name: eaten_by, label: Eaten by}}
";

fn site(lakes: &str, fish: &str, home: &str) -> Compiled {
    let lakes = format!("id,title,country,depth,depth.basis,depth.note,named,fish\n{lakes}");
    let fish = format!("id,title,eats\n{fish}");
    let home = format!("---\ntitle: Home\n---\n\n{home}\n");
    let files = [("site.yaml", SITE), ("lakes.csv", &lakes), ("fish.csv", &fish), ("index.md", &home)];
    let files: BTreeMap<String, Vec<u8>> = files.map(|(path, text)| (format!("content/{path}"), text.as_bytes().to_vec())).into();
    compile(&with_theme(files), &Options::default())
}

fn home(compiled: &Compiled) -> String {
    assert!(compiled.diagnostics.is_empty(), "{:#?}", compiled.diagnostics);
    String::from_utf8_lossy(&compiled.output.files["index.html"]).into_owned()
}

fn says(compiled: &Compiled) -> Vec<(&'static str, String)> {
    compiled.diagnostics.iter().map(|found| (found.rule, found.message.clone())).collect()
}

/// What stands between two texts.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let start = page.find(from).unwrap_or_else(|| panic!("there is no {from} in\n{page}")) + from.len();
    &page[start..start + page[start..].find(to).unwrap_or_else(|| panic!("there is no {to} after {from}"))]
}

const LAKES: &str = "a,Lake A,EE,deep,,,1900,pike;perch\nb,Lake B,FI,shallow,inferred,Our own,1950,perch\nc,Lake C,,,,,,\n";
const FISH: &str = "pike,Pike,perch\nperch,Perch & co,\n";

#[test]
fn a_picture_has_a_name_a_description_and_the_table_behind_it() {
    let page = home(&site(LAKES, FISH, "See [[#m]].\n\n::: map {#m from=lakes by=depth}\nHow deep\n:::"));
    let figure = between(&page, "<figure class=\"block figure picture map wide\" id=\"m\">", "\n</figure>\n</details>");
    assert!(figure.contains("<b class=\"label\">Figure 1</b> How deep"));
    assert!(figure.contains("role=\"group\" aria-labelledby=\"cb-picture-1-title\" aria-describedby=\"cb-picture-1-desc\""));
    assert!(figure.contains("<title id=\"cb-picture-1-title\">How deep</title><desc id=\"cb-picture-1-desc\">Depth. Deep: 1; Shallow: 1.</desc>"));
    assert!(figure.contains("<tr id=\"m--a\">") && figure.contains("data/tables/index--m.csv"));
    assert!(!figure.contains("style=") && !figure.contains("<script"));
    assert!(page.contains(">Figure\u{a0}1</a>"));
}

#[test]
fn every_country_with_an_entry_is_a_link_and_says_its_value_with_its_mark() {
    let page = home(&site(LAKES, FISH, "::: map {from=lakes by=depth}\n:::"));
    assert!(page.contains("<a href=\"lakes/a/\" aria-label=\"Estonia: Deep\"><title>Estonia: Deep</title><circle class=\"tone tone-1\""));
    assert!(
        page.contains("aria-label=\"Finland: Shallow\u{a0}‡\"") && page.contains("<path class=\"tone\" fill=\"url(#cb-picture-1-tone-2)\" d=\"M")
    );
    assert!(page.contains("‡ our reading: 1.") && page.contains("Not on the map: <a href=\"lakes/c/\">Lake C</a>."));
    assert!(page.contains("Natural Earth"));
}

#[test]
fn a_small_country_is_a_dot_and_one_drawn_larger_is_linked_there_only() {
    let small = "a,Lake A,MT,deep,,,1900,\nb,Lake B,AU,shallow,,,1950,\nc,Lake C,TV,deep,,,,\n";
    let page = home(&site(small, FISH, "::: map {from=lakes by=depth inset=\"5, 33, 20, 42\"}\n:::"));
    assert_eq!(page.matches("aria-label=\"Malta: Deep\"").count(), 1);
    assert_eq!(page.matches("aria-label=\"Australia: Shallow\"").count(), 1);
    let (world, part) = page.split_at(page.find("cb-picture-1-part-title").expect("two drawings"));
    assert!(!world.contains("Malta: Deep") && part.contains("Malta: Deep"));
    assert!(world.contains("Tuvalu: Deep</title><circle class=\"tone tone-1\""));
}

#[test]
fn several_entries_of_a_country_lead_to_the_table() {
    let two = "a,Lake A,EE,deep,,,1900,\nb,Lake B,EE,shallow,,,1950,\n";
    let page = home(&site(two, FISH, "::: map {from=lakes by=depth}\n:::"));
    assert!(page.contains("<a href=\"#cb-picture-1-row--a\" aria-label=\"Estonia: Deep, Shallow\">"));
    assert!(page.contains("id=\"cb-picture-1-row--a\"") && page.contains("Several of these <span class=\"count\">1</span>"));
}

#[test]
fn land_does_not_cross_the_map_where_the_globe_is_cut() {
    let page = home(&site("a,Lake A,RU,deep,,,1900,\nb,Lake B,FJ,deep,,,,\n", FISH, "::: map {from=lakes by=depth}\n:::"));
    for country in ["Russian Federation", "Fiji"] {
        let path = between(&page, &format!("<title>{country}: Deep</title>"), "</a>");
        let rings = path.split('M').skip(1).filter_map(|ring| ring.split_once('l'));
        for (start, steps) in rings {
            let mut numbers = Vec::new();
            steps.replace('-', " -").split([' ', 'z']).filter_map(|number| number.parse::<i32>().ok()).for_each(|number| numbers.push(number));
            assert!(numbers.chunks(2).all(|step| step[0].abs() < 300), "{country} from {start}: {steps}");
        }
    }
}

#[test]
fn a_timeline_is_in_order_of_time_and_counts_what_has_no_date() {
    let page = home(&site(LAKES, FISH, "::: timeline {from=lakes columns=\"title, depth\" sort=\"-named\"}\n:::"));
    let svg = between(&page, "<svg ", "</svg>");
    assert!(svg.contains("<desc id=\"cb-picture-1-desc\">Lakes: 2. 1900 – 1950.</desc>"));
    assert!(svg.find("lakes/a/").expect("a link") < svg.find("lakes/b/").expect("a link"));
    assert!(svg.contains("class=\"axis cut\""), "years between are cut out: {svg}");
    assert_eq!(svg.matches("class=\"bar\"").count(), 2);
    assert!(page.contains("A year is drawn as long as what happened in it needs. Without a date: 1."));
}

#[test]
fn many_records_of_a_year_are_folded() {
    let mut lakes = String::new();
    for number in 0..30 {
        writeln!(lakes, "l{number},Lake {number},,,,,{},", 1990 + number / 10).expect("memory");
    }
    let page = home(&site(&lakes, FISH, "::: timeline {from=lakes}\n:::"));
    let svg = between(&page, "<svg ", "</svg>");
    assert_eq!(svg.matches("<a href=").count(), 3);
    assert!(svg.contains("<a href=\"#cb-picture-1-row--l10\">") && svg.contains("1991 – Lakes: 10"), "{svg}");
    assert!(page.contains("<tr id=\"cb-picture-1-row--l10\">"));
}

#[test]
fn labels_of_a_timeline_do_not_overlap() {
    let mut lakes = String::new();
    for number in 0..20 {
        writeln!(lakes, "l{number},A lake of a rather long name that needs more than one line {number},,,,,{},", 2000 + number / 7).expect("memory");
    }
    let page = home(&site(&lakes, FISH, "::: timeline {from=lakes}\n:::"));
    let mut last = f64::NEG_INFINITY;
    for text in between(&page, "<svg ", "</svg>").split("<text class=\"quiet\" x=\"92\" y=\"").skip(1) {
        let y: f64 = text.split('"').next().and_then(|y| y.parse().ok()).expect("a number");
        assert!(y >= last + 20.0 * 3.0, "{y} after {last}");
        last = y;
    }
}

#[test]
fn a_network_draws_lines_between_its_first_group_and_the_others() {
    let page = home(&site(LAKES, FISH, "::: network {of=fish:perch by=\"lakes, eaten_by as Hunters\"}\nAround the perch\n:::"));
    let svg = between(&page, "<svg ", "</svg>");
    assert!(svg.contains("Perch &amp; co. Lakes: 2; Hunters: 1.</desc>"), "{svg}");
    for link in ["lakes/a/", "lakes/b/", "fish/pike/", "fish/perch/"] {
        assert!(svg.contains(&format!("<a href=\"{link}\"")), "{link} in {svg}");
    }
    assert_eq!(svg.matches("class=\"tie\"").count(), 1, "pike lives in lake a");
    assert!(page.contains("Lines stand for: Fish."));
    assert!(page.contains("<a href=\"fish/pike/\">Pike</a> (Fish)"));
}

#[test]
fn one_group_is_a_fan_and_twenty_things_are_enough() {
    let mut lakes = String::new();
    for number in 0..26 {
        writeln!(lakes, "l{number:02},Lake {number},,,,,,perch").expect("memory");
    }
    let page = home(&site(&lakes, FISH, "::: network {of=fish:perch by=lakes}\n:::"));
    let svg = between(&page, "<svg ", "</svg>");
    assert_eq!(svg.matches("<a href=\"lakes/").count(), 20);
    assert_eq!(svg.matches("class=\"tie\"").count(), 20);
    assert!(svg.contains("<a href=\"#cb-picture-1-table\"><text class=\"quiet \"") && svg.contains("+ 6 more"), "{svg}");
    assert!(page.contains("id=\"cb-picture-1-table\"") && page.contains(">Lake 25</a>"));
}

#[test]
fn nothing_to_draw_says_so_or_nothing() {
    let page = home(&site(
        LAKES,
        FISH,
        "::: network {of=fish:pike by=eaten_by empty=\"Nobody eats it.\"}\n:::\n\n::: timeline {from=lakes where=\"named>2000\"}\n:::",
    ));
    assert!(page.contains("<p class=\"empty\">Nobody eats it.</p>") && !page.contains("<figure"));
}

#[test]
fn mistakes_are_said_where_they_are() {
    let home = "::: timeline {from=fish}\n:::\n\n::: map {from=fish by=eats}\n:::\n\n::: map {from=lakes by=named}\n:::\n\n::: map {from=lakes by=depth inset=\"5, 6\"}\n:::\n\n\
                ::: timeline {from=lakes date=depth}\n:::\n\n::: network {of=pike by=eats}\n:::\n\n::: network {of=fish:pikee by=eats}\n:::\n\n::: network {of=fish:pike by=title}\n:::\n\n\
                ::: network {by=eats}\n:::\n\n::: timeline {from=lakes colour=red}\n:::\n\n::: networks {of=fish:pike by=eats}\n:::";
    let found = says(&site(LAKES, FISH, home));
    let expected = [
        ("bad-query", "`fish` has no field of type date or year, so there is nothing to draw"),
        ("bad-query", "`fish` has no field of type country, so there is nothing to draw"),
        ("bad-query", "`named` can't pattern a map, because its values are too many"),
        ("bad-attribute", "`5, 6` is no part of a map: write west, south, east and north in degrees, like `-25, 34, 45, 72`"),
        ("bad-query", "`depth` is no field of type date or year"),
        ("bad-attribute", "`pike` names no entry: write `COLLECTION:ID`, or in a layout `this`"),
        ("unknown-reference", "there is no entry `pikee` in `fish`"),
        ("bad-query", "`title` is no relation, so there are no entries to show"),
        ("missing-key", "the block `network` has no `of`"),
        ("unknown-attribute", "`timeline` takes no `colour`"),
        ("unknown-block", "there is no block `networks`"),
    ];
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!((found.0, found.1.as_str()), expected);
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
}
