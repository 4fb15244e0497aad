//! Owns what is changed in an entry because hayagriva would drop it or print it oddly.

use biblatex::{Chunk, EntryType, Spanned};
use hayagriva::types::{MaybeTyped, PageRangesPart, Person};

use super::fields;
use super::work::{FAR, put, text};

/// Printed as written: hayagriva would capitalize titles of any language as English ones,
/// and print "Democracy and Assistance" as "Democracy, Assistance".
const WHOLE: &str = "title shorttitle booktitle maintitle journaltitle journal eventtitle \
    issuetitle series publisher organization";

/// Whether a field is printed as written.
pub fn is_whole(field: &str) -> bool {
    WHOLE.split(' ').any(|whole| whole == field)
}

/// How BibTeX writes editions.
const ORDINALS: [&str; 12] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];

/// Mends an entry before hayagriva reads it.
pub fn entry(tex: &mut biblatex::Entry) {
    if let Some(number) = text(tex, "edition").and_then(|edition| edition_number(&edition)) {
        put(tex, "edition", &number);
    }
    if let Some(number) = text(tex, "number").filter(|number| number.contains('-'))
        && matches!(tex.entry_type, EntryType::Report | EntryType::TechReport | EntryType::Patent | EntryType::Manual)
    {
        // Otherwise "99-02" is printed as the numbers 99 to 2.
        put(tex, "number", &number.replace('-', "\u{2011}"));
    }
    // An editor who is none would not be named.
    if let Some(role) = text(tex, "editortype")
        && let Some(place) = match role.as_str() {
            "translator" => Some("translator"),
            "director" => Some("author"),
            _ => None,
        }
        && text(tex, place).is_none()
        && let Some(names) = tex.remove("editor")
    {
        tex.fields.insert(place.to_owned(), names);
        tex.remove("editortype");
    }
    for stem in ["", "book", "main", "journal"] {
        let Some(mut rest) = tex.remove(&format!("{stem}subtitle")) else {
            continue;
        };
        if let Some(title) = tex.fields.get_mut(&format!("{stem}title")) {
            title.push(Spanned::new(Chunk::Normal(": ".to_owned()), FAR..FAR));
            title.append(&mut rest);
        }
    }
    // So some programs name what a page on the web, or a recording, is a part of.
    let on_the_web = match &tex.entry_type {
        EntryType::Online | EntryType::Misc => true,
        EntryType::Unknown(kind) => matches!(kind.as_str(), "audio" | "video"),
        _ => false,
    };
    let whole = ["journaltitle", "journal", "organization", "publisher", "institution"].iter().any(|field| text(tex, field).is_some());
    if let Some(site) = text(tex, "titleaddon").filter(|_| on_the_web && !whole) {
        put(tex, "organization", &site);
    }
    let kind = text(tex, "type").unwrap_or_default();
    let written_out = match kind.as_str() {
        "mathesis" => "Master’s thesis",
        "phdthesis" => "Doctoral dissertation",
        "resreport" => "Research report",
        "techreport" => "Technical report",
        _ => "",
    };
    if !written_out.is_empty() {
        put(tex, "type", written_out);
    }
    match tex.entry_type {
        // Otherwise a newspaper on the web would not be named.
        EntryType::Online if text(tex, "journaltitle").or_else(|| text(tex, "journal")).is_some() => {
            tex.entry_type = EntryType::Article;
        }
        // Otherwise the series stands in the place of the title, and again behind it.
        EntryType::Manual if text(tex, "series").is_some() => tex.entry_type = EntryType::Book,
        // As a data set it would end in "Released".
        EntryType::TechReport | EntryType::Dataset => tex.entry_type = EntryType::Report,
        // Otherwise the title of the whole is printed twice.
        EntryType::InCollection | EntryType::SuppCollection | EntryType::InProceedings | EntryType::InReference => tex.entry_type = EntryType::InBook,
        // Otherwise the title is set like that of a file in an archive.
        EntryType::Collection | EntryType::MvCollection | EntryType::Reference | EntryType::MvReference => tex.entry_type = EntryType::Book,
        EntryType::Article => _ = tex.remove("issuetitle"),
        _ => {}
    }
    // Otherwise it is printed as the number of the whole, too.
    tex.remove("chapter");
    for field in ["institution", "school", "organization"] {
        let Some(body) = text(tex, field).filter(|_| !tex.fields.contains_key("publisher")) else {
            continue;
        };
        put(tex, "publisher", &body);
        tex.remove(field);
    }
    for field in WHOLE.split(' ') {
        if let Some(whole) = text(tex, field) {
            // TeX writes quotation marks so; titles stand in such themselves. A single `'` ends one only where a single one begins.
            let doubled = whole.replace("``", "‘").replace("''", "’");
            let single = if doubled.contains('`') { doubled.replace('`', "‘").replace('\'', "’") } else { doubled };
            put(tex, field, &single);
        }
    }
}

/// The number of an edition that is one in words or with an ending: `Second`, `2nd`, `3rd ed.`.
fn edition_number(edition: &str) -> Option<String> {
    let edition = edition.to_ascii_lowercase();
    let mut words = edition.split_whitespace();
    let first = words.next()?;
    if words.any(|word| !matches!(word, "ed" | "ed." | "edn" | "edn." | "edition")) {
        return None;
    }
    let named = ORDINALS.iter().position(|ordinal| *ordinal == first).map(|at| (at + 1).to_string());
    let digits = || ["st", "nd", "rd", "th", ""].iter().find_map(|ending| first.strip_suffix(ending)).filter(|digits| digits.parse::<u16>().is_ok());
    named.or_else(|| digits().map(str::to_owned))
}

/// The number of a book in its series; hayagriva would take it for that of an issue.
pub fn number_in_series(tex: &mut biblatex::Entry) -> Option<String> {
    let book = matches!(tex.entry_type, EntryType::Book | EntryType::MvBook | EntryType::InBook | EntryType::Proceedings | EntryType::MvProceedings);
    let number = text(tex, "number").filter(|_| book && tex.fields.contains_key("series"))?;
    tex.remove("number");
    Some(number)
}

/// Gives a number to the series of a book: the outermost of all that it is part of.
pub fn number_series(entry: &mut hayagriva::Entry, number: &str) {
    let mut parents = entry.parents().to_vec();
    match parents.first_mut() {
        Some(parent) => {
            number_series(parent, number);
            entry.set_parents(parents);
        }
        None => entry.set_volume(number.parse().unwrap_or_else(|_| MaybeTyped::String(number.to_owned()))),
    }
}

/// Puts commas between pages: hayagriva prints "12, 17" as "1217".
pub fn pages(entry: &mut hayagriva::Entry) {
    let Some(MaybeTyped::Typed(pages)) = entry.page_range() else { return };
    let mut pages = pages.clone();
    pages.ranges = pages.ranges.into_iter().flat_map(|part| [PageRangesPart::Comma, part]).skip(1).collect();
    entry.set_page_range(MaybeTyped::Typed(pages));
}

/// Makes "van der" part of the family name, as hayagriva would cite "Staak", and takes
/// punctuation off the beginnings of names.
pub fn names(entry: &mut hayagriva::Entry) {
    let whole = |persons: &[Person]| {
        let mut persons = persons.to_vec();
        for person in &mut persons {
            let prefix = person.prefix.take().map(|prefix| prefix + " ");
            person.name = bare(&(prefix.unwrap_or_default() + &person.name));
            person.given_name = person.given_name.as_deref().map(bare);
            person.suffix = person.suffix.as_deref().map(bare);
        }
        persons
    };
    if let Some(authors) = entry.authors().map(whole) {
        entry.set_authors(authors);
    }
    if let Some(editors) = entry.editors().map(whole) {
        entry.set_editors(editors);
    }
}

fn bare(name: &str) -> String {
    name.trim_start_matches(|c: char| c.is_whitespace() || fields::is_joined(c)).to_owned()
}
