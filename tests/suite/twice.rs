//! Two builds of the same sources give the same bytes, whatever surrounds them.

use std::path::Path;
use std::sync::LazyLock;

use crate::command::{casebook, ran};
use crate::fixture::{self, Files};

/// What a build with nothing special around it gives.
static FIRST: LazyLock<Files> = LazyLock::new(|| built(|_| {}));

/// Builds the site of this repository into a new folder.
fn built(set: impl FnOnce(&mut std::process::Command)) -> Files {
    let target = tempfile::tempdir().expect("a temporary folder");
    let mut command = casebook(Path::new("."));
    command.arg("build").arg("--root").arg(fixture::repository()).arg("-o").arg(target.path().join("site"));
    set(&mut command);
    let ran = ran(&mut command);
    assert_eq!(ran.code, 0, "{}", ran.err);
    fixture::folder(&target.path().join("site"))
}

#[track_caller]
fn assert_same(first: &Files, second: &Files, how: &str) {
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>(), "{how}: other files");
    for (path, bytes) in first {
        assert!(*bytes == second[path], "{how}: {path} differs");
    }
}

#[test]
fn two_builds_are_the_same_bytes() {
    let first = &*FIRST;
    assert!(first.len() > 150, "{} files", first.len());
    assert_same(first, &built(|_| {}), "again");
    assert_same(
        first,
        &built(|command| {
            command.env("RAYON_NUM_THREADS", "1");
        }),
        "with one thread",
    );
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let other = built(|command| {
        command.env("TZ", "Pacific/Kiritimati").env("LANG", "tr_TR.UTF-8").env("LC_ALL", "tr_TR.UTF-8").current_dir(elsewhere.path());
    });
    assert_same(first, &other, "in another zone, language and folder");
}

/// A site with a history, and the way to a copy of it.
#[cfg(unix)]
fn with_history() -> tempfile::TempDir {
    let origin = tempfile::tempdir().expect("a folder");
    for (path, bytes) in fixture::folder(&fixture::repository().join("tests/golden/recipes")) {
        let path = origin.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    for arguments in [&["init", "-q"][..], &["add", "--all"], &["commit", "-q", "-m", "All"]] {
        let mut git = std::process::Command::new("git");
        git.args(["-c", "user.name=A", "-c", "user.email=a@b.c"]).args(arguments).current_dir(origin.path());
        git.env("GIT_AUTHOR_DATE", "2026-01-02T03:04:05+14:00").env("GIT_COMMITTER_DATE", "2026-02-03T03:04:05-11:00");
        assert_eq!(ran(&mut git).code, 0);
    }
    origin
}

/// Eight machines that have nothing in common but the sources and their history.
#[cfg(unix)]
#[test]
fn any_machine_gives_the_same_bytes() {
    use std::os::unix::fs::PermissionsExt;
    const VARIATIONS: [(&str, &str); 8] = [
        ("another folder", "mkdir 'a b'; cp -a site 'a b/sité'; exec \"$0\" build --root 'a b/sité' -o out"),
        ("another zone", "TZ=Pacific/Kiritimati exec \"$0\" build --root site -o out"),
        ("another language", "LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 LANGUAGE=tr exec \"$0\" build --root site -o out"),
        ("one thread, another mask", "umask 077; RAYON_NUM_THREADS=1 exec \"$0\" build --root site -o out"),
        (
            "files made in another order",
            "cp -a site other; find other/content -type f | sort -r | while read -r file; do cp \"$file\" keep; rm \"$file\"; cp keep \"$file\"; done; RAYON_NUM_THREADS=7 exec \"$0\" build --root other -o out",
        ),
        ("another day", "find site -exec touch -d 1999-01-01 {} +; SOURCE_DATE_EPOCH=86400 exec \"$0\" build --root site -o out"),
        (
            "git set up otherwise",
            "printf '[log]\\nshowRoot=false\\nshowSignature=true\\ndate=relative\\n[core]\\nquotePath=true\\n[format]\\npretty=raw\\n' > config; GIT_CONFIG_GLOBAL=$PWD/config GIT_DIR=/nowhere GIT_LITERAL_PATHSPECS=1 exec \"$0\" build --root site -o out",
        ),
        (
            "another user",
            "if [ $(id -u) = 0 ]; then exec setpriv --reuid=65534 --clear-groups \"$0\" build --root site -o out; else exec \"$0\" build --root site -o out; fi",
        ),
    ];
    let origin = with_history();
    let built = |shell: &str| {
        let place = tempfile::tempdir().expect("a folder");
        let command = place.path().join("casebook");
        std::fs::copy(env!("CARGO_BIN_EXE_casebook"), &command).expect("a copy");
        std::fs::set_permissions(place.path(), std::fs::Permissions::from_mode(0o777)).expect("it is ours");
        assert_eq!(ran(std::process::Command::new("git").args(["clone", "-q"]).arg(origin.path()).arg(place.path().join("site"))).code, 0);
        let ran = ran(std::process::Command::new("sh").arg("-c").arg(shell).arg(&command).current_dir(place.path()));
        assert_eq!(ran.code, 0, "{shell}: {}", ran.err);
        fixture::folder(&place.path().join("out"))
    };
    let first = built("exec \"$0\" build --root site -o out");
    let dated = first.values().any(|bytes| String::from_utf8_lossy(bytes).contains("2026-01-02"));
    assert!(dated, "no page has the day of the history");
    for (how, shell) in VARIATIONS {
        assert_same(&first, &built(shell), how);
    }
}

#[test]
fn the_manifest_lists_every_file_with_its_size() {
    let files = &*FIRST;
    let manifest: serde_json::Value = serde_json::from_slice(&files["casebook-manifest.json"]).expect("it is JSON");
    let listed: Vec<(&str, u64)> = manifest["files"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|file| (file["path"].as_str().expect("a path"), file["size"].as_u64().expect("a size")))
        .collect();
    let there: Vec<(&str, u64)> =
        files.iter().filter(|(path, _)| *path != "casebook-manifest.json").map(|(path, bytes)| (path.as_str(), bytes.len() as u64)).collect();
    assert_eq!(listed, there);
}
