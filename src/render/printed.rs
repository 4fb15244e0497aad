//! Owns the works as they are printed, which are kept from one renderer to the next.

use std::collections::BTreeMap;

use super::citations::{self, Styled, Unprinted};
use crate::base::{Diagnostic, FileId, Span, mistake};
use crate::link::Site;
use crate::parse::bibliography::Work;
use crate::schema::Settings;

/// What one renderer may take over from the one before: nothing in it depends on anything but what it is kept with.
#[derive(Default)]
pub struct Memory {
    printed: Option<Printed>,
}

/// Works as they are printed, and all that this depends on.
struct Printed {
    works: BTreeMap<String, (Work, Styled)>,
    style: Option<String>,
    language: String,
}

impl Memory {
    /// Prints works for a site that will have just these, if it can be.
    pub fn print(&mut self, works: &[Work], settings: &Settings) {
        let (style, language) = (settings.citations.as_ref().map(|(name, _)| name.clone()), settings.language.clone());
        let all: Vec<&Work> = works.iter().collect();
        self.printed = citations::style_works(&all, style.as_deref(), &language).ok().map(|styled| {
            let works = works.iter().cloned().zip(styled).map(|(work, styled)| (work.key.clone(), (work, styled))).collect();
            Printed { works, style, language }
        });
    }

    /// The works of a site as they are printed; formatting them is slow, so they are kept until one changes.
    ///
    /// # Errors
    /// The site's style can't be used, or the CSL processor fails on a work.
    pub(super) fn styled(&mut self, site: &Site) -> Result<Vec<Styled>, Box<Diagnostic>> {
        let style = site.settings.citations.as_ref();
        let (name, language) = (style.map(|(name, _)| name), &site.settings.language);
        let works: Vec<&Work> = site.works.iter().map(|(_, work)| work).collect();
        let known =
            self.printed.as_ref().filter(|known| known.language == *language && known.style.as_ref() == name && known.works.len() == works.len());
        let same = |known: &Printed| {
            let one = |work: &&Work| known.works.get(&work.key).filter(|(known, _)| known == *work).map(|(_, styled)| styled.clone());
            works.iter().map(one).collect::<Option<Vec<_>>>()
        };
        if let Some(styled) = known.and_then(same) {
            return Ok(styled);
        }
        let styled = citations::style_works(&works, name.map(String::as_str), language).map_err(|unprinted| {
            Box::new(match unprinted {
                Unprinted::Style(why) => {
                    let (name, span) = style.map_or((citations::DEFAULT_STYLE, Span::top(FileId(0))), |(name, span)| (name, *span));
                    mistake::unusable_style(span, name, why, &citations::styles().collect::<Vec<_>>())
                }
                Unprinted::Works(keys) => {
                    let first = site.works.iter().find(|(_, work)| keys.contains(&work.key));
                    mistake::unprintable_work(first.map_or(Span::top(FileId(0)), |(entry, _)| site.records.get(*entry).span), &keys)
                }
            })
        })?;
        let kept = works.into_iter().zip(&styled).map(|(work, styled)| (work.key.clone(), (work.clone(), styled.clone()))).collect();
        self.printed = Some(Printed { works: kept, style: name.cloned(), language: language.clone() });
        Ok(styled)
    }
}
