//! The preview while files change: what it says, what it then shows, and what is no change.

use std::fs;

use casebook::base::{Span, mistake};
use casebook::read;
use casebook::serve::board::{Board, Mistakes};
use serde_json::Value;

use crate::command::run;
use crate::fixture::{files, on_disk};
use crate::preview::{SITE, serve};

/// How many builds there were until the site that is shown.
fn turn(news: &Value) -> u64 {
    let stamp = news["stamp"].as_str().expect("a stamp");
    stamp.rsplit_once('-').and_then(|(_, turn)| turn.parse().ok()).expect("it ends in a number")
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
fn mistakes_that_come_to_light_later_are_counted_with_the_others() {
    let sources = read::with_theme(files("//- content/index.md\n---\ntitle: T\n---\n"));
    let span = Span::top(sources.find("content/index.md").expect("it is there"));
    let board = Board::default();
    board.put(None, Mistakes::of(&[mistake::orphan_page(span.file, "T", false)], &sources, false));
    assert!(board.add(&board.now().stamp, &Mistakes::of(&[mistake::bad_id(span, "X", None)], &sources, false)));
    assert_eq!(board.now().mistakes.summary, "1 error, 1 warning");
}
