//! Owns the making of test sites: many files in one string, compiled in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use casebook::base::{Severity, Sources, print};
use casebook::{Compiled, Options, compile, read};

use crate::{crawl, safe};

/// Files by path from the site's root.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a site in one string: each begins with a line `//- content/cases/a.md`.
///
/// Without a `content/site.yaml` there is one that says only `title: Example`. What no editor writes is spelled:
/// `␀` is a NUL byte, `�` the byte FF, `⟨40×> ⟩` forty times what stands after the cross.
pub fn files(site: &str) -> Files {
    let mut files = Files::from([("content/site.yaml".to_owned(), b"title: Example\n".to_vec())]);
    let mut parts = site.split_inclusive('\n').peekable();
    assert!(site.trim().is_empty() || site.starts_with("//- "), "a site begins with a line `//- PATH`:\n{site}");
    while let Some(line) = parts.next() {
        let path = line.trim_start_matches("//- ").trim();
        let mut text = String::new();
        while let Some(line) = parts.next_if(|line| !line.starts_with("//- ")) {
            text.push_str(line);
        }
        files.insert(path.to_owned(), bytes(&text));
    }
    files
}

fn bytes(spelled: &str) -> Vec<u8> {
    let mut text = String::new();
    let mut rest = spelled;
    while let Some((before, (times, what, after))) =
        rest.split_once('⟨').and_then(|(before, inner)| Some((before, inner.split_once('×')?))).and_then(|(before, (times, inner))| {
            let (what, after) = inner.split_once('⟩')?;
            Some((before, (times.parse::<usize>().ok()?, what, after)))
        })
    {
        text.push_str(before);
        text.push_str(&what.repeat(times));
        rest = after;
    }
    text.push_str(rest);
    let parts: Vec<String> = text.replace('␀', "\0").split('\u{fffd}').map(str::to_owned).collect();
    parts.iter().map(String::as_bytes).collect::<Vec<_>>().join(&0xFF_u8)
}

/// Sources and what compiling them gave.
pub struct Tried {
    /// The files, with the default theme.
    pub sources: Sources,
    /// The result.
    pub compiled: Compiled,
}

impl Tried {
    /// The diagnostics, a line each.
    pub fn short(&self) -> String {
        print::short(&self.compiled.diagnostics, &self.sources)
    }

    /// The rules that were broken, in the order of the diagnostics.
    pub fn rules(&self) -> Vec<&'static str> {
        self.compiled.diagnostics.iter().map(|found| found.rule).collect()
    }

    /// What may never be, whatever the site says: an output in spite of errors, or one with dead ends, or one that could do harm.
    pub fn problems(&self) -> Vec<String> {
        let errors = self.compiled.diagnostics.iter().any(|found| found.severity == Severity::Error);
        let mut problems = crawl::problems(&self.compiled.output);
        // A theme is code: what a site's own does is its own affair.
        if !self.sources.iter().any(|(_, source)| source.path.starts_with("themes/") && !source.path.starts_with("themes/default/")) {
            problems.extend(safe::problems(&self.compiled.output));
        }
        if errors != self.compiled.output.files.is_empty() {
            problems.push(format!("errors: {errors}, files: {}", self.compiled.output.files.len()));
        }
        problems
    }

    /// A file of the output as text.
    pub fn output(&self, path: &str) -> Option<String> {
        self.compiled.output.files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }
}

/// Compiles files in memory.
pub fn try_files(files: Files, options: &Options) -> Tried {
    let sources = read::with_theme(files);
    let compiled = compile(&sources, options);
    Tried { sources, compiled }
}

/// Compiles a site in one string.
pub fn try_site(site: &str) -> Tried {
    try_files(files(site), &Options::default())
}

/// The diagnostics of a site, a line each.
pub fn check(site: &str) -> String {
    try_site(site).short()
}

/// A page of a site, which must have no mistake.
pub fn page(site: &str, path: &str) -> String {
    let tried = try_site(site);
    assert_eq!(tried.short(), "", "\n{site}");
    tried.output(path).unwrap_or_else(|| panic!("there is no {path}, but {:?}", tried.compiled.output.files.keys()))
}

/// All files below a folder, by their path from it.
pub fn folder(root: &Path) -> Files {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry.unwrap_or_else(|error| panic!("{error}"));
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).expect("it lies below");
            let bytes = std::fs::read(entry.path()).unwrap_or_else(|error| panic!("{}: {error}", entry.path().display()));
            files.insert(path.to_string_lossy().replace('\\', "/"), bytes);
        }
    }
    files
}

/// The site of this repository.
pub fn real_content() -> Files {
    folder(&repository().join("content")).into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect()
}

/// Writes files into a new folder that goes away with the value.
pub fn on_disk(files: &Files) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path: PathBuf = root.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        std::fs::write(path, bytes).expect("files can be written");
    }
    root
}

#[test]
fn a_site_in_one_string_is_taken_apart_at_its_file_lines() {
    let files = files("//- content/index.md\n---\ntitle: T␀\n---\n//- content/a.csv\nid\n⟨3×x⟩�\n");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["content/a.csv", "content/index.md", "content/site.yaml"]);
    assert_eq!(files["content/index.md"], b"---\ntitle: T\0\n---\n");
    assert_eq!(files["content/a.csv"], b"id\nxxx\xFF\n");
}
