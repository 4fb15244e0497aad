//! The guide is a site without a mistake, its examples do what it says, and templates get what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use casebook::Options;
use casebook::render::output::Output;

use crate::fixture::{self, Tried};
use crate::{command, crawl, examples};

static GUIDE: LazyLock<Tried> = LazyLock::new(|| {
    let content = fixture::folder(&fixture::repository().join("tests/guide/content"));
    fixture::try_files(content.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect(), &Options::default())
});

#[test]
fn it_is_a_site_without_a_mistake() {
    assert_eq!(GUIDE.short(), "");
    assert_eq!(GUIDE.problems(), Vec::<String>::new());
    assert_eq!(crawl::unreachable(&GUIDE.compiled.output), Vec::<String>::new());
}

#[test]
fn its_examples_do_what_it_says() {
    let mut wrong = String::new();
    for page in examples::pages("guide/content") {
        page.check(&mut wrong);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The lines for a shell below a heading of a page.
fn lines(page: &str, heading: &str) -> String {
    let text = fs::read_to_string(fixture::repository().join("tests/guide/content/editors").join(page)).expect("a page");
    let (_, part) = text.split_once(&format!("\n## {heading}\n")).expect("a heading");
    let part = part.split("\n## ").next().unwrap_or_default();
    let fences = part.split("```sh\n").skip(1).filter_map(|fence| fence.split("```").next());
    fences.collect()
}

#[test]
fn its_lines_for_git_work_one_after_the_other() {
    let folder = fixture::on_disk(&fixture::Files::new());
    let (site, host) = (folder.path().join("gardens"), folder.path().join("host.git"));
    let bin = Path::new(env!("CARGO_BIN_EXE_casebook")).parent().expect("a folder").display().to_string();
    let shell = |at: &Path, lines: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-ec", &format!("PATH={bin}:$PATH\n{lines}")]).current_dir(at).env("HOME", folder.path()).env_remove("XDG_CONFIG_HOME");
        let ran = command::ran(&mut shell);
        assert_eq!(ran.code, 0, "{lines}\n{}{}", ran.out, ran.err);
        ran.out
    };
    shell(folder.path(), "casebook init gardens; git init -q --bare host.git");
    shell(&site, &lines("begin.md", "Keep it in git").replace("ADDRESS", "../host.git"));
    fs::write(site.join("content/about.md"), "---\ntitle: About us\n---\nWe visit every garden each year.\n").expect("to write");
    shell(&site, &lines("publish.md", "Send it"));
    let changes = shell(&site, &lines("publish.md", "What has changed?"));
    assert!(changes.contains("About us"), "{changes}");
    assert_eq!(shell(&site, "git status --porcelain"), "");
    assert_eq!(shell(&host, "git for-each-ref --format='%(refname:short)'"), "main\nnorth-wharf\n");
    assert!(shell(&host, "git ls-tree -r --name-only main").contains(".gitignore"));
}

#[test]
fn it_names_every_command() {
    let pages = fixture::folder(&fixture::repository().join("tests/guide/content")).into_iter().filter(|(path, _)| path.ends_with(".md"));
    let text: String = pages.map(|(_, bytes)| bytes).map(|bytes| String::from_utf8(bytes).expect("text")).collect();
    let unnamed: Vec<String> = command::names().into_iter().filter(|name| !text.contains(&format!("casebook {name}"))).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
}

/// What templates get, as the guide says: names by template.
fn values() -> BTreeMap<String, BTreeSet<String>> {
    let mut values: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let table = fixture::folder(&fixture::repository().join("tests/guide/content"));
    let mut reader = csv::Reader::from_reader(table["values.csv"].as_slice());
    for row in reader.records() {
        let row = row.expect("a row");
        values.entry(row[0].to_owned()).or_default().insert(row[1].to_owned());
    }
    values
}

#[test]
fn templates_get_what_it_says() {
    let values = values();
    let templates = fixture::folder(&fixture::repository().join("themes/default/templates"));
    assert_eq!(values.keys().collect::<Vec<_>>(), templates.keys().collect::<Vec<_>>(), "templates of the guide, and of the default theme");
    let mut files = fixture::files(include_str!("guide.site"));
    let rows: String = (0..600).map(|number| format!("pot-{number},Pot {number},,\n")).collect();
    files.insert("content/pots.csv".to_owned(), format!("id,title,size,size.note\npot,Pot,large,So it says.\n{rows}").into_bytes());
    for (name, bytes) in &templates {
        let mut text = String::from_utf8(bytes.clone()).expect("text");
        for value in &values[name] {
            _ = write!(text, "{{% if {value} is undefined %}}⟦{name} gets no {value}⟧{{% endif %}}");
        }
        _ = write!(text, "⟦{name} is used⟧");
        files.insert(format!("themes/ours/templates/{name}"), text.into_bytes());
    }
    let tried = fixture::try_files(files, &Options::default());
    assert_eq!(tried.short(), "");
    let said = said(&tried.compiled.output);
    let expected: BTreeSet<String> = templates.keys().map(|name| format!("{name} is used")).collect();
    assert_eq!(said, expected);
}

/// What stands between the brackets that templates were given.
fn said(output: &Output) -> BTreeSet<String> {
    let pages = output.files.keys().filter(|path| path.ends_with(".html")).filter_map(|path| output.text(path));
    pages.flat_map(|page| page.split('⟦').skip(1)).filter_map(|part| Some(part.split_once('⟧')?.0.to_owned())).collect()
}

#[test]
fn what_templates_use_is_named() {
    let values = values();
    for (name, bytes) in fixture::folder(&fixture::repository().join("themes/default/templates")) {
        let used = used(&String::from_utf8(bytes).expect("text"));
        let unnamed: Vec<&String> = used.difference(&values[&name]).collect();
        assert!(unnamed.is_empty(), "{name}: {unnamed:?}");
    }
}

/// The values that a template uses: the first step of every path, without those that a loop names.
fn used(template: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let mut own: BTreeSet<String> =
        ["loop", "words", "not", "and", "or", "in", "if", "elif", "else", "endif", "for", "endfor", "true", "false", "is", "defined", "none", "set"]
            .map(str::to_owned)
            .into();
    for tag in template.split('{').filter_map(|part| part.strip_prefix(['{', '%'])).filter_map(|part| part.split(['}', '%']).next()) {
        let unquoted: String = tag.split('"').step_by(2).collect();
        let parts: Vec<&str> =
            unquoted.split(|letter: char| letter.is_whitespace() || "[](),=".contains(letter)).filter(|part| !part.is_empty()).collect();
        if parts.first() == Some(&"include") {
            continue;
        }
        if matches!(parts.first(), Some(&("for" | "set"))) {
            own.insert(parts[1].to_owned());
        }
        let paths = parts.iter().enumerate().filter(|(at, _)| *at == 0 || parts[at - 1] != "|").map(|(_, part)| part);
        let firsts = paths.filter_map(|path| path.split('.').next()).filter(|first| first.starts_with(|letter: char| letter.is_ascii_lowercase()));
        used.extend(firsts.map(str::to_owned));
    }
    used.difference(&own).cloned().collect()
}
