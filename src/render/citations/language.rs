//! Owns the choice of the words that CSL has for a language.

use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{CitationItem, CitationRequest, Entry};
use include_dir::{Dir, include_dir};

/// What hayagriva has packed, a file each: its archive unpacks them all at once, which takes longer than a small site.
static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/render/citations/locales");

/// The codes of all languages, in the order of the alphabet.
fn codes() -> impl Iterator<Item = LocaleCode> {
    LOCALES.files().filter_map(|file| Some(LocaleCode(file.path().file_stem()?.to_str()?.to_owned())))
}

fn unpack(code: &LocaleCode) -> Option<Locale> {
    ciborium::from_reader(LOCALES.get_file(format!("{}.cbor", code.0))?.contents()).ok()
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
        let base = language.split('-').next().unwrap_or_default();
        let main = LocaleCode(base.to_owned()).fallback();
        let any = codes().find(|code| code.0.split('-').next() == Some(base));
        let code = [Some(wanted), main, any].into_iter().flatten().find(|code| codes().any(|known| known == *code));
        let code = code.unwrap_or_else(|| english.clone());
        let files = codes().filter(|known| *known == code || *known == english).filter_map(|code| unpack(&code)).collect();
        Self { code, files }
    }

    /// Asks for a citation in this language.
    pub fn request<'a>(&'a self, items: Vec<CitationItem<'a, Entry>>, style: &'a IndependentStyle) -> CitationRequest<'a, Entry> {
        CitationRequest::new(items, style, Some(self.code.clone()), &self.files, None)
    }
}

#[cfg(test)]
mod tests {
    use super::{codes, unpack};

    #[test]
    fn the_languages_are_those_of_the_library() {
        let packed = hayagriva::archive::locales();
        let told = |locale| format!("{locale:?}");
        assert_eq!(codes().filter_map(|code| unpack(&code)).map(told).collect::<Vec<_>>(), packed.into_iter().map(told).collect::<Vec<_>>());
    }
}
