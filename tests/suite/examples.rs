//! Owns pages of examples: Markdown in which fences hold sites, and what is to come of them.

use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use casebook::Options;
use casebook::schema::PartialDate;

use crate::console::Console;
use crate::fixture::{self, Tried};
use crate::html;

/// A site on a page of examples.
pub struct Example {
    /// Where its fence begins, from 1.
    pub line: usize,
    site: String,
    options: Options,
    expected: Vec<Expected>,
}

/// One fence that says what is to come of the site above it.
struct Expected {
    line: usize,
    kind: String,
    path: String,
    text: String,
    /// Its lines in the page.
    at: Range<usize>,
}

/// A page of examples.
pub struct Page {
    /// Its file.
    pub file: PathBuf,
    /// Its sites, in order.
    pub examples: Vec<Example>,
    text: String,
}

/// Reads the pages below `tests/FOLDER`, sorted by name.
pub fn pages(folder: &str) -> Vec<Page> {
    let root = fixture::repository().join("tests").join(folder);
    let pages: Vec<Page> = fixture::folder(&root).into_keys().filter(|path| path.ends_with(".md")).map(|path| page(&root.join(path))).collect();
    assert!(!pages.is_empty(), "there is no page in tests/{folder}");
    pages
}

fn page(file: &Path) -> Page {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = text.split_inclusive('\n').enumerate();
    let mut offset = 0;
    while let Some((number, line)) = lines.next() {
        offset += line.len();
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let info: Vec<&str> = line[ticks..].split_whitespace().collect();
        let start = offset;
        for (_, line) in lines.by_ref() {
            if line.trim_end().len() >= ticks && line.trim_end().bytes().all(|byte| byte == b'`') {
                offset += line.len();
                break;
            }
            offset += line.len();
        }
        let end = start + text[start..offset].trim_end().rfind('\n').map_or(0, |at| at + 1);
        let fence = Expected { line: number + 1, kind: String::new(), path: String::new(), text: text[start..end].to_owned(), at: start..end };
        let place = format!("{}:{}", file.display(), number + 1);
        match info[..] {
            ["site", ref words @ ..] => {
                let base_url = words.iter().find_map(|word| word.strip_prefix("base=")).map(str::to_owned);
                let as_of = words.iter().find_map(|word| PartialDate::parse(word.strip_prefix("as-of=")?));
                let options = Options { drafts: words.contains(&"drafts"), base_url, as_of, ..Options::default() };
                examples.push(Example { line: fence.line, site: fence.text, options, expected: Vec::new() });
            }
            [kind @ ("html" | "no-html" | "text" | "no-text" | "csv" | "json" | "file"), path] => {
                let example = examples.last_mut().unwrap_or_else(|| panic!("{place}: no site stands above this"));
                example.expected.push(Expected { kind: kind.to_owned(), path: path.to_owned(), ..fence });
            }
            ["console"] => {
                if examples.is_empty() {
                    examples.push(Example { line: fence.line, site: String::new(), options: Options::default(), expected: Vec::new() });
                }
                examples.last_mut().expect("there is one").expected.push(Expected { kind: "console".to_owned(), ..fence });
            }
            [kind @ ("diagnostics" | "files")] => {
                let example = examples.last_mut().unwrap_or_else(|| panic!("{place}: no site stands above this"));
                example.expected.push(Expected { kind: kind.to_owned(), ..fence });
            }
            [] | ["sh"] => {}
            _ => panic!("{place}: `{}` is no kind of example", info.join(" ")),
        }
    }
    Page { file: file.to_path_buf(), examples, text }
}

impl Example {
    /// Compiles the site.
    pub fn run(&self) -> Tried {
        fixture::try_files(fixture::files(&self.site), &self.options)
    }
}

impl Page {
    /// Runs all examples; what is wrong is added to `wrong`. With `UPDATE=1` in the environment, exact expectations
    /// are written anew instead.
    pub fn check(&self, wrong: &mut String) {
        let mut renewed: Vec<(Range<usize>, String)> = Vec::new();
        for example in &self.examples {
            let tried = example.run();
            let place = |line: usize| format!("{}:{line}", self.file.display());
            if !example.expected.iter().any(|expected| matches!(expected.kind.as_str(), "diagnostics" | "console")) && !tried.short().is_empty() {
                _ = writeln!(wrong, "{}: there should be no mistake, but:\n{}", place(example.line), tried.short());
            }
            for problem in tried.problems() {
                _ = writeln!(wrong, "{}: {problem}", place(example.line));
            }
            let folder = fixture::on_disk(&if example.site.is_empty() { fixture::Files::new() } else { fixture::files(&example.site) });
            let mut console = Console::new(folder.path());
            for expected in &example.expected {
                let compared = match expected.kind.as_str() {
                    "console" => expected.exact(console.run(&expected.text)),
                    _ => expected.compare(&tried),
                };
                match compared {
                    Ok(()) => {}
                    Err(Some(found)) if updating() => renewed.push((expected.at.clone(), found)),
                    Err(Some(found)) => {
                        _ = writeln!(wrong, "{}: expected\n{}found\n{found}", place(expected.line), expected.text);
                    }
                    Err(None) => {
                        let page = tried.output(&expected.path).unwrap_or_else(|| "no such file".to_owned());
                        let kind = &expected.kind;
                        _ = writeln!(wrong, "{}: `{kind}` does not hold in\n{}\n", place(expected.line), html::main_of(&page));
                    }
                }
            }
        }
        if !renewed.is_empty() {
            let mut text = self.text.clone();
            for (at, found) in renewed.into_iter().rev() {
                text.replace_range(at, &found);
            }
            std::fs::write(&self.file, text).unwrap_or_else(|error| panic!("{}: {error}", self.file.display()));
        }
    }
}

/// Whether expectations are to be written anew.
pub fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| !value.is_empty())
}

impl Expected {
    /// Compares; with `Err`, what an exact expectation should say, or nothing where it is a part of a page.
    fn compare(&self, tried: &Tried) -> Result<(), Option<String>> {
        let output = tried.output(&self.path);
        let page = output.as_deref().unwrap_or_default();
        let parts = |text: &str| text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let blank = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let holds = |holds: bool| if holds { Ok(()) } else { Err(None) };
        match self.kind.as_str() {
            "html" => holds(output.is_some() && parts(&self.text).iter().all(|part| html::contains(page, part))),
            "no-html" => holds(output.is_some() && !parts(&self.text).iter().any(|part| html::contains(page, part))),
            "text" => holds(output.is_some() && parts(&self.text).iter().all(|part| html::words(page).contains(&blank(part)))),
            "no-text" => holds(output.is_some() && !parts(&self.text).iter().any(|part| html::words(page).contains(&blank(part)))),
            "file" => holds(output.is_some() && parts(&self.text).iter().all(|part| page.contains(part))),
            "diagnostics" => self.exact(tried.short()),
            "files" => holds(self.text.lines().all(|line| match line.strip_prefix("no ") {
                Some(path) => !tried.compiled.output.files.contains_key(path),
                None => tried.compiled.output.files.contains_key(line),
            })),
            _ => self.exact(output.unwrap_or_else(|| "no such file\n".to_owned())),
        }
    }
    fn exact(&self, found: String) -> Result<(), Option<String>> {
        if found == self.text { Ok(()) } else { Err(Some(found)) }
    }
}
