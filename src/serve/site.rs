//! Owns a site that is ready to be looked at: the linked model with a renderer over it, which makes each page when it is asked for.

use std::sync::Arc;

use self_cell::self_cell;

use crate::base::{Diagnostic, Sources};
use crate::link::Site;
use crate::render::{Memory, Renderer};

struct Model {
    site: Site,
    sources: Sources,
}

self_cell! {
    /// A model and the renderer that borrows it.
    struct Kept {
        owner: Model,
        #[covariant]
        dependent: Renderer,
    }
}

/// A site that is ready to be looked at.
pub struct ReadySite(Kept);

impl ReadySite {
    /// Makes it of the model; none if the theme can't be read, and `found` then says why.
    pub fn new(site: Site, sources: Sources, memory: &mut Memory, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let kept = Kept::try_new(Model { site, sources }, |model| Renderer::new(&model.site, &model.sources, memory, found).ok_or(()));
        kept.ok().map(Self)
    }

    /// A file of the site; mistakes of the theme that show in it are added to `found`.
    pub fn file(&self, path: &str, found: &mut Vec<Diagnostic>) -> Option<Arc<[u8]>> {
        self.0.borrow_dependent().file(path, found)
    }

    /// The path below which the site lies.
    pub fn base_path(&self) -> &str {
        self.0.borrow_dependent().base_path()
    }

    /// Paths that show each kind of page: one of every folder.
    pub fn sample(&self) -> Vec<String> {
        self.0.borrow_dependent().sample()
    }

    /// The files it was made from.
    pub fn sources(&self) -> &Sources {
        &self.0.borrow_owner().sources
    }
}
