//! Owns what no file of a site may hold, whoever wrote the content: anything that could run in a reader's browser.

use casebook::render::output::Output;

use crate::html::{self, Piece};

/// Elements that run, load or take over something.
const FORBIDDEN: [&str; 18] = [
    "animate",
    "applet",
    "audio",
    "base",
    "embed",
    "foreignobject",
    "frame",
    "frameset",
    "iframe",
    "math",
    "object",
    "portal",
    "set",
    "style",
    "template",
    "track",
    "video",
    "xmp",
];

/// Schemes that lead somewhere, and run nothing.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Everything in a site that could do harm.
pub fn problems(output: &Output) -> Vec<String> {
    let mut problems = Vec::new();
    for path in output.files.keys().filter(|path| path.ends_with(".html") || path.ends_with(".svg")) {
        let (pieces, _) = html::pieces(output.text(path).unwrap_or_default());
        for piece in &pieces {
            problems.extend(harm(piece).map(|what| format!("{path}: {what}")));
        }
        let policies = pieces.iter().filter(|piece| piece.attribute("http-equiv") == Some("Content-Security-Policy"));
        if path.ends_with(".html") && policies.count() != 1 {
            problems.push(format!("{path}: not one policy"));
        }
    }
    problems
}

fn harm(piece: &Piece) -> Option<String> {
    let Piece::Start(name, attributes) = piece else { return None };
    let data = piece.attribute("type") == Some("application/ld+json");
    let own = piece.attribute("src").is_some_and(|address| !address.contains("//") && !address.contains(':') && address.contains("assets/"));
    if FORBIDDEN.contains(&name.as_str()) || (name == "script" && !own && !data) {
        return Some(format!("<{name}>: {piece:?}"));
    }
    let harmful = attributes.iter().find(|(key, value)| match key.as_str() {
        "style" | "srcdoc" | "formaction" | "ping" | "background" => true,
        "href" | "src" | "action" | "xlink:href" | "cite" | "poster" => !leads_somewhere(value),
        key => key.starts_with("on"),
    });
    harmful.map(|(key, value)| format!("<{name} {key}=\"{value}\">"))
}

/// Whether an address is a way within the site, or has a scheme that runs nothing. Browsers leave blanks and control characters out.
fn leads_somewhere(address: &str) -> bool {
    let seen: String = address.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
    match seen.find([':', '/', '?', '#']) {
        Some(at) if seen[at..].starts_with(':') => SCHEMES.contains(&seen[..at].to_ascii_lowercase().as_str()),
        _ => true,
    }
}

#[test]
fn harm_is_found() {
    let mut output = Output::default();
    let page = "<p onclick=x><a href='java\nscript:x'>a</a><a href=\"DATA:text/html,x\">b</a><script>x</script><iframe></iframe><b style=x>c</b><a href=\"#javascript:\">d</a>";
    output.add("index.html", page.as_bytes().to_vec());
    let found = problems(&output);
    assert_eq!(found.len(), 7, "{found:#?}");
}
