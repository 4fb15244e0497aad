//! What `check` prints for machines: JSON and SARIF by their schemas, workflow commands within their limits.

use serde_json::Value;

use crate::command::{casebook, ran, run};
use crate::fixture::{files, on_disk, repository};

/// Errors with places, suggestions, related places and characters that no address has; a warning and a hint.
const SITE: &str = "//- content/site.yaml
title: Recipes
rules: {unused-file: hint}
collections:
  dishes:
    table: dishes.csv
    fields:
      kind: {type: choice, of: [soup, cake]}
      with: {type: dishes, many: true}
//- content/dishes.csv
id,title,kind,with
soup,Soup,Cake,bred
bread,Bread,soup,
bread,Bréad: 100%,soup,
//- content/index.md
---
title: Recipes
---
See [[dishes:bread]] and Table 3.
//- content/a b, 50%é.txt
Nothing.
";

/// Holds a value against a schema, and says what is wrong.
pub fn wrong(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn json_is_as_its_schema_says() {
    let site = on_disk(&files(SITE));
    let schema = run(site.path(), &["schema", "--of", "diagnostics"]);
    assert_eq!(schema.code, 0, "{}", schema.err);
    let schema: Value = serde_json::from_str(&schema.out).expect("it is JSON");
    let report: Value = serde_json::from_str(&run(site.path(), &["check", "--format", "json"]).out).expect("it is JSON");
    assert!(report["diagnostics"].as_array().is_some_and(|found| found.len() > 4), "{report}");
    assert_eq!(wrong(&schema, &report), Vec::<String>::new());
    let mut other = report;
    other["diagnostics"][0]["line"] = "first".into();
    assert!(!wrong(&schema, &other).is_empty(), "the schema lets all through");
}

#[test]
fn sarif_is_as_its_standard_says() {
    let standard = std::fs::read(repository().join("tests/schemas/sarif-2.1.0.json")).expect("the schema is there");
    // One of its patterns has a bracket too many, which makes it no pattern.
    let standard = String::from_utf8(standard).expect("it is UTF-8").replace("{2}]?$", "{2}?$");
    let standard: Value = serde_json::from_str(&standard).expect("it is JSON");
    let site = on_disk(&files(SITE));
    let folder = site.path().file_name().expect("a name").to_string_lossy().into_owned();
    for (root, before) in [(site.path(), String::new()), (site.path().parent().expect("a folder"), format!("{folder}/"))] {
        let ran = ran(casebook(root).args(["check", "--format", "sarif", "--root"]).arg(site.path()));
        assert_eq!(ran.code, 1, "{}", ran.err);
        let log: Value = serde_json::from_str(&ran.out).expect("it is JSON");
        assert_eq!(wrong(&standard, &log), Vec::<String>::new());
        let run = &log["runs"][0];
        let results = run["results"].as_array().expect("a list");
        let found: Vec<(&str, &str)> =
            results.iter().map(|found| (found["ruleId"].as_str().unwrap_or(""), found["level"].as_str().unwrap_or(""))).collect();
        let expected = [
            ("unused-file", "note"),
            ("unknown-choice", "error"),
            ("unknown-reference", "error"),
            ("duplicate-id", "error"),
            ("typed-reference", "warning"),
        ];
        assert_eq!(found, expected);
        for found in results {
            let rule = &run["tool"]["driver"]["rules"][found["ruleIndex"].as_u64().expect("a number") as usize];
            assert_eq!(rule["id"], found["ruleId"]);
            let help = rule["help"]["markdown"].as_str().expect("a text");
            assert!(help.contains("Wrong:") && help.contains("Right:"), "{help}");
        }
        let place = |found: &Value| found["physicalLocation"]["artifactLocation"]["uri"].clone();
        assert_eq!(place(&results[0]["locations"][0]), format!("{before}content/a%20b%2C%2050%25%C3%A9.txt"));
        assert_eq!(results[1]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "cake");
        let region = &results[1]["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"];
        assert_eq!((&region["startLine"], &region["startColumn"], &region["endColumn"]), (&2.into(), &11.into(), &15.into()));
        assert_eq!(results[3]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 3);
    }
}

#[test]
fn workflow_commands_are_escaped_and_chosen_by_themselves() {
    let site = on_disk(&files(SITE));
    let chosen = ran(casebook(site.path()).args(["check", "-q"]).env("GITHUB_ACTIONS", "true"));
    assert_eq!((chosen.code, chosen.out.as_str()), (1, ""));
    assert_eq!(
        chosen.err.lines().next(),
        Some(
            "::notice file=content/a b%2C 50%25é.txt,line=1,endLine=1,col=1,endColumn=1,title=unused-file::nothing links to `content/a b, 50%25é.txt`, so it is not published%0Alink to it, or delete it"
        )
    );
    assert!(
        chosen.err.contains("\n::error file=content/dishes.csv,line=2,endLine=2,col=11,endColumn=15,title=unknown-choice::`Cake` is not a value of `kind`%0Adid you mean `cake`?\n"),
        "{}",
        chosen.err
    );
    assert!(chosen.err.contains("\n::warning file=content/index.md,line=4,"), "{}", chosen.err);
    let told = ran(casebook(site.path()).args(["check", "-q", "--format", "short"]).env("GITHUB_ACTIONS", "true"));
    assert!(told.err.starts_with("content/a b, 50%é.txt:1:1: hint[unused-file]"), "{}", told.err);
}

#[test]
fn of_a_kind_ten_are_commands_and_the_rest_is_the_summary() {
    let names = (1..=14).map(|number| format!("[[n`{number}]] See Table {number}.\n\n")).collect::<String>();
    let site = on_disk(&files(&format!("//- content/index.md\n---\ntitle: Recipes\n---\n{names}")));
    let summary = site.path().join("summary.md");
    std::fs::write(&summary, "Before.\n").expect("it can be written");
    let told = ran(casebook(site.path()).args(["check", "-q"]).env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", &summary));
    let count = |text: &str, what: &str| text.lines().filter(|line| line.starts_with(what)).count();
    assert_eq!((count(&told.err, "::error "), count(&told.err, "::warning ")), (10, 10), "{}", told.err);
    assert_eq!(told.err.lines().count(), 20, "{}", told.err);
    let summary = std::fs::read_to_string(&summary).expect("it is there");
    assert!(summary.starts_with("Before.\n### Further mistakes\n\n````text\n") || summary.starts_with("Before.\n### Further mistakes\n\n```text\n"));
    assert_eq!(count(&summary, "content/index.md:"), 8, "{summary}");
    let without = ran(casebook(site.path()).args(["check", "-q"]).env("GITHUB_ACTIONS", "true"));
    assert_eq!(count(&without.err, "content/index.md:"), 8, "{}", without.err);
}
