//! Owns a site that is ready to be looked at: the linked model with a renderer over it, which makes each page when it is asked for.

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

    /// What makes its files.
    pub fn renderer(&self) -> &Renderer<'_> {
        self.0.borrow_dependent()
    }

    /// The files it was made from.
    pub fn sources(&self) -> &Sources {
        &self.0.borrow_owner().sources
    }
}
