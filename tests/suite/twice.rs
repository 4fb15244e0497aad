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
