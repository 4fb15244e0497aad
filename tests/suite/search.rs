//! Owns the promises of the search index: every name leads to its page, in small pieces, the same every time.

use std::collections::{BTreeMap, BTreeSet};

use casebook::render::output::Output;
use casebook::{Options, compile, read};

use crate::fixture;

const SITE: [(&str, &str); 6] = [
    (
        "content/site.yaml",
        "title: Example\ncollections:\n  towns:\n    label: {one: Town, many: Towns}\n    files: towns/*.md\n    fields:\n      size: {type: choice, label: Size, of: {big: Big, small: Small}}\n      river: {type: rivers, label: River}\n  rivers:\n    label: {one: River, many: Rivers}\n    table: rivers.csv\n",
    ),
    ("content/index.md", "---\ntitle: Opening\n---\nWhat is here.\n"),
    ("content/towns/tromso.md", "---\ntitle: Tromsø\nalso: [Romsa]\nsize: small\nriver: elv\n---\n## Harbour\n\nShips from [[lodz]] land here.\n"),
    ("content/towns/lodz.md", "---\ntitle: Łódź\nsize: big\nriver: lodka\n---\nCotton was spun here.\n"),
    ("content/rivers.csv", "id,title\nelv,Elv\nlodka,Łódka\n"),
    ("content/glossary.yaml", "- id: eez\n  short: EEZ\n  title: Exclusive economic zone\n"),
];

fn built() -> Output {
    let sources = read::with_theme(SITE.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    let compiled = compile(&sources, &Options::default());
    assert!(!compiled.output.files.is_empty(), "{:?}", compiled.diagnostics);
    compiled.output
}

/// The files of the index by their name, without the folder.
fn index(output: &Output) -> BTreeMap<&str, &str> {
    let inside = output.files.keys().filter(|path| path.starts_with("search/") && !path.ends_with(".html"));
    inside.map(|path| (path.rsplit('/').next().unwrap_or_default(), output.text(path).expect("text"))).collect()
}

/// The vocabulary: words and their postings.
fn words(output: &Output) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for (_, text) in index(output).iter().filter(|(name, _)| name.starts_with("words-")) {
        let mut before = String::new();
        for line in text.lines() {
            let (word, postings) = line.split_once(' ').expect("a blank");
            let shared = word.chars().next().and_then(|digit| digit.to_digit(36)).expect("a digit") as usize;
            before = before.chars().take(shared).chain(word.chars().skip(1)).collect();
            words.insert(before.clone(), postings.to_owned());
        }
    }
    words
}

#[test]
fn names_and_texts_are_found_without_accents() {
    let output = built();
    let words = words(&output);
    for word in ["tromso", "romsa", "lodz", "harbour", "ships", "cotton", "eez", "exclusive", "lodka", "small"] {
        assert!(words.contains_key(word), "{word} is not among {:?}", words.keys());
    }
    assert!(!words.contains_key("tromsø"));
}

#[test]
fn every_result_has_a_page() {
    results_have_pages(&built());
}

/// Checks that every result leads to what is there.
pub fn results_have_pages(output: &Output) {
    let index = index(output);
    let first: serde_json::Value = serde_json::from_str(index["index.json"]).expect("JSON");
    let groups = first["groups"].as_array().expect("groups");
    let files = (0..).map_while(|number| index.get(&*format!("pages-{number}.json")));
    let rows: Vec<serde_json::Value> = files.flat_map(|rows| serde_json::from_str::<Vec<_>>(rows).expect("JSON")).collect();
    assert_eq!(rows.len() as u64, first["documents"].as_u64().expect("a number"));
    for (number, row) in rows.iter().enumerate() {
        let group = groups.iter().rev().find(|group| group["from"].as_u64().expect("a number") <= number as u64).expect("a group");
        let [before, after] = ["before", "after"].map(|key| group[key].as_str().expect("text"));
        let address = format!("{before}{}{after}", row[1].as_str().expect("an id"));
        let (page, anchor) = address.split_once('#').unwrap_or((&address, ""));
        let html = output.text(&format!("{page}index.html")).unwrap_or_else(|| panic!("there is no page {page}"));
        assert!(anchor.is_empty() || html.contains(&format!("id=\"{anchor}\"")), "{address}");
    }
}

#[test]
fn every_result_has_its_excerpts_and_what_is_said_twice_is_there_once() {
    // So long that each has a file of excerpts for itself, which is the same one.
    let twin = |title: &str| format!("---\ntitle: {title}\n---\n{}", "The very same.\n\n".repeat(500)).into_bytes();
    let more = [("content/about/one.md".to_owned(), twin("One")), ("content/about/two.md".to_owned(), twin("Two"))];
    let site = SITE.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).chain(more);
    let compiled = compile(&read::with_theme(site), &Options::default());
    let index = index(&compiled.output);
    let rows: Vec<serde_json::Value> = serde_json::from_str(index["pages-0.json"]).expect("JSON");
    let mut used: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for row in &rows {
        let file = format!("{}.json", row[2].as_str().expect("a name"));
        let texts: Vec<serde_json::Value> = serde_json::from_str(index[file.as_str()]).expect("JSON");
        let place = row[3].as_u64().expect("a number") as usize;
        assert!(texts[place].as_array().is_some_and(|parts| parts.iter().all(serde_json::Value::is_array)), "{row}: {texts:?}");
        used.entry(file).or_default().insert(place);
    }
    // No file is without use, and no place in one.
    let texts = compiled.output.files.keys().filter_map(|path| path.strip_prefix("search/texts/"));
    assert!(texts.eq(used.keys().map(String::as_str)), "{used:?}");
    assert!(used.values().all(|places| (0..places.len()).eq(places.iter().copied())), "{used:?}");
    let [one, two] = ["One", "Two"].map(|title| rows.iter().find(|row| row[0] == title).expect("a row"));
    assert_eq!(one[2], two[2]);
    let listed =
        compiled.output.text("casebook-manifest.json").expect("a list").matches(&format!("texts/{}", one[2].as_str().expect("a name"))).count();
    assert_eq!(listed, 1, "{}", one[2]);
}

#[test]
fn what_results_are_narrowed_by_are_choices_and_relations() {
    let output = built();
    let facets: Vec<serde_json::Value> =
        index(&output).iter().filter(|(name, _)| name.starts_with("facets-")).map(|(_, text)| serde_json::from_str(text).expect("JSON")).collect();
    let ids: Vec<&str> = facets.iter().flat_map(|of| of.as_array().expect("a list")).map(|facet| facet["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["rivers", "towns.size", "rivers"]);
}

#[test]
fn without_script_the_page_leads_to_everything() {
    let output = built();
    let page = output.text("search/index.html").expect("a page");
    for part in [
        "href=\"../towns/tromso/\">Tromsø<",
        "href=\"../towns/tromso/\">Romsa<",
        "href=\"../rivers/\">Rivers<",
        "href=\"../glossary/#eez\"",
        "<noscript>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let other = output.text("towns/lodz/index.html").expect("a page");
    assert!(other.contains("action=\"../../search/\" method=\"get\""), "{other}");
    assert!(output.text("index.html").expect("a page").contains("action=\"search/\" method=\"get\""));
    assert!(!page.contains("action=\"../search/\""), "the page of search has one field only");
}

#[test]
fn the_index_is_the_same_every_time_and_named_after_what_it_holds() {
    let (one, two) = (built(), built());
    assert_eq!(one, two);
    let folder = one.files.keys().find_map(|path| path.strip_prefix("search/")?.strip_suffix("/index.json")).expect("an index").to_owned();
    assert!(one.text("search/index.html").expect("a page").contains(&format!("data-index=\"{folder}/index.json\"")));
}

#[test]
fn a_choice_given_twice_and_a_collection_called_pages() {
    let site = "//- content/site.yaml\ntitle: T\ncollections:\n  pages: {table: pages.csv, fields: {kind: {type: choice, of: [hot, cold], many: true}}}\n//- content/pages.csv\nid,title,kind\nsoup,Soup,hot;hot\nice,Ice,cold\ntea,Tea,cold;hot\n//- content/index.md\n---\ntitle: T\n---\n";
    let tried = fixture::try_site(site);
    assert_eq!(tried.short(), "");
    let files = index(&tried.compiled.output);
    let facets: serde_json::Value = serde_json::from_str(files["facets-1.json"]).expect("JSON");
    assert_eq!(facets[0]["values"].as_array().map(Vec::len), Some(2), "{facets}");
    let first: serde_json::Value = serde_json::from_str(files["index.json"]).expect("JSON");
    let ids: Vec<&str> = first["groups"].as_array().expect("a list").iter().filter_map(|group| group["id"].as_str()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
}
