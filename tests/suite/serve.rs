//! The preview, asked over the network as a browser asks: what it hands out, whom it refuses, and what it says of changes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::command::{casebook, run};
use crate::fixture::{files, folder, on_disk};

/// Longer than anything takes; nothing waits so long unless it is broken.
const LIMIT: Duration = Duration::from_secs(60);

const SITE: &str = "\
//- content/site.yaml
title: Example
collections:
  places: {files: places/*.md, fields: {size: {type: integer}}}
  stones: {table: stones.csv, fields: {place: {type: places, inverse: stones}}}
//- content/index.md
---
title: Welcome
---
Hello.
//- content/places/hill.md
---
title: The hill
aliases: [/old-hill/]
---
High.
//- content/places/coast.md
---
title: The coast
---
Wet.
//- content/stones.csv
id,title,place
flint,Flint,hill
";

/// The command, serving a folder; it ends with the value.
struct Server {
    child: Child,
    port: u16,
    said: Receiver<String>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts it, and waits until it names its address.
fn serve(root: &Path, arguments: &[&str]) -> Server {
    let mut child = casebook(root).arg("serve").args(arguments).stderr(Stdio::piped()).spawn().expect("it runs");
    let (teller, said) = channel();
    let lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
    std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| teller.send(line)));
    let mut server = Server { child, port: 0, said };
    let url = server.line(|line| line.starts_with("http://"));
    let port = url.split(':').nth(2).and_then(|rest| rest.split('/').next()).and_then(|port| port.parse().ok());
    server.port = port.unwrap_or_else(|| panic!("no port in {url}"));
    server
}

impl Server {
    /// The next line of its terminal that is looked for.
    fn line(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let line = self.said.recv_timeout(LIMIT).unwrap_or_else(|error| panic!("{error}; it ended: {:?}", self.child.try_wait()));
            assert!(!line.contains("panicked"), "{line}");
            if wanted(&line) {
                return line;
            }
        }
    }

    /// Sends bytes, and takes all that comes back.
    fn send(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        stream.write_all(bytes).expect("it takes them");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(LIMIT)).expect("it can");
        stream
    }

    fn ask(&self, method: &str, target: &str, headers: &str) -> Answer {
        let answer = self.send(format!("{method} {target} HTTP/1.1\r\n{headers}\r\n").as_bytes());
        Answer::new(&answer).unwrap_or_else(|| panic!("no answer to {target}: {}", String::from_utf8_lossy(&answer)))
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "Host: localhost\r\n")
    }

    fn news(&self) -> News {
        let mut stream = self.connect();
        stream.write_all(b"GET /.casebook/news HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it takes them");
        News(BufReader::new(stream))
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn new(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
        Some(Self { status, head, body: bytes[end + 4..].to_vec() })
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// What a browser hears that waits for news.
struct News(BufReader<TcpStream>);

impl News {
    /// The next thing said.
    fn next(&mut self) -> Value {
        let mut line = String::new();
        let start = Instant::now();
        loop {
            line.clear();
            assert!(start.elapsed() < LIMIT, "nothing is said");
            assert!(self.0.read_line(&mut line).expect("something is said in time") > 0, "the news ended");
            if let Some(news) = line.strip_prefix("data: ") {
                return serde_json::from_str(news).expect("news are JSON");
            }
        }
    }

    /// The next that is true of something.
    fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let news = self.next();
            if wanted(&news) {
                return news;
            }
        }
    }
}

/// How many builds there were until the site that is shown.
fn turn(news: &Value) -> u64 {
    let stamp = news["stamp"].as_str().expect("a stamp");
    stamp.rsplit_once('-').and_then(|(_, turn)| turn.parse().ok()).expect("it ends in a number")
}

#[test]
fn what_is_served_is_what_is_built() {
    let site = on_disk(&files(SITE));
    let server = serve(site.path(), &["--port", "0"]);
    let out = tempfile::tempdir().expect("a folder");
    let built = out.path().join("site");
    assert_eq!(run(site.path(), &["build", "-q", "-o", &built.to_string_lossy()]).code, 0);
    let built = folder(&built);
    assert!(["data/stones.csv", "old-hill/index.html", "search/index.html", "robots.txt"].iter().all(|path| built.contains_key(*path)));
    for (path, bytes) in built.iter().filter(|(path, _)| *path != "casebook-manifest.json" && *path != ".nojekyll") {
        let target: String = path.bytes().map(|byte| if byte.is_ascii() { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect();
        let answer = server.get(&format!("/{}", target.strip_suffix("index.html").unwrap_or(&target)));
        assert_eq!((answer.status, answer.header("X-Content-Type-Options")), (200, Some("nosniff")), "{path}");
        let own = if path.ends_with(".html") { "<script src=\"/.casebook/preview.js?" } else { "" };
        let rest = answer.body.strip_prefix(bytes.as_slice()).unwrap_or_else(|| panic!("{path} is another:\n{}", answer.text()));
        assert!(String::from_utf8_lossy(rest).starts_with(own) && rest.is_empty() == own.is_empty(), "{path} ends in {rest:?}");
    }
    let kind = |target: &str| server.get(target).header("Content-Type").map(str::to_owned);
    assert_eq!(kind("/").as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(kind("/data/stones.csv").as_deref(), Some("text/csv; charset=utf-8"));
    assert_eq!(kind("/.casebook/preview.js").as_deref(), Some("text/javascript; charset=utf-8"));
    let policy = "script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
    assert!(["/", "/nothing"].iter().all(|target| server.get(target).text().contains(policy)), "pages may hear news, and 404.html too");
}

#[test]
fn what_is_not_there_moved_or_not_to_be_changed_is_answered_as_such() {
    let site = on_disk(&files(SITE));
    let server = serve(site.path(), &["--port", "0"]);
    let missing = server.get("/nothing/at/all");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("<h1>"), "{}", missing.text());
    let moved = server.get("/places/co%61st?x=1");
    assert_eq!((moved.status, moved.header("Location")), (302, Some("/places/coast/")));
    assert_eq!(server.get("//evil.example/places").status, 404);
    let page = server.get("/");
    let head = server.ask("HEAD", "/", "Host: localhost\r\n");
    assert_eq!((head.status, head.body.len(), head.header("Content-Length")), (200, 0, page.header("Content-Length")));
    let tag = page.header("ETag").expect("a tag");
    let again = server.ask("GET", "/", &format!("Host: localhost\r\nIf-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT"] {
        assert_eq!(server.ask(method, "/", "Host: localhost\r\nContent-Length: 0\r\n").status, 405, "{method}");
    }
}

#[test]
fn a_foreign_name_is_refused() {
    let site = on_disk(&files(SITE));
    let server = serve(site.path(), &["--port", "0"]);
    for host in ["Host: evil.example\r\n", "Host: localhost.evil.example:3030\r\n", "Host:\r\n", ""] {
        for target in ["/", "/.casebook/news", "/.casebook/preview.js"] {
            let answer = server.ask("GET", target, host);
            assert_eq!(answer.status, 403, "{host}{target}");
            assert!(!answer.text().contains("Hello"));
        }
    }
    assert_eq!(server.ask("GET", "/", "Host: localhost\r\nHost: evil.example\r\n").status, 400);
    for host in ["localhost", "localhost:1", "127.0.0.1", "[::1]:3030"] {
        assert_eq!(server.ask("GET", "/", &format!("host: {host}\r\n")).status, 200, "{host}");
    }
}

#[test]
fn no_bytes_reach_the_disk_or_stop_the_server() {
    let site = on_disk(&files(SITE));
    fs::write(site.path().join("secret.txt"), "a secret").expect("a file");
    fs::write(site.path().join("content/_notes.txt"), "a secret").expect("a file");
    let server = serve(site.path(), &["--port", "0"]);
    let targets = [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/places/..%2f..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "/content/_notes.txt",
        "/_notes.txt",
        "/content/index.md",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/.casebook/../index.html",
        "/.casebook/",
        "/.git/config",
        "/index.html%00.md",
        "/%",
        "/%c0%ae%c0%ae/",
        "/\u{ff}",
        "*",
        "http://localhost/",
    ];
    for target in targets {
        let answer = server.get(target);
        assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.head);
        assert!(!answer.text().contains("a secret"), "{target}");
    }
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(20_000));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "a: b\r\n".repeat(200));
    for bytes in [long.as_bytes(), many.as_bytes(), &[b'\r'; 70_000], &[0xFF; 70_000], &[0; 70_000]] {
        assert_eq!(Answer::new(&server.send(bytes)).map(|answer| answer.status), Some(431));
    }
    for bytes in ["\r\n\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n", "GET / HTTP/1.1\r\nHost\r\n\r\n"] {
        assert_eq!(Answer::new(&server.send(bytes.as_bytes())).map(|answer| answer.status), Some(400), "{bytes:?}");
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn slow_clients_do_not_keep_others_out() {
    let site = on_disk(&files(SITE));
    let server = serve(site.path(), &["--port", "0"]);
    let mut slow: Vec<TcpStream> = Vec::new();
    for number in 0..300 {
        let mut stream = server.connect();
        // One that made room for later ones may be closed already.
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: loc");
        slow.push(stream);
        if number % 50 == 0 {
            assert_eq!(server.get("/").status, 200, "after {number}");
        }
    }
    assert_eq!(server.get("/").status, 200);
    // A whole page is asked for, and never taken.
    for stream in &mut slow {
        let _ = stream.write_all(b"alhost\r\n\r\n");
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_saved_file_is_told_and_shown_at_once() {
    let site = on_disk(&files(SITE));
    let content = site.path().join("content");
    let mut server = serve(site.path(), &["--port", "0"]);
    let mut news = server.news();
    assert_eq!(news.next()["text"], "");
    let hill = "---\ntitle: The hill\n---\n";
    fs::write(content.join("places/hill.md"), format!("{hill}Higher.\n")).expect("it can be written");
    news.next();
    assert!(server.get("/places/hill/").text().contains("Higher."));
    let line = server.line(|line| line.contains("hill.md"));
    assert!(line.contains("pages, 0 errors, 0 warnings, ") && line.ends_with("; content/places/hill.md"), "{line}");

    fs::create_dir(content.join("deep")).expect("a folder");
    fs::write(content.join("deep/new.md"), "---\ntitle: New\n---\n").expect("it can be written");
    news.until(|_| server.get("/deep/new/").status == 200);
    fs::rename(content.join("deep/new.md"), content.join("deep/renamed.md")).expect("it can be renamed");
    news.until(|_| server.get("/deep/renamed/").status == 200);
    assert_eq!(server.get("/deep/new/").status, 404);
    fs::remove_dir_all(content.join("deep")).expect("it can be removed");
    news.until(|_| server.get("/deep/renamed/").status == 404);

    fs::write(content.join("stones.csv"), "id,title,place\nchalk,Chalk,hill\n").expect("it can be written");
    news.next();
    assert!(server.get("/places/hill/").text().contains("Chalk"));
    let yaml = fs::read_to_string(content.join("site.yaml")).expect("it is there");
    fs::write(content.join("site.yaml"), yaml.replace("title: Example", "title: Another")).expect("it can be written");
    news.next();
    assert!(server.get("/").text().contains("<title>Another</title>"));
    let templates = site.path().join("themes/default/templates");
    fs::create_dir_all(&templates).expect("folders");
    fs::write(templates.join("redirect.html"), "<p>elsewhere").expect("it can be written");
    news.until(|_| server.get("/places/hill/").status == 200 && server.get("/old-hill/").status == 404);
    fs::write(content.join("places/hill.md"), "---\ntitle: The hill\naliases: [/old-hill/]\n---\n").expect("it can be written");
    news.until(|_| server.get("/old-hill/").text().starts_with("<p>elsewhere"));
    fs::remove_dir_all(site.path().join("themes")).expect("it can be removed");
    news.until(|_| !server.get("/old-hill/").text().starts_with("<p>elsewhere"));
}

#[test]
fn mistakes_are_told_in_the_words_of_the_terminal_while_the_last_good_site_stays() {
    let site = on_disk(&files(SITE));
    let hill = site.path().join("content/places/hill.md");
    let good = fs::read(&hill).expect("it is there");
    let server = serve(site.path(), &["--port", "0"]);
    let mut news = server.news();
    let first = news.next();
    fs::write(&hill, "---\ntitle: The hill\nsize: large\n---\n[[nowhere]]\n").expect("it can be written");
    let told = news.next();
    assert_eq!((&told["forbid"], &told["stamp"], &told["summary"]), (&true.into(), &first["stamp"], &"2 errors, 0 warnings".into()));
    assert_eq!(told["text"], run(site.path(), &["check", "-q"]).err);
    assert!(server.get("/places/hill/").text().contains("High."));
    fs::write(&hill, good).expect("it can be written");
    let mended = news.next();
    assert_eq!((&mended["forbid"], &mended["text"]), (&false.into(), &"".into()));
    assert_ne!(mended["stamp"], first["stamp"]);
}

#[test]
fn a_site_that_begins_with_mistakes_shows_them_everywhere_until_they_are_mended() {
    let site = on_disk(&files("//- content/index.md\n---\ntitle: Welcome\n---\n[[<nowhere>]]\n"));
    let server = serve(site.path(), &["--port", "0"]);
    let mut news = server.news();
    let first = news.next();
    for target in ["/", "/any/page"] {
        let answer = server.get(target);
        assert_eq!(answer.status, 500);
        assert!(answer.text().contains("nothing is called `&lt;nowhere&gt;`"), "{}", answer.text());
    }
    fs::write(site.path().join("content/index.md"), "---\ntitle: Welcome\n---\nHello.\n").expect("it can be written");
    assert_ne!(news.next()["stamp"], first["stamp"]);
    assert!(server.get("/").text().contains("Hello."));
}

#[test]
fn a_template_that_fails_is_told_too() {
    let site = on_disk(&files(SITE));
    let server = serve(site.path(), &["--port", "0"]);
    let mut news = server.news();
    news.next();
    let templates = site.path().join("themes/default/templates");
    fs::create_dir_all(&templates).expect("folders");
    fs::write(templates.join("404.html"), "{{ 1 + title }}").expect("it can be written");
    let told = news.until(|told| told["text"] != "");
    assert!(told["text"].as_str().is_some_and(|text| text.contains("themes/default/templates/404.html")), "{told}");
    fs::write(templates.join("404.html"), "{% if").expect("it can be written");
    news.until(|told| told["forbid"] == true && told["text"].as_str().is_some_and(|text| text.contains("404.html")));
    assert!(server.get("/").text().contains("Hello."));
}

#[test]
fn what_editors_leave_behind_and_what_is_saved_unchanged_is_no_change() {
    let site = on_disk(&files(SITE));
    let content = site.path().join("content");
    let server = serve(site.path(), &["--port", "0"]);
    let mut news = server.news();
    let first = turn(&news.next());
    let page = fs::read(content.join("index.md")).expect("it is there");
    for name in [".index.md.swp", "index.md~", "#index.md#", ".#index.md", "~$stones.csv", "index.md.tmp", ".git/HEAD", ".DS_Store"] {
        let path = content.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, "half a fi").expect("it can be written");
    }
    fs::write(content.join("index.md"), &page).expect("it can be written");
    fs::create_dir(site.path().join("public")).expect("a folder");
    fs::write(site.path().join("public/index.html"), "built meanwhile").expect("it can be written");
    // As some editors save: the new text beside the file, then in its place.
    fs::write(content.join(".index.md.new"), "---\ntitle: Welcome\n---\nGoodbye.\n").expect("it can be written");
    fs::rename(content.join(".index.md.new"), content.join("index.md")).expect("it can be renamed");
    assert_eq!(turn(&news.next()), first + 1);
    assert!(server.get("/").text().contains("Goodbye."));
}

#[test]
fn many_files_at_once_end_in_the_site_they_make() {
    let site = on_disk(&files(SITE));
    let content = site.path().join("content");
    let server = serve(site.path(), &["--port", "0"]);
    let mut news = server.news();
    news.next();
    for number in 0..200 {
        fs::write(content.join(format!("places/p{number}.md")), format!("---\ntitle: Place {number}\n---\n")).expect("it can be written");
    }
    fs::remove_file(content.join("places/hill.md")).expect("it is there");
    fs::write(content.join("stones.csv"), "id,title,place\nflint,Flint,p199\n").expect("it can be written");
    let built = |_: &Value| server.get("/places/p199/").text().contains("Flint") && server.get("/places/hill/").status == 404;
    assert_eq!(news.until(built)["text"], "");
    assert!((0..200).all(|number| server.get(&format!("/places/p{number}/")).status == 200));
}

#[cfg(unix)]
#[test]
fn a_content_folder_that_lies_elsewhere_goes_and_comes_back_is_followed() {
    let elsewhere = on_disk(&files(SITE));
    let site = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(elsewhere.path().join("content"), site.path().join("content")).expect("a link");
    let server = serve(site.path(), &["--port", "0"]);
    let mut news = server.news();
    let first = news.next();
    fs::write(elsewhere.path().join("content/index.md"), "---\ntitle: Welcome\n---\nLinked.\n").expect("it can be written");
    assert_ne!(news.next()["stamp"], first["stamp"]);
    assert!(server.get("/").text().contains("Linked."));
    fs::rename(elsewhere.path().join("content"), elsewhere.path().join("away")).expect("it can be renamed");
    let gone = news.until(|told| told["forbid"] == true);
    assert!(gone["text"].as_str().is_some_and(|text| text.contains("content/site.yaml")), "{gone}");
    assert!(server.get("/").text().contains("Linked."));
    fs::rename(elsewhere.path().join("away"), elsewhere.path().join("content")).expect("it can be renamed");
    assert_eq!(news.until(|told| told["forbid"] == false)["text"], "");
    fs::write(elsewhere.path().join("content/index.md"), "---\ntitle: Welcome\n---\nBack.\n").expect("it can be written");
    news.until(|_| server.get("/").text().contains("Back."));
}

#[test]
fn a_taken_port_a_base_path_and_drafts() {
    let site = on_disk(&files(&format!("{SITE}//- content/draft.md\n---\ntitle: Draft\ndraft: true\n---\n")));
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("it has one").port();
    let server = serve(site.path(), &["--port", &port.to_string(), "-u", "/deep/site", "--drafts"]);
    assert!(server.port > port);
    for target in ["/", "/deep/site"] {
        let answer = server.get(target);
        assert_eq!((answer.status, answer.header("Location")), (302, Some("/deep/site/")), "{target}");
    }
    assert_eq!(server.get("/deep/site/draft").header("Location"), Some("/deep/site/draft/"));
    assert!(server.get("/deep/site/").text().contains("Hello."));
    assert_eq!(server.get("/places/hill/").status, 404);
}

#[test]
fn what_cannot_be_served_is_code_2() {
    let site = on_disk(&files(SITE));
    let empty = tempfile::tempdir().expect("a folder");
    assert_eq!(run(empty.path(), &["serve", "--port", "0"]).code, 2);
    for arguments in [&["serve", "-u", "recipes.net"][..], &["serve", "--host", "256.1.1.1"], &["serve", "--port", "70000"]] {
        assert_eq!(run(site.path(), arguments).code, 2, "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn it_is_stopped_with_code_0() {
    let site = on_disk(&files(SITE));
    let mut server = serve(site.path(), &["--port", "0"]);
    let mut news = server.news();
    news.next();
    let killed = std::process::Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().expect("there is kill");
    assert!(killed.success());
    assert_eq!(server.child.wait().expect("it ends").code(), Some(0));
}
