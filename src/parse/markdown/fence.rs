//! Owns `:::` lines within a text: which block they open or close.

use super::{Frame, Maker};
use crate::base::mistake;
use crate::parse::doc::{Label, Labelled};
use crate::parse::tree::Inside;
use crate::parse::{attributes, block};

impl Maker<'_, '_> {
    pub(super) fn fence(&mut self, index: usize) {
        let fence = &self.fences[index];
        if !fence.words.is_empty() {
            let from = self.text[fence.at.clone()].find(fence.words.as_str()).unwrap_or(0) + fence.at.start;
            let ground = self.ground.part(from..from + fence.words.len());
            let span = self.span(fence.at.clone());
            if !self.text[fence.at.clone()].starts_with(":::") {
                self.found.push(mistake::two_colons(self.span(fence.at.start..fence.at.start + 2)));
            }
            let block = block::parse(&fence.words, ground, span, self.context, self.found);
            let at = self.doc.blocks.len();
            if let Some(id) = &block.id {
                self.check_label(&id.clone(), block.id_span);
                let label = Label { id: id.clone(), was: block.was.clone(), of: Labelled::Block(at), span: block.id_span };
                self.doc.labels.push(label);
            }
            self.doc.blocks.push(block);
            self.enter(Inside::Block(at as u32), fence.at.clone());
            if attributes::closes(&fence.words) {
                self.close_block(fence.at.end);
            }
            return;
        }
        if matches!(self.frames.last(), Some(Frame { inside: Inside::Block(_), .. })) {
            self.close_block(fence.at.end);
        } else {
            self.found.push(mistake::stray_fence(self.span(fence.at.clone())));
        }
    }

    pub(super) fn close_block(&mut self, end: usize) {
        let Some(Frame { inside, position, .. }) = self.leave(Some(end)) else { return };
        if let Inside::Block(index) = inside {
            let children = self.doc.tree.node(position).children;
            block::inside(&mut self.doc.blocks[index as usize], children, self.text, self.ground, self.found);
        }
    }
}
