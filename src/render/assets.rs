//! Owns the theme's files as they are published: under names with a hash in them, which style sheets and templates are told.

use std::collections::BTreeMap;

use crate::base::Sources;
use crate::link::Site;

/// Where they are published.
const FOLDER: &str = "assets/";

/// The theme's files.
pub struct Assets {
    /// The address of each by its name: `style.css` → `assets/style-1a2b3c.css`.
    pub addresses: BTreeMap<String, String>,
    /// Style sheets that name other files, as they are published, by address.
    pub styles: BTreeMap<String, String>,
}

impl Assets {
    /// The files of the site's theme, each with a hash of its bytes in its name: a browser may keep it for ever.
    pub fn new(site: &Site, sources: &Sources) -> Self {
        let (sheets, others): (Vec<_>, Vec<_>) = site.theme.files.iter().partition(|(name, _)| name.ends_with(".css"));
        let others = others.into_iter().map(|(name, file)| (name.clone(), address(name, sources.get(*file).contents.bytes())));
        let mut all = Self { addresses: others.collect(), styles: BTreeMap::new() };
        let mut named = Vec::new();
        for (name, file) in sheets {
            let bytes = sources.get(*file).contents.bytes();
            let filled = std::str::from_utf8(bytes).ok().and_then(|text| fill(text, name, &all.addresses));
            let address = address(name, filled.as_deref().map_or(bytes, str::as_bytes));
            if let Some(filled) = filled {
                all.styles.insert(address.clone(), filled);
            }
            named.push((name.clone(), address));
        }
        all.addresses.extend(named);
        all
    }
}

fn address(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{FOLDER}{stem}-{}.{ending}", &hash.as_str()[..10])
}

/// A style sheet whose `url(…)` have the published names of files beside it or in folders below; nothing if it has none of these.
fn fill(text: &str, name: &str, addresses: &BTreeMap<String, String>) -> Option<String> {
    let folder = name.rfind('/').map_or("", |end| &name[..=end]);
    let mut parts = text.split("url(");
    let mut out = parts.next()?.to_owned();
    let mut found = false;
    for part in parts {
        out.push_str("url(");
        let way = part.split_once(')').and_then(|(written, _)| {
            let way = written.trim().trim_matches(['"', '\'']);
            Some((way, addresses.get(&format!("{folder}{way}"))?.strip_prefix(FOLDER)?.strip_prefix(folder)?))
        });
        out.push_str(&way.map_or_else(|| part.to_owned(), |(written, published)| part.replacen(written, published, 1)));
        found |= way.is_some();
    }
    found.then_some(out)
}
