//! Content that a careless program would never be done with: each of these comes to its end.

use casebook::base::Severity;

use crate::fixture::{Tried, page, try_site};

/// So many lines, each written with its number.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|number| line(number) + "\n").collect()
}

/// The mistakes of a site, hints aside.
fn rules(tried: &Tried) -> Vec<&'static str> {
    tried.compiled.diagnostics.iter().filter(|found| found.severity != Severity::Hint).map(|found| found.rule).collect()
}

#[test]
fn steps_through_entries_that_all_name_each_other() {
    let all: Vec<String> = (0..30).map(|number| format!("d{number}")).collect();
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, fields: {{near: {{type: dishes, many: true, inverse: beside}}, far: {{via: {}}}}}}}\n\
         //- content/dishes.csv\nid,title,near,near.basis\n{}//- content/index.md\n---\ntitle: T\n---\n",
        ["near"; 10].join("."),
        lines(30, |number| format!("d{number},D {number},{},{}", all.join(";"), if number == 29 { "inferred" } else { "stated" })),
    );
    let tried = try_site(&site);
    assert!(rules(&tried).is_empty(), "{:.500}", tried.short());
    let data = tried.output("data/dishes.csv").expect("records");
    // All ways from the last begin with a reading; from the others, some way is stated.
    assert!(data.lines().skip(1).all(|line| line.contains("inferred") == line.starts_with("d29,")), "{data:.500}");
}

#[test]
fn elements_that_are_never_closed_and_others_that_were_never_opened() {
    let tried = try_site(&format!("//- content/index.md\n---\ntitle: T\n---\nx {}{}\n", "<b>".repeat(60_000), "</i>".repeat(60_000)));
    assert_eq!(rules(&tried)[0], "raw-html");
}

#[test]
fn values_that_no_condition_lets_through() {
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, fields: {{kind: {{type: text}}, after: {{type: dishes, where: kind=soup}}}}}}\n\
         //- content/dishes.csv\nid,title,kind,after\n{}",
        lines(15_000, |number| format!("d{number},D {number},cake,d{number}")),
    );
    assert_eq!(rules(&try_site(&site))[0], "not-allowed-here");
}

#[test]
fn ids_that_all_stand_twice() {
    let rows = lines(20_000, |number| format!("d{number},D {number}"));
    let tried = try_site(&format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, pages: false}}\n//- content/dishes.csv\nid,title\n{rows}{rows}"
    ));
    assert_eq!(tried.short().lines().next(), Some("content/dishes.csv:20002:1: error[duplicate-id]: two entries of `dishes` have the id `d0`"));
}

#[test]
fn marks_without_a_footnote_on_one_line() {
    let tried = try_site(&format!("//- content/index.md\n---\ntitle: T\n---\nA {}\n", "[^1] [^2] ".repeat(60_000)));
    assert!(rules(&tried).contains(&"undefined-link"), "{:.500}", tried.short());
}

#[test]
fn columns_without_a_name_and_without_a_value() {
    let tried = try_site(&format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv}}\n//- content/dishes.csv\nid{},title\n{}",
        ",".repeat(60_000),
        lines(2_000, |number| format!("d{number}")),
    ));
    assert!(!rules(&tried).contains(&"unknown-column"), "{:.500}", tried.short());
}

#[test]
fn labels_of_an_index_over_very_many_rows() {
    let tried = try_site(&format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, pages: false}}\n//- content/dishes.csv\nid,title\n{}\
         //- content/dishes/index.md\n---\ntitle: T\n---\n{}## D 29999 {{#d29999}}\n",
        lines(30_000, |number| format!("d{number},D {number}")),
        lines(10_000, |number| format!("## Part {number}\n")),
    ));
    assert_eq!(rules(&tried), ["duplicate-label"], "{:.500}", tried.short());
}

#[test]
fn footnote_marks_by_the_thousand_in_a_field() {
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{files: dishes/*.md, fields: {{about: {{type: markdown}}}}}}\n\
         //- content/dishes/soup.md\n---\ntitle: Soup\nabout: |\n  A {}\n\n{}---\n",
        "[^1]".repeat(6_000),
        lines(1_500, |number| format!("  [^{number}]: b\n\n  c[^{number}]\n")),
    );
    assert_eq!(page(&site, "dishes/soup/index.html").matches(" (b)").count(), 1_500, "each stands at its first mark");
}

#[test]
fn folders_by_the_thousand_and_a_pattern_that_fits_nothing() {
    let files = |number: usize| format!("//- content/folder-{number}/page.md\n---\ntitle: T\n---");
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{files: dishes/*.md}}\n  soups: {{files: folder-1/*.md}}\n//- content/dishs/soup.md\n---\ntitle: Soup\n---\n{}",
        lines(8_000, files),
    );
    let tried = try_site(&site);
    assert!(rules(&tried).contains(&"unknown-file"), "{:.500}", tried.short());
}

#[test]
fn layouts_that_show_nearly_everything_on_every_page() {
    let cells = |conditions: &str| {
        let site = format!(
            "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, layout: _dish.md, fields: {{of: {{type: pots, inverse: dishes}}, beside: {{via: of.dishes}}}}}}\n  pots: {{table: pots.csv}}\n\
             //- content/_dish.md\n::: table {{from=dishes {conditions}}}\n:::\n//- content/pots.csv\nid,title\npot,Pot\n//- content/dishes.csv\nid,title,of\n{}",
            lines(1_500, |number| format!("d{number},D {number},pot")),
        );
        let tried = casebook::understand(&casebook::read::with_theme(crate::fixture::files(&site)), &casebook::Options::default());
        tried.1.into_iter().filter(|found| found.severity == Severity::Error).map(|found| found.message).collect::<Vec<_>>()
    };
    let many = "there are 13500000 cells in tables, with those of the pages before, here, more than the 10000000 there may be";
    assert_eq!(cells(""), [many]);
    assert_eq!(cells("where=\"title!=zzz\""), [many]);
    assert_eq!(cells("where=\"id!=this\""), [many]);
    assert_eq!(cells("where=\"beside=this\""), [many]);
    assert_eq!(cells("where=\"of.dishes=this\""), [many]);
    assert_eq!(cells("where=\"id=this\""), [""; 0]);
    assert_eq!(cells("where=\"title=D 7\""), [""; 0]);
    assert_eq!(cells("where=\"beside=this\" limit=5"), [""; 0]);
}

#[test]
fn relations_and_pictures_that_show_nearly_everything_on_every_page() {
    let cells = |block: &str| {
        let site = format!(
            "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, layout: _dish.md, fields: {{since: {{type: year}}, in: {{type: country}}, of: {{type: pots, inverse: dishes}}}}}}\n  pots: {{table: pots.csv}}\n\
             //- content/_dish.md\n::: {block}\n:::\n//- content/pots.csv\nid,title\npot,Pot\n//- content/dishes.csv\nid,title,since,in,of\n{}",
            lines(1_500, |number| format!("d{number},D {number},2001,EE,pot")),
        );
        let tried = casebook::understand(&casebook::read::with_theme(crate::fixture::files(&site)), &casebook::Options::default());
        tried.1.into_iter().filter(|found| found.severity == Severity::Error).map(|found| found.rule).collect::<Vec<_>>()
    };
    let many = ["too-many"];
    assert_eq!(cells("relation {field=of.dishes columns=\"title, since, in, of, id\"}"), many);
    assert_eq!(cells("timeline {from=dishes date=since}"), many);
    assert_eq!(cells("map {from=dishes by=of}"), many);
    assert_eq!(cells("network {by=\"of.dishes, of.dishes, of.dishes, of.dishes, of.dishes\"}"), many);
    assert_eq!(cells("relation {field=of.dishes columns=\"title, since, in, of, id\" limit=5}"), [""; 0]);
    assert_eq!(cells("network {by=of}"), [""; 0]);
}

#[test]
fn works_without_a_title_or_that_share_all_their_letters() {
    let site = |work: &dyn Fn(usize) -> String| format!("//- content/site.yaml\ntitle: T\n//- content/references.bib\n{}", lines(12_000, work));
    let tried = try_site(&site(&|number| format!("@misc{{k{number},}}")));
    assert_eq!(rules(&tried)[0], "missing-key", "{:.500}", tried.short());
    let tried = try_site(&site(&|number| format!("@misc{{k{number}, title={{T}}}}")));
    assert!(rules(&tried).contains(&"bibliography"), "{:.500}", tried.short());
}

#[test]
fn networks_and_friends_by_the_thousand() {
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  chefs: {{table: chefs.csv, pages: false, fields: {{friends: {{type: chefs, many: true, inverse: friends}}}}}}\n  dishes: {{table: dishes.csv, pages: false, fields: {{by: {{type: chefs}}, pot: {{type: pots}}}}}}\n  pots: {{table: pots.csv, pages: false, fields: {{owner: {{type: chefs}}}}}}\n\
         //- content/chefs.csv\nid,title,friends\nann,Ann,\n{}//- content/dishes.csv\nid,title,by,pot\n{}//- content/pots.csv\nid,title,owner\n{}\
         //- content/index.md\n---\ntitle: T\n---\n::: network {{of=chefs:ann by=\"dishes, pots\"}}\n:::\n",
        lines(15_000, |number| format!("c{number},C {number},ann")),
        lines(10_000, |number| format!("d{number},D {number},ann,p{number}")),
        lines(10_000, |number| format!("p{number},P {number},ann")),
    );
    let page = page(&site, "index.html");
    assert_eq!(page.matches("<tr>").count(), 20_001, "{page:.2000}");
    assert!(page.contains("Dishes: 10000; Pots: 10000"), "{page:.2000}");
}

#[test]
fn silence_at_the_end_of_many_ways_and_names_in_one_long_line() {
    let all: Vec<String> = (0..60).map(|number| format!("d{number}")).collect();
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, fields: {{near: {{type: dishes, many: true, inverse: beside}}, town: {{type: text}}}}}}\n\
         //- content/dishes.csv\nid,title,near\n{}//- content/index.md\n---\ntitle: T\n---\n{}\n\n::: table {{from=dishes columns=\"title, near.near.near.near.town\"}}\n:::\n",
        lines(60, |number| format!("d{number},Dish Number {number},{}", all.join(";"))),
        "Dish and ".repeat(40_000),
    );
    let tried = try_site(&site);
    assert!(rules(&tried).is_empty(), "{:.500}", tried.short());
    assert_eq!(casebook::repairs(&casebook::read::with_theme(crate::fixture::files(&site)), &casebook::Options::default()), []);
}

#[test]
fn paths_that_lead_from_everything_to_everything() {
    let near = |number: usize| (1..9).map(|step| format!("d{}", (number + step * 37) % 4_000)).collect::<Vec<_>>().join(";");
    let site = |far: &str, table: &str| {
        format!(
            "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, fields: {{near: {{type: dishes, many: true, inverse: beside}}{far}}}}}\n\
             //- content/dishes.csv\nid,title,near\n{}//- content/index.md\n---\ntitle: T\n---\n{table}",
            lines(4_000, |number| format!("d{number},D {number},{}", near(number))),
        )
    };
    let steps = ["near"; 6].join(".");
    for (far, table) in
        [(String::new(), format!("::: table {{from=dishes columns=\"title, {steps}\"}}\n:::\n")), (format!(", far: {{via: {steps}}}"), String::new())]
    {
        let tried = try_site(&site(&far, &table));
        assert_eq!(rules(&tried), ["too-many"], "{:.500}", tried.short());
    }
}

#[test]
fn lists_of_a_layout_that_are_the_same_on_all_pages() {
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, layout: _layouts/dish.md, fields: {{price: {{type: integer}}}}}}\n\
         //- content/_layouts/dish.md\n::: list {{from=dishes where=\"price>2\" sort=-price limit=3}}\n:::\n\
         //- content/dishes.csv\nid,title,price\n{}",
        lines(4_000, |number| format!("d{number:04},D {number},{number}")),
    );
    let tried = try_site(&site);
    assert!(rules(&tried).is_empty(), "{:.500}", tried.short());
    let last = tried.output("dishes/d0000/index.html").expect("a page");
    assert!(last.contains("d3999/") && last.contains("d3997/") && !last.contains("d3996/"), "{last}");
}

#[test]
fn names_attributes_and_choices_by_the_thousand() {
    let shared = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, fields: {{like: {{type: dishes}}}}}}\n\
         //- content/dishes.csv\nid,title,like\n{}//- content/index.md\n---\ntitle: T\n---\n{}",
        lines(4_000, |number| format!("d{number},Soup,soup")),
        lines(4_000, |_| "[[soup]]\n".to_owned()),
    );
    assert!(rules(&try_site(&shared)).iter().all(|rule| *rule == "ambiguous-name"));
    let attributes: String = (0..40_000).map(|number| format!(" a{number}=1")).collect();
    let tried = try_site(&format!("//- content/index.md\n---\ntitle: T\n---\n::: box {{{attributes}}}\nx\n:::\n"));
    assert_eq!(rules(&tried), ["bad-attribute"], "{:.300}", tried.short());
    let choices: String = (0..3_000).map(|number| format!("choice-number-{number}: C, ")).collect();
    let wrong = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv, fields: {{kind: {{type: choice, of: {{{choices}}}}}}}}}\n\
         //- content/dishes.csv\nid,title,kind\n{}",
        lines(8_000, |number| format!("d{number},Soup,choise-namber-{number}")),
    );
    assert!(rules(&try_site(&wrong)).iter().all(|rule| *rule == "unknown-choice"));
    let drawing: String = (0..60_000).map(|number| format!(" a{number}=\"1\"")).collect();
    let svg = format!(
        "//- content/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"><g{drawing}/></svg>\n//- content/index.md\n---\ntitle: T\n---\n![a](a.svg)\n"
    );
    assert_eq!(rules(&try_site(&svg)), ["file-type"]);
}

#[test]
fn names_by_the_thousand_that_begin_with_the_same_word() {
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {{table: dishes.csv}}\n//- content/dishes.csv\nid,title\n{}\
         //- content/index.md\n---\ntitle: T\n---\n{}Soup 7 and Soup 29999.\n",
        lines(30_000, |number| format!("d{number},Soup {number}")),
        "Soup for all. ".repeat(60_000),
    );
    let repairs = casebook::repairs(&casebook::read::with_theme(crate::fixture::files(&site)), &casebook::Options::default());
    let links: Vec<&str> = repairs.iter().map(|edit| edit.text.as_str()).collect();
    assert_eq!(links, ["[[dishes:d7|Soup 7]]", "[[dishes:d29999|Soup 29999]]"]);
}
