//! Sites whose collections, fields, layouts and texts are drawn at random: none ends in a panic, and what is published has no dead link,
//! no anchor twice and no element unclosed.

use std::fmt::Write;

use casebook::base::Sources;
use casebook::render::output::MANIFEST;
use casebook::render::{Memory, Renderer};
use casebook::{Options, compile, understand};
use rayon::prelude::*;

use crate::crawl;
use crate::fixture::Files;
use crate::mutate::{random::Random, shown, theme};

const IDS: [&str; 5] = ["bodies", "cases", "events", "kinds", "links"];
const NAMES: [&str; 10] = ["about", "by", "colour", "kind", "land", "leads", "letter", "place", "since", "size"];
const TITLES: [&str; 10] =
    ["Soup", "Tea & <i>cake</i>", "(a) Who leads", "Élan “vital”", "سلام", "料理 2", "Soup", "x", "ENISA", "A rather long title, with a comma"];
/// Some are also what the theme calls parts of a page.
const HEADINGS: [&str; 12] =
    ["Main", "Toc", "Notes", "Sources", "Cases", "Note size", "(b) How", "Mentions", "Foot", "Work may", "Alike & more", "Leads"];
const WORDS: [&str; 12] = [
    "plain words",
    "ENISA says",
    "a *strong* word",
    "`code`",
    "cited [@may, p. 3]",
    "noted[^n]",
    "see [the page](about.md)",
    "2019",
    "<!-- seen -->",
    "https\\://x",
    "[out](https://example.org/a?b=c&d)",
    "“quoted”",
];

/// A field, as it is declared.
struct Field {
    name: &'static str,
    /// Its type, as in `site.yaml`.
    kind: &'static str,
    /// The collection it leads to, by number.
    to: Option<usize>,
    many: bool,
    required: bool,
    via: Option<String>,
}

/// A collection, as it is declared.
struct Collection {
    id: &'static str,
    table: bool,
    pages: bool,
    entries: usize,
    fields: Vec<Field>,
}

fn collections(random: &mut Random) -> Vec<Collection> {
    let count = 2 + random.below(4);
    let mut all: Vec<Collection> = Vec::new();
    for id in IDS.into_iter().take(count) {
        let table = random.below(2) == 0;
        let mut fields: Vec<Field> = Vec::new();
        for name in NAMES.into_iter().skip(random.below(3)).step_by(1 + random.below(3)) {
            let relation = random.below(3) == 0;
            let kind = random.pick(&["text", "markdown", "integer", "number", "boolean", "date", "year", "url", "choice", "country"]);
            let to = relation.then(|| random.below(count));
            let many = random.below(3) == 0 && (relation || kind == "choice");
            fields.push(Field { name, kind, to, many, required: random.below(4) == 0, via: None });
        }
        all.push(Collection {
            id,
            table,
            pages: !table || random.below(2) == 0,
            entries: random.below(9) + if table && random.below(40) == 0 { 520 } else { 0 },
            fields,
        });
    }
    // Some fields follow from two others.
    for at in 0..count {
        let first = all[at].fields.iter().position(|field| field.to.is_some());
        let Some((first, to)) = first.and_then(|first| Some((first, all[at].fields[first].to?))) else { continue };
        let second = all[to].fields.iter().find(|field| field.to.is_some() && field.via.is_none()).map(|field| field.name);
        let last = all[at].fields.len() - 1;
        if let Some(second) = second.filter(|_| random.below(3) == 0 && last > first && all[at].fields[last].name != "by") {
            let path = format!("{}.{second}", all[at].fields[first].name);
            let field = &mut all[at].fields[last];
            (field.to, field.required, field.via) = (None, false, Some(path));
        }
    }
    // What must be named is there.
    let filled: Vec<bool> = all.iter().map(|collection| collection.entries > 0).collect();
    for field in all.iter_mut().flat_map(|collection| &mut collection.fields) {
        field.required &= field.to.is_none_or(|to| filled[to]);
    }
    all
}

fn declared(all: &[Collection], random: &mut Random) -> String {
    let base = random.pick(&["https://made-up.test/", "https://made-up.test/deep/er/", "/", "/sub/"]);
    let language = random.pick(&["en", "de", "ar", "ja", "tr"]);
    let mut out = format!("title: Made & up\nbase_url: {base}\nlanguage: {language}\nrules: {{untranslated: off}}\n");
    if random.below(2) == 0 && all[..2].iter().all(|collection| collection.entries > 0) {
        out.push_str("footer: \"Made of [[about]] and ENISA[@may].\"\nmenu: [cases, {title: More, items: [about, bodies]}]\n");
    }
    out.push_str("collections:\n");
    for (at, collection) in all.iter().enumerate() {
        let Collection { id, table, pages, fields, .. } = collection;
        let origin = if *table { format!("table: {id}.csv") } else { format!("files: {id}/**/*.md") };
        _ = write!(out, "  {id}:\n    {origin}\n    pages: {pages}\n");
        if *pages && random.below(2) == 0 {
            _ = writeln!(out, "    layout: _layouts/{id}.md");
        }
        if !table && random.below(2) == 0 {
            out.push_str("    sections: [Use, Risks]\n");
        }
        let owner = fields.iter().find(|field| field.to.is_some_and(|to| to != at) && field.via.is_none());
        if let Some(owner) = owner.filter(|_| random.below(3) == 0) {
            _ = writeln!(out, "    within: {}", owner.name);
        }
        if !fields.is_empty() {
            out.push_str("    fields:\n");
        }
        for Field { name, kind, to, many, required, via } in fields {
            let label = if random.below(4) == 0 { ", label: \"(c) Said & done\"" } else { "" };
            let kind = match (via, to) {
                (Some(path), _) => format!("via: {path}"),
                (_, Some(to)) if to == &at && *many => format!("type: {}, many: true, inverse: {name}", all[*to].id),
                (_, Some(to)) => format!("type: {}, many: {many}, required: {required}, inverse: {id}-{name}", all[*to].id),
                _ if *kind == "choice" => format!("type: choice, of: {{zest: Zest – sharp, apple: \"A & b\"}}, many: {many}"),
                _ => format!("type: {kind}, required: {required}"),
            };
            _ = writeln!(out, "      {name}: {{{kind}{label}}}");
        }
    }
    out
}

/// What a field holds: one value, or several, each as it stands in YAML without quotes.
fn value(field: &Field, all: &[Collection], random: &mut Random) -> Option<Vec<String>> {
    if field.via.is_some() || !field.required && random.below(3) == 0 {
        return None;
    }
    if let Some(to) = field.to {
        let entries = all[to].entries;
        let count = if field.many { random.below(3) } else { 1 };
        let mut values: Vec<String> = (0..count.max(usize::from(field.required))).map(|_| format!("e{}", random.below(entries))).collect();
        values.sort();
        values.dedup();
        return (entries > 0 && !values.is_empty()).then_some(values);
    }
    let value = match field.kind {
        "text" => random.pick(&["a", "b", "some text; more", "2 < 3 & 4"]),
        "markdown" => random.pick(&["some *words* of ENISA[@may]", "see [[about]] and `code`", "noted"]),
        "integer" => random.pick(&["0", "-5", "1300000"]),
        "number" => random.pick(&["4.50", "-0.1", "7"]),
        "boolean" => random.pick(&["yes", "no"]),
        "date" => random.pick(&["2017-10-14", "2017-10", "2017"]),
        "year" => random.pick(&["1901", "2017"]),
        "url" => random.pick(&["https://example.org/a_b?c=d&e", "http://example.org/"]),
        "choice" => random.pick(&["zest", "apple"]),
        _ => "EE",
    };
    Some(vec![value.to_owned()])
}

fn block(all: &[Collection], label: &str, random: &mut Random) -> String {
    let at = random.below(all.len());
    let collection = &all[at];
    let id = collection.id;
    let columns = collection.fields.iter().filter(|_| random.below(2) == 0).map(|field| field.name).chain(["title"]).collect::<Vec<_>>().join(", ");
    let relation = collection.fields.iter().find(|field| field.to.is_some());
    let of = |kind| collection.fields.iter().find(|field| field.kind == kind && field.to.is_none() && field.via.is_none()).map(|field| field.name);
    let words = match (random.below(10), relation) {
        (0, _) => format!("box {{{label} title=\"In a box\"}}"),
        (1 | 2, _) => format!("table {{{label} from={id} columns=\"{columns}\"}}"),
        (3, _) => format!("cards {{from={id} columns=\"{columns}\"}}"),
        (4, Some(Field { name, to: Some(to), .. })) => format!("matrix {{{label} rows={id} columns={} via={name}}}", all[*to].id),
        (5, Some(Field { name, .. })) if collection.entries > 0 => format!("network {{{label} of={id}:e0 by={name}}}"),
        (6, _) if of("date").is_some() => format!("timeline {{{label} from={id} date={}}}", of("date").unwrap_or_default()),
        (7, _) if of("country").is_some() && of("choice").is_some() => {
            format!("map {{{label} from={id} country={} by={}}}", of("country").unwrap_or_default(), of("choice").unwrap_or_default())
        }
        _ => format!("list {{from={id} sort=\"-title\" limit=3}}"),
    };
    let inside = if words.starts_with("box") && random.below(2) == 0 { format!("\n{}", block(all, "", random)) } else { String::new() };
    format!("::: {words}\nOf {}.\n{inside}:::\n\n", random.pick(&WORDS))
}

fn text(all: &[Collection], deep: usize, random: &mut Random) -> String {
    let mut out = String::new();
    let mut labels = Vec::new();
    for part in 0..random.below(6) {
        if random.below(2) == 0 {
            let more = random.pick(&["", "", " of [[about]]", " noted[^n]", " by [@may]", " in `code` {#h was=old}"]);
            let more = if out.contains("{#h") { "" } else { more };
            _ = write!(out, "{} {} {part}{more}\n\n", random.pick(&["##", "##", "###"]), random.pick(&HEADINGS));
        }
        out.push_str("Said: ");
        for _ in 0..1 + random.below(3) {
            let at = random.below(all.len());
            if random.below(3) == 0 && all[at].entries > 0 {
                _ = write!(out, "[[{}:e{}]] ", all[at].id, random.below(all[at].entries));
            }
            out.push_str(random.pick(&WORDS));
            out.push(' ');
        }
        out.push_str("\n\n");
        if random.below(2) == 0 {
            labels.push(format!("#b-{part}"));
            out.push_str(&block(all, labels.last().map_or("", String::as_str), random));
        }
    }
    let known = labels.iter().filter(|label| out.contains(&format!("{{{label} ")));
    let links: Vec<String> = known.map(|label| format!("[[{label}]]")).collect();
    let note = if out.contains("[^n]") { "\n\n[^n]: A note of [[about]].\n" } else { "\n" };
    out.replace("about.md", &format!("{}about.md", "../".repeat(deep))) + &links.join(", ") + note
}

fn layout(collection: &Collection, random: &mut Random) -> String {
    let mut out = String::new();
    for number in 0..1 + random.below(6) {
        if random.below(2) == 0 {
            _ = write!(out, "## {} {}\n\n", HEADINGS[(number * 5 + random.below(2)) % HEADINGS.len()], ["", "too"][number % 2]);
        }
        let relation = collection.fields.iter().find(|field| field.to.is_some());
        let block = match (random.below(8), relation) {
            (0, _) => "alike".to_owned(),
            (1, Some(field)) => format!("relation {{field={} columns=\"title\"}}", field.name),
            (2, _) => "relation {field=sources}".to_owned(),
            (3, Some(field)) => format!("list {{from={} where=\"{}=this\"}}", collection.id, if field.to == Some(0) { "id" } else { "title" }),
            (4, Some(field)) => format!("network {{of=this by={}}}", field.name),
            (5, _) => "facts".to_owned(),
            _ => format!("facts {{fields=\"{}\"}}", collection.fields.first().map_or("title", |field| field.name)),
        };
        _ = write!(out, "::: {block}\n:::\n\n");
    }
    for block in ["body", "relations", "mentions", "sources"] {
        _ = write!(out, "::: {block}\n:::\n\n");
    }
    out
}

fn site(random: &mut Random) -> Files {
    let all = collections(random);
    let mut files = Files::new();
    let mut add = |path: String, text: String| drop(files.insert(format!("content/{path}"), text.into_bytes()));
    add("site.yaml".to_owned(), declared(&all, random));
    add("references.bib".to_owned(), "@book{may, author={May, Ann}, title={T & co}, year=2001}\n".to_owned());
    add("glossary.yaml".to_owned(), "- id: enisa\n  title: EU Agency\n  short: ENISA\n  meaning: \"An *agency*.\"\n".to_owned());
    add("index.md".to_owned(), format!("---\ntitle: Home\n---\n[[about]]\n\n{}", text(&all, 0, random)));
    add("about.md".to_owned(), format!("---\ntitle: About\naliases: [/old/]\n---\n{}", text(&all, 0, random)));
    for collection in &all {
        add(format!("_layouts/{}.md", collection.id), layout(collection, random));
        let written = || collection.fields.iter().filter(|field| field.via.is_none());
        let mut rows = ["id", "title", "draft"].into_iter().chain(written().map(|field| field.name)).collect::<Vec<_>>().join(",") + "\n";
        for number in 0..collection.entries {
            let untitled = collection.table && !collection.pages && random.below(3) == 0;
            let title = if untitled { "" } else { TITLES[random.below(TITLES.len())] };
            let draft = if random.below(12) == 0 { "true" } else { "" };
            let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
            let mut cells = vec![format!("e{number}"), quoted(title), draft.to_owned()];
            let mut head = format!("---\ntitle: '{title}'\nsources: [may]\n");
            if !draft.is_empty() {
                head.push_str("draft: true\n");
            }
            for field in written() {
                let values = value(field, &all, random).unwrap_or_default();
                cells.push(quoted(&values.join(";")));
                if values.is_empty() {
                    continue;
                }
                let list: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
                let value = if field.many || list.len() > 1 { format!("[{}]", list.join(", ")) } else { list.concat() };
                let basis = random.pick(&["inferred", "disputed"]);
                _ = match random.below(4) {
                    0 => writeln!(head, "{}: {{value: {value}, basis: {basis}, note: \"As [[about]] says\", sources: [may]}}", field.name),
                    _ => writeln!(head, "{}: {value}", field.name),
                };
            }
            rows.push_str(&(cells.join(",") + "\n"));
            if !collection.table {
                let sections = "\n## Use\n\nMuch.\n\n## Risks\n\nFew[^r].\n\n[^r]: Or none.\n";
                add(format!("{}/e{number}.md", collection.id), format!("{head}---\n{}{sections}", text(&all, 1, random)));
            }
        }
        if collection.table {
            add(format!("{}.csv", collection.id), rows);
        }
    }
    files
}

/// One round; gives back whether the site was refused.
fn round(seed: u64, theme: &[(String, Vec<u8>)]) -> bool {
    let files = site(&mut Random::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    let sources = Sources::new(theme.iter().cloned().chain(files.clone()));
    let compiled = compile(&sources, &Options::default());
    let mut problems = crawl::problems(&compiled.output);
    for (path, bytes) in &compiled.output.files {
        let text = String::from_utf8_lossy(bytes);
        let wrong = match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("xml") => roxmltree::Document::parse(&text).err().map(|error| error.to_string()),
            Some("json") => serde_json::from_str::<serde_json::Value>(&text).err().map(|error| error.to_string()),
            _ => None,
        };
        problems.extend(wrong.map(|error| format!("{path}: {error}")));
    }
    if seed.is_multiple_of(8)
        && !compiled.output.files.is_empty()
        && let (Some(site), mut found) = understand(&sources, &Options::default())
        && let Some(renderer) = Renderer::new(&site, &sources, &mut Memory::default(), &mut found)
    {
        // What the preview makes when it is asked for is what is published.
        let other = |path: &&String| renderer.file(path, &mut Vec::new()).as_deref() != compiled.output.files.get(*path).map(|bytes| &**bytes);
        let paths = compiled.output.files.keys().filter(|path| *path != MANIFEST);
        problems.extend(paths.filter(other).map(|path| format!("{path}: the preview shows something else")));
    }
    assert!(problems.is_empty(), "round {seed}: {}\n{}", problems.join("\n"), shown(&files));
    compiled.output.files.is_empty()
}

#[test]
fn what_is_published_of_any_site_holds_together() {
    const ROUNDS: u64 = 150;
    let theme = theme();
    let refused = (1..=ROUNDS).into_par_iter().filter(|seed| round(*seed, &theme)).count() as u64;
    assert!(refused < ROUNDS / 5, "{refused} of {ROUNDS} were refused: nothing is shown of them");
}
