//! The site of this repository: no mistake, no dead end, and every relation shown from both ends.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casebook::Options;
use serde_json::Value;

use crate::crawl;
use crate::fixture::{self, Tried};

static SITE: LazyLock<Tried> = LazyLock::new(|| fixture::try_files(fixture::real_content(), &Options::default()));

fn json(path: &str) -> Value {
    let text = SITE.output(path).unwrap_or_else(|| panic!("there is no {path}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn it_has_no_error_and_no_warning() {
    let said: Vec<&str> = SITE.compiled.diagnostics.iter().filter(|found| found.severity.name() != "hint").map(|found| found.rule).collect();
    assert_eq!(said, Vec::<&str>::new(), "\n{}", SITE.short());
    assert!(SITE.compiled.pages > 150, "{} pages", SITE.compiled.pages);
}

#[test]
fn its_pages_are_valid_and_no_link_is_dead() {
    let problems = crawl::problems(&SITE.compiled.output);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn every_page_can_be_reached_from_the_home_page() {
    assert_eq!(crawl::unreachable(&SITE.compiled.output), Vec::<String>::new());
}

#[test]
fn no_page_asks_another_host_for_anything() {
    for (path, bytes) in SITE.compiled.output.files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".css")) {
        let text = String::from_utf8_lossy(bytes);
        for asks in ["src=\"http", "src=\"//", "url(http", "url(//", "@import", "<iframe", "<script src=\"http"] {
            assert!(!text.contains(asks), "{path} contains {asks}");
        }
    }
}

/// The page of an entry; entries without one stand in their index.
fn page(collection: &str, id: &str) -> Option<String> {
    Some(format!("{collection}/{id}/index.html")).filter(|path| SITE.compiled.output.files.contains_key(path))
}

#[test]
fn every_relation_is_shown_from_both_ends() {
    let package = json("data/datapackage.json");
    let names: Vec<&str> = package["resources"].as_array().expect("a list").iter().filter_map(|one| one["name"].as_str()).collect();
    let records: BTreeMap<&str, Vec<Value>> =
        names.iter().map(|name| (*name, json(&format!("data/{name}.json")).as_array().expect("a list").clone())).collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        records.iter().map(|(name, rows)| (*name, rows.iter().filter_map(|row| row["id"].as_str()).collect())).collect();
    let schema = fixture::real_content()["content/site.yaml"].clone();
    let relations = relations(&String::from_utf8(schema).expect("it is UTF-8"), &names);
    assert!(relations.len() > 10, "only {relations:?}");
    let mut seen = 0;
    let mut one_sided = Vec::new();
    for (from, field, to) in &relations {
        for row in &records[from.as_str()] {
            let Some(id) = row["id"].as_str() else { continue };
            let far = row[field].as_str().unwrap_or_default().split(';').filter(|far| !far.is_empty() && *far != "none");
            for far in far {
                assert!(ids[to.as_str()].contains(far), "{from}/{id}: {field} names {far}, which is not in {to}");
                if let (Some(near_page), Some(far_page)) = (page(from, id), page(to, far)) {
                    seen += 1;
                    for (here, there) in [(&near_page, &far_page), (&far_page, &near_page)] {
                        if !crawl::links(&SITE.compiled.output, here).contains(there) {
                            one_sided.push(format!("{here} does not link to {there} ({from}.{field})"));
                        }
                    }
                }
            }
        }
    }
    assert!(seen > 500, "only {seen} pairs");
    assert!(one_sided.is_empty(), "{} of {seen}:\n{}", one_sided.len(), one_sided.join("\n"));
}

/// The relations of `site.yaml`: collection, field, and the collection it leads to.
fn relations(schema: &str, collections: &[&str]) -> Vec<(String, String, String)> {
    let schema: Value = serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(schema).expect("it is YAML")).expect("it is plain");
    let mut relations = Vec::new();
    for (from, declared) in schema["collections"].as_object().expect("a map") {
        for (field, declared) in declared["fields"].as_object().into_iter().flatten() {
            if let Some(to) = declared["type"].as_str().filter(|to| collections.contains(to)) {
                relations.push((from.clone(), field.clone(), to.to_owned()));
            }
        }
    }
    relations
}

#[test]
fn estonia_has_its_six_forums() {
    let rows = json("data/forums.json");
    assert_eq!(rows.as_array().expect("a list").iter().filter(|row| row["case"] == "estonia").count(), 6);
}
