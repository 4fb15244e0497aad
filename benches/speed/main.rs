//! How fast Casebook is, and at what size: `cargo bench` prints the table.
//!
//! ```text
//! cargo bench                          100, 1 000 and 10 000 cases
//! cargo bench -- 100000                other sizes
//! cargo bench -- shapes                few huge pages, many tiny ones, one that all name or that names all, long tables, deep folders, Korean
//! cargo bench -- corpus 1000 FOLDER    only writes the site that is built; of another shape with its name, "50 000 rows"
//! ```
//!
//! Sizes above 10 000 are run once, all others several times, of which the median counts. Every build is a process of its own;
//! stages are timed within this one. Two floors stand beside: reading the sources, and `cp -r` of the finished site.

mod corpus;
mod process;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use casebook::link;
use casebook::render::output::Output;
use casebook::render::{Memory, Renderer};
use casebook::{Options, compile, parse, read, write};
use corpus::Corpus;
use process::{Took, median, millis, run};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CASEBOOK: &str = env!("CARGO_BIN_EXE_casebook");

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("speed");
    match words[..] {
        ["corpus", number, folder] => {
            let made = number.parse().ok().map(corpus::cases).or_else(|| corpus::shape(number)).expect("a number of cases, or a shape's name");
            return corpus::write(&made, Path::new(folder)).expect("the site can be written");
        }
        ["both", folder] => return both(Path::new(folder)),
        ["shapes"] => shapes(&home.join("shape")),
        ref sizes => {
            let sizes: Vec<usize> = sizes.iter().map(|size| size.parse().expect("a number of cases, `shapes`, or `corpus NUMBER FOLDER`")).collect();
            start_up(&home);
            for size in if sizes.is_empty() { vec![100, 1000, 10_000] } else { sizes } {
                let made = corpus::cases(size);
                table(&format!("{size} cases"), &made, &home.join(size.to_string()), if size > 10_000 { 1 } else { 5 });
            }
        }
    }
    let _ = fs::remove_dir_all(home);
}

fn row(name: &str, cells: &[String]) {
    let cells: String = cells.iter().map(|cell| format!("{cell:>12}")).collect();
    println!("{name:<44}{cells}");
}

/// What the command takes before it has anything to do.
fn start_up(home: &Path) {
    corpus::write(
        &vec![
            ("content/site.yaml".to_owned(), "title: Tiny\n".to_owned()),
            ("content/index.md".to_owned(), "---\ntitle: Tiny\n---\nHello.\n".to_owned()),
        ],
        home,
    )
    .expect("the site can be written");
    row("start-up", &["wall", "CPU", "peak"].map(str::to_owned));
    row("--help", &median(15, || {}, || run(CASEBOOK, &["--help"], 0)).cells());
    row("a site of one page", &median(15, || cleared(home), || casebook("build", home)).cells());
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let public = home.join("public");
    let build = || run(CASEBOOK, &["build".as_ref(), "--root".as_ref(), own.as_os_str(), "-o".as_ref(), public.as_os_str()], 0);
    row("this repository's site, cold", &median(9, || cleared(home), build).cells());
    row("the same again", &median(9, || {}, build).cells());
    println!();
}

fn casebook(verb: &str, root: &Path) -> Took {
    run(CASEBOOK, &[verb.as_ref(), "--root".as_ref(), root.as_os_str()], 0)
}

/// Puts aside what was built. It is not deleted: some file systems take very long to make files just after others were.
fn cleared(root: &Path) {
    put_aside(&root.join("public"));
}

/// Moves a folder out of the way, if it is there.
fn put_aside(folder: &Path) {
    static MOVED: AtomicUsize = AtomicUsize::new(0);
    let _ = fs::rename(folder, folder.with_file_name(format!("aside-{}", MOVED.fetch_add(1, Ordering::Relaxed))));
}

/// Everything about a site of one size.
fn table(name: &str, corpus: &Corpus, root: &Path, times: usize) {
    corpus::write(corpus, root).expect("the site can be written");
    let public = root.join("public");
    row(name, &["wall", "CPU", "peak"].map(str::to_owned));
    let clear = || cleared(root);
    row("build, cold", &median(times, clear, || casebook("build", root)).cells());
    row("build, cold, on one core", &median(times, clear, || run(CASEBOOK, &["build".as_ref(), "--root".as_ref(), root.as_os_str()], 1)).cells());
    row("build, nothing changed", &median(times, || {}, || casebook("build", root)).cells());
    row("check", &median(times, || {}, || casebook("check", root)).cells());
    for (what, path, from, to) in edits() {
        let mut turn = 0;
        let edit = || {
            turn += 1;
            edit(root, path, from, &to.replace('*', &turn.to_string()));
        };
        row(&format!("build after an edit of {what}"), &median(times, edit, || casebook("build", root)).cells());
    }
    let copy = root.join("copy");
    let no_copy = || put_aside(&copy);
    row(
        "floor: cp -r of the finished site",
        &median(times, no_copy, || run("cp", &["-r".as_ref(), public.as_os_str(), copy.as_os_str()], 0)).cells(),
    );
    stages(root, times);
}

/// Edits: what, where, before and after; `*` is another number every time.
fn edits() -> [(&'static str, &'static str, &'static str, &'static str); 6] {
    [
        ("a text", "content/cases/case-1.md", "## Risks\n", "## Risks\n\nOnce more, *.\n"),
        ("a relation", "content/cases/case-1.md", "models: [", "models: [model-*, "),
        ("a row", "content/forums.csv", "Forum 1 ", "Forum 1 * "),
        ("the style", "themes/default/static/style.css", "", "/* * */"),
        ("a template", "themes/default/templates/parts/menu.html", "", "<!-- * -->"),
        ("site.yaml", "content/site.yaml", "title: Made up", "title: Made up *"),
    ]
}

/// Makes an edit upon the site's own text or, the first time, the theme's.
fn edit(root: &Path, path: &str, from: &str, to: &str) {
    let original = root.join(format!("{}.before", path.replace('/', "-")));
    if !original.exists() {
        let own = root.join(path);
        let source = if own.exists() { own.clone() } else { Path::new(env!("CARGO_MANIFEST_DIR")).join(path) };
        fs::copy(source, &original).expect("what is edited can be kept");
        fs::create_dir_all(own.parent().unwrap_or(root)).expect("the folder can be made");
    }
    let text = fs::read_to_string(&original).expect("what is edited is a text");
    fs::write(root.join(path), text.replacen(from, to, 1)).expect("the edit can be saved");
}

/// What each stage takes, in this process.
fn stages(root: &Path, times: usize) {
    let mut runs: Vec<Vec<(&str, Duration)>> = Vec::new();
    let mut made = Output::default();
    let mut pages = 0;
    for _ in 0..times {
        let mut timed = Vec::new();
        let mut last = Instant::now();
        let mut stage = |name| {
            timed.push((name, last.elapsed()));
            last = Instant::now();
        };
        let sources = read::read(root).expect("the sources can be read");
        stage("read (the floor: all sources)");
        let mut found = Vec::new();
        let parsed = parse::parse(&sources, &mut parse::Memory::default(), &mut found).expect("the site can be read");
        stage("parse");
        let site = link::link(parsed, &sources, false, None, None, &mut found);
        stage("link");
        let renderer = Renderer::new(&site, &sources, &mut Memory::default(), &mut found).expect("the theme can be read");
        stage("render: works, templates");
        renderer.file("search/", &mut found);
        stage("render: search");
        made = renderer.all(&mut found);
        stage("render: the rest");
        drop(renderer);
        write::write(&made, &root.join("public-too")).expect("the site can be written");
        stage("write");
        pages = site.places().count();
        drop((site, sources));
        stage("forgetting it all");
        put_aside(&root.join("public-too"));
        runs.push(timed);
    }
    for stage in 0..runs[0].len() {
        let mut all: Vec<Duration> = runs.iter().map(|run| run[stage].1).collect();
        all.sort();
        row(runs[0][stage].0, &[millis(all[times / 2])]);
    }
    let bytes = |of: &dyn Fn(&str) -> bool| made.files.iter().filter(|(path, _)| of(path)).map(|(_, bytes)| bytes.len()).sum::<usize>();
    let kilo = |bytes: usize| format!("{} kB", bytes / 1000);
    let index = |path: &str| path.starts_with("search/") && !path.ends_with(".html");
    let largest = |part: &str| {
        let of = made.files.iter().filter(|(path, _)| index(path) && path.contains(part));
        of.map(|(_, bytes)| bytes.len()).max().unwrap_or_default()
    };
    row("places, files, bytes out", &[pages.to_string(), made.files.len().to_string(), kilo(bytes(&|_| true))]);
    row("search: bytes in all", &[kilo(bytes(&index))]);
    let five = largest("/index.") + largest("/words-") + 5 * (largest("/pages-") + largest("/texts/"));
    row("search: at most, for a word and five results", &[kilo(five)]);
    println!();
}

/// Sites of other shapes: what grows faster than its number is at fault.
///
/// All is done in processes of their own, because one that is begun by a large one counts as large, too.
fn shapes(home: &Path) {
    let this = std::env::current_exe().expect("this program is somewhere");
    row("other shapes", &["build", "CPU", "peak", "check", "understand", "render"].map(str::to_owned));
    for name in corpus::SHAPES {
        put_aside(home);
        run(&this, &["corpus".as_ref(), name.as_ref(), home.as_os_str()], 0);
        let mut cells = median(3, || cleared(home), || casebook("build", home)).cells().to_vec();
        cells.push(millis(median(3, || {}, || casebook("check", home)).wall));
        let said = Command::new(&this).arg("both").arg(home).output().expect("it can be run").stdout;
        cells.extend(String::from_utf8(said).expect("it says text").lines().map(str::to_owned));
        row(name, &cells);
    }
}

/// Says how long it takes to understand a site, and to render it.
fn both(home: &Path) {
    let sources = read::read(home).expect("the sources can be read");
    let start = Instant::now();
    casebook::understand(&sources, &Options::default());
    let understood = start.elapsed();
    compile(&sources, &Options::default());
    println!("{}\n{}", millis(understood), millis(start.elapsed().saturating_sub(understood * 2)));
}
