//! Owns the sheets of a page: which part of a long list this one shows, and the ways to the others.

use std::sync::{Arc, PoisonError};

use serde::Serialize;

use super::block::Link;
use super::html::Walk;
use super::maker::Maker;
use crate::link::records::{EntryId, Records};
use crate::link::sheets::{self, MOST};
use crate::link::texts::{Place, Text};
use crate::parse::block::{Block, Makes};
use crate::parse::tree::Node;
use crate::schema::{CollectionId, Operand, Query};

/// So many sheets before and after this one are linked, beside the first and the last.
const NEAR: usize = 2;

/// What the template gets.
#[derive(Serialize)]
struct Sheets {
    /// Which entries are shown, and of how many.
    shown: String,
    previous: String,
    next: String,
    sheets: Vec<Sheet>,
}

/// One of the sheets that are linked.
#[derive(Serialize)]
struct Sheet {
    number: usize,
    href: String,
    current: bool,
    /// Whether sheets between the one before and this are left out.
    gap: bool,
}

/// The part of a site that asks for a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asking {
    /// A block, by where the site keeps its text, and by its number there.
    Block(usize, usize),
    /// The index of a collection that nobody wrote.
    Index(CollectionId),
    /// What leads to entries of a collection, by the number of the inverse.
    Inverse(CollectionId, usize),
}

impl Asking {
    /// A block of a text.
    pub fn block(text: &Text, index: usize) -> Self {
        Self::Block(std::ptr::from_ref(text).addr(), index)
    }
}

impl Maker<'_> {
    /// What a query finds. One of a layout that does not ask who is shown is answered once for all of its pages.
    pub fn selected(&self, asking: Asking, query: &Query<EntryId>) -> Arc<[EntryId]> {
        let same = self.this.is_some() && query.conditions.iter().all(|condition| !matches!(condition.operand, Operand::This));
        self.listed(asking, same, |records| records.select(query, self.this))
    }

    /// What stands in a list, which is found once for all of its sheets, or for all pages if it is the same on them.
    pub fn listed(&self, asking: Asking, same: bool, find: impl FnOnce(&Records) -> Vec<EntryId>) -> Arc<[EntryId]> {
        let lists = || self.shop.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (asking, self.this.filter(|_| !same));
        let known = if same || self.sheet > 0 { lists().get(&key).cloned() } else { None };
        known.unwrap_or_else(|| {
            let list: Arc<[EntryId]> = find(&self.site.records).into();
            if same || list.len() > MOST {
                lists().insert(key, Arc::clone(&list));
            }
            list
        })
    }

    /// The part of a list that stands on this sheet.
    pub fn part_of<'l, T>(&mut self, list: &'l [T]) -> &'l [T] {
        self.longest = self.longest.max(list.len());
        list.chunks(MOST).nth(self.sheet).unwrap_or_default()
    }

    /// The ways to the other sheets, for below a list of so many entries; nothing below a short one.
    pub fn ways_on(&mut self, count: usize) -> String {
        let all = count.div_ceil(MOST);
        if all < 2 || self.sheet >= all {
            return String::new();
        }
        let near = (0..all).filter(|sheet| *sheet == 0 || *sheet + 1 == all || sheet.abs_diff(self.sheet) <= NEAR);
        let mut sheets = Vec::new();
        let mut last = None;
        for sheet in near {
            let gap = last.is_some_and(|last| last + 1 < sheet);
            sheets.push(Sheet { number: sheet + 1, href: self.sheet_href(sheet), current: sheet == self.sheet, gap });
            last = Some(sheet);
        }
        let (from, to) = (self.sheet * MOST + 1, ((self.sheet + 1) * MOST).min(count));
        let shown = [("{from}", from), ("{to}", to), ("{count}", count)];
        let shown = shown.iter().fold(self.word("sheets-shown").to_owned(), |words, (name, number)| words.replace(name, &number.to_string()));
        let view = Sheets {
            shown,
            previous: self.sheet.checked_sub(1).map(|sheet| self.sheet_href(sheet)).unwrap_or_default(),
            next: if self.sheet + 1 < all { self.sheet_href(self.sheet + 1) } else { String::new() },
            sheets,
        };
        self.part("parts/sheets.html", &view)
    }

    fn sheet_href(&self, sheet: usize) -> String {
        self.to(&sheets::address(self.site.address(self.place).0, sheet))
    }

    /// The sheets before and after a further one, in place of the pages before and after.
    pub fn sheets_around(&self) -> (Option<Link>, Option<Link>) {
        let title = self.site.title(self.place, Some(self.place));
        let link = |sheet: usize| Link { href: self.sheet_href(sheet), html: super::escape::text(&self.sheet_title(&title, sheet)) };
        (self.sheet.checked_sub(1).map(link), ((self.sheet + 1) * MOST < self.longest).then(|| link(self.sheet + 1)))
    }

    /// The title of a sheet: `Cases, page 2`.
    pub fn sheet_title(&self, title: &str, sheet: usize) -> String {
        if sheet == 0 {
            return title.to_owned();
        }
        self.word("sheet-title").replace("{page}", &(sheet + 1).to_string()).replace("{title}", title)
    }

    /// What of a block belongs on a further sheet: lists do, and what lists stand in; the rest is on the first.
    pub fn block_on_sheet(&mut self, walk: Walk<'_>, block: &Block<crate::link::records::EntryId>, node: Node<'_>) -> Option<String> {
        let this = self.this.map(|entry| self.site.records.get(entry).text.clone());
        Some(match (&block.makes, this) {
            (Makes::Box | Makes::Callout(_), _) => self.fill(walk, node.children),
            (Makes::Section(name), Some(text)) => {
                let nodes = text.doc.section(name).map(|range| text.doc.tree.between(range));
                self.fill(Walk::new(&text), nodes.into_iter().flatten())
            }
            (Makes::Body, Some(text)) => {
                let Place::Entry(entry) = self.place else { return Some(String::new()) };
                let nodes = self.site.unplaced(entry);
                self.fill(Walk::new(&text), nodes)
            }
            (Makes::Records(_) | Makes::Matrix(_) | Makes::Cards(_) | Makes::List(_), _) => return None,
            (Makes::Relation(..) | Makes::Relations | Makes::Mentions, _) => return None,
            _ => String::new(),
        })
    }
}
