//! Owns what an SVG file may hold: shapes and words, and nothing that runs or asks for anything.

use roxmltree::{Document, Error, Node, ParsingOptions};

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// More elements than a picture for readers has.
const MOST_NODES: u32 = 500_000;
/// More attributes of an element than anybody writes: the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 1_000;

/// The elements of SVG that draw; filters begin with `fe`.
const DRAWS: [&str; 30] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "metadata",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

/// Looks for what could do harm in a reader's browser: where, and what.
///
/// # Errors
/// The text is no SVG, or holds script, event attributes, other documents, or links.
pub fn vet(text: &str) -> Result<(), (usize, String)> {
    let attributes = |tag: &&str| tag.bytes().filter(|byte| *byte == b'=').count() > MOST_ATTRIBUTES;
    if let Some(tag) = text.split('<').find(attributes) {
        return Err((tag.as_ptr() as usize - text.as_ptr() as usize, format!("one of its elements has more than {MOST_ATTRIBUTES} attributes")));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| refused(text, &error))?;
    let root = document.root_element();
    if root.tag_name().namespace() != Some(SVG) || root.tag_name().name() != "svg" {
        return Err((root.range().start, "its first element is not `<svg xmlns=\"http://www.w3.org/2000/svg\">`".to_owned()));
    }
    document.descendants().try_for_each(node)
}

fn refused(text: &str, error: &Error) -> (usize, String) {
    let place = error.pos();
    let line: usize = text.split_inclusive('\n').take(place.row.saturating_sub(1) as usize).map(str::len).sum();
    let rest = text.get(line..).unwrap_or_default();
    let column = rest.char_indices().nth(place.col.saturating_sub(1) as usize).map_or(0, |(at, _)| at);
    let what = match error {
        Error::DtdDetected => "it has a DTD".to_owned(),
        Error::NodesLimitReached => format!("it has more than {MOST_NODES} elements"),
        _ => "it is not well-formed XML from here on".to_owned(),
    };
    (line + column, what)
}

fn node(node: Node<'_, '_>) -> Result<(), (usize, String)> {
    let at = node.range().start;
    if node.is_pi() {
        return Err((at, "it has a processing instruction".to_owned()));
    }
    if !node.is_element() {
        return Ok(());
    }
    let name = node.tag_name().name();
    // Elements of programs that draw, like Inkscape's, mean nothing to a browser.
    let foreign = node.tag_name().namespace().is_some_and(|space| !space.is_empty() && space != SVG && space != XHTML);
    if !(foreign || node.tag_name().namespace() == Some(SVG) && (DRAWS.contains(&name) || name.starts_with("fe"))) {
        return Err((at, format!("`<{name}>` is not let through")));
    }
    if name == "style" {
        if let Some(inner) = node.children().find(Node::is_element) {
            return Err((inner.range().start, "its style holds another element".to_owned()));
        }
        let style: String = node.children().filter_map(|inner| inner.text().filter(|_| inner.is_text())).collect();
        if !is_plain_style(&style) {
            return Err((at, "its style asks for something outside of the picture".to_owned()));
        }
    }
    for attribute in node.attributes() {
        let (key, value) = (attribute.name(), attribute.value());
        let at = attribute.range().start;
        if key.len() > 2 && key.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) {
            return Err((at, format!("`{key}` runs script")));
        }
        match key.to_ascii_lowercase().as_str() {
            "href" | "src" if !is_inside(value) => return Err((at, format!("`{key}` leads out of the picture"))),
            "base" => return Err((at, "`xml:base` leads out of the picture".to_owned())),
            "href" | "src" => {}
            _ if !foreign && attribute.namespace().is_none() && !is_plain_style(value) && key != "d" => {
                return Err((at, format!("`{key}` asks for something outside of the picture")));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A part of the same picture, or a picture that stands in the address itself.
fn is_inside(address: &str) -> bool {
    let pictures = ["png", "jpeg", "gif", "webp"].map(|kind| format!("data:image/{kind};base64,"));
    let address = address.trim();
    address.is_empty() || address.starts_with('#') || pictures.iter().any(|start| address.starts_with(start))
}

/// Whether a style asks for nothing: no import, no address but of parts of the picture, nothing written in escapes.
fn is_plain_style(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let calls = style.match_indices("url(").all(|(at, call)| style[at + call.len()..].trim_start_matches([' ', '"', '\'']).starts_with('#'));
    calls && !["\\", "@import", "//", "javascript:", "expression(", "image(", "image-set(", "src("].iter().any(|word| style.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(inner: &str) -> String {
        let text = format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:i=\"urn:ink\">{inner}</svg>");
        vet(&text).map_or_else(|(_, what)| what, |()| String::new())
    }

    #[test]
    fn pictures_as_programs_draw_them_are_let_through() {
        for good in [
            "<title>A &amp; B</title><g style=\"fill:url(#a)\" fill=\"url('#a')\"><path d=\"M0 0L1 1\"/><text>1 // 2</text></g>",
            "<i:view x=\"http://ink.org/\"/><metadata><i:x>a</i:x></metadata><style>.a { fill: red }</style>",
            "<use xlink:href=\"#a\"/><image href=\"data:image/png;base64,AAAA\"/><filter id=\"f\"><feBlend/></filter>",
        ] {
            assert_eq!(said(good), "", "{good}");
        }
    }

    #[test]
    fn what_runs_or_asks_for_something_is_not() {
        for bad in [
            "<script>x</script>",
            "<SCRIPT>x</SCRIPT>",
            "<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>",
            "<g onclick=\"x\"/>",
            "<g onLoad=\"x\"/>",
            "<foreignObject/>",
            "<h:p xmlns:h=\"http://www.w3.org/1999/xhtml\"/>",
            "<p xmlns=\"\"/>",
            "<a href=\"#b\"/>",
            "<animate attributeName=\"href\"/>",
            "<set/>",
            "<use href=\"other.svg#a\"/>",
            "<use xlink:href=\"java&#9;script:x\"/>",
            "<image href=\"https://e.org/p.png\"/>",
            "<image href=\"data:image/svg+xml;base64,AAAA\"/>",
            "<i:image href=\"https://e.org/p.png\"/>",
            "<rect fill=\"url(https://e.org/#a)\"/>",
            "<rect style=\"fill:u\\72l(x)\"/>",
            "<style>@import 'x';</style>",
            "<style>@im<![CDATA[port]]> 'x';</style>",
            "<style><i:x>@import 'x';</i:x></style>",
            "<style><style/></style>",
            "<g xml:base=\"https://e.org/\"/>",
            "<?xml-stylesheet href=\"x\"?>",
            "<g>",
            "&x;",
        ] {
            assert_ne!(said(bad), "", "{bad}");
        }
        for bad in ["", "x", "<svg/>", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "<html/>"] {
            assert!(vet(bad).is_err(), "{bad}");
        }
    }
}
