//! Owns the walk through a finished site: every link, anchor, heading and element of its pages.

use std::collections::{BTreeMap, BTreeSet};

use casebook::render::output::Output;

use crate::html::{self, Piece};

/// Elements without an end tag.
const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// What is known of one page.
struct Page {
    pieces: Vec<Piece>,
    ids: BTreeSet<String>,
}

/// Where a link of `from` leads, and the anchor there; nothing for addresses of other sites.
fn target(from: &str, href: &str, root: &str) -> Option<(String, String)> {
    if href.contains("://") || href.starts_with("mailto:") || href.starts_with("tel:") {
        return None;
    }
    let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    let path = match path.strip_prefix(root).filter(|_| path.starts_with('/')) {
        Some(rest) => {
            parts.clear();
            rest
        }
        None => path,
    };
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." if parts.is_empty() => parts.push("(above the root)"),
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let mut file = parts.join("/");
    if path.is_empty() {
        file = from.to_owned();
    } else if path.ends_with('/') || path == "." || path == ".." {
        file = if file.is_empty() { "index.html".to_owned() } else { format!("{file}/index.html") };
    }
    Some((decoded(&file), decoded(anchor)))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = (byte == b'%').then(|| [rest.next(), rest.next()].into_iter().flatten().map(char::from).collect::<String>());
        bytes.push(hex.and_then(|hex| u8::from_str_radix(&hex, 16).ok()).unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The pages of a site, taken apart; what is wrong in one by itself is added to `problems`.
fn pages(output: &Output, problems: &mut Vec<String>) -> BTreeMap<String, Page> {
    let mut pages = BTreeMap::new();
    for path in output.files.keys().filter(|path| path.ends_with(".html")) {
        let text = output.text(path).unwrap_or_default();
        let (pieces, errors) = html::pieces(text);
        problems.extend(errors.iter().map(|error| format!("{path}: not valid HTML: {error}")));
        let mut open: Vec<&str> = Vec::new();
        let mut ids = BTreeSet::new();
        for piece in &pieces {
            match piece {
                Piece::Start(name, _) if !VOID.contains(&name.as_str()) => open.push(name),
                Piece::End(name) if open.last() == Some(&name.as_str()) => drop(open.pop()),
                Piece::End(name) => problems.push(format!("{path}: </{name}> closes nothing; open are {open:?}")),
                _ => {}
            }
            if let Some(id) = piece.attribute("id")
                && (id.is_empty() || !ids.insert(id.to_owned()))
            {
                problems.push(format!("{path}: the id `{id}` stands twice, or is empty"));
            }
        }
        problems.extend(open.iter().map(|name| format!("{path}: <{name}> is never closed")));
        let titles = pieces.iter().filter(|piece| matches!(piece, Piece::Start(name, _) if name == "h1")).count();
        if titles != 1 {
            problems.push(format!("{path}: {titles} h1 instead of one"));
        }
        problems.extend(wordless(&pieces).map(|element| format!("{path}: {element} without words")));
        pages.insert(path.clone(), Page { pieces, ids });
    }
    pages
}

/// Headings, links and lists that say nothing, and pictures without a text in their place.
fn wordless(pieces: &[Piece]) -> impl Iterator<Item = String> {
    let pairs = pieces.iter().zip(pieces.iter().skip(1));
    pairs.filter_map(|(piece, next)| match (piece, next) {
        (Piece::Start(name, _), Piece::End(end)) if name == end => {
            let heading = matches!(name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "title");
            let link = name == "a" && piece.attribute("href").is_some() && piece.attribute("aria-label").is_none();
            let list = matches!(name.as_str(), "ul" | "ol" | "dl");
            (heading || link || list).then(|| format!("<{name}>"))
        }
        (Piece::Start(name, _), _) if name == "img" && piece.attribute("alt").is_none() => Some("<img>".to_owned()),
        _ => None,
    })
}

/// Paths that would not lie in the folder of the site, or not next to each other on every machine.
fn misplaced(output: &Output) -> Vec<String> {
    let mut folded = BTreeMap::new();
    let mut problems = Vec::new();
    for path in output.files.keys() {
        if path.contains(['\\', '\0', ':', '?', '#', '*', '"', '<', '>', '|']) || path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            problems.push(format!("`{path}` is no path for a file of a site"));
        }
        if let Some(other) = folded.insert(path.to_lowercase(), path) {
            problems.push(format!("`{path}` and `{other}` are one file on some machines"));
        }
    }
    problems
}

/// Everything that is wrong with the HTML of a site: dead links and anchors, headings, elements, other hosts.
pub fn problems(output: &Output) -> Vec<String> {
    let mut problems = misplaced(output);
    let pages = pages(output, &mut problems);
    for (path, page) in &pages {
        let root = root_of(page);
        for piece in &page.pieces {
            let Piece::Start(name, _) = piece else { continue };
            for address in ["href", "src", "action"].iter().filter_map(|key| piece.attribute(key)) {
                match target(path, address, &root) {
                    None if name == "a" || piece.attribute("rel") == Some("canonical") => {}
                    None => problems.push(format!("{path}: <{name}> asks another host: {address}")),
                    Some((file, anchor)) => {
                        let there = output.files.contains_key(&file);
                        if !there {
                            problems.push(format!("{path}: `{address}` leads to no file"));
                        } else if !anchor.is_empty() && !pages.get(&file).is_some_and(|page| page.ids.contains(&anchor)) {
                            problems.push(format!("{path}: `{address}` leads to no anchor"));
                        }
                    }
                }
            }
            for key in ["aria-labelledby", "aria-describedby", "for", "headers"] {
                let missing = piece.attribute(key).into_iter().flat_map(str::split_whitespace).find(|id| !page.ids.contains(*id));
                problems.extend(missing.map(|id| format!("{path}: {key}={id} means nothing")));
            }
        }
    }
    problems
}

/// Where paths that begin with `/` begin: only the page for what is not there has them.
fn root_of(page: &Page) -> String {
    let home = page.pieces.iter().find(|piece| piece.attribute("class") == Some("site-title"));
    home.and_then(|piece| piece.attribute("href")).filter(|href| href.starts_with('/')).unwrap_or("/").to_owned()
}

/// The pages that no way of links from the home page leads to; redirects and the page for what is not there aside.
pub fn unreachable(output: &Output) -> Vec<String> {
    let pages = pages(output, &mut Vec::new());
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        for piece in pages.get(&path).into_iter().flat_map(|page| &page.pieces) {
            let href = piece.attribute("href").filter(|_| matches!(piece, Piece::Start(name, _) if name == "a"));
            if let Some((file, _)) = href.and_then(|href| target(&path, href, "/"))
                && reached.insert(file.clone())
            {
                open.push(file);
            }
        }
    }
    let redirect = |page: &Page| page.pieces.iter().any(|piece| piece.attribute("http-equiv") == Some("refresh"));
    pages.iter().filter(|(path, page)| !reached.contains(*path) && *path != "404.html" && !redirect(page)).map(|(path, _)| path.clone()).collect()
}

/// The files that a page links to.
pub fn links(output: &Output, path: &str) -> BTreeSet<String> {
    let (pieces, _) = html::pieces(output.text(path).unwrap_or_default());
    pieces
        .iter()
        .filter_map(|piece| piece.attribute("href").or_else(|| piece.attribute("action")))
        .filter_map(|href| target(path, href, "/"))
        .map(|(file, _)| file)
        .collect()
}

#[test]
fn dead_links_and_broken_elements_are_found() {
    let mut output = Output::default();
    let page = "<h1 id=a>T</h1><p id=a><a href=\"x/\">x</a><a href=\"#b\">y</a><img src=\"https://e.org/p.png\" alt><ul></ul><div></p>";
    output.add("index.html", page.as_bytes().to_vec());
    output.add("lost/index.html", b"<p><a href=\"../index.html#a\">up</a><a href=\"../\"></a></p>".to_vec());
    output.add("../X.txt", Vec::new());
    output.add("../x.txt", Vec::new());
    let found = problems(&output).join("\n");
    for expected in [
        "`a` stands twice",
        "`x/` leads to no file",
        "`#b` leads to no anchor",
        "asks another host",
        "</p> closes nothing",
        "0 h1",
        "<a> without words",
        "<ul> without words",
        "`../X.txt` is no path",
        "are one file",
    ] {
        assert!(found.contains(expected), "{expected} in\n{found}");
    }
    assert!(!found.contains("../index.html"), "{found}");
    assert_eq!(unreachable(&output), ["lost/index.html"]);
}
