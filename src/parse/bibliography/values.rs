//! Owns the checks of single values: dates, addresses, stray commands.

use biblatex::{Chunk, ChunksExt, PermissiveType, RetrievalError};

use super::work::{Reader, put, text};
use super::{fields, mend, tex};
use crate::base::mistake;

impl Reader<'_> {
    /// Refuses text that would be printed with a TeX command in it, and takes out text
    /// that begins with punctuation, which hayagriva joins to what stands before.
    pub fn texts(&mut self, entry: &mut biblatex::Entry) {
        entry.fields.retain(|field, chunks| {
            let text = chunks.format_verbatim();
            let command = text.split_once('\\').map_or("", |(_, command)| command);
            let end = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
            let name = &command[..end.max(command.chars().next().map_or(0, char::len_utf8))];
            if !name.trim().is_empty() && !tex::is_code(field) {
                self.bad(field, &format!("the TeX command `\\{name}` means nothing here: write the letters that it stands for"));
            } else if chunks.iter().any(|chunk| matches!(chunk.v, Chunk::Math(_))) {
                self.bad(field, "a formula between `$` can't be printed: write it in letters, and a dollar as `\\$`");
            }
            let first = text.trim_start().chars().next().unwrap_or_default();
            let as_written = field.ends_with("date") || mend::is_whole(field);
            let joined = !as_written && fields::is_joined(first);
            if joined {
                self.bad(field, &format!("it begins with `{first}`"));
            }
            !joined
        });
    }

    /// Leaves only dates that hayagriva reads: it panics on some and ignores others.
    pub fn dates(&mut self, tex: &mut biblatex::Entry) {
        let mut dated = "date";
        if text(tex, "date").is_none()
            && let Some((date, blame)) = three_fields(tex)
        {
            dated = blame;
            put(tex, "date", &date);
            self.places.push(("date".to_owned(), self.at(blame)));
        }
        for part in ["year", "month", "day"] {
            tex.remove(part);
        }
        for field in ["date", "urldate", "eventdate"] {
            let Some(written) = text(tex, field) else {
                continue;
            };
            let at = self.said.place(&self.at(field));
            if let Some(date) = fields::date(&written) {
                put(tex, field, &date);
                let read = match field {
                    "date" => tex.date(),
                    "urldate" => tex.url_date(),
                    _ => tex.event_date(),
                };
                if matches!(read, Ok::<_, RetrievalError>(PermissiveType::Typed(_))) {
                    continue;
                }
            }
            tex.remove(field);
            let field = if field == "date" { dated } else { field };
            if field == "month" {
                self.bad(field, "a month is a number from 1 to 12, or its English name");
                continue;
            }
            let bad = mistake::bad_date(at, field, &written, &[]);
            let undated = field != "urldate" && !written.contains(|c: char| c.is_ascii_digit());
            let help = || format!("leave `{field}` out where a work has no date yet, or none: it is printed as undated");
            self.said.found.push(if undated { bad.help(help()) } else { bad });
        }
    }

    /// The address, if it is one; else it is taken out. A work that has neither address nor DOI may stand in an archive.
    pub fn url(&mut self, tex: &mut biblatex::Entry) -> Option<String> {
        let url = text(tex, "url").map(|url| unescaped(&url)).or_else(|| archived(tex).filter(|_| text(tex, "doi").is_none()))?;
        if fields::web(&url) {
            put(tex, "url", &url);
            return Some(url);
        }
        tex.remove("url");
        self.bad_url(&url);
        None
    }

    /// The DOI without resolver, if it is one; else it is taken out.
    pub fn doi(&mut self, tex: &mut biblatex::Entry) -> Option<String> {
        let written = unescaped(&text(tex, "doi")?);
        let Some(doi) = fields::doi(&written) else {
            tex.remove("doi");
            self.bad("doi", &format!("`{written}` is no DOI: they look like `10.1000/182`"));
            return None;
        };
        put(tex, "doi", doi);
        Some(doi.to_owned())
    }

    /// Takes out a number of volumes that is none.
    pub fn volumes(&mut self, tex: &mut biblatex::Entry) {
        if let Some(volumes) = text(tex, "volumes")
            && tex.volumes().is_err()
        {
            tex.remove("volumes");
            self.bad("volumes", &format!("`{volumes}` is no number"));
        }
    }
}

/// An address without the marks that LaTeX asks for, none of which an address has.
fn unescaped(address: &str) -> String {
    let bare = address.strip_prefix("\\url").unwrap_or(address);
    bare.replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("\\#", "#").replace("\\~{}", "~").replace("\\~", "~")
}

/// Where the archives that BibLaTeX knows show the work of `eprint`.
fn archived(tex: &biblatex::Entry) -> Option<String> {
    let archive = text(tex, "eprinttype").or_else(|| text(tex, "archiveprefix"))?;
    let before = match archive.to_ascii_lowercase().as_str() {
        "arxiv" => "https://arxiv.org/abs/",
        "hdl" => "https://hdl.handle.net/",
        "jstor" => "https://www.jstor.org/stable/",
        "pubmed" => "https://pubmed.ncbi.nlm.nih.gov/",
        _ => return None,
    };
    Some(format!("{before}{}", text(tex, "eprint")?))
}

/// `year`, `month` and `day` as one date, and which of them to blame if it is none.
fn three_fields(tex: &biblatex::Entry) -> Option<(String, &'static str)> {
    let year = text(tex, "year")?;
    let Some(month) = text(tex, "month").filter(|_| fields::date(&year).is_some()) else {
        return Some((year, "year"));
    };
    let Some(number) = fields::month(&month) else {
        return Some((month, "month"));
    };
    Some(match text(tex, "day") {
        Some(day) => (format!("{year}-{number}-{day}"), "day"),
        None => (format!("{year}-{number}"), "month"),
    })
}
