//! Owns how a page is cited: as a sentence, for BibTeX and for RIS.

use serde::Serialize;

use super::super::escape;
use super::super::maker::Maker;
use crate::schema::Author;

/// A page as a work.
#[derive(Debug, Serialize)]
pub struct Citation {
    /// What it is called by: `foods-risotto`.
    pub key: String,
    /// As HTML.
    pub html: String,
    /// For BibTeX.
    pub bibtex: String,
    /// For reference managers.
    pub ris: String,
}

impl Maker<'_> {
    /// How the page is cited. The date is the day of its last change; nothing here depends on the day of the build.
    pub(super) fn citation_of(&self, title: &str) -> Citation {
        let settings = &self.site.settings;
        let address = &self.address;
        let updated = self.site.last_changed(self.place);
        let url = settings.whole_address(address);
        let authors: Vec<String> = settings.authors.iter().map(Author::listed).collect();
        let mut html = authors.join("; ");
        if !authors.is_empty() {
            html = format!("{}. ", escape::text(html.trim_end_matches('.')));
        }
        html.push_str(&format!("“{}.” <cite>{}</cite>", escape::text(title), escape::text(&settings.title)));
        if let Some(date) = &updated {
            html.push_str(&format!(", {}", self.date(date)));
        }
        html.push('.');
        if let Some((licence, _)) = &settings.licence {
            html.push_str(&format!(" {}.", escape::text(licence)));
        }
        let key = address.trim_end_matches('/').replace('/', "-");
        let mut bibtex = format!("@online{{{key},\n");
        if !authors.is_empty() {
            // A body stands in braces, so that nothing of it is a given name.
            let named = |author: &Author| if author.given.is_empty() { format!("{{{}}}", latex(&author.family)) } else { latex(&author.listed()) };
            let named: Vec<String> = settings.authors.iter().map(named).collect();
            bibtex.push_str(&format!("  author = {{{}}},\n", named.join(" and ")));
        }
        bibtex.push_str(&format!("  title = {{{{{}}}}},\n  maintitle = {{{{{}}}}},\n", latex(title), latex(&settings.title)));
        let mut ris = "TY  - ELEC\n".to_owned();
        ris.extend(authors.iter().map(|author| format!("AU  - {author}\n")));
        ris.push_str(&format!("TI  - {title}\nT2  - {}\n", settings.title));
        if let Some(date) = &updated {
            bibtex.push_str(&format!("  date = {{{date}}},\n"));
            ris.push_str(&format!("PY  - {}\n", date.year));
            if let (Some(month), Some(day)) = (date.month, date.day) {
                ris.push_str(&format!("DA  - {}/{month:02}/{day:02}\n", date.year));
            }
        }
        if let Some(url) = url {
            html.push_str(&format!(" {}", escape::text(&url)));
            bibtex.push_str(&format!("  url = {{{url}}},\n"));
            ris.push_str(&format!("UR  - {url}\n"));
        }
        bibtex.push_str("}\n");
        ris.push_str("ER  - \n");
        Citation { key, html, bibtex, ris }
    }
}

/// A text as a value of BibTeX: what LaTeX would take for its own is escaped.
fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '#' | '$' | '_' | '{' | '}' => out.extend(['\\', letter]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            letter => out.push(letter),
        }
    }
    out
}
