//! Owns the choice of a theme's scripts: those that a page has a use for, and the ways to them.

use memchr::memmem;
use serde::Serialize;

use super::super::maker::Maker;
use crate::link::places::SEARCH;
use crate::link::texts::Place;

/// How a table begins; then comes what it is.
const TABLE: &str = "<table class=\"";

/// Which of the scripts that not all pages use a page has a use for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uses {
    tables: bool,
    compare: bool,
    cite: bool,
    preview: bool,
}

/// Ways to scripts; empty where the theme has none, or the page no use for it.
#[derive(Debug, Serialize)]
pub struct Scripts {
    /// Light or dark.
    scheme: String,
    /// Sorts and filters tables, and keeps heads in sight.
    tables: String,
    /// Puts entries side by side.
    compare: String,
    /// Offers citations and links to copy.
    cite: String,
    /// Shows in short where a link leads.
    preview: String,
}

impl Uses {
    /// The scripts that a page with this text has a use for.
    pub fn new(maker: &Maker<'_>, body_html: &str) -> Self {
        let sorted = |start: usize| ["text", "everything", "matrix"].iter().any(|class| body_html[start + TABLE.len()..].starts_with(class));
        Self {
            tables: memmem::find_iter(body_html.as_bytes(), TABLE).any(sorted),
            compare: matches!(maker.place, Place::Page(_)) && body_html.contains("id=\"cb-compare\""),
            cite: !maker.site.address(maker.place).0.is_empty(),
            // Results of a search say themselves where they lead.
            preview: maker.site.address(maker.place).0 != SEARCH,
        }
    }

    /// Whether the page says how it is cited, in a foot of its own.
    pub fn cites(self) -> bool {
        self.cite
    }
}

impl Scripts {
    /// The ways to the scripts from a page with these uses.
    pub fn new(maker: &Maker<'_>, uses: Uses) -> Self {
        let way = |name: &str, used: bool| if used { maker.asset(name) } else { String::new() };
        Self {
            scheme: maker.asset("scheme.js"),
            tables: way("tables.js", uses.tables),
            compare: way("compare.js", uses.compare),
            cite: way("cite.js", uses.cite),
            preview: way("preview.js", uses.preview),
        }
    }
}
