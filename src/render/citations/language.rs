//! Owns the choice of the words that CSL has for a language.

use hayagriva::archive::LOCALES;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{CitationItem, CitationRequest, Entry};
use serde::Deserialize;

/// What a packed language is, without its words: unpacking all of them takes longer than a small site.
#[derive(Deserialize)]
struct Label {
    #[serde(rename = "@xml:lang")]
    lang: Option<LocaleCode>,
}

/// Every language and where it is packed.
fn packed() -> Vec<(LocaleCode, &'static [u8])> {
    LOCALES.iter().filter_map(|bytes| Some((ciborium::from_reader::<Label, _>(*bytes).ok()?.lang?, *bytes))).collect()
}

/// A language with the terms that CSL has for it.
pub struct Language {
    /// Of the archive: `en-US`.
    pub code: LocaleCode,
    /// Its words, and English ones for what it lacks.
    pub files: Vec<Locale>,
}

impl Language {
    /// The language itself, its main dialect, or American English.
    pub fn new(language: &str) -> Self {
        let english = LocaleCode::en_us();
        let wanted = LocaleCode(language.to_owned());
        let packed = packed();
        let known = |code: &LocaleCode| packed.iter().any(|(known, _)| known == code);
        let base = language.split('-').next().unwrap_or_default();
        let main = LocaleCode(base.to_owned()).fallback();
        let any = packed.iter().map(|(code, _)| code).find(|code| code.0.split('-').next() == Some(base)).cloned();
        let code = [Some(wanted), main, any].into_iter().flatten().find(known);
        let code = code.unwrap_or_else(|| english.clone());
        let used = packed.iter().filter(|(known, _)| *known == code || *known == english);
        let files = used.filter_map(|(_, bytes)| ciborium::from_reader(*bytes).ok()).collect();
        Self { code, files }
    }

    /// Asks for a citation in this language.
    pub fn request<'a>(&'a self, items: Vec<CitationItem<'a, Entry>>, style: &'a IndependentStyle) -> CitationRequest<'a, Entry> {
        CitationRequest::new(items, style, Some(self.code.clone()), &self.files, None)
    }
}
