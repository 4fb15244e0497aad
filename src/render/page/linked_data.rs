//! Owns what a page says of itself to machines: JSON-LD in the words of schema.org.

use memchr::memchr3;
use serde_json::{Value, json};

use super::super::maker::Maker;
use super::super::{data, escape};
use crate::link::texts::Place;
use crate::schema::{Author, Settings};

impl Maker<'_> {
    /// The page as an article, or as the data of its collection, and the way to it; safe inside a `script` element.
    pub(super) fn linked_data(&self, title: &str, description: &str, way: &[(String, String)]) -> String {
        let site = self.site;
        let collection = match self.place {
            Place::Page(page) => site.pages[page].heads,
            Place::Entry(_) => None,
        };
        let files = collection.map(|collection| {
            let [csv, json] = data::files(&site.records.schema.collection(collection).id).map(|file| self.reach(&file));
            [("text/csv", csv), ("application/json", json)]
                .map(|(format, address)| json!({ "@type": "DataDownload", "encodingFormat": format, "contentUrl": address }))
        });
        let mut about = json!({
            "@type": if collection.is_some() { "Dataset" } else { "Article" },
            "name": collection.map(|_| title),
            "headline": if collection.is_none() { Some(title) } else { None },
            "description": if description.is_empty() { title } else { description },
            "inLanguage": site.settings.language,
            "url": self.reach(&self.address),
            "dateModified": site.last_changed(self.place).map(|date| date.to_string()),
            "license": site.settings.licence.as_ref().map(|(_, url)| url),
            "isPartOf": { "@type": "WebSite", "name": site.settings.title, "url": self.reach("") },
            "author": authors(&site.settings),
            "distribution": files,
        });
        if let Some(about) = about.as_object_mut() {
            about.retain(|_, value| !value.is_null());
        }
        let mut graph = vec![about];
        if !way.is_empty() {
            let step = |(index, (folder, name)): (usize, &(String, String))| json!({ "@type": "ListItem", "position": index + 1, "name": name, "item": self.reach(folder) });
            let mut steps: Vec<Value> = way.iter().enumerate().map(step).collect();
            // The page itself needs no address.
            steps.push(json!({ "@type": "ListItem", "position": way.len() + 1, "name": title }));
            graph.push(json!({ "@type": "BreadcrumbList", "itemListElement": steps }));
        }
        let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
        let text = escape::plain(&text);
        if memchr3(b'&', b'<', b'>', text.as_bytes()).is_none() {
            return text.into_owned();
        }
        text.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e")
    }

    /// An address of the site as other machines reach it; without an absolute `base_url`, from this page.
    fn reach(&self, address: &str) -> String {
        self.site.settings.whole_address(address).unwrap_or_else(|| {
            let way = [&self.root, address].concat();
            if way.is_empty() { "./".to_owned() } else { way }
        })
    }
}

/// Who wrote the site; else the site itself.
fn authors(settings: &Settings) -> Value {
    let kind = |author: &Author| if author.given.is_empty() { "Organization" } else { "Person" };
    match settings.authors.as_slice() {
        [] => json!({ "@type": "Organization", "name": settings.title }),
        authors => authors.iter().map(|author| json!({ "@type": kind(author), "name": author.spoken() })).collect(),
    }
}
