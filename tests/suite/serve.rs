//! The preview: what it hands out, and whom it refuses.

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};

use crate::command::run;
use crate::fixture::{files, folder, on_disk};
use crate::preview::{Answer, SITE, serve};

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
    let policy = "script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'";
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
    assert_eq!((moved.status, moved.header("Location")), (302, Some("/places/coast/?x=1")));
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
    let killed = std::process::Command::new("sh").args(["-c", &format!("kill -INT {}", server.child.id())]).status().expect("there is a shell");
    assert!(killed.success());
    assert_eq!(server.child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn who_lets_others_look_is_told_what_they_see() {
    let site = on_disk(&files(SITE));
    let open = serve(site.path(), &["--host", "0.0.0.0", "--port", "0"]);
    assert!(open.first.iter().any(|line| line.starts_with("warning: whoever reaches this machine at 0.0.0.0")), "{:?}", open.first);
    assert_eq!(open.ask("GET", "/", "Host: evil.example\r\n").status, 403);
    assert!(serve(site.path(), &["--port", "0"]).first.iter().all(|line| !line.starts_with("warning")));
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_at_the_address_that_is_named() {
    use std::os::unix::fs::PermissionsExt;

    use crate::command::casebook;
    use crate::preview::serve_by;

    let site = on_disk(&files(SITE));
    let tools = tempfile::tempdir().expect("a folder");
    let (tool, told) = (tools.path().join("xdg-open"), tools.path().join("told"));
    std::fs::write(&tool, format!("#!/bin/sh\necho \"$1\" > {0}.new\n/bin/mv {0}.new {0}\n", told.display())).expect("it can be written");
    std::fs::set_permissions(&tool, std::fs::Permissions::from_mode(0o755)).expect("it can be run");
    let server = serve_by(casebook(site.path()).args(["serve", "--open", "--port", "0"]).env("PATH", tools.path()));
    let start = std::time::Instant::now();
    while !told.exists() {
        assert!(start.elapsed().as_secs() < 60, "no browser was opened");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(std::fs::read_to_string(&told).expect("it is there"), format!("http://127.0.0.1:{}/\n", server.port));
}
