//! Owns one attempt to break the compiler: bytes put into a small site, compiled, and what may never come of it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casebook::base::{Severity, Sources, print};
use casebook::{Options, compile, read};

use crate::{crawl, safe};

type Files = BTreeMap<String, Vec<u8>>;

/// The site that the bytes are put into, over a theme that knows one country: reading all of them would take most of the time.
static SITE: LazyLock<Files> = LazyLock::new(|| {
    let whole = read::with_theme([]);
    let mut files: Files = whole.iter().map(|(file, source)| (source.path.clone(), whole.text(file).as_bytes().to_vec())).collect();
    files.insert("themes/default/data/countries.en.yaml".to_owned(), b"EE: Estonia\n".to_vec());
    files.insert("themes/default/data/outlines.txt".to_owned(), Vec::new());
    files.extend(split(include_bytes!("../../tests/suite/mutate.site")));
    files
});

/// Files in one text, each behind a line `//- PATH`.
fn split(site: &[u8]) -> Files {
    let mut files = Files::new();
    let mut current = None;
    for line in site.split_inclusive(|byte| *byte == b'\n') {
        if let Some(path) = line.strip_prefix(b"//- ") {
            let path = String::from_utf8_lossy(path).trim().to_owned();
            files.insert(path.clone(), Vec::new());
            current = Some(path);
        } else if let Some(bytes) = current.as_ref().and_then(|path| files.get_mut(path)) {
            bytes.extend_from_slice(line);
        }
    }
    files
}

/// The files that a target makes of the bytes.
fn files(target: &str, bytes: &[u8]) -> Files {
    let page = |text: &[u8]| Files::from([("content/about/method.md".to_owned(), [b"---\ntitle: Method\n---\n", text].concat())]);
    let file = |path: &str, bytes: &[u8]| Files::from([(path.to_owned(), bytes.to_vec())]);
    match target {
        "front-matter" => file("content/dishes/soup.md", &[b"---\n", bytes, b"\n---\n## How {#how was=old-how}\n\nBoil.\n"].concat()),
        "table" => file("content/chefs.csv", bytes),
        "markdown" => page(bytes),
        "query" => {
            let lines = bytes
                .split(|byte| *byte == b'\n')
                .map(|line| [b"Two. <!-- claim: ", line, b" -->\n\n::: table {", line, b"}\n:::\n\n::: ", line, b"\n:::\n\n"].concat());
            page(&lines.collect::<Vec<_>>().concat())
        }
        "bibliography" => file("content/references.bib", bytes),
        "schema" => file("content/site.yaml", bytes),
        "site" => split(bytes),
        other => panic!("there is no target {other}"),
    }
}

/// Compiles the site with the bytes in it. It may be refused, with a place for every mistake; what is published is whole and safe.
pub fn attempt(target: &str, bytes: &[u8]) {
    let mut all = SITE.clone();
    all.extend(files(target, bytes));
    let sources = Sources::new(all);
    let compiled = compile(&sources, &Options::default());
    let said = print::human(&compiled.diagnostics, &sources, false);
    let refused = compiled.diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert!(refused == compiled.output.files.is_empty(), "output and errors disagree: {said}");
    for found in &compiled.diagnostics {
        let span = found.span.unwrap_or_else(|| panic!("{} has no place", found.rule));
        assert!(sources.text(span.file).get(span.bytes()).is_some(), "{found:?} lies outside of its file");
    }
    let own_theme = target == "site" && bytes.windows(7).any(|bytes| bytes == b"themes/");
    if !own_theme {
        assert_eq!(crawl::problems(&compiled.output), Vec::<String>::new());
        assert_eq!(safe::problems(&compiled.output), Vec::<String>::new());
    }
}
