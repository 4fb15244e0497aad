//! A build of what was built before makes nothing anew, and a build of anything else is as if there had been none before.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::command::{Ran, casebook, ran, run};
use crate::fixture::{self, files, on_disk};

/// A site with a draft, a page with a day, and a theme of its own.
const SITE: &str = "//- content/site.yaml
title: Example
theme: own
collections:
  foods: {files: foods/*.md, fields: {}}
//- content/index.md
---
title: Welcome
---
See [the soup](foods/soup.md) and [the list](list.zip).
//- content/foods/soup.md
---
title: Soup
---
Hot.
//- content/foods/draft.md
---
title: Stew
draft: true
---
Not yet.
//- content/list.zip
␀list
//- themes/own/theme.yaml
name: own
";

/// Builds with `-v`, and says whether the site was taken as it stood.
fn taken_as_it_stood(root: &Path, arguments: &[&str]) -> bool {
    let ran = run(root, &[&["build", "-v"], arguments].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.err.contains("nothing has changed since ./public was built\n")
}

/// Whether the file system of these tests keeps notes about folders; others build anew each time.
fn notes_are_kept(folder: &Path) -> bool {
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    return rustix::fs::setxattr(folder, "user.probe", b"x", rustix::fs::XattrFlags::empty()).is_ok();
    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    return false;
}

/// A built site that was then taken as it stood.
fn built(arguments: &[&str]) -> TempDir {
    let site = on_disk(&files(SITE));
    assert!(!taken_as_it_stood(site.path(), arguments), "there was nothing before");
    assert_eq!(taken_as_it_stood(site.path(), arguments), notes_are_kept(site.path()));
    site
}

/// The next build is no other than one into a folder where there was none.
#[track_caller]
fn assert_made_anew(site: &TempDir, arguments: &[&str], what: &str) {
    assert!(!taken_as_it_stood(site.path(), arguments), "{what}: not seen");
    let ran = run(site.path(), &[&["build", "-q", "-o", "fresh"], arguments].concat());
    assert_eq!(ran.code, 0, "{what}: {}", ran.err);
    let [again, fresh] = ["public", "fresh"].map(|folder| fixture::folder(&site.path().join(folder)));
    assert!(again == fresh, "{what}: another site than a first build gives");
    assert_eq!(taken_as_it_stood(site.path(), arguments), notes_are_kept(site.path()), "{what}: the next time");
}

#[test]
fn the_same_sources_are_told_of_as_before_and_nothing_is_touched() {
    let site = on_disk(&files(SITE));
    let without_time = |ran: &Ran| {
        assert_eq!(ran.code, 0, "{}", ran.err);
        let words = ran.err.split(", ").filter(|word| !word.contains(" ms") && !word.contains(" s;"));
        (words.collect::<Vec<_>>().join(", "), ran.err.split("; ").nth(1).map(str::to_owned), ran.out.clone())
    };
    let first = run(site.path(), &["build", "--format", "json"]);
    let times = || {
        let files = fixture::folder(&site.path().join("public")).into_keys();
        files.map(|path| fs::metadata(site.path().join("public").join(path)).and_then(|file| file.modified()).expect("a time")).collect::<Vec<_>>()
    };
    let before = times();
    let second = run(site.path(), &["build", "--format", "json"]);
    assert_eq!(without_time(&first), without_time(&second));
    assert_eq!(before, times());
    assert!(first.err.contains("; ") && first.out.contains("\"diagnostics\""), "{}{}", first.err, first.out);
}

#[test]
fn a_change_of_the_sources_is_seen() {
    type Change = fn(&Path) -> std::io::Result<()>;
    let changes: [(&str, Change); 8] = [
        ("a byte", |root| fs::write(root.join("content/foods/soup.md"), "---\ntitle: Soup\n---\nCold\n")),
        ("a download's byte", |root| fs::write(root.join("content/list.zip"), "\0lost\n")),
        ("a new file", |root| fs::write(root.join("content/foods/tea.md"), "---\ntitle: Tea\n---\n")),
        ("another name", |root| fs::rename(root.join("content/foods/tea.md"), root.join("content/foods/coffee.md"))),
        ("a file less", |root| fs::remove_file(root.join("content/foods/coffee.md"))),
        ("a setting", |root| {
            let settings = fs::read_to_string(root.join("content/site.yaml"))?;
            fs::write(root.join("content/site.yaml"), settings.replace("Example", "Exemple"))
        }),
        ("a draft that is none", |root| fs::write(root.join("content/foods/draft.md"), "---\ntitle: Stew\n---\n")),
        ("a theme's file", |root| fs::write(root.join("themes/own/theme.yaml"), "name: other\n")),
    ];
    let site = built(&[]);
    for (what, change) in changes {
        change(site.path()).expect(what);
        assert_made_anew(&site, &[], what);
    }
}

#[test]
fn other_flags_are_seen() {
    let site = built(&[]);
    for arguments in [&["--drafts"][..], &["-u", "/food/"], &["--as-of", "2031"], &["--drafts", "-u", "/food/"], &[]] {
        assert_made_anew(&site, arguments, &arguments.join(" "));
    }
}

#[test]
fn whatever_happened_to_the_site_is_mended() {
    type Harm = fn(&Path) -> std::io::Result<()>;
    let harms: [(&str, Harm); 7] = [
        ("a byte", |site| {
            let page = fs::read_to_string(site.join("foods/soup/index.html"))?;
            fs::write(site.join("foods/soup/index.html"), page.replace("Hot.", "Not."))
        }),
        ("half a file", |site| fs::write(site.join("index.html"), "<!doctype html>")),
        ("a file less", |site| fs::remove_file(site.join("foods/soup/index.html"))),
        ("a folder less", |site| fs::remove_dir_all(site.join("foods/soup"))),
        ("an empty folder", |site| fs::create_dir(site.join("foods/soup/old"))),
        ("two files that changed places", |site| {
            fs::rename(site.join("foods/soup/index.html"), site.join("keep"))?;
            fs::rename(site.join("index.html"), site.join("foods/soup/index.html"))?;
            fs::rename(site.join("keep"), site.join("index.html"))
        }),
        ("all but the list of files", |site| {
            let list = fs::read(site.join("casebook-manifest.json"))?;
            fs::remove_dir_all(site)?;
            fs::create_dir(site)?;
            fs::write(site.join("casebook-manifest.json"), list)
        }),
    ];
    let site = built(&[]);
    for (what, harm) in harms {
        harm(&site.path().join("public")).expect(what);
        assert_made_anew(&site, &[], what);
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_file_is_no_file() {
    let site = built(&[]);
    let page = site.path().join("public/foods/soup/index.html");
    fs::rename(&page, site.path().join("elsewhere.html")).expect("it is there");
    std::os::unix::fs::symlink(site.path().join("elsewhere.html"), &page).expect("a link");
    assert_made_anew(&site, &[], "a link");
    assert!(!page.is_symlink());
}

#[test]
fn another_history_is_seen() {
    let site = on_disk(&files(SITE));
    let git = |day: &str, arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=A", "-c", "user.email=a@b.c"]).args(arguments).current_dir(site.path());
        git.env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z")).env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"));
        assert_eq!(ran(&mut git).code, 0, "{arguments:?}");
    };
    assert!(!taken_as_it_stood(site.path(), &[]));
    git("2026-01-02", &["init", "-q"]);
    git("2026-01-02", &["add", "content"]);
    git("2026-01-02", &["commit", "-q", "-m", "All"]);
    assert_made_anew(&site, &[], "the first commit");
    git("2026-02-03", &["commit", "-q", "--allow-empty", "-m", "Nothing of the site"]);
    assert_eq!(taken_as_it_stood(site.path(), &[]), notes_are_kept(site.path()), "no other day");
    git("2026-03-04", &["reset", "-q", "HEAD~"]);
    // Neither a setting of git nor a name in another encoding hides a day.
    git("2026-03-04", &["config", "diff.orderFile", "/missing"]);
    git("2026-03-04", &["config", "i18n.logOutputEncoding", "UTF-16"]);
    let named = "git update-index --add --cacheinfo 100644,$(git hash-object -w content/index.md),content/$(printf 'a\\377').md";
    assert_eq!(ran(Command::new("sh").args(["-c", named]).current_dir(site.path())).code, 0);
    git("2026-03-04", &["commit", "-q", "--amend", "--reset-author", "-m", "All"]);
    assert_made_anew(&site, &[], "another day");
    let page = fs::read_to_string(site.path().join("public/foods/soup/index.html")).expect("a page");
    assert!(page.contains("2026-03-04"), "{page}");
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn what_is_noted_is_not_believed_blindly() {
    let site = built(&[]);
    let public = site.path().join("public");
    let mut room = [0; 512];
    let Ok(length) = rustix::fs::getxattr(&public, "user.casebook", &mut room) else {
        return assert!(!notes_are_kept(site.path()));
    };
    let known = &room[..length];
    for note in [&b""[..], b"{}", b"\xff", &known[1..], &[b'9'; 512], &[b'['; 4000]] {
        rustix::fs::setxattr(&public, "user.casebook", note, rustix::fs::XattrFlags::empty()).expect("a note");
        assert_made_anew(&site, &[], &String::from_utf8_lossy(note));
    }
    // The note of one site does not fit another.
    fs::write(site.path().join("content/foods/soup.md"), "---\ntitle: Soup\n---\nCold.\n").expect("a file");
    assert_made_anew(&site, &[], "a change");
    rustix::fs::setxattr(&public, "user.casebook", known, rustix::fs::XattrFlags::empty()).expect("a note");
    assert_made_anew(&site, &[], "the note of the site before");
}

#[test]
fn another_program_makes_the_site_itself() {
    let site = built(&[]);
    let other = site.path().join("casebook");
    fs::copy(env!("CARGO_BIN_EXE_casebook"), &other).expect("a copy");
    let ran = ran(Command::new(other).args(["build", "-v"]).current_dir(site.path()));
    assert_eq!((ran.code, ran.err.contains("nothing has changed")), (0, false), "{}", ran.err);
}

#[test]
fn warnings_are_said_every_time() {
    let site = on_disk(&files("//- content/index.md\n---\ntitle: Welcome\n---\nSee Table 3.\n"));
    let said = || {
        let ran = run(site.path(), &["build", "-v", "--format", "short"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let warnings: Vec<String> = ran.err.lines().filter(|line| line.contains("warning[")).map(str::to_owned).collect();
        (warnings, ran.err.contains("1 warning, "), ran.err.contains("nothing has changed"))
    };
    let (first, second) = (said(), said());
    assert_eq!((first.0.len(), first.1, first.2), (1, true, false));
    assert_eq!(second, (first.0, true, notes_are_kept(site.path())));
    let strict = run(site.path(), &["build", "--strict"]);
    assert_eq!((strict.code, strict.err.contains("nothing written")), (1, true), "{}", strict.err);
    assert_eq!(said(), second);
}

#[test]
fn a_mistake_is_said_though_the_old_site_stands() {
    let site = built(&[]);
    fs::write(site.path().join("content/foods/tea.md"), "no title").expect("a file");
    for _ in 0..2 {
        assert_eq!(run(site.path(), &["build"]).code, 1);
    }
    fs::remove_file(site.path().join("content/foods/tea.md")).expect("it is there");
    assert_eq!(taken_as_it_stood(site.path(), &[]), notes_are_kept(site.path()));
}

#[test]
fn the_ledger_is_written_though_nothing_changed() {
    let site = built(&[]);
    assert_eq!(ran(casebook(site.path()).args(["build", "-q", "--update-permalinks"])).code, 0);
    let ledger = fs::read_to_string(site.path().join("content/permalinks.txt")).expect("a ledger");
    assert!(ledger.lines().any(|line| line == "/foods/soup/"), "{ledger}");
}
