//! Owns what a page says of itself to machines: JSON-LD in the words of schema.org.

use memchr::memchr3;
use serde::Serialize;

use super::super::maker::Maker;
use super::super::{data, escape};
use crate::link::texts::Place;

/// The whole of it.
#[derive(Serialize)]
struct LinkedData<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

/// One thing that is described.
#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    About(Box<About<'a>>),
    Way(Way<'a>),
}

/// The page: an article, or the data of its collection.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct About<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    description: &'a str,
    in_language: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    is_part_of: Named<'a>,
    author: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distribution: Option<[Download; 2]>,
}

/// The site, or who made it.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// A file of the data.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Download {
    #[serde(rename = "@type")]
    kind: &'static str,
    encoding_format: &'static str,
    content_url: String,
}

/// The way to the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Way<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<Step<'a>>,
}

/// One step of it; the last, which is the page itself, has no address.
#[derive(Serialize)]
struct Step<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

impl Maker<'_> {
    /// The page as an article, or as the data of its collection, and the way to it; safe inside a `script` element.
    pub(super) fn linked_data(&self, title: &str, description: &str, way: &[(String, String)]) -> String {
        let site = self.site;
        let collection = match self.place {
            Place::Page(page) => site.pages[page].heads,
            Place::Entry(_) => None,
        };
        let files = collection.map(|collection| {
            let name = &site.records.schema.collection(collection).id;
            let [csv, json] = data::files(name).map(|file| self.reach(&file));
            [("text/csv", csv), ("application/json", json)].map(|(encoding_format, content_url)| Download {
                kind: "DataDownload",
                encoding_format,
                content_url,
            })
        });
        let about = About {
            kind: if collection.is_some() { "Dataset" } else { "Article" },
            name: collection.map(|_| title),
            headline: if collection.is_none() { Some(title) } else { None },
            description: if description.is_empty() { title } else { description },
            in_language: &site.settings.language,
            url: self.reach(&self.address),
            date_modified: site.last_changed(self.place).map(|date| date.to_string()),
            license: site.settings.licence.as_ref().map(|(_, url)| url.as_str()),
            is_part_of: Named { kind: "WebSite", name: &site.settings.title, url: Some(self.reach("")) },
            author: Named { kind: "Organization", name: &site.settings.title, url: None },
            distribution: files,
        };
        let mut graph = vec![Node::About(Box::new(about))];
        if !way.is_empty() {
            let steps = way.iter().map(|(folder, words)| (Some(folder), words.as_str())).chain([(None, title)]);
            let steps = steps.enumerate().map(|(index, (folder, name))| Step {
                kind: "ListItem",
                position: index + 1,
                name,
                item: folder.map(|folder| self.reach(folder)),
            });
            graph.push(Node::Way(Way { kind: "BreadcrumbList", item_list_element: steps.collect() }));
        }
        let text = serde_json::to_string(&LinkedData { context: "https://schema.org", graph }).unwrap_or_default();
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
