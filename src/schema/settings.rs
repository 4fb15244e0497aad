//! Owns what `site.yaml` says of the site as a whole.

use icu_locale_core::LanguageIdentifier;

use crate::base::Span;

/// The site's own keys.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// One sentence for search engines.
    pub description: String,
    /// Absolute address or path, ending in `/`; empty when not set.
    pub base_url: String,
    /// BCP 47, `en` when not set.
    pub language: String,
    /// Where that is written.
    pub language_at: Option<Span>,
    /// The theme's folder below `themes/`.
    pub theme: String,
    /// Where a page is edited, with `{path}`.
    pub edit_url: String,
    /// Where an error is reported, with `{path}`.
    pub report_url: String,
    /// Who wrote the site; nobody where it does not say so.
    pub authors: Vec<Author>,
    /// The content's licence: name and address.
    pub licence: Option<(String, String)>,
    /// What the footer says, in Markdown.
    pub footer: Option<(String, Span)>,
    /// The menu.
    pub menu: Vec<MenuItem>,
    /// Words to search for, as examples: each finds something worth seeing.
    pub search_examples: Vec<String>,
    /// A CSL style of the archive, by name.
    pub citations: Option<(String, Span)>,
    /// Whether a few inline HTML elements are let through.
    pub html: bool,
    /// Kinds of set-off notes: key and label.
    pub callouts: Vec<(String, String)>,
}

impl Settings {
    /// The whole address of a page or a file of the site; none where `base_url` is a path or not set.
    pub fn whole_address(&self, address: &str) -> Option<String> {
        self.base_url.starts_with("http").then(|| [&self.base_url, address].concat())
    }

    /// Whether the language is written from right to left, as its script or else it itself tells.
    pub fn is_rtl(&self) -> bool {
        let locale: LanguageIdentifier = self.language.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
        match locale.script {
            Some(script) => RTL_SCRIPTS.contains(&script.as_str()),
            None => RTL_LANGUAGES.contains(&locale.language.as_str()),
        }
    }
}

/// A person, or a body without given names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Author {
    /// The family name, or the whole name of a body.
    pub family: String,
    /// The given names.
    pub given: String,
}

impl Author {
    /// From `FAMILY NAME, GIVEN NAMES`, or a name without a comma.
    pub fn new(written: &str) -> Self {
        let (family, given) = written.split_once(',').unwrap_or((written, ""));
        let (family, given) = (family.trim(), given.trim());
        // A comma that nothing stands before parts nothing.
        let (family, given) = if family.is_empty() { (given, "") } else { (family, given) };
        Self { family: family.to_owned(), given: given.to_owned() }
    }

    /// As it stands in a list of works: `Hill, Ada`.
    pub fn listed(&self) -> String {
        if self.given.is_empty() { self.family.clone() } else { format!("{}, {}", self.family, self.given) }
    }

    /// As one says it: `Ada Hill`.
    pub fn spoken(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }
}

/// Scripts that are written from right to left, and languages that are usually written in them.
const RTL_SCRIPTS: [&str; 10] = ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];
const RTL_LANGUAGES: [&str; 20] =
    ["ar", "arc", "arz", "bal", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"];

/// One entry of the menu.
#[derive(Debug, Clone)]
pub enum MenuItem {
    /// A page, collection or address, as written.
    Link(String, Span),
    /// A titled group.
    Group(String, Vec<MenuItem>),
}
