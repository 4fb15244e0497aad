//! Typical slips, each made in a copy of the site that `init` makes: what is said of each is in `tests/slips.md`, to the word.

use std::fmt::Write;

use casebook::base::print;
use casebook::{Options, compile, read};

use crate::examples::updating;
use crate::fixture::{self, Files};

/// What the page says of one slip, and what comes of it.
struct Slip<'a> {
    title: &'a str,
    /// Fences: their words, and their lines.
    made: Vec<(&'a str, &'a str)>,
    said: &'a str,
}

fn slips(page: &str) -> Vec<Slip<'_>> {
    page.split("\n## ")
        .skip(1)
        .map(|part| {
            let (title, rest) = part.split_once('\n').unwrap_or((part, ""));
            let fences: Vec<&str> = rest.split("````").collect();
            let fences = fences.iter().skip(1).step_by(2).map(|fence| fence.split_once('\n').unwrap_or((fence, "")));
            let (said, made): (Vec<_>, Vec<_>) = fences.partition(|(words, _)| words.is_empty());
            Slip { title, made, said: said.first().map_or("", |(_, said)| said) }
        })
        .collect()
}

/// Makes a slip: lines to take out begin with `-`, lines to put there with `+`; a file may be renamed, made or deleted.
fn slip(files: &mut Files, words: &str, lines: &str) {
    let words: Vec<&str> = words.split_whitespace().collect();
    let path = |name: &str| format!("content/{name}");
    match words[..] {
        ["rename", from, to] => {
            let bytes = files.remove(&path(from)).unwrap_or_else(|| panic!("there is no {from}"));
            files.insert(path(to), bytes);
        }
        ["delete", name] => assert!(files.remove(&path(name)).is_some(), "there is no {name}"),
        ["new", name] => assert!(files.insert(path(name), lines.as_bytes().to_vec()).is_none(), "{name} is there"),
        ["windows", name] => {
            let text = String::from_utf8(files[&path(name)].clone()).expect("it is UTF-8").replace("Grove School", "Grüne Schule");
            files.insert(path(name), text.chars().map(|letter| letter as u8).collect());
        }
        [name] => {
            let text = String::from_utf8(files[&path(name)].clone()).expect("it is UTF-8");
            let with = |sign: &str| lines.lines().filter_map(|line| line.strip_prefix(sign)).map(|line| format!("{line}\n")).collect::<String>();
            let (old, new) = (with("-"), with("+"));
            assert!(!old.is_empty() && text.matches(&old).count() == 1, "{name} does not have once\n{old}");
            files.insert(path(name), text.replace(&old, &new).into_bytes());
        }
        _ => panic!("`{}` makes no slip", words.join(" ")),
    }
}

/// Every diagnostic with its ways out.
fn said(files: Files) -> String {
    let sources = read::with_theme(files);
    let mut out = String::new();
    for found in compile(&sources, &Options::default()).diagnostics {
        out.push_str(&print::short(std::slice::from_ref(&found), &sources));
        for (place, words) in &found.related {
            let line = sources.text(place.file)[..place.start as usize].matches('\n').count() + 1;
            _ = writeln!(out, "  {words}: {}:{line}", sources.path(place.file));
        }
        found.help.iter().for_each(|help| _ = writeln!(out, "  = {help}"));
        let shown = [" takes ", " write "].iter().any(|words| found.message.contains(words));
        if found.help.is_empty() && !shown {
            out.push_str("  no way out\n");
        }
    }
    out
}

#[test]
fn each_slip_is_named_once_with_a_way_out() {
    let file = fixture::repository().join("tests/slips.md");
    let page = std::fs::read_to_string(&file).expect("the page is there");
    let starter = fixture::folder(&fixture::repository().join("src/cli/starter"));
    let starter: Files = starter.into_iter().filter(|(path, _)| path.starts_with("content/")).collect();
    assert_eq!(said(starter.clone()), "", "the site has mistakes before any slip");
    let slips = slips(&page);
    assert!(slips.len() >= 50, "only {} slips", slips.len());
    let (mut renewed, mut wrong) = (page.clone(), String::new());
    for slip in &slips {
        let mut files = starter.clone();
        slip.made.iter().for_each(|(words, lines)| self::slip(&mut files, words, lines));
        let found = said(files);
        if found.is_empty() {
            _ = writeln!(wrong, "{}: nobody notices", slip.title);
        }
        if found.contains("no way out") {
            _ = writeln!(wrong, "{}: there is no way out\n{found}", slip.title);
        }
        if found != slip.said {
            _ = writeln!(wrong, "{}\n{found}", slip.title);
            let part = format!("## {}\n", slip.title);
            let at = renewed.find(&part).expect("it is there");
            let open = at + renewed[at..].find("````\n\n````\n").expect("a fence") + "````\n\n````\n".len();
            let close = open + renewed[open..].find("````").expect("an end");
            renewed.replace_range(open..close, &found);
        }
    }
    if updating() {
        std::fs::write(&file, renewed).expect("it can be written");
        return;
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
