//! What the command makes: a site with `init`, entries with `new`.

use std::path::Path;

use crate::command::{Ran, casebook, ran, run};
use crate::fixture::{files, folder, on_disk};

/// A new site in a folder that goes away with the value.
fn made() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let ran = run(root.path(), &["init", "garden/site"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    root
}

fn short(root: &Path) -> Vec<String> {
    run(root, &["check", "--format", "short", "-q"]).err.lines().map(str::to_owned).collect()
}

#[test]
fn a_new_site_is_built_without_a_warning() {
    let root = made();
    let site = root.path().join("garden/site");
    let ran = run(&site, &["build", "--strict"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains(" 0 errors, 0 warnings"), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    let home = std::fs::read_to_string(site.join("public/index.html")).expect("there is a home page");
    for part in ["<table", "Mill Lane", "Table 2", "Who helps which garden"] {
        assert!(home.contains(part), "{part} is missing");
    }
    let partner = std::fs::read_to_string(site.join("public/partners/parks-office/index.html")).expect("there is a page");
    assert!(partner.contains("gardens/mill-lane/"), "the relation is shown from one end only");
    assert!(site.join("README.md").exists());
    let git = |arguments: &[&str]| crate::command::ran(std::process::Command::new("git").args(arguments).current_dir(&site));
    assert_eq!(git(&["init", "-q"]).code, 0);
    let made = ["public/index.html", ".public.casebook-new/index.html", ".public.casebook-old/index.html", "content/a.1f.casebook-new"];
    let ignored = git(&[&["check-ignore"], &made[..]].concat());
    assert_eq!(ignored.out.lines().collect::<Vec<_>>(), made, "a killed command may leave them behind");
}

/// A limit of the system stands for a disk that is full: no byte of a file can be written.
#[cfg(unix)]
#[test]
fn what_could_not_be_written_leaves_nothing_behind() {
    let root = made();
    let site = root.path().join("garden/site");
    let before = folder(&site);
    for arguments in [&["new", "gardens", "Foo"][..], &["new", "partners", "Bar", "--write"], &["schema", "-o", "."]] {
        let mut full = std::process::Command::new("sh");
        full.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_casebook")]).args(arguments).current_dir(&site);
        let ran = ran(&mut full);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("writing "), "{arguments:?}: {}", ran.err);
        assert_eq!(folder(&site), before, "{arguments:?}");
    }
}

#[test]
fn a_folder_in_use_is_refused() {
    let root = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(root.path().join(".git")).expect("a folder");
    assert_eq!(run(root.path(), &["init", "."]).code, 0);
    let before = folder(root.path());
    let ran = run(root.path(), &["init", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is not empty"), "{}", ran.err);
    assert_eq!(run(root.path(), &["init", "README.md"]).code, 2);
    assert_eq!(run(root.path(), &["init", "README.md/site"]).code, 2);
    assert_eq!(folder(root.path()), before);
}

#[test]
fn a_new_entry_needs_only_what_it_says_is_required() {
    let root = made();
    let site = root.path().join("garden/site");
    let ran = run(&site, &["new", "gardens", "  Hafen: „Süd“ \n & \"Nord\" "]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let path = "content/gardens/hafen-sud-nord.md";
    assert!(ran.err.contains(path), "{}", ran.err);
    let text = std::fs::read_to_string(site.join(path)).expect("it is made");
    for part in [
        "title: \"Hafen: „Süd“ & \\\"Nord\\\"\"\n",
        "# Form: required, one of\n#   shared  Shared beds – everybody works everywhere\n#   plots   Plots – a bed for each household\nform:\n",
        "# Since: a year like 2019\nsince:\n",
        "#   grove-school, parks-office, rail-club\npartners:\n",
        "\n## How it began\n",
        "\n## What was learned\n",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    let line_of = |words: &str| 1 + text.lines().position(|line| line == words).expect("there is that line");
    let expected = [
        format!("{path}:1:1: error[missing-sources]: `hafen-sud-nord` names no source, and every entry of `gardens` needs one"),
        format!("{path}:{}:1: error[missing-field]: `hafen-sud-nord` has no `form`, which every entry of `gardens` needs", line_of("form:")),
        format!("{path}:{}:1: error[missing-section]: the section `How it began` says nothing", line_of("## How it began")),
        format!("{path}:{}:1: error[missing-section]: the section `What was learned` says nothing", line_of("## What was learned")),
    ];
    assert_eq!(short(&site), expected);
    let filled = text.replace("\nform:", "\nform: plots").replace("\nsources:", "\nsources: hill2019");
    std::fs::write(site.join(path), filled.replace("<!-- Write what is known; where nothing is, say so. -->", "Nobody says."))
        .expect("it can be written");
    let counted = "content/index.md:7:105: error[claim]: the records do not bear out this sentence: “Three of the four gardens have shared beds.”";
    assert_eq!(short(&site), [counted], "nothing else is wrong, and the home page tells of four");
}

#[test]
fn nothing_is_overwritten() {
    let root = made();
    let site = root.path().join("garden/site");
    std::fs::write(site.join("content/gardens/half.md"), "---\ntitle: [\n").expect("it can be written");
    let before = folder(&site);
    for (arguments, words) in [
        (&["new", "gardens", "Mill lane"][..], "has an entry `mill-lane` already"),
        (&["new", "gardens", "MILL LANE", "--id", "mill"], "has an entry called `Mill Lane` already, `mill-lane`"),
        (&["new", "gardens", "Half"], "half"),
        (&["new", "gardens", "Index"], "index.md"),
        (&["new", "gardens", "Сад"], "--id"),
        (&["new", "gardens", " "], "needs a title"),
        (&["new", "gardens", "A\u{1b}[31m"], "no control characters: `A␛[31m`"),
        (&["new", "gardens", "A", "--id", "../a"], "can't be an id"),
        (&["new", "gardns", "A"], "did you mean `gardens`?"),
        (&["new", "partners", "Rail Club", "--write"], "`rail-club`"),
        (&["new", "references", "A book"], "content/references.bib"),
    ] {
        let ran = run(&site, arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(folder(&site), before);
}

/// Adds an entry twice, shown and written; what was shown is what was written.
fn appended(site: &Path, collection: &str, title: &str, table: &str) -> (Ran, String) {
    let before = std::fs::read_to_string(site.join(table)).expect("it is there");
    let shown = run(site, &["new", collection, title]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert_eq!(std::fs::read_to_string(site.join(table)).expect("it is there"), before);
    assert_eq!(run(site, &["new", collection, title, "--write"]).code, 0);
    let after = std::fs::read_to_string(site.join(table)).expect("it is there");
    assert!(after.starts_with(&before), "{after}");
    let added = after[before.len()..].to_owned();
    (shown, added)
}

#[test]
fn a_row_is_shown_or_appended() {
    let root = made();
    let site = root.path().join("garden/site");
    let (shown, added) = appended(&site, "partners", "Tools, and \"more\"", "content/partners.csv");
    assert_eq!(shown.out, "tools-and-more,\"Tools, and \"\"more\"\"\",,,\n");
    assert_eq!(added, shown.out);
    assert!(shown.err.contains("kind: required, one of\n    school  School\n"), "{}", shown.err);
    let missing = "content/partners.csv:5:1: error[missing-field]: `tools-and-more` has no `kind`, which every entry of `partners` needs";
    assert_eq!(short(&site), [missing]);
    let (shown, added) = appended(&site, "glossary", "no", "content/glossary.yaml");
    assert!(shown.out.starts_with("- id: no\n  title: \"no\"\n"), "{}", shown.out);
    assert_eq!(added, shown.out);
    assert_eq!(short(&site), [missing]);
}

#[test]
fn rows_that_are_appended_at_once_are_all_there() {
    let site = on_disk(&files("//- content/site.yaml\ntitle: Recipes\ncollections: {chefs: {table: chefs.csv}}\n//- content/chefs.csv\nid,title\n"));
    let start = |number: usize| casebook(site.path()).args(["new", "chefs", &format!("Ann {number}"), "--write", "-q"]).spawn().expect("it runs");
    let mut running: Vec<_> = (0..12).map(start).collect();
    assert!(running.iter_mut().all(|running| running.wait().expect("it ends").success()));
    let table = std::fs::read_to_string(site.path().join("content/chefs.csv")).expect("it is there");
    assert_eq!(table.lines().count(), 13, "{table}");
}

#[test]
fn a_row_keeps_the_ways_of_its_table() {
    let site = on_disk(&files("//- content/site.yaml\ntitle: Recipes\ncollections: {chefs: {table: chefs.csv}}\n//- content/chefs.csv\n"));
    let table = site.path().join("content/chefs.csv");
    std::fs::write(&table, "\u{feff}Title,id,also\r\nAnn,ann,").expect("it can be written");
    assert_eq!(run(site.path(), &["new", "chefs", "Ben", "--write"]).code, 0);
    assert_eq!(std::fs::read_to_string(&table).expect("it is there"), "\u{feff}Title,id,also\r\nAnn,ann,\r\nBen,ben,\r\n");
    std::fs::write(&table, "id,title\nann,\"Ann\nben,Ben\n").expect("it can be written");
    let ran = run(site.path(), &["new", "chefs", "Cid", "--write"]);
    assert!(ran.code == 2 && ran.err.contains("casebook check"), "{}", ran.err);
}

#[test]
fn an_entry_goes_where_its_list_ends_or_nowhere() {
    let written = |table: &str| {
        let site = on_disk(&files(&format!(
            "//- content/site.yaml\ntitle: Recipes\ncollections: {{chefs: {{table: chefs.yaml}}}}\n//- content/chefs.yaml\n{table}"
        )));
        let ran = run(site.path(), &["new", "chefs", "Ben", "--write"]);
        let text = std::fs::read_to_string(site.path().join("content/chefs.yaml")).expect("it is there");
        let good = if ran.code == 0 { short(site.path()).is_empty() } else { text == table };
        assert!(good, "{}\n{text}", ran.err);
        (ran.code == 0).then(|| text.lines().find(|line| line.contains("id: ben")).map(str::to_owned)).flatten()
    };
    assert_eq!(written("- {id: ann, title: Ann}\n").as_deref(), Some("- id: ben"));
    assert_eq!(written("# Cooks\n  - id: ann\n    title: Ann\n").as_deref(), Some("  - id: ben"));
    assert_eq!(written("# None yet\n").as_deref(), Some("- id: ben"));
    assert_eq!(written("[]\n"), None);
}

#[test]
fn no_entry_is_made_outside_of_the_content() {
    let site = on_disk(&files("//- inner/content/site.yaml\ntitle: T\ncollections: {chefs: {files: '../../outside/*.md'}}\n"));
    let ran = run(&site.path().join("inner"), &["new", "chefs", "Ann"]);
    assert!(ran.code == 2 && ran.err.contains("does not say where a new file goes"), "{}", ran.err);
    assert!(!site.path().join("outside").exists());
}

#[test]
fn a_row_of_which_nothing_is_known_is_not_appended() {
    let site = on_disk(&files(
        "//- content/site.yaml
title: Floods
collections:
  events: {table: events.csv, pages: false, fields: {where: {type: text, required: true}}}
//- content/events.csv
where,when
Ulm,2001
//- content/index.md
---
title: Floods
---
",
    ));
    let before = folder(site.path());
    let ran = run(site.path(), &["new", "events", "The great flood", "--write"]);
    assert_ne!(ran.code, 0);
    assert!(ran.err.contains("content/events.csv has no column `id` or `title`"), "{}", ran.err);
    assert_eq!(folder(site.path()), before);
}
