//! Owns what a page says of itself to machines: JSON-LD in the words of schema.org.
//!
//! It is written as it is by its types: made of JSON values first, it took as long as a tenth of a small page.

use memchr::memchr3;
use serde::Serialize;

use super::super::maker::Maker;
use super::super::{data, escape};
use crate::link::texts::Place;
use crate::schema::{Author, Settings};

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
    author: Authors<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distribution: Option<[Download; 2]>,
}

/// Who made the site: the site itself, where it does not say so.
#[derive(Serialize)]
#[serde(untagged)]
enum Authors<'a> {
    Site(Named<'a>),
    Named(Vec<Person>),
}

/// A person, or a body.
#[derive(Serialize)]
struct Person {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

impl<'a> Authors<'a> {
    fn of(settings: &'a Settings) -> Self {
        let kind = |author: &Author| if author.given.is_empty() { "Organization" } else { "Person" };
        match settings.authors.as_slice() {
            [] => Self::Site(Named { kind: "Organization", name: &settings.title, url: None }),
            authors => Self::Named(authors.iter().map(|author| Person { kind: kind(author), name: author.spoken() }).collect()),
        }
    }
}

/// The site.
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
            let [csv, json] = data::files(&site.records.schema.collection(collection).id).map(|file| self.reach(&file));
            [("text/csv", csv), ("application/json", json)].map(|(format, content_url)| Download {
                kind: "DataDownload",
                encoding_format: format,
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
            author: Authors::of(&site.settings),
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
