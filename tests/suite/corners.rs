//! Sites that nobody would write on purpose, in `tests/corners/`: refused, or whole.

use casebook::render::{Memory, Renderer};
use casebook::{Options, read, understand};

use crate::examples;
use crate::fixture::{check, files, page, try_site};

#[test]
fn odd_sites_are_refused_or_come_out_whole() {
    let mut wrong = String::new();
    for page in examples::pages("corners") {
        page.check(&mut wrong);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn headings_of_layouts_have_anchors_that_nothing_else_has() {
    let site = "//- content/site.yaml
title: T
collections:
  chefs:
    table: chefs.csv
    layout: _chef.md
    fields:
      size: {type: number}
  dishes:
    table: dishes.csv
    fields:
      kind: {type: choice, of: {zest: Zest, apple: Apple}}
      by: {type: chefs, inverse: dishes}
//- content/_chef.md
::: facts
:::

## Main

::: relation {field=dishes columns=\"kind, by\"}
:::

## Dishes

Some.

## Note size

Small.

## Sources

None.

::: relations
:::

::: sources
:::
//- content/chefs.csv
id,title,size,size.basis,sources
ann,Ann,3,inferred,may
//- content/dishes.csv
id,title,kind,by
soup,Soup,zest,ann
//- content/references.bib
@book{may, title={T}, year=2001}
//- content/index.md
---
title: T
---
";
    let page = page(site, "chefs/ann/index.html");
    let mut anchors: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    anchors.sort_unstable();
    for anchor in ["cb-dishes", "cb-h-main", "cb-h-note-size", "cb-main", "cb-note-size", "cb-sources"] {
        assert!(anchors.contains(&anchor), "{anchor}: {anchors:?}");
    }
    assert!(anchors.windows(2).all(|two| two[0] != two[1]), "{anchors:?}");
    // A row is also sorted by its head, if that is a value.
    assert!(page.contains("<th scope=\"row\" class=\"short\" data-sort=\"0\">Zest</th>"), "{page}");
}

#[test]
fn entries_without_titles_are_called_after_what_they_must_name() {
    let site = "//- content/site.yaml
title: T
collections:
  towns: {table: towns.csv}
  pairs:
    table: pairs.csv
    pages: false
    label: Pair
    fields:
      town: {type: towns, required: true, inverse: pairs}
      to: {type: pairs, required: true, inverse: from}
//- content/towns.csv
id,title
rome,Rome
bonn,Bonn
//- content/pairs.csv
id,town,to
x,rome,y
y,bonn,x
//- content/index.md
---
title: T
---
See [[pairs:x]].
";
    // They name each other, and that ends.
    let home = page(site, "index.html");
    assert!(home.contains(">Pair: Rome, Pair: Bonn, x</a>"), "{home}");
    let tried = try_site(site);
    let titles = tried.compiled.output.files.iter().filter(|(path, _)| path.contains("/pages-"));
    let titles: String = titles.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    assert!(titles.contains("[\"Rome, Pair: Bonn, x: Pair\",\"#x\""), "{titles}");
}

#[test]
fn coverage_is_rounded_to_the_nearest_and_never_up_to_all() {
    for (filled, of, percent) in [(2, 3, 67), (18, 19, 95), (1, 3, 33), (299, 300, 99), (3, 3, 100)] {
        let rows: String = (0..of).map(|row| format!("r{row},R{row},{}\n", if row < filled { "x" } else { "" })).collect();
        let site = format!(
            "//- content/site.yaml\ntitle: T\ncollections:\n  rows: {{table: rows.csv, fields: {{colour: {{type: text}}}}}}\n//- content/rows.csv\nid,title,colour\n{rows}//- content/index.md\n---\ntitle: T\n---\n"
        );
        let page = page(&site, "about/coverage/index.html");
        assert!(page.contains(&format!("class=\"num\">{filled}</td><td data-label=\"%\" class=\"num\">{percent}</td>")), "{filled} of {of}: {page}");
    }
}

#[test]
fn an_alias_never_leads_out_of_the_site() {
    for alias in ["/../out/", "../../out/", "/a/../../out/", "/./", "//out.net/", "C:\\out", "/..\\out/"] {
        let site = format!("//- content/index.md\n---\ntitle: T\naliases: ['{alias}']\n---\n");
        let tried = try_site(&site);
        assert!(!tried.rules().is_empty(), "`{alias}` is accepted: {:?}", tried.compiled.output.files.keys());
    }
}

#[test]
fn two_claims_to_one_path_are_a_mistake() {
    for site in [
        "//- content/site.yaml\ntitle: T\ncollections:\n  chefs: {table: chefs.csv}\n//- content/chefs.csv\nid,title\na,A\n//- content/data/chefs.csv\nMINE\n//- content/index.md\n---\ntitle: T\n---\n[mine](data/chefs.csv)\n",
        "//- content/_root/robots.txt\nDisallow: /\n//- content/index.md\n---\ntitle: T\n---\n",
        "//- content/_root/data/datapackage.json\n{}\n//- content/index.md\n---\ntitle: T\n---\n",
        "//- content/_root/pot.png\none\n//- content/pot.png\ntwo\n//- content/index.md\n---\ntitle: T\n---\n![pot](pot.png)\n",
    ] {
        let tried = try_site(site);
        assert!(!tried.rules().is_empty(), "accepted:\n{site}");
    }
}

#[test]
fn headings_with_the_same_words_never_collide() {
    let site = "//- content/index.md\n---\ntitle: T\n---\n## Salt\n\n## Salt\n\n## Salt 1\n\n## Salt-1\n";
    assert_eq!(check(site), "", "nobody wrote a label twice");
}

#[test]
fn an_empty_title_is_a_missing_title() {
    for site in ["//- content/site.yaml\ntitle: ''\n", "//- content/index.md\n---\ntitle: ''\n---\n", "//- content/index.md\n---\ntitle: ' '\n---\n"]
    {
        assert_eq!(try_site(site).rules(), ["missing-key"], "\n{site}");
    }
}

#[test]
fn a_file_that_holds_nothing_is_said_once() {
    let collections =
        "//- content/site.yaml\n//- content/dishes/soup.md\n---\ntitle: Soup\nkind: hot\nwith: bread\n---\n::: tip\nx\n:::\n[[dishes:bread]]\n";
    assert_eq!(try_site(collections).rules(), ["missing-key"], "\n{}", try_site(collections).short());
    let table = "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {table: dishes.csv}\n//- content/dishes.csv\n//- content/index.md\n---\ntitle: T\n---\n[[dishes:soup]]\n";
    assert_eq!(try_site(table).rules().len(), 1, "an empty table: {}", try_site(table).short());
}

#[test]
fn what_pages_share_is_said_to_be_broken_on_each_of_them() {
    for part in ["menu", "scripts"] {
        let site = format!(
            "//- content/site.yaml\ntitle: T\ntheme: ours\n//- themes/ours/templates/parts/{part}.html\n{{{{ nothing }}}}\n//- content/a.md\n---\ntitle: A\n---\n//- content/b.md\n---\ntitle: B\n---\n"
        );
        let sources = read::with_theme(files(&site));
        let (site, mut found) = understand(&sources, &Options::default());
        let site = site.expect("a site");
        let renderer = Renderer::new(&site, &sources, &mut Memory::default(), &mut found).expect("templates that can be read");
        for path in ["a/index.html", "b/index.html", "a/index.html"] {
            let mut found = Vec::new();
            renderer.file(path, &mut found);
            assert_eq!(found.iter().map(|found| found.rule).collect::<Vec<_>>(), ["bad-theme"], "{part}: {path}");
        }
    }
}
