//! Owns what a page says of itself to machines: JSON-LD in the words of schema.org.

use serde_json::{Map, Value as Json, json};

use super::super::escape;
use super::super::maker::Maker;
use super::super::shell;
use crate::link::texts::Place;

impl Maker<'_> {
    /// The page as an article, or as the data of its collection, and the way to it; safe inside a `script` element.
    pub(super) fn linked_data(&self, title: &str, description: &str) -> String {
        let site = self.site;
        let (address, _) = site.address(self.place);
        let collection = match self.place {
            Place::Page(page) => site.pages[page].heads,
            Place::Entry(_) => None,
        };
        let mut about = Map::new();
        about.insert("@type".to_owned(), json!(if collection.is_some() { "Dataset" } else { "Article" }));
        about.insert(if collection.is_some() { "name" } else { "headline" }.to_owned(), json!(title));
        let described = if description.is_empty() { title } else { description };
        about.insert("description".to_owned(), json!(described));
        about.insert("inLanguage".to_owned(), json!(site.settings.language));
        about.insert("url".to_owned(), json!(self.reach(address)));
        if let Some(date) = site.last_changed(self.place) {
            about.insert("dateModified".to_owned(), json!(date.to_string()));
        }
        if let Some((_, url)) = &site.settings.licence {
            about.insert("license".to_owned(), json!(url));
        }
        let whole = json!({ "@type": "WebSite", "name": site.settings.title, "url": self.reach("") });
        about.insert("isPartOf".to_owned(), whole);
        about.insert("author".to_owned(), json!({ "@type": "Organization", "name": site.settings.title }));
        if let Some(collection) = collection {
            let name = &site.records.schema.collection(collection).id;
            let files = [("csv", "text/csv"), ("json", "application/json")].map(|(ending, kind)| {
                json!({ "@type": "DataDownload", "encodingFormat": kind, "contentUrl": self.reach(&format!("data/{name}.{ending}")) })
            });
            about.insert("distribution".to_owned(), json!(files));
        }
        let mut graph = vec![Json::Object(about)];
        let way = shell::way(self, address);
        if !way.is_empty() {
            let steps = way.into_iter().map(|(folder, words)| (Some(folder), words)).chain([(None, title.to_owned())]);
            let steps = steps.enumerate().map(|(index, (folder, words))| {
                let mut step = Map::new();
                step.insert("@type".to_owned(), json!("ListItem"));
                step.insert("position".to_owned(), json!(index + 1));
                step.insert("name".to_owned(), json!(words));
                if let Some(folder) = folder {
                    step.insert("item".to_owned(), json!(self.reach(&folder)));
                }
                Json::Object(step)
            });
            graph.push(json!({ "@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<_>>() }));
        }
        let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
        escape::plain(&text).replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e")
    }

    /// An address of the site as other machines reach it; without an absolute `base_url`, from this page.
    fn reach(&self, address: &str) -> String {
        if self.site.settings.base_url.starts_with("http") {
            return format!("{}{address}", self.site.settings.base_url);
        }
        let way = format!("{}{address}", self.root);
        if way.is_empty() { "./".to_owned() } else { way }
    }
}
