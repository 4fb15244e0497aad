//! Sites of strangers, in `tests/hostile/`: what they try is said, and what is published does no harm.

use std::fs;

use casebook::Options;

use crate::command::run;
use crate::examples;
use crate::fixture::{files, on_disk, try_files};

#[test]
fn what_hostile_sites_try_is_said_and_nothing_harmful_is_published() {
    let mut wrong = String::new();
    for page in examples::pages("hostile") {
        page.check(&mut wrong);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[cfg(unix)]
#[test]
fn links_to_other_places_are_not_followed() {
    use std::os::unix::fs::symlink;
    let secret = tempfile::tempdir().expect("a folder");
    fs::write(secret.path().join("secret.md"), "---\ntitle: Secret\n---\n").expect("a file");
    let site = on_disk(&files("//- content/index.md\n---\ntitle: Home\n---\n[x](out/secret.md) ![y](passwd.txt)\n"));
    symlink(secret.path(), site.path().join("content/out")).expect("a link");
    symlink("/etc/passwd", site.path().join("content/passwd.txt")).expect("a link");
    let ran = run(site.path(), &["build", "--format", "short", "-q"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for path in ["content/out", "content/passwd.txt"] {
        assert!(ran.err.contains(&format!("{path}:1:1: error[path-outside]: `{path}` is a link to another place")), "{}", ran.err);
    }
    for whole in ["content", "themes"] {
        let site = on_disk(&files("//- content/index.md\n---\ntitle: Home\n---\n"));
        let moved = secret.path().join(whole);
        if whole == "content" {
            fs::rename(site.path().join(whole), &moved).expect("it can be moved");
        } else {
            fs::create_dir(&moved).expect("a folder");
        }
        symlink(&moved, site.path().join(whole)).expect("a link");
        for arguments in [&["build"][..], &["check"], &["fix"], &["new", "foods", "Soup"]] {
            let ran = run(site.path(), arguments);
            assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
            assert!(ran.err.contains("is a link to another place"), "{}", ran.err);
        }
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let others = tempfile::tempdir().expect("a folder");
    let key = others.path().join("key");
    fs::write(&key, "secret").expect("a file");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("it is ours");
    let site = on_disk(&files(
        "//- content/site.yaml
title: T
collections: {foods: {files: foods/*.md}, chefs: {table: chefs.csv}}
//- content/chefs.csv
id,title
//- content/index.md
---
title: Home
---
",
    ));
    for name in ["permalinks", "chefs"] {
        symlink(&key, site.path().join(format!("content/{name}.casebook-new"))).expect("a link");
    }
    symlink(others.path(), site.path().join(".public.casebook-new")).expect("a link");
    for arguments in [&["new", "chefs", "Ann", "--write"][..], &["build", "--update-permalinks"]] {
        let ran = run(site.path(), arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    }
    symlink(others.path(), site.path().join("content/foods")).expect("a link");
    let ran = run(site.path(), &["new", "foods", "Soup"]);
    assert!(ran.code == 2 && ran.err.contains("content/foods is a link to another place"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&key).expect("it is there"), "secret");
    assert_eq!(fs::metadata(&key).expect("it is there").permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(others.path()).expect("a folder").count(), 1);
}

#[cfg(unix)]
#[test]
fn a_name_with_a_backslash_is_no_path() {
    let site = on_disk(&files("//- content/index.md\n---\ntitle: Home\n---\n"));
    fs::create_dir_all(site.path().join("content/_root")).expect("a folder");
    fs::write(site.path().join("content/_root/a\\..\\..\\out.txt"), "x").expect("a file");
    let ran = run(site.path(), &["build", "--format", "short", "-q"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("error[bad-file-name]"), "{}", ran.err);
}

#[test]
fn a_site_beyond_all_measure_is_refused_at_the_place() {
    let dishes: String = (0..4_000).map(|dish| format!("d{dish},Dish {dish}\n")).collect();
    let site = "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {table: dishes.csv, fields: {with: {type: dishes, inverse: eaten}}}\n//- content/index.md\n---\ntitle: T\n---\n::: matrix {rows=dishes columns=dishes via=with}\n:::\n";
    let mut files = files(site);
    files.insert("content/dishes.csv".to_owned(), format!("id,title\n{dishes}").into_bytes());
    let tried = try_files(files, &Options::default());
    assert!(tried.short().contains("content/index.md:4:1: error[too-many]: there are 16000000 cells"), "{}", tried.short());
}

#[test]
fn a_theme_without_a_word_for_tables_finds_none_typed() {
    let files = files(
        "//- content/site.yaml\ntitle: T\ntheme: mute\n//- themes/mute/strings/en.yaml\ntable: \"\"\n//- content/index.md\n---\ntitle: T\n---\nÜber 3 Äpfel, Box 3.\n",
    );
    assert_eq!(try_files(files, &Options::default()).rules(), ["typed-reference"]);
}
