//! Owns what layouts show of the texts of entries: nothing twice, and all of it.

use super::Site;
use super::records::EntryId;
use crate::base::{Diagnostic, Span, mistake};
use crate::parse::block::Makes;
use crate::parse::tree::{Inside, Node};
use crate::schema::{CollectionId, SOURCES, Step};

impl Site {
    /// The nodes of an entry's text that no section of its layout has.
    pub fn unplaced(&self, entry: EntryId) -> Vec<Node<'_>> {
        let entry = self.records.get(entry);
        let named = self.layouts[entry.collection.0].blocks.iter().filter_map(|block| match &block.makes {
            Makes::Section(name) => entry.text.doc.section(name),
            _ => None,
        });
        let placed: Vec<_> = named.collect();
        entry.text.doc.tree.nodes().iter().filter(|node| !placed.iter().any(|range| range.contains(&node.position()))).collect()
    }
}

/// Says what a layout shows twice, and what it leaves out.
pub fn check(site: &Site, found: &mut Vec<Diagnostic>) {
    for (collection, declared) in site.records.schema.collections() {
        let Some((_, written)) = declared.layout else { continue };
        let mut shown = Vec::new();
        for block in &site.layouts[collection.0].blocks {
            let what = match &block.makes {
                Makes::Body | Makes::Sources | Makes::Mentions | Makes::Relations => block.name.clone(),
                Makes::Section(name) => format!("{} {name}", block.name),
                _ => continue,
            };
            if shown.contains(&what) {
                found.push(mistake::shown_twice(block.span, &what));
            }
            shown.push(what);
        }
        if !site.layouts[collection.0].blocks.iter().any(|block| matches!(block.makes, Makes::Body)) {
            hidden(site, collection, written, found);
        }
        hidden_fields(site, collection, written, found);
    }
}

/// Says which fields of entries a layout that names some leaves out, if nothing else asks for them.
fn hidden_fields(site: &Site, collection: CollectionId, written: Span, found: &mut Vec<Diagnostic>) {
    let blocks = &site.layouts[collection.0].blocks;
    let all = |makes: &Makes<EntryId>| matches!(makes, Makes::Nothing) || matches!(makes, Makes::Facts(columns, _) if columns.is_empty());
    if blocks.iter().any(|block| all(&block.makes)) {
        return;
    }
    let declared = site.records.schema.collection(collection);
    let said = |field: usize| site.records.members[collection.0].iter().any(|entry| site.records.get(*entry).values[field].is_some());
    let fields = declared.fields.iter().enumerate().filter(|(index, field)| {
        let told = field.id == SOURCES || field.via.is_some() || declared.within == Some(*index);
        !told && said(*index)
    });
    let mut left_out: Vec<(usize, &str)> = fields.map(|(index, field)| (index, field.id.as_str())).collect();
    let mut use_up = |makes: &Makes<EntryId>| {
        let used = |field: usize| makes.paths().iter().any(|path| path.steps.contains(&Step::Field(collection, field)));
        left_out.retain(|(field, _)| !used(*field));
        left_out.is_empty()
    };
    let layouts = site.layouts.iter().chain([&site.footer]);
    let texts = site.places().flat_map(|place| site.texts(place));
    if !blocks.iter().any(|block| use_up(&block.makes)) && !layouts.chain(texts).flat_map(|text| &text.blocks).any(|block| use_up(&block.makes)) {
        let names: Vec<&str> = left_out.into_iter().map(|(_, name)| name).collect();
        found.push(mistake::hidden_fields(written, &names));
    }
}

/// Says that entries have text which a layout without `body` leaves out.
fn hidden(site: &Site, collection: CollectionId, written: Span, found: &mut Vec<Diagnostic>) {
    let text = |entry: &EntryId| site.unplaced(*entry).into_iter().find(|node| !matches!(node.inside, Inside::Comment(_)));
    let mut left_out = site.records.members[collection.0].iter().filter_map(text);
    if let Some(first) = left_out.next() {
        found.push(mistake::hidden_text(written, first.span, left_out.count()));
    }
}
