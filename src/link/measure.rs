//! Owns how much a site may ask for: the cells of all tables, matrices and pictures together.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Site;
use super::records::{EntryId, Records};
use crate::base::{Diagnostic, mistake};
use crate::parse::block::{Block, Makes};
use crate::parse::picture::Picture;
use crate::schema::{Operand, Operator, Path, Query, Step};

/// More cells than this are refused: pages of many hundred megabytes.
pub(super) const MOST_CELLS: usize = 10_000_000;
/// Tables of at most this many rows are not looked at more closely.
const FEW_ROWS: usize = 1_000;
/// The columns of a table that names none, at most.
const USUAL_COLUMNS: usize = 6;

/// Says at which block the site asks for more cells than anybody reads.
pub fn check(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut cells = 0_usize;
    let ways = Ways { site, far: RefCell::default() };
    for place in site.places() {
        let this = place.entry();
        for block in site.texts(place).flat_map(|text| &text.blocks) {
            let led = |path: &Path, query: Option<&Query<EntryId>>| this.map_or(0, |this| led(site, this, path, query));
            add(block, asked(&ways, block, &|query| rows(site, query, this), &led), &mut cells, found);
        }
    }
    for (layout, members) in site.layouts.iter().zip(&site.records.members) {
        for block in &layout.blocks {
            let led = |path: &Path, query: Option<&Query<EntryId>>| members.iter().map(|entry| led(site, *entry, path, query)).sum();
            add(block, asked(&ways, block, &|query| rows_of_all(site, query, members.len()), &led), &mut cells, found);
        }
    }
}

fn add(block: &Block<EntryId>, asked: usize, cells: &mut usize, found: &mut Vec<Diagnostic>) {
    let before = *cells;
    *cells = cells.saturating_add(asked);
    if before <= MOST_CELLS && *cells > MOST_CELLS {
        found.push(mistake::too_many(block.span, "cells in tables, with those of the pages before,", *cells, MOST_CELLS));
    }
}

/// The cells that a block asks for: `rows` says how many a query gives, `led` to how many entries a path leads.
fn asked(
    ways: &Ways<'_>,
    block: &Block<EntryId>,
    rows: &dyn Fn(&Query<EntryId>) -> usize,
    led: &dyn Fn(&Path, Option<&Query<EntryId>>) -> usize,
) -> usize {
    let site = ways.site;
    match &block.makes {
        Makes::Records(query) | Makes::Cards(query) | Makes::List(query) => rows(query).saturating_mul(ways.width(query, USUAL_COLUMNS)),
        Makes::Matrix(matrix) => rows(&matrix.rows).saturating_mul(site.records.members[matrix.columns.0].len()),
        Makes::Relation(path, query, _) => led(path, Some(query)).saturating_mul(ways.width(query, 1)),
        Makes::Picture(picture) => match &**picture {
            Picture::Timeline { query, .. } | Picture::Map { query, .. } => rows(query).saturating_mul(ways.width(query, USUAL_COLUMNS)),
            Picture::Network { of: None, by } => by.iter().map(|column| led(&column.path, None)).sum(),
            Picture::Network { of: Some(of), by } => by.iter().map(|column| site.records.count(*of, &column.path)).sum(),
        },
        _ => 0,
    }
}

/// How far longer paths lead, each followed once.
struct Ways<'a> {
    site: &'a Site,
    far: RefCell<BTreeMap<Path, usize>>,
}

impl Ways<'_> {
    /// How many cells a row of a query has, and how many entries its longer paths lead to from one of its collection on an average.
    fn width(&self, query: &Query<EntryId>, least: usize) -> usize {
        let members = &self.site.records.members[query.from.0];
        let far = |path: &Path| *self.far.borrow_mut().entry(path.clone()).or_insert_with(|| far(&self.site.records, members, &path.steps));
        let all = query.columns.iter().filter(|column| column.path.steps.len() > 1).map(|column| far(&column.path));
        all.fold(0, usize::saturating_add) / members.len().max(1) + query.columns.len().max(least)
    }
}

/// How many entries the steps of a path lead to from all of these together, at most: where several ways lead to one, each counts.
pub(super) fn far(records: &Records, from: &[EntryId], steps: &[Step]) -> usize {
    let steps = match steps.split_last() {
        Some((last, before)) if records.schema.leads_to(*last).is_none() => before,
        _ => steps,
    };
    let mut ways = vec![1_usize; records.entries.len()];
    for step in steps.iter().rev() {
        let sum = |entry: EntryId| {
            let mut sum = 0_usize;
            records.step(entry, *step, &mut |far| sum = sum.saturating_add(ways[far.0 as usize]));
            sum.min(records.entries.len())
        };
        ways = records.ids().map(sum).collect();
    }
    from.iter().map(|entry| ways[entry.0 as usize]).fold(0, usize::saturating_add)
}

/// To how many entries a path leads, of those that a query lets through.
fn led(site: &Site, from: EntryId, path: &Path, query: Option<&Query<EntryId>>) -> usize {
    let most = query.and_then(|query| query.limit).unwrap_or(usize::MAX);
    match query.filter(|query| !query.conditions.is_empty()) {
        Some(query) => site.records.narrow(site.records.follow(from, &path.steps), query, Some(from)).len(),
        None => site.records.count(from, path).min(most),
    }
}

/// How many rows a query gives at most.
fn most(site: &Site, query: &Query<EntryId>) -> usize {
    site.records.members[query.from.0].len().min(query.limit.unwrap_or(usize::MAX))
}

/// How many rows a query gives.
fn rows(site: &Site, query: &Query<EntryId>, this: Option<EntryId>) -> usize {
    let most = most(site, query);
    if query.conditions.is_empty() || most <= FEW_ROWS { most } else { site.records.select(query, this).len() }
}

/// How many rows a query of a layout gives on its pages together.
fn rows_of_all(site: &Site, query: &Query<EntryId>, pages: usize) -> usize {
    let mut of_page = query.conditions.iter().filter(|condition| condition.operand == Operand::This && condition.operator != Operator::IsNot);
    let limit = query.limit.unwrap_or(usize::MAX).saturating_mul(pages);
    match of_page.next() {
        // Each record is shown on the pages that it leads to.
        Some(condition) => {
            site.records.members[query.from.0].iter().map(|entry| site.records.count(*entry, &condition.path)).sum::<usize>().min(limit)
        }
        None if query.conditions.is_empty() => most(site, query).saturating_mul(pages),
        None => site.records.select(query, None).len().saturating_mul(pages),
    }
}
