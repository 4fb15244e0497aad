//! Owns building again: keeps what did not change since the last time.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;

use super::site::ReadySite;
use crate::base::{Diagnostic, Source, Sources};
use crate::{Memory, Options, read, render, understand_again};

/// Builds a site again and again.
pub struct Builder {
    root: PathBuf,
    options: Options,
    sources: Sources,
    understood: Memory,
    rendered: render::Memory,
    pending: BTreeSet<String>,
    themed: bool,
}

/// What came of a build.
pub struct Built {
    /// The site, if the model could be made; with errors among the mistakes it is not to be shown.
    pub site: Option<Arc<ReadySite>>,
    /// The files it was made from.
    pub sources: Sources,
    /// Every mistake, in the order of reading.
    pub found: Vec<Diagnostic>,
    /// How many pages the site has.
    pub pages: usize,
    /// Whether the theme is another than the last time.
    pub themed: bool,
}

impl Builder {
    /// Reads the site for the first time.
    ///
    /// # Errors
    /// As [`read::read`].
    pub fn new(root: PathBuf, options: Options) -> Result<Self> {
        let sources = read::read(&root)?;
        let (understood, rendered, pending) = Default::default();
        Ok(Self { root, options, sources, understood, rendered, pending, themed: true })
    }

    /// Reads what lies at or below these paths again; gives back which files are new, other or gone.
    ///
    /// # Errors
    /// As [`read::read`]. The paths are then read again the next time.
    pub fn read(&mut self, changed: BTreeSet<String>) -> Result<Vec<String>> {
        self.pending.extend(changed);
        let sources = read::again(&self.root, &self.sources, &self.pending)?;
        self.pending.clear();
        let known = |source: &Source| self.sources.find(&source.path).is_some_and(|file| self.sources.get(file) == source);
        let new = sources.iter().filter(|(file, source)| !sources.shares(*file, &self.sources) && !known(source));
        let gone = self.sources.iter().filter(|(_, source)| sources.find(&source.path).is_none());
        let changes: Vec<String> = new.chain(gone).map(|(_, source)| source.path.clone()).collect();
        self.themed |= changes.iter().any(|path| path.starts_with("themes/") || path == "content/site.yaml");
        self.sources = sources;
        Ok(changes)
    }

    /// Builds what was read.
    pub fn build(&mut self) -> Built {
        let (site, mut found) = understand_again(&self.sources, &self.options, &mut self.understood);
        let pages = site.as_ref().map_or(0, |site| site.with_page().count());
        let site = site.and_then(|site| ReadySite::new(site, self.sources.clone(), &mut self.rendered, &mut found));
        crate::base::sort(&mut found);
        Built { site: site.map(Arc::new), sources: self.sources.clone(), found, pages, themed: std::mem::take(&mut self.themed) }
    }
}
