//! Owns what is answered to a request: a file of the site shown at the moment, or one of the server's own.

use std::io::Write;
use std::sync::Arc;

use super::board::{Board, Mistakes, Shown};
use super::path;
use super::site::ReadySite;
use crate::base::{self, Diagnostic};
use crate::render::escape;

/// The folder of the server's own files. No site has one of that name: what begins with a dot is never read.
const OWN: &str = ".casebook/";
/// The script that keeps an open page up to date.
const SCRIPT: &str = include_str!("preview.js");

/// What is asked for.
pub struct Request {
    /// `GET`.
    pub method: String,
    /// The path with its query, as it was sent.
    pub target: String,
    /// The header `Host`.
    pub host: Option<String>,
    /// The header `If-None-Match`.
    pub known: Option<String>,
}

/// What is answered.
pub struct Response {
    /// 200.
    pub status: u16,
    /// Headers beside those that every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// What follows them.
    pub body: Body,
}

/// What follows the headers.
pub enum Body {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// Whatever is put up on the board from now on.
    News,
}

/// Who answers.
pub struct Desk {
    /// What is shown.
    pub board: Board,
    /// The name by which the server may be asked, beside numbers and `localhost`.
    pub own_name: String,
    /// Whether warnings count as errors.
    pub strict: bool,
}

impl Response {
    /// A few words instead of a file.
    pub fn words(status: u16, words: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{words}\n").into_bytes().into())
    }

    fn new(status: u16, kind: &str, body: Arc<[u8]>) -> Self {
        Self { status, headers: vec![("Content-Type", kind.to_owned()), ("Cache-Control", "no-cache".to_owned())], body: Body::Bytes(body) }
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    fn redirect(to: &str) -> Self {
        Self::redirect_with(to, "")
    }

    /// The same with what was asked for behind the path, as it came.
    fn redirect_with(to: &str, query: &str) -> Self {
        let query = if query.bytes().all(|byte| byte.is_ascii_graphic()) { query } else { "" };
        Self::words(302, "this is elsewhere").with("Location", path::encode(to) + query)
    }
}

impl Desk {
    /// Answers a request.
    pub fn answer(&self, request: &Request) -> Response {
        if !request.host.as_deref().is_some_and(|host| path::may_ask(host, &self.own_name)) {
            return Response::words(403, "this preview is asked as localhost, or by the number of its address");
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Response::words(405, "a preview is only looked at").with("Allow", "GET, HEAD".to_owned());
        }
        let Some(path) = path::decode(&request.target) else { return Response::words(400, "that is not the path of a page") };
        let shown = self.board.now();
        let base = shown.site.as_ref().map_or("/", |site| site.renderer().base_path());
        if let Some(own) = path.strip_prefix('/').and_then(|path| path.strip_prefix(OWN)) {
            return match own {
                "preview.js" => Response::new(200, "text/javascript; charset=utf-8", SCRIPT.as_bytes().into()),
                "news" => Response { body: Body::News, ..Response::new(200, "text/event-stream", Arc::default()) },
                _ => Response::words(404, "the preview has no such file"),
            };
        }
        let Some(site) = &shown.site else { return not_yet(&shown) };
        let Some(path) = path.strip_prefix(base) else {
            let home = path == "/" || format!("{path}/") == base;
            return if home { Response::redirect(base) } else { self.missing(site, &shown) };
        };
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        match self.file(site, &shown, &file) {
            Some(bytes) => known(request, file.starts_with("assets/"), page(&file, bytes, &shown)),
            None if self.file(site, &shown, &format!("{path}/index.html")).is_some() => {
                let query = request.target.find('?').map_or("", |at| &request.target[at..]);
                Response::redirect_with(&format!("{base}{path}/"), query)
            }
            None => self.missing(site, &shown),
        }
    }

    fn missing(&self, site: &ReadySite, shown: &Shown) -> Response {
        let bytes = self.file(site, shown, "404.html").unwrap_or_default();
        Response { status: 404, ..page("404.html", bytes, shown) }
    }

    fn file(&self, site: &ReadySite, shown: &Shown, path: &str) -> Option<Arc<[u8]>> {
        let mut found = Vec::new();
        let bytes = site.renderer().file(path, &mut found);
        if !found.is_empty() {
            self.report(site, &shown.stamp, &found);
        }
        bytes
    }

    /// Makes a few pages of each kind, to see whether the theme is fit for them.
    pub fn try_out(&self, site: &ReadySite) {
        let stamp = self.board.now().stamp;
        let mut found = Vec::new();
        for path in site.renderer().sample() {
            site.renderer().file(&path, &mut found);
        }
        base::sort(&mut found);
        if !found.is_empty() {
            self.report(site, &stamp, &found);
        }
    }

    /// Says and shows mistakes that came to light when a page was made.
    fn report(&self, site: &ReadySite, stamp: &str, found: &[Diagnostic]) {
        let mistakes = Mistakes::of(found, site.sources(), self.strict);
        if self.board.add(stamp, &mistakes) {
            // Where nobody reads it, it is seen on the page.
            let _ = std::io::stderr().write_all(mistakes.text.as_bytes());
        }
    }
}

/// A file with its type; a page gets the script that keeps it up to date.
fn page(file: &str, bytes: Arc<[u8]>, shown: &Shown) -> Response {
    let kind = mime_guess::from_path(file).first_or_octet_stream();
    let text = kind.type_() == "text" || matches!(kind.subtype().as_str(), "json" | "javascript" | "xml");
    let kind = if text { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    if kind.starts_with("text/html") {
        let script = format!("<script src=\"/{OWN}preview.js?{}\" defer></script>\n", shown.stamp);
        return Response::new(200, &kind, [&bytes, script.as_bytes()].concat().into());
    }
    Response::new(200, &kind, bytes)
}

/// With what a browser needs to keep its copy; without the bytes if it has them.
fn known(request: &Request, forever: bool, mut response: Response) -> Response {
    let Body::Bytes(bytes) = &response.body else { return response };
    let tag = format!("\"{}\"", &blake3::hash(bytes).to_hex()[..20]);
    if forever {
        response.headers.retain(|(name, _)| *name != "Cache-Control");
        response = response.with("Cache-Control", "max-age=31536000, immutable".to_owned());
    }
    if request.known.as_ref() == Some(&tag) {
        response.status = 304;
        response.body = Body::Bytes(Arc::default());
    }
    response.with("ETag", tag)
}

/// What stands everywhere as long as no build has succeeded: the mistakes.
fn not_yet(shown: &Shown) -> Response {
    let Mistakes { text, summary, .. } = &shown.mistakes;
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; connect-src 'self'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{summary}</title>\n\
         <script src=\"/{OWN}preview.js?{}\" data-mistakes defer></script>\n</head>\n\
         <body>\n<h1>{summary}</h1>\n<pre>{}</pre>\n</body>\n</html>\n",
        shown.stamp,
        escape::text(text)
    );
    Response::new(500, "text/html; charset=utf-8", html.into_bytes().into())
}
