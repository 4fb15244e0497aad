//! What the command answers: `explain`, `list`, `schema` and `completions`.

use std::collections::BTreeMap;

use casebook::base::mistake::RULES;
use serde_json::{Map, Value, json};

use crate::command::{Ran, names, run};
use crate::fixture::{Files, files, folder, on_disk, real_content, repository};
use crate::formats::wrong;

#[test]
fn every_rule_is_explained_by_its_page() {
    let here = repository();
    let all = run(here, &["explain"]);
    assert_eq!((all.code, all.out.lines().count()), (0, RULES.len()), "{}", all.err);
    for rule in RULES {
        let ran = run(here, &["explain", rule.name]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.starts_with(&format!("{} ({})\n\n", rule.name, rule.severity.name())), "{}", ran.out);
        assert!(ran.out.contains("\nWrong:\n") && ran.out.contains("\nRight:\n"), "{}", ran.out);
        assert!(ran.out.contains(&format!("[{}]: ", rule.name)) && !ran.out.contains("````"), "{}", ran.out);
        assert!(all.out.contains(rule.meaning));
    }
}

#[test]
fn an_unknown_rule_is_answered_with_near_ones() {
    for (name, words) in
        [("unknown-refrence", "did you mean `unknown-reference`?"), ("work-unknown", "`unknown-work`"), ("qqq", "`casebook explain` lists them")]
    {
        let ran = run(repository(), &["explain", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

const SITE: &str = "//- content/site.yaml
title: Recipes
collections:
  dishes:
    label: {one: Dish, many: Dishes}
    files: dishes/*.md
    fields:
      kind: {type: choice, required: true, of: {soup: Soup – hot, cake: Cake}}
      chef: {type: chefs, many: true, inverse: dishes}
      towns: {via: chef.town}
      since: {type: date}
  chefs: {table: chefs.csv, fields: {town: {type: towns, inverse: chefs}, age: {type: integer}, web: {type: url, many: true}}}
  towns: {table: towns.yaml, pages: false, fields: {hot: {type: boolean}}}
//- content/dishes/pea-soup.md
---
title: \"Pea soup\\ttwo\"
kind: {value: soup, basis: inferred}
chef: [ann, ben]
since: 2017-10
---
//- content/dishes/cake.md
---
title: Cake
kind: cake
chef: Ann May
---
//- content/chefs.csv
id,title,town,town.note,age,web
ann,Ann May,bonn,So we read.,1_000,https://ann.net
ben,Ben,,,,
//- content/towns.yaml
- {id: bonn, title: Bonn, hot: yes}
";

fn answer(arguments: &[&str]) -> Ran {
    run(on_disk(&files(SITE)).path(), arguments)
}

#[test]
fn records_are_listed_as_a_query_says() {
    let ran = answer(&["check", "--format", "short", "-q"]);
    assert_eq!(ran.err, "");
    assert_eq!(answer(&["list", "dishes"]).out, "id        title\ncake      Cake\npea-soup  Pea soup two\n");
    let ran = answer(&["list", "dishes", "--as", "csv", "--where", "chef=Ann May, since>=2017", "--columns", "title, chef.town, count(chef)"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "id,title,chef.town,count(chef)\npea-soup,Pea soup two,bonn,2\n"));
    let labelled =
        |shape: &str| answer(&["list", "dishes", "--as", shape, "--where", "kind=soup", "--columns", "id as Key, title as 'Its name', since"]).out;
    assert_eq!(labelled("table"), "Key       Its name      since\npea-soup  Pea soup two  2017-10\n");
    assert_eq!(labelled("csv"), "Key,Its name,since\npea-soup,Pea soup two,2017-10\n");
    assert_eq!(
        serde_json::from_str::<Value>(&labelled("json")).expect("it is JSON"),
        json!([{ "Key": "pea-soup", "Its name": "Pea soup two", "since": "2017-10" }])
    );
    let ran = answer(&["list", "dishes", "--as", "json", "--sort", "-title"]);
    let rows: Value = serde_json::from_str(&ran.out).expect("it is JSON");
    assert_eq!((&rows[0]["id"], &rows[0]["kind.basis"], &rows[1]["kind"]), (&json!("pea-soup"), &json!("inferred"), &json!("cake")));
}

#[test]
fn what_cannot_be_listed_is_said() {
    for (arguments, words) in [
        (&["list", "dihses"][..], "there is no collection `dihses`: did you mean `dishes`?"),
        (&["list", "xyz"], "there are dishes, chefs, towns"),
        (&["list", "dishes", "--where", "knd=soup"], "has no field or inverse `knd`; did you mean `kind`?"),
        (&["list", "dishes", "--where", "kind=soap"], "`soap` is not a value of `kind`; did you mean `soup`?"),
        (&["list", "dishes", "--where", "chef=tim"], "there is no `tim` in `chefs`"),
        (&["list", "dishes", "--columns", "colour"], "has no field or inverse `colour`"),
    ] {
        let ran = answer(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
    let broken = on_disk(&files(&SITE.replace("kind: cake", "kind: caek")));
    let ran = run(broken.path(), &["list", "dishes"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "id        title\ncake      Cake\npea-soup  Pea soup two\n"));
    assert!(ran.err.contains("`casebook check` says them"), "{}", ran.err);
    let ran = run(broken.path(), &["list", "dishes", "--as", "csv"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("caek"), "{}", ran.err);
}

#[test]
fn a_site_whose_declaration_has_another_ending_is_told_its_name() {
    let site = Files::from([("content/site.yml".to_owned(), b"title: Recipes".to_vec())]);
    let ran = run(on_disk(&site).path(), &["check"]);
    assert!(ran.code != 0 && ran.err.contains("rename content/site.yml to content/site.yaml"), "{}", ran.err);
}

/// The schemas of a site, by name.
fn schemas(ran: &Ran) -> Map<String, Value> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("it is a JSON object")
}

/// YAML as an editor's language server reads it.
fn yaml(text: &str) -> Value {
    serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(text).expect("it is YAML")).expect("it is plain")
}

fn front_matter(text: &str) -> Value {
    yaml(text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or("", |(front, _)| front))
}

#[test]
fn schemas_let_good_content_through_and_nothing_else() {
    let schemas = schemas(&answer(&["schema"]));
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["site", "page", "dishes", "chefs", "towns", "glossary"]);
    let chef = json!({ "id": "ann", "title": "Ann", "town": "bonn", "town.note": "So.", "age": "1000", "web": "https://a.net; none" });
    let dish = |more: &str| yaml(&format!("title: Soup\nkind: soup\n{more}"));
    let site = |more: &str| yaml(&format!("title: Recipes\n{more}"));
    for (name, good) in [
        ("dishes", dish("chef: [ann, Ann May]\nsince: 2017\nsources: [may, x]")),
        ("dishes", dish("chef: none\nsince: {value: 2017-10-14, note: A *note*., as_of: 2019}\nalso: Broth\norder: 1\nnumber: 3.10")),
        ("dishes", dish("chef:\nsince:\ndraft: true")),
        ("chefs", chef.clone()),
        ("towns", yaml("- {id: x, title: X}\n- {title: Y, hot: none}")),
        ("page", yaml("title: 2017\naliases: /old/")),
        ("site", site("rules: {orphan-page: off, unused-file: {'**': hint}}\nmenu: [a, {title: B, items: [c]}]")),
        ("site", site("collections: {a: {fields: {b: {type: a, inverse: {name: c}}, d: {type: chefs}, e: {via: b.e}}}}")),
    ] {
        assert_eq!(wrong(&schemas[name], &good), Vec::<String>::new(), "{name}: {good}");
    }
    for (name, bad) in [
        ("dishes", yaml("title: Soup")),
        ("dishes", yaml("title: Soup\nkind: soap")),
        ("dishes", dish("towns: bonn")),
        ("dishes", dish("since: Oct-17")),
        ("dishes", dish("colour: red")),
        ("dishes", dish("chef: {basis: stated}")),
        ("dishes", dish("since: {value: 2017, basis: guessed}")),
        ("chefs", json!({ "id": "Ann", "title": "Ann" })),
        ("chefs", json!({ "id": "ann", "title": "Ann", "age": "many" })),
        ("chefs", json!({ "id": "ann", "title": "Ann", "web": "ann.net" })),
        ("towns", yaml("{id: x}")),
        ("page", yaml("title: X\nkind: soup")),
        ("site", site("rules: {orphan: off}")),
        ("site", site("colections: {}")),
        ("site", site("collections: {a: {fields: {b: {typ: text}}}}")),
        ("site", yaml("language: en")),
    ] {
        assert!(!wrong(&schemas[name], &bad).is_empty(), "{name} lets {bad} through");
    }
}

#[test]
fn the_real_content_fits_its_own_schemas() {
    let schemas = schemas(&run(repository(), &["schema"]));
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut bad = Vec::new();
    for (path, bytes) in real_content() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let path = path.trim_start_matches("content/");
        let (folder, name) = path.split_once('/').unwrap_or(("", path));
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let values = match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("md") if folder != "_layouts" && text.starts_with("---\n") => {
                let schema = if name != "index.md" && schemas.contains_key(folder) { folder } else { "page" };
                vec![(schema, front_matter(&text))]
            }
            Some("yaml") => vec![(stem, yaml(&text))],
            Some("csv") => {
                let mut rows = csv::Reader::from_reader(text.as_bytes());
                let rows = rows.deserialize().map(|row: Result<BTreeMap<String, String>, _>| (stem, json!(row.expect("a row"))));
                rows.collect()
            }
            _ => Vec::new(),
        };
        for (name, value) in values {
            let (name, schema) = schemas.get_key_value(name).unwrap_or_else(|| panic!("no schema for {path}"));
            *seen.entry(name).or_default() += 1;
            bad.extend(wrong(schema, &value).into_iter().map(|wrong| format!("{path}: {wrong}")));
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
    assert!(seen.len() > 8 && seen["cases"] > 20 && seen["page"] > 10 && seen["site"] == 1, "{seen:?}");
}

#[test]
fn schemas_are_written_with_the_settings_of_an_editor() {
    let site = on_disk(&files(SITE));
    let ran = run(site.path(), &["schema", "-o", ".schemas"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let settings: Value = serde_json::from_str(&ran.out).expect("it is JSON");
    assert_eq!(settings["yaml.schemas"][".schemas/site.json"], json!(["content/site.yaml"]));
    assert_eq!(settings["yaml.schemas"][".schemas/dishes.json"], json!(["content/dishes/*.md"]));
    assert!(ran.err.contains("$schema=../.schemas/site.json\n"), "from the file that it stands in: {}", ran.err);
    let within = tempfile::tempdir().expect("a folder");
    let root = site.path().to_str().expect("UTF-8");
    let ran = run(within.path(), &["schema", "--root", root, "-o", "made"]);
    let settings: Value = serde_json::from_str(&ran.out).expect("it is JSON");
    let (path, _) = settings["yaml.schemas"].as_object().and_then(|all| all.iter().next()).expect("there is one");
    assert!(path.starts_with("../") && site.path().join(path).exists(), "from the site's root, not from here: {path}");
    let written = std::fs::read_to_string(site.path().join(".schemas/dishes.json")).expect("it is written");
    assert_eq!(serde_json::from_str::<Value>(&written).expect("JSON"), schemas(&run(site.path(), &["schema"]))["dishes"]);
    let one = run(site.path(), &["schema", "--of", "dishes"]);
    assert_eq!(one.out, written);
    let named = on_disk(&files(&SITE.replace("dishes", "site")));
    let all = schemas(&run(named.path(), &["schema"]));
    assert!(all["site"]["properties"]["collections"].is_object() && all.contains_key("site.collection"), "{:?}", all.keys());
    let ran = run(site.path(), &["schema", "--of", "dishs"]);
    assert!(ran.code == 2 && ran.err.contains("did you mean `dishes`?"), "{}", ran.err);
}

#[test]
fn schemas_let_through_what_is_checked_and_nothing_else() {
    let values =
        [("n", "\"4.5\""), ("k", "\"1\""), ("k", "1"), ("k", "\"true\""), ("hot", "\"true\""), ("hot", "YES"), ("order", "\"1\""), ("int", "\"\"")];
    let site = |more: &str| {
        let fields = "{n: {type: number}, k: {type: choice, of: {\"1\": One, \"true\": So}}, hot: {type: boolean}, int: {type: integer}}";
        let rows = "id,title,Plates sold\na,A,5\n";
        on_disk(&files(&format!(
            "//- content/site.yaml\ntitle: T\ncollections:\n  a: {{files: a/*.md, fields: {fields}}}\n  b: {{table: b.csv, fields: {{plates: {{type: integer, label: Plates sold, required: true}}}}}}\n//- content/b.csv\n{rows}//- content/references.bib\n@book{{w, title={{W}}}}\n//- content/index.md\n---\ntitle: T\nsources: [w]\n---\n//- content/a/x.md\n---\ntitle: X\n{more}\n---\n"
        )))
    };
    let plain = site("");
    let schemas = schemas(&run(plain.path(), &["schema"]));
    for (key, value) in values {
        let front = format!("{key}: {value}");
        assert_eq!(run(site(&front).path(), &["check", "--format", "short", "-q"]).err, "", "{front}");
        assert_eq!(wrong(&schemas["a"], &yaml(&format!("title: X\n{front}"))), Vec::<String>::new(), "{front}");
    }
    for front in ["sources: {value: [w]}", "k: 2", "n: many", "hot: maybe"] {
        assert_eq!(run(site(front).path(), &["check", "-q"]).code, 1, "{front}");
        assert!(!wrong(&schemas["a"], &yaml(&format!("title: X\n{front}"))).is_empty(), "{front}");
    }
    for (fine, more) in [
        (true, "search_examples: salt"),
        (true, "search_examples:"),
        (true, "collections: {a: {table: a.csv, fields: {b: {type: text, label: }}}}"),
        (false, "search_examples: {a: b}"),
    ] {
        let text = format!("title: T\n{more}\n");
        let site = on_disk(&files(&format!("//- content/site.yaml\n{text}//- content/a.csv\nid,title,b\na,A,\n")));
        let ran = run(site.path(), &["check", "-q", "--format", "short"]);
        assert_eq!((ran.code == 0, wrong(&schemas["site"], &yaml(&text)).is_empty()), (fine, fine), "{more}: {}", ran.err);
    }
    for (name, bad) in [("site", "title: ''"), ("page", "title: ' '"), ("a", "title:")] {
        assert!(!wrong(&schemas[name], &yaml(bad)).is_empty(), "{name}: {bad}");
    }
    for (head, fine) in [("Plates sold", true), ("plates", true), ("Plates bought", false)] {
        let row = BTreeMap::from([("id", "a"), ("title", "A"), (head, "5")]);
        assert_eq!(wrong(&schemas["b"], &json!(row)).is_empty(), fine, "{head}");
    }
}

#[test]
fn files_of_the_default_theme_are_named_and_printed() {
    let theme = repository().join("themes/default");
    let ran = run(repository(), &["theme"]);
    let names: Vec<&str> = ran.out.lines().collect();
    assert_eq!(names, folder(&theme).keys().map(String::as_str).collect::<Vec<_>>());
    for name in ["static/style.css", "templates/parts/head.html"] {
        assert_eq!(run(repository(), &["theme", name]).out, std::fs::read_to_string(theme.join(name)).expect("it is there"), "{name}");
    }
    let ran = run(repository(), &["theme", "static/stile.css"]);
    assert!(ran.code == 2 && ran.err.contains("did you mean `static/style.css`?"), "{}", ran.err);
}

#[test]
fn shells_are_told_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = run(repository(), &["completions", shell]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for command in names() {
            assert!(ran.out.contains(&command), "{shell} is not told `{command}`");
        }
    }
    assert_eq!(run(repository(), &["completions", "command.com"]).code, 2);
}

#[test]
fn schemas_of_rows_let_through_what_tables_may_hold() {
    let many = ["1300", "+5", "1,300,000", "1.300.000", "1 300", "1'300", "1300.0"];
    let rows = many.iter().zip('a'..).map(|(many, id)| {
        vec![id.to_string(), format!("T {id}"), (*many).to_owned(), "TRUE".to_owned(), "not_known".to_owned(), "1901.0".to_owned()]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let site = format!(
        "//- content/site.yaml\ntitle: T\ncollections:\n  dishes:\n    table: dishes.csv\n    fields:\n      many: {{type: integer}}\n      hot: {{type: boolean}}\n      kind: {{type: choice, of: [not_known, other]}}\n      since: {{type: year}}\n//- content/dishes.csv\nid;title;many;hot;kind;since\n{}\n",
        rows.iter().map(|row| row.join(";")).collect::<Vec<_>>().join("\n")
    );
    let site = on_disk(&files(&site));
    assert_eq!(run(site.path(), &["check", "--format", "short", "-q"]).err, "");
    let schema = &schemas(&run(site.path(), &["schema"]))["dishes"];
    for row in &rows {
        let row: BTreeMap<&str, &String> = ["id", "title", "many", "hot", "kind", "since"].into_iter().zip(row).collect();
        assert_eq!(wrong(schema, &json!(row)), Vec::<String>::new(), "{row:?}");
    }
    assert!(!wrong(schema, &json!({ "id": "a", "title": "A", "many": "1,300" })).is_empty());
    assert_eq!(schema["properties"]["kind"]["pattern"], "^((not_known|other|none))?$");
}
