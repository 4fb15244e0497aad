//! Owns the choice of the words that CSL has for a language.

use hayagriva::archive::LOCALES;
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, TermForm};
use hayagriva::{CitationItem, CitationRequest, Entry};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

/// What a packed language is. It is read no further than that stands there: unpacking all of them takes longer than a small site.
struct Label(Option<LocaleCode>);

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(packed: D) -> Result<Self, D::Error> {
        packed.deserialize_map(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Label;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a language")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Label, A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "@xml:lang" {
                return map.next_value().map(Label);
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(Label(None))
    }
}

/// Takes out words that styles print on a guess: "ahead of print" for every article without a volume. That none is stated does not mean
/// that there is none yet.
pub fn without_guess(locale: &mut Locale) {
    if let Some(terms) = &mut locale.terms {
        terms.terms.retain(|term| term.name != Term::Other(OtherTerm::AdvanceOnlinePublication));
    }
}

/// Every language and where it is packed.
fn packed() -> Vec<(LocaleCode, &'static [u8])> {
    LOCALES.iter().filter_map(|bytes| Some((ciborium::from_reader::<Label, _>(*bytes).ok()?.0?, *bytes))).collect()
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
        let mut files: Vec<Locale> = used.filter_map(|(_, bytes)| ciborium::from_reader(*bytes).ok()).collect();
        files.iter_mut().for_each(without_guess);
        Self { code, files }
    }

    /// Its own words.
    pub fn own(&self) -> Option<&Locale> {
        self.files.iter().find(|file| file.lang.as_ref() == Some(&self.code))
    }

    /// What stands in a list of names for those that are not in it, behind the word for "and".
    pub fn others(&self) -> Option<&str> {
        let own = self.own()?;
        let word = |term| own.term(Term::Other(term), TermForm::Long)?.single();
        let others = word(OtherTerm::AndOthers)?;
        let bare = word(OtherTerm::And).and_then(|and| others.strip_prefix(and)?.strip_prefix(' '));
        Some(bare.unwrap_or(others))
    }

    /// Asks for a citation in this language.
    pub fn request<'a>(&'a self, items: Vec<CitationItem<'a, Entry>>, style: &'a IndependentStyle) -> CitationRequest<'a, Entry> {
        CitationRequest::new(items, style, Some(self.code.clone()), &self.files, None)
    }
}
