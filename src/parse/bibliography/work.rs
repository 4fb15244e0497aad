//! Owns the making of one work from one entry as written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Bibliography, Chunk, ChunksExt, Pair, Person, RawBibliography, RawChunk, RawEntry, Spanned};

use super::syntax::{self, Broken, Limits};
use super::{Said, Work, fields, handed, mend, names, tex};
use crate::base::mistake;
use crate::base::suggest::nearest;
use crate::parse::address::has_host;

/// Spans handed to biblatex are moved up by this: it subtracts from them unchecked.
pub const FAR: usize = usize::MAX / 2;

/// The most fields that an entry may have.
const FIELDS: usize = 200;

/// Reads one entry.
///
/// # Errors
/// Where and why the entry cannot be read at all.
pub fn read(mut raw: RawEntry<'_>, strings: &BTreeMap<&str, Pair<'_>>, limits: &mut Limits, said: &mut Said) -> Result<Work, Broken> {
    let (key, key_span) = (raw.key.v.to_owned(), raw.key.span.clone());
    if raw.fields.len() > FIELDS {
        return Err((key_span, format!("this entry has more than {FIELDS} fields")));
    }
    let handed = handed::entry(&raw, strings);
    let mut reader = Reader { key, key_span, handed, places: Vec::new(), kind: None, weak: false, title_misspelled: false, said };
    raw.fields.retain(|pair| reader.keeps(pair));
    let mut used = Vec::new();
    for pair in &raw.fields {
        limits.value(&pair.value.v)?;
        for chunk in &pair.value.v {
            if let RawChunk::Abbreviation(name) = chunk.v
                && let Some(string) = strings.get(name)
            {
                limits.expand(&string.value.v, &chunk.span)?;
                used.push(string.clone());
            }
        }
    }
    let chunks = raw.fields.iter().chain(&used).flat_map(|pair| pair.value.v.iter().map(|chunk| (pair.key.v, &chunk.v)));
    let plain: Vec<Cow<'_, str>> = chunks
        .map(|(field, chunk)| match *chunk {
            RawChunk::Normal(text) => tex::plain(field, text),
            RawChunk::Abbreviation(name) => Cow::Borrowed(name),
        })
        .collect();
    // They live no longer than what is written in them.
    let (mut raw, mut used) = (raw, used);
    let chunks = raw.fields.iter_mut().chain(&mut used).flat_map(|pair| &mut pair.value.v);
    for (chunk, plain) in chunks.zip(&plain) {
        if let RawChunk::Normal(text) = &mut chunk.v {
            *text = plain;
        }
    }
    let alone = RawBibliography { preamble: String::new(), entries: vec![Spanned::detached(raw)], abbreviations: used };
    let parsed = Bibliography::from_raw(alone).map_err(|error| (error.span.clone(), syntax::prose(&error.kind)))?;
    match parsed.into_iter().next() {
        Some(tex) => reader.work(tex),
        None => Err((reader.key_span, "this entry cannot be read".to_owned())),
    }
}

/// One entry in the making.
pub struct Reader<'m> {
    key: String,
    key_span: Range<usize>,
    handed: String,
    pub places: Vec<(String, Range<usize>)>,
    kind: Option<(String, Range<usize>)>,
    weak: bool,
    /// Whether a field was probably meant to be the title.
    title_misspelled: bool,
    pub said: &'m mut Said,
}

impl Reader<'_> {
    /// Takes out our own fields; whether biblatex shall see this one.
    fn keeps(&mut self, pair: &Pair<'_>) -> bool {
        let at = self.said.place(&pair.key.span);
        let field = pair.key.v.to_ascii_lowercase();
        if let Some((_, first)) = self.places.iter().find(|(name, _)| *name == field) {
            let first = self.said.place(first);
            self.said.found.push(mistake::duplicate_key(at, &field, first));
            return false;
        }
        let place = match (pair.value.v.first(), pair.value.v.last()) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => pair.value.span.clone(),
        };
        self.places.push((field.clone(), place.clone()));
        let plain = pair.value.v.iter().map(|chunk| match chunk.v {
            RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text,
        });
        match field.as_str() {
            "kind" => self.kind = Some((plain.collect::<String>().trim().to_owned(), place)),
            "weak" => match plain.collect::<String>().trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => self.weak = true,
                "" | "false" | "no" | "0" => {}
                other => self.bad("weak", &format!("`{other}` is neither `true` nor `false`")),
            },
            "crossref" | "xdata" => {
                let what = format!("works do not inherit from each other, so `{field}` means nothing");
                self.said.wrong(&pair.key.span, &what, "write the fields out");
            }
            name if names::are_names(name) => {
                let joined = pair.value.v.iter().find_map(|chunk| match chunk.v {
                    RawChunk::Normal(text) => names::joined_otherwise(text).map(|(at, sign)| (chunk.span.start + at, sign)),
                    RawChunk::Abbreviation(_) => None,
                });
                for chunk in &pair.value.v {
                    if let RawChunk::Normal(text) = chunk.v
                        && let Some(at) = names::and_others(text)
                    {
                        let at = chunk.span.start + at.start..chunk.span.start + at.end;
                        self.said.wrong(&at, "`et al.` would be printed as a name", "write ` and others` for those who are not named");
                    }
                }
                if let Some((at, sign)) = joined {
                    self.said.found.push(mistake::joined_names(self.said.place(&(at..at + 1)), &field, sign));
                }
                return true;
            }
            "note" => {} // it is not printed
            name if fields::fields().any(|known| known == name) => return true,
            name if fields::skipped(name) => {}
            _ => {
                self.title_misspelled |= nearest(&field, ["title"]).is_some();
                self.said.found.push(mistake::unknown_field_of_work(at, &field, fields::meant(&field)));
            }
        }
        false
    }

    fn work(mut self, mut tex: biblatex::Entry) -> Result<Work, Broken> {
        tex.fields.retain(|_, chunks| !chunks.format_verbatim().trim().is_empty());
        for chunk in tex.fields.values_mut().flatten() {
            chunk.span = FAR + chunk.span.start..FAR + chunk.span.end;
        }
        self.dates(&mut tex);
        self.texts(&mut tex);
        let (url, doi) = (self.url(&mut tex), self.doi(&mut tex));
        self.volumes(&mut tex);
        mend::entry(&mut tex);
        let in_series = mend::number_in_series(&mut tex);
        let title = match text(&tex, "title") {
            Some(title) => title,
            None => {
                if !self.title_misspelled {
                    self.said.found.push(mistake::missing_title(self.said.place(&self.key_span)));
                }
                put(&mut tex, "title", &self.key);
                self.key.clone()
            }
        };
        let mut entry = hayagriva::Entry::try_from(&tex).map_err(|error| {
            let at = error.span.start.wrapping_sub(FAR);
            let place = self.places.iter().find(|(_, place)| place.contains(&at));
            let place = place.map_or_else(|| self.key_span.clone(), |(_, place)| place.clone());
            (place, error.kind.to_string())
        })?;
        mend::names(&mut entry);
        mend::pages(&mut entry);
        if let Some(number) = in_series {
            mend::number_series(&mut entry, &number);
        }
        if let Some(url) = url.as_ref().filter(|_| entry.url().is_none()) {
            self.bad_url(url);
        }
        Ok(Work {
            kind: self.kind.filter(|(kind, _)| !kind.is_empty()),
            weak: self.weak,
            title,
            authors: tex.author().unwrap_or_default().iter().map(full_name).filter(|name| name != "others").collect(),
            short_author: text(&tex, "shortauthor"),
            year: entry.date().map(|date| date.year.to_string()),
            url: url.filter(|_| entry.url().is_some()),
            doi,
            accessed: text(&tex, "urldate"),
            key: self.key,
            key_span: self.key_span,
            handed: self.handed,
            entry,
        })
    }

    /// Where the value of a field stands, else the key.
    pub fn at(&self, field: &str) -> Range<usize> {
        let found = self.places.iter().find(|(name, _)| name == field);
        found.map_or_else(|| self.key_span.clone(), |(_, at)| at.clone())
    }

    /// Says that the value of a field cannot be used.
    pub fn bad(&mut self, field: &str, what: &str) {
        self.said.wrong(&self.at(field), &format!("`{field}` can't be used: {what}"), "");
    }

    /// Says that the address is none.
    pub fn bad_url(&mut self, text: &str) {
        let at = self.said.place(&self.at("url"));
        self.said.found.push(if has_host(text) && text.contains(char::is_whitespace) {
            mistake::blank_in_address(at, "url")
        } else {
            mistake::wrong_type(at, "url", "a whole address that begins with http:// or https://", text)
        });
    }
}

/// The value of a field without markup, unless it is empty.
pub fn text(tex: &biblatex::Entry, field: &str) -> Option<String> {
    let text = tex.get(field)?.format_verbatim().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Sets a field to text that is printed as it is.
pub fn put(tex: &mut biblatex::Entry, field: &str, text: &str) {
    tex.set(field, vec![Spanned::new(Chunk::Verbatim(text.to_owned()), FAR..FAR)]);
}

fn full_name(person: &Person) -> String {
    let parts = [&person.given_name, &person.prefix, &person.name, &person.suffix];
    let parts = parts.map(|part| part.trim());
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
