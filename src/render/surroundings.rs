//! Owns the files around the pages: redirects, how the site is cited, the page for what is not there, sitemap, feed, manifest.

mod cff;
pub mod feed;
mod host;
pub mod sitemap;

use std::sync::{Mutex, PoisonError};

use serde::{Serialize, Serializer};

use super::maker::{Maker, Shop};
use super::output::Put;
use super::page::{PageView, Uses};
use super::shell::{self, Frame, NOT_FOUND};
use crate::base::Diagnostic;
use crate::link::places::SEARCH;

/// What the template of a redirect gets.
#[derive(Serialize)]
struct Redirect {
    language: String,
    rtl: bool,
    title: String,
    href: String,
}

/// Makes them all but the manifest, which lists what is there, and the sitemap, which lists every sheet.
pub fn make(shop: &Shop<'_>, put: &Put<'_>, found: &mut Vec<Diagnostic>) {
    redirects(shop, put, found);
    cff::make(shop, put);
    not_found(shop, put, found);
    host::make(shop, put);
    put(".nojekyll", b"");
    feed::make(shop, put);
    let sitemap = shop.site.settings.whole_address("sitemap.xml").map(|address| format!("Sitemap: {address}\n"));
    put("robots.txt", ["User-agent: *\nAllow: /\n", &sitemap.unwrap_or_default()].concat().as_bytes());
}

fn redirects(shop: &Shop<'_>, put: &Put<'_>, found: &mut Vec<Diagnostic>) {
    for (address, place) in &shop.site.aliases {
        let mut maker = Maker::new(shop, *place);
        maker.root = "../".repeat(address.matches('/').count());
        maker.address.clone_from(address);
        let href = maker.href(*place, None);
        let settings = &shop.site.settings;
        let view = Redirect { language: settings.language.clone(), rtl: settings.is_rtl(), title: shop.site.title(*place, None).into_owned(), href };
        let html = maker.part("redirect.html", &view);
        found.append(&mut maker.found);
        put(&format!("{address}index.html"), html.as_bytes());
    }
}

fn not_found(shop: &Shop<'_>, put: &Put<'_>, found: &mut Vec<Diagnostic>) {
    let mut maker = Maker::new(shop, shop.home());
    maker.root = shop.base_path.clone();
    maker.address = NOT_FOUND.to_owned();
    let title = maker.word("not-found").to_owned();
    let Frame { head_html, header_html, footer_html } = shell::frame(&mut maker, Uses::default());
    let view = PageView {
        language: shop.site.settings.language.clone(),
        rtl: shop.site.settings.is_rtl(),
        site_title: shop.site.settings.title.clone(),
        root: shop.base_path.clone(),
        head_html,
        header_html,
        footer_html,
        heading: title.clone(),
        title,
        search: if shop.searched { maker.to(SEARCH) } else { String::new() },
        ..PageView::default()
    };
    let html = maker.part("404.html", &view);
    found.append(&mut maker.found);
    put(NOT_FOUND, html.as_bytes());
}

/// The list of all files: what an upload step needs.
#[derive(Default)]
pub struct Manifest {
    files: Mutex<Vec<Listed>>,
}

/// One file of the list.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Listed {
    path: Box<str>,
    #[serde(serialize_with = "hex")]
    hash: [u8; 32],
    size: usize,
}

fn hex<S: Serializer>(hash: &[u8; 32], out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&blake3::Hash::from_bytes(*hash).to_hex())
}

/// The list as it is written.
#[derive(Serialize)]
struct Lists<'a> {
    version: u32,
    files: &'a [Listed],
}

impl Manifest {
    /// Lists a file.
    pub fn list(&self, path: &str, bytes: &[u8]) {
        let listed = Listed { path: path.into(), hash: *blake3::hash(bytes).as_bytes(), size: bytes.len() };
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push(listed);
    }

    /// The list as JSON, in the order of paths.
    pub fn text(self) -> String {
        let mut files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.sort_unstable();
        let mut text = serde_json::to_string_pretty(&Lists { version: 1, files: &files }).unwrap_or_default();
        text.push('\n');
        text
    }
}
