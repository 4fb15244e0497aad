//! Owns the choice of the words that CSL has for a language.

use std::sync::LazyLock;

use hayagriva::archive::locales;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{CitationItem, CitationRequest, Entry};

/// Unpacking them takes longer than formatting a hundred works.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(locales);

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
        let known = |code: &LocaleCode| LOCALES.iter().any(|file| file.lang.as_ref() == Some(code));
        let base = language.split('-').next().unwrap_or_default();
        let main = LocaleCode(base.to_owned()).fallback();
        let alike = |code: &LocaleCode| code.0.split('-').next() == Some(base);
        let any = LOCALES.iter().filter_map(|file| file.lang.clone()).find(alike);
        let code = [Some(wanted), main, any].into_iter().flatten().find(known);
        let code = code.unwrap_or_else(|| english.clone());
        let used = |file: &&Locale| matches!(&file.lang, Some(lang) if [&code, &english].contains(&lang));
        let files = LOCALES.iter().filter(used).cloned().collect();
        Self { code, files }
    }

    /// Asks for a citation in this language.
    pub fn request<'a>(&'a self, items: Vec<CitationItem<'a, Entry>>, style: &'a IndependentStyle) -> CitationRequest<'a, Entry> {
        CitationRequest::new(items, style, Some(self.code.clone()), &self.files, None)
    }
}
