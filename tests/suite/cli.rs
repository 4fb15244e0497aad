//! The command: exit codes, formats, and what is written where.

use std::path::Path;

use serde_json::Value;

use crate::command::{casebook, ran, run};
use crate::fixture::{files, folder, on_disk};

const GOOD: &str = "//- content/index.md\n---\ntitle: Welcome\n---\nHello.\n";
const WARNED: &str = "//- content/index.md\n---\ntitle: Welcome\n---\nSee Table 3.\n";
const BAD: &str = "//- content/index.md\n---\ntitle: Welcome\n---\n[[nothing]] and [[Welcom]]\n";

#[test]
fn a_good_site_is_built_with_code_0() {
    let site = on_disk(&files(GOOD));
    let ran = run(site.path(), &["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, "");
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.starts_with("1 page, 0 errors, 0 warnings, "), "{}", ran.err);
    assert!(folder(&site.path().join("public")).contains_key("index.html"));
    assert_eq!(run(site.path(), &["build", "-q"]).err, "");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_looked_into_is_told_once() {
    use std::os::unix::fs::PermissionsExt;
    let site = on_disk(&files(&format!("{GOOD}//- content/locked/a.md\n---\ntitle: A\n---\n")));
    let locked = site.path().join("content/locked");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).expect("it is ours");
    if std::fs::read_dir(&locked).is_err() {
        let ran = run(site.path(), &["check"]);
        assert_eq!((ran.code, ran.err.as_str()), (2, "casebook: reading content: content/locked: Permission denied (os error 13)\n"));
    }
    // Otherwise, whoever runs the tests may look into everything.
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o755)).expect("it is ours");
}

#[test]
fn check_says_the_same_and_writes_nothing() {
    let site = on_disk(&files(BAD));
    let before = folder(site.path());
    let (checked, built) = (run(site.path(), &["check", "--format", "short", "-q"]), run(site.path(), &["build", "--format", "short", "-q"]));
    assert_eq!((checked.code, built.code), (1, 1));
    assert_eq!(checked.err, built.err);
    assert_eq!(
        checked.err,
        "content/index.md:4:1: error[unknown-reference]: nothing is called `nothing`\ncontent/index.md:4:17: error[unknown-reference]: nothing is called `Welcom`\n"
    );
    assert_eq!(folder(site.path()), before);
    let good = on_disk(&files(GOOD));
    assert_eq!(run(good.path(), &["check"]).code, 0);
    assert!(!good.path().join("public").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn nobody_to_read_what_is_said_is_no_failure() {
    let bad = on_disk(&files(BAD));
    for (arguments, code) in [("check", 1), ("check --as-of soon", 2), ("check --format json", 1), ("explain", 0), ("completions bash", 0)] {
        let script = format!("set -o pipefail; \"$0\" {arguments} 2>/dev/full | true");
        let ran = ran(std::process::Command::new("bash").args(["-c", &script, env!("CARGO_BIN_EXE_casebook")]).current_dir(bad.path()));
        assert_eq!(ran.code, code, "{arguments}");
    }
}

#[test]
fn warnings_are_errors_only_with_strict() {
    let site = on_disk(&files(WARNED));
    assert_eq!(run(site.path(), &["check"]).code, 0);
    assert_eq!(run(site.path(), &["check", "--strict"]).code, 1);
    let ran = run(site.path(), &["build", "-s"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("nothing written"), "{}", ran.err);
    assert!(!site.path().join("public").exists());
    assert_eq!(run(site.path(), &["build"]).code, 0);
}

#[test]
fn a_build_removes_what_is_no_longer_there() {
    let site = on_disk(&files(&format!("{GOOD}[More](more.md)\n//- content/more.md\n---\ntitle: More\n---\n")));
    assert_eq!(run(site.path(), &["build"]).code, 0);
    assert!(site.path().join("public/more/index.html").exists());
    std::fs::remove_file(site.path().join("content/more.md")).expect("it is there");
    std::fs::write(site.path().join("content/index.md"), "---\ntitle: Welcome\n---\n").expect("it can be written");
    assert_eq!(run(site.path(), &["build"]).code, 0);
    assert!(!site.path().join("public/more").exists());
    let left: Vec<_> = std::fs::read_dir(site.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 2, "something is left beside content and public: {left:?}");
}

#[test]
fn wrong_usage_and_missing_sites_are_code_2() {
    let site = on_disk(&files(GOOD));
    let empty = tempfile::tempdir().expect("a folder");
    for arguments in [
        &["build", "--no-such-flag"][..],
        &["bild"],
        &[],
        &["build", "--format", "xml"],
        &["build", "-u", "recipes.net"],
        &["build", "-u", "https://recipes.net/a b/"],
        &["build", "-u", "/recipes/?a"],
        &["build", "-u", "https://recipes.net/#a"],
        &["build", "-u", "//recipes.net/"],
        &["build", "-u", "/a/../b"],
        &["build", "-u", "https://me:secret@recipes.net/"],
        &["serve", "-u", "https://recipes.net:99999/"],
        &["check", "--as-of", "soon"],
        &["check", "-q", "-v"],
        &["report", "--strict"],
        &["list", "dishes", "--as-of", "2026"],
        &["schema", "--strict"],
        &["fix", "--as-of", "2026"],
        &["new", "dishes", "Soup", "--drafts"],
    ] {
        let ran = run(site.path(), arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(!ran.err.is_empty() && !site.path().join("public").exists(), "{arguments:?}");
    }
    let ran = run(empty.path(), &["build"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("site.yaml"), "{}", ran.err);
    assert_eq!(run(site.path(), &["build", "--root", "no/such/folder"]).code, 2);
    assert_eq!(run(site.path(), &["--version"]).code, 0);
    assert_eq!(run(site.path(), &["build", "--help"]).code, 0);
}

#[test]
fn a_folder_that_casebook_did_not_make_is_never_touched() {
    let site = on_disk(&files(GOOD));
    let foreign = site.path().join("foreign");
    std::fs::create_dir(&foreign).expect("a folder");
    std::fs::write(foreign.join("thesis.txt"), "years of work").expect("a file");
    let ran = run(site.path(), &["build", "-o", "foreign"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("did not make"), "{}", ran.err);
    assert_eq!(folder(&foreign).keys().collect::<Vec<_>>(), ["thesis.txt"]);
    std::fs::write(site.path().join("file"), "x").expect("a file");
    for target in ["file", ".", "content", "content/public", "file/inside", "new/../content/out"] {
        let before = folder(site.path());
        let ran = run(site.path(), &["build", "-o", target]);
        assert_eq!(ran.code, 2, "-o {target}: {}", ran.err);
        assert_eq!(folder(site.path()), before, "-o {target}");
    }
    assert_eq!(run(site.path(), &["build", "-o", "new/deep/folder"]).code, 0);
    assert!(site.path().join("new/deep/folder/index.html").exists());
}

#[cfg(unix)]
#[test]
fn a_link_to_the_sources_is_no_way_around() {
    let site = on_disk(&files(GOOD));
    std::os::unix::fs::symlink("content", site.path().join("link")).expect("a link");
    for target in ["link", "link/out", "new/../link/out"] {
        let ran = run(site.path(), &["build", "-o", target]);
        assert!(ran.code == 2 && ran.err.contains("choose another folder"), "-o {target}: {}", ran.err);
    }
}

#[test]
fn what_was_put_into_a_finished_site_is_never_taken_away() {
    let site = on_disk(&files(GOOD));
    assert_eq!(run(site.path(), &["build"]).code, 0);
    let public = site.path().join("public");
    for path in [".git/config", "photos/a.jpg", ".DS_Store"] {
        std::fs::create_dir_all(public.join(path).parent().expect("a folder")).expect("a folder");
        std::fs::write(public.join(path), "mine").expect("a file");
    }
    let before = folder(site.path());
    let ran = run(site.path(), &["build"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("`.git`, `photos/a.jpg`. Files that belong to the site go into content/_root/"), "{}", ran.err);
    assert_eq!(folder(site.path()), before);
    for path in [".git", "photos"] {
        std::fs::remove_dir_all(public.join(path)).expect("it was there");
    }
    let ran = run(site.path(), &["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // A list that can't be read tells nothing of what is ours.
    for list in ["", "{}", "<<<<<<< HEAD\n"] {
        std::fs::write(public.join("casebook-manifest.json"), list).expect("a file");
        let before = folder(site.path());
        let ran = run(site.path(), &["build"]);
        assert!(ran.code == 2 && ran.err.contains("casebook-manifest.json, which lists its own, can't be read"), "{}", ran.err);
        assert_eq!(folder(site.path()), before);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_may_be_named_with_a_slash_or_a_dot_and_lies_in_no_finished_site() {
    let site = on_disk(&files(GOOD));
    for target in ["public", "public/", "public/."] {
        std::fs::write(site.path().join("content/index.md"), format!("---\ntitle: {target}\n---\n")).expect("a file");
        let ran = run(site.path(), &["build", "-o", target]);
        assert_eq!(ran.code, 0, "-o {target}: {}", ran.err);
    }
    std::os::unix::fs::symlink("public", site.path().join("link")).expect("a link");
    let before = folder(site.path());
    for (target, why) in [("link/", "link is not a folder"), ("public/sub", "lies in a finished site"), ("public/a/b", "lies in a finished site")] {
        let ran = run(site.path(), &["build", "-o", target]);
        assert!(ran.code == 2 && ran.err.contains(why), "-o {target}: {}", ran.err);
    }
    assert_eq!(folder(site.path()), before);
    assert!(!site.path().join("public/a").exists());
}

#[test]
fn json_goes_to_standard_output_and_has_this_shape() {
    let site = on_disk(&files(BAD));
    let ran = run(site.path(), &["check", "--format", "json"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.lines().count(), 1);
    let report: Value = serde_json::from_str(&ran.out).expect("it is JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["summary"], serde_json::json!({ "errors": 2, "warnings": 0, "hints": 0 }));
    let found = &report["diagnostics"][0];
    let expected = [
        "rule",
        "severity",
        "message",
        "label",
        "help",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "start_byte",
        "end_byte",
        "suggestion",
        "related",
    ];
    assert_eq!(found.as_object().expect("a map").keys().collect::<Vec<_>>(), expected);
    assert_eq!((&found["rule"], &found["file"]), (&Value::from("unknown-reference"), &Value::from("content/index.md")));
    assert_eq!((&found["line"], &found["column"], &found["end_column"], &found["start_byte"]), (&4.into(), &1.into(), &12.into(), &23.into()));
    let good = on_disk(&files(GOOD));
    let report: Value = serde_json::from_str(&run(good.path(), &["check", "--format", "json", "-q"]).out).expect("it is JSON");
    assert_eq!(report["diagnostics"], Value::Array(Vec::new()));
}

#[test]
fn for_people_there_is_the_line_and_a_way_out() {
    let site = on_disk(&files(BAD));
    let ran = run(site.path(), &["check", "-q"]);
    for part in [
        "error[unknown-reference]: nothing is called `Welcom`",
        "--> content/index.md:4:17",
        "[[nothing]] and [[Welcom]]",
        "^^^^^^^^^^",
        "did you mean",
    ] {
        assert!(ran.err.contains(part), "{part} is missing in\n{}", ran.err);
    }
    assert!(!ran.err.contains('\u{1b}'), "colours without a terminal");
    assert!(run(site.path(), &["check", "--color", "always"]).err.contains('\u{1b}'));
}

#[test]
fn the_root_may_lie_elsewhere_and_public_lies_in_it() {
    let site = on_disk(&files(GOOD));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let ran = ran(casebook(elsewhere.path()).arg("build").arg("--root").arg(site.path()));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(site.path().join("public/index.html").exists());
    assert_eq!(folder(elsewhere.path()).len(), 0);
    let ran = run(site.path(), &["build", "-o", "../out-of-it", "--root", "."]);
    let out = site.path().parent().expect("a parent").join("out-of-it");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(out.join("index.html").exists());
    std::fs::remove_dir_all(out).expect("it can be removed");
}

#[test]
fn drafts_and_the_address_are_told_by_flags() {
    let site =
        on_disk(&files("//- content/index.md\n---\ntitle: Welcome\n---\n[New](new.md)\n//- content/new.md\n---\ntitle: New\ndraft: true\n---\n"));
    assert_eq!(run(site.path(), &["build"]).code, 0);
    assert!(!site.path().join("public/new").exists());
    assert_eq!(run(site.path(), &["build", "--drafts", "-u", "https://recipes.net/"]).code, 0);
    assert!(site.path().join("public/new/index.html").exists());
    let sitemap = std::fs::read_to_string(site.path().join("public/sitemap.xml")).expect("there is a sitemap");
    assert!(sitemap.contains("<loc>https://recipes.net/new/</loc>"), "{sitemap}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_code_2() {
    let site = on_disk(&files(GOOD));
    let ran = run(site.path(), &["build", "-o", "/proc/casebook-test"]);
    if Path::new("/proc").exists() {
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.starts_with("casebook: "), "{}", ran.err);
    }
}

#[test]
fn the_ledger_is_kept_and_loses_nothing() {
    let site = on_disk(&files(&format!("//- content/permalinks.txt\n/old/\n//- content/old.md\n---\ntitle: Old\n---\n{GOOD}[Old](old.md)\n")));
    assert_eq!(run(site.path(), &["build", "--update-permalinks"]).code, 0);
    let ledger = std::fs::read_to_string(site.path().join("content/permalinks.txt")).expect("there is a ledger");
    assert!(ledger.lines().any(|line| line == "/") && ledger.lines().any(|line| line == "/old/"), "{ledger}");
    // It is exchanged as a whole: what has the old one still has all of it.
    let kept = site.path().join("kept.txt");
    std::fs::hard_link(site.path().join("content/permalinks.txt"), &kept).expect("a link");
    std::fs::write(site.path().join("content/more.md"), "---\ntitle: More\n---\n[Welcome](index.md)\n").expect("it can be written");
    assert_eq!(run(site.path(), &["build", "--update-permalinks"]).code, 0);
    assert_eq!(std::fs::read_to_string(&kept).expect("it is there"), ledger);
    std::fs::remove_file(site.path().join("content/more.md")).expect("it is there");
    std::fs::write(site.path().join("content/permalinks.txt"), &ledger).expect("it can be written");
    std::fs::remove_file(site.path().join("content/old.md")).expect("it is there");
    std::fs::write(site.path().join("content/index.md"), "---\ntitle: Welcome\n---\n").expect("it can be written");
    let ran = run(site.path(), &["check", "--format", "short", "-q"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[lost-address]: `/old/` was published"), "{}", ran.err);
}
