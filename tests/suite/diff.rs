//! `casebook diff`: what changed between two finished sites.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command::{casebook, ran, run};
use crate::fixture::{files, on_disk};

const OLD: &str = "//- content/site.yaml\ntitle: Recipes\ncollections:\n  dishes: {table: dishes.csv, fields: {plates: {type: integer}}}\n//- content/dishes.csv\nid,title,plates\nsoup,Soup,2\ncake,Cake,4\n//- content/index.md\n---\ntitle: Recipes\n---\nTwo. [Notes](notes.md)\n//- content/notes.md\n---\ntitle: Notes\n---\n";
const NEW: &str = "//- content/site.yaml\ntitle: Recipes\ncollections:\n  dishes: {table: dishes.csv, fields: {plates: {type: integer}}}\n//- content/dishes.csv\nid,title,plates\nsoup,Soup,3\nstew,\"Stew\u{2066} & <b>\",\n//- content/index.md\n---\ntitle: Recipes\naliases: [/start/]\n---\nTwo. [More](more.md)\n//- content/more.md\n---\ntitle: More\n---\n";

/// Two finished sites.
fn built() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, site) in [("old", OLD), ("new", NEW)] {
        let source = on_disk(&files(site));
        let ran = ran(casebook(folder.path()).args(["build", "-q", "-o", name, "--root"]).arg(source.path()));
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    folder
}

#[test]
fn pages_and_records_are_told_with_what_changed() {
    let folder = built();
    let told = run(folder.path(), &["diff", "old", "new", "--format", "json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let told: Value = serde_json::from_str(&told.out).expect("JSON");
    let addresses = |change: &str| -> Vec<&str> {
        let pages = told["pages"][change].as_array().expect("a list");
        pages.iter().filter_map(|page| page["address"].as_str()).collect()
    };
    assert!(addresses("added").contains(&"more/") && addresses("added").contains(&"dishes/stew/"), "{told}");
    assert!(!addresses("added").contains(&"start/"), "a redirect is no page");
    assert!(addresses("removed").contains(&"notes/") && addresses("removed").contains(&"dishes/cake/"), "{told}");
    assert!(addresses("changed").contains(&"") && addresses("changed").contains(&"dishes/soup/"), "{told}");
    let fields = json!([{ "name": "plates", "before": "2", "after": "3" }]);
    assert_eq!(told["records"]["changed"], json!([{ "collection": "dishes", "id": "soup", "title": "Soup", "fields": fields }]));
    assert_eq!((&told["records"]["added"][0]["id"], &told["records"]["removed"][0]["id"]), (&json!("stew"), &json!("cake")));

    let told = run(folder.path(), &["diff", "old", "new"]).out;
    for line in [
        "records: 1 added, 1 changed, 1 removed",
        "  + dishes:stew  Stew\u{fffd} & <b>",
        "      plates: 2 → 3",
        "  - dishes:cake  Cake",
        "  + more/  More",
    ] {
        assert!(told.contains(line), "{line} in\n{told}");
    }
    let same = run(folder.path(), &["diff", "old", "old"]).out;
    assert_eq!(same, "pages: 0 added, 0 changed, 0 moved, 0 removed\nrecords: 0 added, 0 changed, 0 removed\n");
}

#[test]
fn what_has_another_address_has_moved() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, id, more) in [("old", "kenya", ""), ("new", "kenya-2020", "aliases: [/cases/kenya/]\n")] {
        let site = format!(
            "//- content/site.yaml\ntitle: T\ncollections:\n  cases: {{files: cases/*.md, fields: {{size: {{type: integer}}}}}}\n//- content/cases/{id}.md\n---\ntitle: Kenya\nsize: 2\n{more}---\nText.\n//- content/cases/{id}a.md\n---\ntitle: Other\n---\n"
        );
        let source = on_disk(&files(&site));
        let ran = ran(casebook(folder.path()).args(["build", "-q", "-o", name, "--root"]).arg(source.path()));
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let told = run(folder.path(), &["diff", "old", "new"]).out;
    for line in [
        "1 moved, 1 removed",
        "  > cases/kenya/ → cases/kenya-2020/  Kenya",
        "  - cases/kenyaa/  Other",
        "records: 1 added, 1 changed, 1 removed",
        "  ~ cases:kenya-2020  Kenya",
        "      id: kenya → kenya-2020",
    ] {
        assert!(told.contains(line), "{line} in\n{told}");
    }
    assert!(!told.contains("+ cases/kenya-2020/ "), "{told}");
    let told: Value = serde_json::from_str(&run(folder.path(), &["diff", "old", "new", "--as", "json"]).out).expect("JSON");
    assert_eq!(told["pages"]["moved"], json!([{ "address": "cases/kenya/", "title": "Kenya", "now": "cases/kenya-2020/" }]));
}

#[test]
fn a_feed_of_changes_has_the_moment_that_is_given() {
    let folder = built();
    let told = ran(casebook(folder.path()).args(["diff", "old", "new", "--format", "atom", "-u", "https://a.net"]).env("SOURCE_DATE_EPOCH", "86400"));
    assert_eq!(told.code, 0, "{}", told.err);
    let feed = roxmltree::Document::parse(&told.out).expect("XML");
    let texts =
        |name: &str| -> Vec<&str> { feed.descendants().filter(|node| node.tag_name().name() == name).filter_map(|node| node.text()).collect() };
    assert!(texts("updated").iter().all(|moment| *moment == "1970-01-02T00:00:00Z"), "{}", told.out);
    let (mut ids, count) = (texts("id"), texts("id").len());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "two entries have one id");
    assert!(texts("title").contains(&"added: dishes, Stew\u{2066} & <b>"), "{}", told.out);
    assert_eq!(run(folder.path(), &["diff", "old", "new", "--format", "atom"]).code, 2);
}

#[test]
fn what_is_no_finished_site_is_code_2() {
    let folder = built();
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    for (name, manifest) in [("bad", "{"), ("out", "{\"files\": [{\"path\": \"../index.html\", \"hash\": \"x\"}]}")] {
        fs::create_dir(folder.path().join(name)).expect("a folder");
        fs::write(folder.path().join(name).join("casebook-manifest.json"), manifest).expect("a file");
    }
    for other in ["empty", "bad", "out", "nowhere"] {
        let told = run(folder.path(), &["diff", "old", other]);
        assert_eq!(told.code, 2, "{other}: {}", told.err);
        assert!(told.err.contains(other) && told.out.is_empty(), "{}", told.err);
    }
}

#[test]
fn a_word_more_on_a_page_is_no_change_of_the_page_of_search() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, words) in [("old", "Hot."), ("new", "Hot and salty.")] {
        let site = format!(
            "//- content/site.yaml\ntitle: Recipes\ncollections:\n  dishes: {{files: dishes/*.md}}\n//- content/dishes/soup.md\n---\ntitle: Ada's & Ben's soup\n---\n{words}\n"
        );
        let source = on_disk(&files(&site));
        let ran = ran(casebook(folder.path()).args(["build", "-q", "-o", name, "--root"]).arg(source.path()));
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let told = run(folder.path(), &["diff", "old", "new"]).out;
    assert_eq!(told, "pages: 0 added, 1 changed, 0 moved, 0 removed\n  ~ dishes/soup/  Ada's & Ben's soup\nrecords: 0 added, 0 changed, 0 removed\n");
}
