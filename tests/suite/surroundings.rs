//! What stands around the pages for machines: headers, redirects, feed, sitemap, linked data, the card.

use std::collections::BTreeMap;

use casebook::Options;
use casebook::schema::PartialDate;
use serde_json::Value;

use crate::fixture::{self, Tried, try_files, try_site};
use crate::html::{self, Piece};

const BASE: &str = "https://recipes.net/kitchen/";

fn site() -> Tried {
    try_site(
        "//- content/site.yaml\ntitle: Recipes & more\nbase_url: https://recipes.net/kitchen\nlicence: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}\ncollections:\n  dishes: {files: dishes/*.md, label: {one: Dish, many: Dishes}}\n//- content/index.md\n---\ntitle: Recipes\n---\n[[soup]]\n//- content/dishes/soup.md\n---\ntitle: Soup <b>\ndescription: A & B\ndate: 2019-05\nupdated: 2020-01-02\naliases: [/old/soup/, /broth]\n---\n//- content/dishes/cake.md\n---\ntitle: Cake\ndate: 2018\n---\n",
    )
}

#[test]
fn files_of_a_theme_are_found_by_its_style_sheets_and_templates() {
    let site = |font: &str| {
        let tried = try_site(&format!(
            "//- content/site.yaml\ntitle: T\ntheme: ours\n//- content/index.md\n---\ntitle: T\n---\n[More](a/b.md)\n//- content/a/b.md\n---\ntitle: B\n---\n//- themes/ours/static/style.css\n@font-face {{ src: url('fonts/sans.woff2') }} p {{ background: url(none.png) }}\n//- themes/ours/static/fonts/sans.woff2\n{font}\n//- themes/ours/static/fonts/all.css\na {{ content: url( sans.woff2 ) }}\n//- themes/ours/templates/parts/footer.html\n<a href=\"{{{{ assets[\"fonts/all.css\"] | safe }}}}\">Fonts</a>\n"
        ));
        assert_eq!((tried.short(), tried.problems()), (String::new(), Vec::new()));
        let named = |start: &str| tried.compiled.output.files.keys().find(|path| path.starts_with(start)).expect("it is published").clone();
        let (style, sans, all) = (named("assets/style-"), named("assets/fonts/sans-"), named("assets/fonts/all-"));
        let sans = sans.strip_prefix("assets/").expect("it lies there");
        assert_eq!(tried.output(&style).expect("text").trim(), format!("@font-face {{ src: url('{sans}') }} p {{ background: url(none.png) }}"));
        let beside = sans.strip_prefix("fonts/").expect("it lies there");
        assert_eq!(tried.output(&all).expect("text").trim(), format!("a {{ content: url( {beside} ) }}"));
        assert!(tried.output("a/b/index.html").expect("a page").contains(&format!("href=\"../../{all}\"")), "{all}");
        style
    };
    assert_ne!(site("x"), site("y"), "a browser would keep the style sheet with the old font");
}

#[test]
fn style_sheets_name_files_wherever_they_are_and_each_other() {
    let site = |font: &str| {
        let tried = try_site(&format!(
            "//- content/site.yaml\ntitle: T\ntheme: ours\n//- content/index.md\n---\ntitle: T\n---\n//- themes/ours/static/style.css\n@import \"css/all.css\"; /* url(my.svg) */ a {{ b: url(\"my%20(1).svg?v=1#part\") }}\n//- themes/ours/static/css/all.css\n@import url( 'deep.css' ) screen; @font-face {{ src: url(../fonts/a.woff2?#iefix), url(data:x), url(/fonts/a.woff2), url(../../a.woff2) }}\n//- themes/ours/static/css/deep.css\n@import url(all.css); c {{ d: url( ./../fonts/none ) url(\n//- themes/ours/static/fonts/a.woff2\n{font}\n//- themes/ours/static/fonts/none\nx\n//- themes/ours/static/my (1).svg\nx\n//- themes/ours/static/my.svg\nx\n"
        ));
        assert_eq!(tried.short(), "");
        let files = &tried.compiled.output.files;
        let named =
            |start: &str| files.keys().find_map(|path| path.strip_prefix("assets/")?.starts_with(start).then(|| path["assets/".len()..].to_owned()));
        let [style, all, deep] = ["style-", "css/all-", "css/deep-"].map(|start| named(start).expect("it is published"));
        let [font, none, drawing] = ["fonts/a-", "fonts/none-", "my (1)-"].map(|start| named(start).expect("it is published"));
        let text = |name: &str| tried.output(&format!("assets/{name}")).expect("text").trim().to_owned();
        let deep = deep.strip_prefix("css/").expect("it lies there").to_owned();
        assert_eq!(text(&style), format!("@import \"{all}\"; /* url(my.svg) */ a {{ b: url(\"{}?v=1#part\") }}", drawing.replace(' ', "%20")));
        assert_eq!(
            text(&all),
            format!(
                "@import url( '{deep}' ) screen; @font-face {{ src: url(../{font}?#iefix), url(data:x), url(/fonts/a.woff2), url(../../a.woff2) }}"
            )
        );
        assert_eq!(text(&format!("css/{deep}")), format!("@import url(all.css); c {{ d: url( ./../{none} ) url("));
        style
    };
    assert_ne!(site("x"), site("y"), "a browser would keep the sheets with the old font");
}

/// The JSON-LD of a page.
fn linked_data(page: &str) -> Value {
    let (pieces, _) = html::pieces(page);
    let at = pieces.iter().position(|piece| piece.attribute("type") == Some("application/ld+json")).expect("there is linked data");
    match &pieces[at + 1] {
        Piece::Text(text) => serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}")),
        other => panic!("{other:?}"),
    }
}

/// What schema.org asks of the types that pages use: properties, those that must be there first.
fn shape(kind: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        "Article" => (&["headline", "description", "inLanguage", "url", "isPartOf", "author"], &["dateModified", "license"]),
        "Dataset" => (&["name", "description", "inLanguage", "url", "isPartOf", "author", "distribution"], &["dateModified", "license"]),
        "BreadcrumbList" => (&["itemListElement"], &[]),
        "ListItem" => (&["position", "name"], &["item"]),
        "DataDownload" => (&["encodingFormat", "contentUrl"], &[]),
        "WebSite" => (&["name", "url"], &[]),
        "Organization" => (&["name"], &[]),
        other => panic!("pages say nothing of a {other}"),
    }
}

/// Checks a thing and all within it; gives back how many of each type there are.
fn check(thing: &Value, counts: &mut BTreeMap<String, usize>) {
    let properties = thing.as_object().unwrap_or_else(|| panic!("not a thing: {thing}"));
    let kind = properties["@type"].as_str().expect("a type");
    *counts.entry(kind.to_owned()).or_default() += 1;
    let (needed, allowed) = shape(kind);
    for name in needed {
        assert!(properties.contains_key(*name), "{kind} without {name}: {thing}");
    }
    for (name, value) in properties {
        assert!(name == "@type" || needed.contains(&name.as_str()) || allowed.contains(&name.as_str()), "{kind} with {name}");
        match value {
            Value::Object(_) => check(value, counts),
            Value::Array(things) => things.iter().for_each(|thing| check(thing, counts)),
            Value::String(text) => assert!(!text.is_empty(), "{kind} with an empty {name}"),
            Value::Number(_) => assert_eq!(name, "position"),
            other => panic!("{kind} with {name}: {other}"),
        }
    }
}

#[test]
fn linked_data_has_the_shapes_of_schema_org() {
    let mut counts = BTreeMap::new();
    for tried in [site(), try_files(fixture::real_content(), &Options::default())] {
        assert!(!tried.compiled.output.files.is_empty(), "{}", tried.short());
        for path in tried.compiled.output.files.keys().filter(|path| path.ends_with("index.html")) {
            let page = tried.output(path).expect("it is there");
            if page.contains("http-equiv=\"refresh\"") {
                continue;
            }
            let data = linked_data(&page);
            assert_eq!(data["@context"], "https://schema.org");
            data["@graph"].as_array().expect("a list").iter().for_each(|thing| check(thing, &mut counts));
        }
    }
    for kind in ["Article", "Dataset", "DataDownload", "BreadcrumbList", "ListItem"] {
        assert!(counts[kind] > 1, "{counts:?}");
    }
    let soup = linked_data(&site().output("dishes/soup/index.html").expect("a page"));
    let (article, way) = (&soup["@graph"][0], &soup["@graph"][1]["itemListElement"]);
    assert_eq!((article["headline"].as_str(), article["dateModified"].as_str()), (Some("Soup <b>"), Some("2020-01-02")));
    let names: Vec<&str> = way.as_array().expect("a list").iter().filter_map(|step| step["name"].as_str()).collect();
    assert_eq!(names, ["Home", "Dishes", "Soup <b>"]);
    assert_eq!((way[1]["item"].as_str(), way[2].get("item")), (Some("https://recipes.net/kitchen/dishes/"), None));
}

#[test]
fn hosts_are_told_headers_and_redirects() {
    let tried = site();
    let headers = tried.output("_headers").expect("headers");
    for line in [
        "/kitchen/*",
        "frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=()",
        "/kitchen/assets/*\n  Cache-Control: public, max-age=31536000, immutable",
    ] {
        assert!(headers.contains(line), "{line} in\n{headers}");
    }
    let page = tried.output("index.html").expect("a page");
    let (pieces, _) = html::pieces(&page);
    let policy = pieces.iter().find(|piece| piece.attribute("http-equiv") == Some("Content-Security-Policy")).expect("a policy");
    let policy = policy.attribute("content").expect("a policy");
    assert!(headers.contains(&format!("  Content-Security-Policy: {policy};")), "page and header disagree:\n{policy}\n{headers}");
    assert_eq!(
        tried.output("_redirects").expect("redirects"),
        "/kitchen/broth/ /kitchen/dishes/soup/ 301\n/kitchen/old/soup/ /kitchen/dishes/soup/ 301\n"
    );
}

#[test]
fn the_feed_and_the_sitemap_are_well_formed() {
    let tried = site();
    let feed = tried.output("feed.xml").expect("a feed");
    let feed = roxmltree::Document::parse(&feed).expect("XML");
    let atom = |node: &roxmltree::Node<'_, '_>, name: &str| node.has_tag_name(("http://www.w3.org/2005/Atom", name));
    let text = |node: &roxmltree::Node<'_, '_>, name: &str| {
        let found: Vec<String> = node.children().filter(|node| atom(node, name)).map(|node| node.text().unwrap_or_default().to_owned()).collect();
        assert_eq!(found.len(), 1, "not one {name}");
        found[0].clone()
    };
    let root = feed.root_element();
    assert!(atom(&root, "feed"));
    assert_eq!(
        (text(&root, "title").as_str(), text(&root, "id").as_str(), text(&root, "updated").as_str()),
        ("Recipes & more", &*format!("{BASE}feed.xml"), "2020-01-02T00:00:00Z")
    );
    let entries: Vec<_> = root.children().filter(|node| atom(node, "entry")).collect();
    let told: Vec<_> = entries.iter().map(|entry| (text(entry, "title"), text(entry, "id"), text(entry, "updated"))).collect();
    let expected = [("Soup <b>", "soup", "2020-01-02"), ("Cake", "cake", "2018-01-01")];
    assert_eq!(told, expected.map(|(title, id, day)| (title.to_owned(), format!("{BASE}dishes/{id}/"), format!("{day}T00:00:00Z"))));
    let sitemap = tried.output("sitemap.xml").expect("a sitemap");
    let sitemap = roxmltree::Document::parse(&sitemap).expect("XML");
    let places: Vec<&str> = sitemap.descendants().filter(|node| node.has_tag_name("loc")).filter_map(|node| node.text()).collect();
    assert!(places.contains(&BASE) && places.iter().all(|place| place.starts_with(BASE)), "{places:?}");
}

#[test]
fn a_row_without_title_is_called_in_the_feed_as_elsewhere() {
    let feed = try_site(
        "//- content/site.yaml\ntitle: T\nbase_url: https://recipes.net\ncollections:\n  dishes: {files: dishes/*.md}\n  plates: {label: {one: Plate, many: Plates}, table: plates.csv, pages: false, within: dish, fields: {dish: {type: dishes, required: true, inverse: plates}}}\n//- content/index.md\n---\ntitle: T\n---\n[[soup]]\n//- content/dishes/soup.md\n---\ntitle: Soup\n---\n//- content/plates.csv\nid,dish,updated\np1,soup,2020-01-02\n",
    )
    .output("feed.xml");
    assert!(feed.as_ref().is_some_and(|feed| feed.contains("<entry><title>Plate: Soup</title><id>https://recipes.net/plates/#p1</id>")), "{feed:?}");
}

#[test]
fn what_has_no_day_of_its_own_is_in_the_feed_by_its_history() {
    let site = "//- content/site.yaml\ntitle: T\nbase_url: https://recipes.net\n//- content/index.md\n---\ntitle: T\n---\n";
    let without = try_site(site);
    assert_eq!(without.output("feed.xml"), None);
    assert!(!without.output("index.html").expect("a page").contains("atom+xml"), "there is a way to no feed");
    let day = PartialDate::parse("2021-03-04").expect("a day");
    let options = Options { changed: BTreeMap::from([("content/index.md".to_owned(), day)]), ..Options::default() };
    let tried = try_files(fixture::files(site), &options);
    assert!(tried.output("feed.xml").expect("a feed").contains("<updated>2021-03-04T00:00:00Z</updated>"));
    assert!(tried.output("index.html").expect("a page").contains("atom+xml"));
}

#[test]
fn signs_of_tex_in_a_title_keep_the_blank_behind_them() {
    let page = try_site("//- content/index.md\n---\ntitle: T\n---\n[[a]]\n//- content/a.md\n---\ntitle: 'A\\ B~ C^ D'\n---\n").output("a/index.html");
    assert!(page.as_ref().is_some_and(|page| page.contains(r"A\textbackslash{} B\textasciitilde{} C\textasciicircum{} D")), "{page:?}");
}

#[test]
fn pages_say_that_their_language_is_written_from_right_to_left() {
    let said = |language: &str| {
        let tried =
            try_site(&format!("//- content/site.yaml\ntitle: T\nlanguage: {language}\n//- content/index.md\n---\ntitle: T\naliases: [/old/]\n---\n"));
        let said = ["index.html", "404.html", "old/index.html"].map(|path| tried.output(path).expect(path).contains(" dir=\"rtl\">"));
        assert!(said[1] == said[0] && said[2] == said[0], "{language}: {said:?}");
        said[0]
    };
    for language in ["ar", "he", "fa-IR", "ur", "yi", "az-Arab"] {
        assert!(said(language), "{language}");
    }
    for language in ["en", "ar-Latn", "az", "ku", "zh"] {
        assert!(!said(language), "{language}");
    }
}

#[test]
fn the_card_is_a_picture_of_the_size_that_is_said() {
    let tried = site();
    let (pieces, _) = html::pieces(&tried.output("index.html").expect("a page"));
    let said = |name: &str| pieces.iter().find(|piece| piece.attribute("property") == Some(name)).and_then(|piece| piece.attribute("content"));
    let path = said("og:image").and_then(|address| address.strip_prefix(BASE)).expect("a card");
    let bytes = &tried.compiled.output.files[path];
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")).to_string();
    assert_eq!((Some(number(16).as_str()), Some(number(20).as_str())), (said("og:image:width"), said("og:image:height")));
    let without = try_site("//- content/index.md\n---\ntitle: T\n---\n");
    assert!(!without.output("index.html").expect("a page").contains("og:image"), "a card without an address");
}
