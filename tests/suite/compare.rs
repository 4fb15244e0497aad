//! What compares entries, and when texts were last changed, through the whole compiler.

use std::collections::BTreeMap;

use casebook::schema::PartialDate;
use casebook::{Compiled, Options, compile, read};

const SITE: [(&str, &str); 6] = [
    (
        "content/site.yaml",
        "title: Example\nmenu: [plans, compare]\ncollections:\n  plans:\n    label: {one: Plan, many: Plans}\n    files: plans/*.md\n    sections: [What it is, 'Limits & costs']\n    fields:\n      size: {type: integer, label: Size}\n      kind: {type: choice, label: Kind, of: {big: Big, small: Small}}\n  parts:\n    label: {one: Part, many: Parts}\n    table: parts.csv\n    pages: false\n    fields:\n      plan: {type: plans, label: Plan, required: true, inverse: {name: parts, label: Parts}}\n",
    ),
    ("content/index.md", "---\ntitle: Example\n---\n\nHere.\n"),
    (
        "content/plans/a.md",
        "---\ntitle: Alpha\nsize: 3\nkind: {value: big, basis: inferred}\n---\n\n## What it is\n\n### Inner {#inner}\n\nSee [[#inner]] and [@w1].\n\n::: box {#box-a title=\"A box\"}\nText.\n:::\n\nSee [[#box-a]].\n\n## Limits & costs {#limits}\n\nFew.\n",
    ),
    (
        "content/plans/b.md",
        "---\ntitle: Beta\nupdated: 2020-02-03\n---\n\n## What it is\n\n### Inner\n\nOther.[^1]\n\n## Limits & costs\n\nMany.\n\n[^1]: Not all.\n",
    ),
    ("content/parts.csv", "id,title,plan\np,P,a\nq,Q,a\n"),
    ("content/references.bib", "@misc{w1, author = {Doe, Ann}, title = {A Work}, year = {2001}, url = {https://example.net/w}}\n"),
];

fn built(change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>), options: &Options) -> Compiled {
    let mut files: BTreeMap<String, Vec<u8>> = SITE.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    change(&mut files);
    let compiled = compile(&read::with_theme(files), options);
    let errors: Vec<_> = compiled.diagnostics.iter().filter(|found| found.severity == casebook::base::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    compiled
}

fn text<'c>(compiled: &'c Compiled, path: &str) -> &'c str {
    compiled.output.text(path).unwrap_or_else(|| panic!("there is no {path}, but {:?}", compiled.output.files.keys()))
}

#[test]
fn all_entries_are_compared_with_marks_silence_and_counts() {
    let compiled = built(|_| {}, &Options::default());
    let page = text(&compiled, "compare/index.html");
    let rows: Vec<&str> = page.split("<tr data-entry=").skip(1).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].starts_with("\"a\" data-name=\"Alpha\"") && rows[0].contains(">3<") && rows[0].contains("‡"), "{}", rows[0]);
    assert!(rows[0].contains("<td class=\"num\">2</td>") && rows[1].contains("<td class=\"num\">0</td>"), "{page}");
    assert_eq!(rows[1].matches("not stated").count(), 2, "{}", rows[1]);
    assert!(!page.contains("<td></td>"));
    assert!(page.contains("../plans/sections/what-it-is/"));
}

#[test]
fn a_section_of_all_entries_has_their_text_its_works_and_no_anchor_of_theirs() {
    let compiled = built(|_| {}, &Options::default());
    let page = text(&compiled, "plans/sections/what-it-is/index.html");
    assert!(page.contains("What it is, plan by plan"));
    assert!(page.contains("<h2 id=\"a\"><a href=\"../../../plans/a/#what-it-is\">Alpha</a>"), "{page}");
    assert!(page.contains("<h3>Inner</h3>") && page.contains("Other. (Not all.)"));
    for anchor in ["id=\"inner", "id=\"what-it-is", "id=\"box-a"] {
        assert!(!page.contains(anchor), "{anchor}");
    }
    assert!(page.contains("href=\"../../../plans/a/#inner\""), "links to labels lead to the entry's page");
    assert!(page.contains("id=\"cb-work-w1\""));
    assert!(text(&compiled, "plans/sections/limits--costs/index.html").contains("href=\"../../../plans/a/#limits\""));
    let entry = text(&compiled, "plans/a/index.html");
    assert!(entry.contains("href=\"../../plans/sections/limits--costs/#a\""), "from its heading to the same of all: {entry}");
    let index = text(&compiled, "plans/index.html");
    assert!(index.contains("href=\"../compare/\"") && index.contains("href=\"../plans/sections/what-it-is/\""));
    assert!(compiled.output.files.contains_key("plans/sections/index.html"));
}

#[test]
fn nothing_is_compared_where_there_is_one_entry_or_no_required_section() {
    let alone = built(
        |files| {
            files.remove("content/plans/b.md");
            let site = files.get_mut("content/site.yaml").expect("it is there");
            *site = String::from_utf8_lossy(site).replace(", compare", "").into_bytes();
        },
        &Options::default(),
    );
    let compares = |compiled: &Compiled| compiled.output.files.keys().any(|path| path.starts_with("compare/") || path.contains("/sections/"));
    assert!(!compares(&alone));
    let free = built(
        |files| {
            let site = files.get_mut("content/site.yaml").expect("it is there");
            *site = String::from_utf8_lossy(site).replace(", compare", "").replace("    sections: [What it is, 'Limits & costs']\n", "").into_bytes();
        },
        &Options::default(),
    );
    assert!(!compares(&free));
}

#[test]
fn an_entry_called_sections_keeps_its_address() {
    let compiled = built(
        |files| {
            let text = files["content/plans/b.md"].clone();
            files.insert("content/plans/sections.md".to_owned(), text);
        },
        &Options::default(),
    );
    assert!(text(&compiled, "plans/sections/index.html").contains("<h1>Beta</h1>"));
    assert!(!compiled.output.files.contains_key("plans/sections/what-it-is/index.html"));
    assert!(compiled.output.files.contains_key("compare/index.html"));
}

#[test]
fn a_text_was_last_changed_as_it_says_else_as_its_history_does() {
    let day = |text| PartialDate::parse(text).expect("a date");
    let changed = BTreeMap::from([
        ("content/plans/a.md".to_owned(), day("2021-05-06")),
        ("content/plans/b.md".to_owned(), day("2022-05-06")),
        ("content/parts.csv".to_owned(), day("2024-05-06")),
    ]);
    let options = Options { changed, base_url: Some("https://example.org/x/".to_owned()), ..Options::default() };
    let compiled = built(|_| {}, &options);
    assert!(text(&compiled, "plans/a/index.html").contains("<time datetime=\"2021-05-06\">6 May 2021</time>"));
    assert!(text(&compiled, "plans/b/index.html").contains("<time datetime=\"2020-02-03\">"));
    assert!(text(&compiled, "plans/a/index.html").contains("PY  - 2021"));
    assert!(text(&compiled, "sitemap.xml").contains("<loc>https://example.org/x/plans/a/</loc><lastmod>2021-05-06</lastmod>"));
    let cff = text(&compiled, "CITATION.cff");
    assert!(cff.contains("date-released: \"2021-05-06\"") && cff.contains("url: \"https://example.org/x/\""), "{cff}");
    let newer = built(
        |files| {
            let plan = format!("---\nupdated: 2024-03\n{}", String::from_utf8_lossy(&files["content/plans/a.md"]).trim_start_matches("---\n"));
            files.insert("content/plans/a.md".to_owned(), plan.into_bytes());
            let site = files.get_mut("content/site.yaml").expect("it is there");
            *site = format!("description: \"A\\u007f\\uFFFEB\"\n{}", String::from_utf8_lossy(site)).into_bytes();
        },
        &options,
    );
    let cff = text(&newer, "CITATION.cff");
    assert!(!cff.contains("date-released") && cff.contains("abstract: \"A\u{fffd}\u{fffd}B\""), "a day that is not the newest: {cff}");
    assert!(compiled.output.files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("2024-05-06")), "tables have no such date");
    assert!(!text(&built(|_| {}, &Options::default()), "plans/a/index.html").contains("2021"));
}

#[test]
fn facts_under_one_heading_are_one_group() {
    let compiled = built(
        |files| {
            files.insert("content/_plan.md".to_owned(), b"::: facts {fields=size}\n:::\n\n::: facts {fields=kind}\n:::\n\n::: body\n:::\n".to_vec());
            let site = files.get_mut("content/site.yaml").expect("it is there");
            *site = String::from_utf8_lossy(site).replace("files: plans/*.md\n", "files: plans/*.md\n    layout: _plan.md\n").into_bytes();
        },
        &Options::default(),
    );
    let page = text(&compiled, "compare/index.html");
    let times = |words: &str| page.matches(words).count();
    assert!(times("In short") > 0 && times("In short") == times("How many"), "{page}");
}
