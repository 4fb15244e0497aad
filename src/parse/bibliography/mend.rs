//! Owns what is changed in an entry because hayagriva would drop it or print it oddly.

use biblatex::{Chunk, EntryType, Spanned};
use hayagriva::types::Person;

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

/// Mends an entry before hayagriva reads it.
pub fn entry(tex: &mut biblatex::Entry) {
    for stem in ["", "book", "main", "journal"] {
        let Some(mut rest) = tex.remove(&format!("{stem}subtitle")) else {
            continue;
        };
        if let Some(title) = tex.fields.get_mut(&format!("{stem}title")) {
            title.push(Spanned::new(Chunk::Normal(": ".to_owned()), FAR..FAR));
            title.append(&mut rest);
        }
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
