//! Owns the making of one page: where it is, and what it has gathered so far.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::citations::Styled;
use super::data;
use super::escape;
use super::holders::AllHolders;
use super::sheet::Asking;
use super::shell::{Frame, FrameKey};
use super::templates::Templates;
use crate::base::{Diagnostic, Sources};
use crate::link::coverage::Coverage;
use crate::link::places::SEARCH;
use crate::link::records::EntryId;
use crate::link::texts::Place;
use crate::link::{Site, sheets};
use crate::parse::outlines::Outlines;
use crate::schema::{Basis, REFERENCES};

/// Room for a part of a page, in bytes.
const ROOM: usize = 1 << 10;

/// Short forms of the glossary, and their entries, in the order of the alphabet: by hashes, because every word of every text is looked up.
#[derive(Default)]
pub struct Terms {
    /// Those that are one word.
    pub words: IndexMap<String, EntryId, RandomState>,
    /// Those that other signs are part of, as in `R&D`, by their first word.
    pub others: BTreeMap<String, Vec<(String, EntryId)>>,
}

/// What all pages share, made once.
pub struct Shop<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its files.
    pub sources: &'a Sources,
    /// The templates.
    pub templates: Templates,
    /// Pages by their addresses.
    pub pages: BTreeMap<&'a str, usize>,
    /// Who holds which value.
    pub holders: AllHolders,
    /// Works, as they are printed.
    pub works: BTreeMap<EntryId, Styled>,
    /// Short forms of the glossary, and their entries.
    pub terms: Terms,
    /// Addresses of the theme's files by their name: `style.css` → `assets/style-1a2b3c.css`.
    pub assets: BTreeMap<String, String>,
    /// The path of the site's address.
    pub base_path: String,
    /// What stands around the texts of the pages made so far.
    pub frames: Mutex<BTreeMap<FrameKey, Frame>>,
    /// Whether the site can be searched.
    pub searched: bool,
    /// The address of the first file of search, once [`search::make`](super::search::make) has made them.
    pub index: OnceLock<String>,
    /// How full the records are, once the page that says so needed it; it may have many sheets.
    pub coverage: OnceLock<Coverage>,
    /// Lists that go on over several sheets, or are the same on all pages; [`Maker::listed`] finds them.
    pub lists: Mutex<Lists>,
    /// Outlines of countries, once a map needed them; [`Shop::outlines`] reads them.
    pub outlines: OnceLock<Result<Outlines, Box<Diagnostic>>>,
}

/// Lists by what asks for them, and on whose page.
type Lists = BTreeMap<(Asking, Option<EntryId>), Arc<[EntryId]>>;

/// One entry of a page's table of contents.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its words, as HTML without links.
    pub html: String,
}

/// One page in the making.
pub struct Maker<'a> {
    /// The site.
    pub site: &'a Site,
    /// What all pages share.
    pub shop: &'a Shop<'a>,
    /// What the page shows.
    pub place: Place,
    /// Which sheet of the page it is, counted from 0: of long lists, the further ones show the rest.
    pub sheet: usize,
    /// How many entries the longest list has that was met so far.
    pub longest: usize,
    /// The address of the page or of its sheet.
    pub address: String,
    /// The entry that a layout is being filled with.
    pub this: Option<EntryId>,
    /// The way from the page to the site's root: `../../`.
    pub root: String,
    /// The entry whose row is being filled, where the row says what it belongs to.
    pub row: Option<EntryId>,
    /// The table of contents.
    pub toc: Vec<Heading>,
    /// Terms of the glossary met, in the order of first use.
    pub terms: Vec<EntryId>,
    /// Works cited or relied on, in the order met.
    pub works: Vec<EntryId>,
    /// Notes of the entry's fields that the page has shown.
    pub noted: BTreeSet<usize>,
    /// Marks used since they were last explained.
    pub marks: BTreeSet<Basis>,
    /// Footnotes in the order of their marks: name and how often.
    pub footnotes: Vec<(String, usize)>,
    /// Labels that a link of this page pointed at: the first link to each is an anchor itself.
    pub pointed: BTreeSet<(Place, String)>,
    /// How many tables without a label there are so far.
    pub unlabelled: usize,
    /// How many pictures there are so far.
    pub pictures: usize,
    /// Mistakes of the theme.
    pub found: Vec<Diagnostic>,
}

impl Shop<'_> {
    /// The home page.
    pub fn home(&self) -> Place {
        Place::Page(self.pages.get("").copied().unwrap_or(0))
    }
}

impl<'a> Maker<'a> {
    /// A page about to be made.
    pub fn new(shop: &'a Shop<'a>, place: Place) -> Self {
        Self::of_sheet(shop, place, 0)
    }

    /// A sheet of a page about to be made.
    pub fn of_sheet(shop: &'a Shop<'a>, place: Place, sheet: usize) -> Self {
        let address = sheets::address(shop.site.address(place).0, sheet);
        Self {
            site: shop.site,
            shop,
            place,
            sheet,
            longest: 0,
            this: place.entry(),
            root: "../".repeat(address.matches('/').count()),
            address,
            row: None,
            toc: Vec::new(),
            terms: Vec::new(),
            works: Vec::new(),
            noted: BTreeSet::new(),
            marks: BTreeSet::new(),
            footnotes: Vec::new(),
            pointed: BTreeSet::new(),
            unlabelled: 0,
            pictures: 0,
            found: Vec::new(),
        }
    }

    /// Whether the page has a field for searching in its text, as the opening page and that of search, and needs none in the header.
    pub fn searches_in_text(&self) -> bool {
        self.root.is_empty() || self.site.address(self.place).0 == SEARCH
    }

    /// The theme's words for a key.
    pub fn word<'b>(&'b self, key: &'b str) -> &'b str {
        self.site.theme.strings.get(key)
    }

    /// The way to a place, escaped for an attribute; `label` is an anchor there.
    pub fn href(&self, place: Place, label: Option<&str>) -> String {
        let (address, anchor) = self.site.address(place);
        let anchor = label.or(anchor);
        let here = self.address == address;
        match anchor {
            Some(anchor) if here => format!("#{}", escape::address(anchor)),
            Some(anchor) => escape::whole_address([&self.root, address, "#", anchor].concat()),
            None => self.to(address),
        }
    }

    /// The way to an address of the site, escaped for an attribute.
    pub fn to(&self, address: &str) -> String {
        let way = [&self.root, address].concat();
        if way.is_empty() { "./".to_owned() } else { escape::whole_address(way) }
    }

    /// The ways to data of that name, as CSV and as JSON.
    pub fn data(&self, name: &str) -> [String; 2] {
        data::files(name).map(|file| self.to(&file))
    }

    /// The ways to what is handed out of a labelled block of this page.
    pub fn download(&self, label: &str) -> [String; 2] {
        self.data(&format!("tables/{}", self.site.download(self.place, label)))
    }

    /// Renders a view with a template of the theme.
    pub fn part(&mut self, name: &str, view: &impl serde::Serialize) -> String {
        let mut out = Vec::with_capacity(ROOM);
        self.shop.templates.render(name, view, self.site, &mut out, &mut self.found);
        // Templates give only text.
        String::from_utf8(out).unwrap_or_default()
    }

    /// The way to where this page lists a work; the work is then listed.
    pub fn work_href(&mut self, work: EntryId) -> String {
        if !self.works.contains(&work) {
            self.works.push(work);
        }
        format!("#cb-work-{}", escape::address(&self.site.records.get(work).id))
    }

    /// Author and year of a work.
    pub fn short_work(&self, work: EntryId) -> String {
        self.shop.works.get(&work).map_or_else(|| self.site.records.get(work).id.clone(), |styled| format!("{} {}", styled.author, styled.year))
    }

    /// The way to the note that explains a field of an entry: on the entry's own page, or where it stands in its index.
    pub fn note_href(&self, owner: EntryId, field: usize) -> String {
        self.href(Place::Entry(owner), Some(&self.note_anchor(owner, field)))
    }

    /// The anchor of that note.
    pub fn note_anchor(&self, owner: EntryId, field: usize) -> String {
        let entry = self.site.records.get(owner);
        let collection = self.site.records.schema.collection(entry.collection);
        let field = &collection.fields[field].id;
        if collection.pages { format!("cb-note-{field}") } else { format!("cb-note-{}--{field}", entry.id) }
    }
}

impl Site {
    /// Whether an entry is a work of the bibliography.
    pub fn is_work(&self, id: EntryId) -> bool {
        self.records.schema.collection(self.records.get(id).collection).id == REFERENCES
    }
}
