//! Whatever happens to a build, readers see the old site or the new one: killed, out of room, without permission, two at once.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use casebook::base::Sources;
use casebook::render::output::Output;
use casebook::{Options, compile, read, write};
use tempfile::TempDir;

#[cfg(target_os = "linux")]
use crate::command::Ran;
use crate::command::{casebook, ran, run};
use crate::fixture::{self, Files, on_disk};
use crate::mutate::random::Random;

/// How many pages the sites of these tests have beside the first.
const PAGES: usize = 40;

/// A site all of whose pages say this word.
fn site(word: &str) -> Files {
    let mut files = Files::from([("content/site.yaml".to_owned(), format!("title: {word}\n").into_bytes())]);
    let links: String = (0..PAGES).map(|page| format!("- [{word}](p{page}.md)\n")).collect();
    files.insert("content/index.md".to_owned(), format!("---\ntitle: {word}\n---\n{links}").into_bytes());
    for page in 0..PAGES {
        files.insert(
            format!("content/p{page}.md"),
            format!("---\ntitle: {word} {page}\n---\n{}", format!("{word} soup.\n\n").repeat(page)).into_bytes(),
        );
    }
    files
}

/// Writes another version of a site over the one before.
fn put(root: &Path, files: &Files) {
    for (path, bytes) in files {
        fs::write(root.join(path), bytes).expect("a file");
    }
}

/// What is wrong with a page as a reader gets it: it is whole, and of one version.
fn broken(page: &str) -> Option<&'static str> {
    match (page.contains("Apples"), page.contains("Pears")) {
        _ if !page.ends_with("</html>\n") => Some("it is cut off"),
        (true, true) => Some("it is mixed"),
        (false, false) => Some("it is of neither site"),
        _ => None,
    }
}

/// What stands in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn start(root: &Path) -> Child {
    casebook(root).args(["build", "-q"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command runs")
}

/// Kills builds at random moments while readers fetch pages; gives back how many were killed, and how many pages were read.
fn kill(rounds: u64) -> (usize, usize) {
    let (apples, pears) = (site("Apples"), site("Pears"));
    let folder = on_disk(&apples);
    let root = folder.path();
    assert_eq!(run(root, &["build", "-q"]).code, 0);
    let stop = AtomicBool::new(false);
    let read = AtomicUsize::new(0);
    let mut killed = 0;
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                for path in (0..PAGES).map(|page| format!("public/p{page}/index.html")).chain(["public/index.html".to_owned()]) {
                    let page = fs::read_to_string(root.join(&path)).unwrap_or_else(|error| panic!("{path} is missing: {error}"));
                    assert_eq!(broken(&page), None, "{path}: {page}");
                    read.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        let mut random = Random::new(rounds);
        for round in 0..rounds {
            put(root, if round % 2 == 0 { &pears } else { &apples });
            let mut build = start(root);
            thread::sleep(Duration::from_micros(random.below(150_000) as u64));
            killed += usize::from(build.try_wait().expect("it can be asked").is_none());
            build.kill().expect("it can be killed");
            build.wait().expect("it ends");
            if reader.is_finished() {
                break;
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
    let now = fixture::folder(&root.join("public"));
    assert!(now.values().filter(|bytes| bytes.ends_with(b"</html>\n")).count() > PAGES);
    assert_eq!(run(root, &["build", "-q"]).code, 0);
    assert_eq!(names(root), ["content", "public"], "the next build leaves something behind");
    (killed, read.into_inner())
}

#[test]
fn killed_at_any_moment_readers_see_one_site_or_the_other() {
    let (killed, read) = kill(40);
    assert!(killed > 5 && read > 100, "{killed} builds were killed, {read} pages were read");
}

#[test]
#[ignore = "takes minutes; run by hand"]
fn killed_hundreds_of_times() {
    let (killed, read) = kill(1_000);
    println!("{killed} builds were killed, {read} pages were read");
}

#[cfg(unix)]
#[test]
fn a_site_is_for_the_readers_that_the_latest_build_would_give_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = on_disk(&site("Apples"));
    let allowed = |path: &str| fs::metadata(folder.path().join(path)).expect("it is there").permissions().mode() & 0o777;
    for (mask, expected) in [("077", (0o700, 0o600)), ("022", (0o755, 0o644)), ("027", (0o750, 0o640))] {
        let script = format!("umask {mask}; exec \"$0\" build -q");
        let ran = ran(Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_casebook")]).current_dir(folder.path()));
        assert_eq!((ran.code, allowed("public"), allowed("public/p1/index.html")), (0, expected.0, expected.1), "umask {mask}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_lock_on_the_folder_above_is_nothing_to_wait_for() {
    let folder = on_disk(&site("Apples"));
    let above = fs::File::open(folder.path()).expect("a folder");
    above.lock().expect("nobody else has it");
    assert_eq!(run(folder.path(), &["build", "-q"]).code, 0);
}

#[test]
fn two_builds_at_once_take_turns() {
    let folder = on_disk(&site("Apples"));
    let mut builds: Vec<Child> = (0..4).map(|_| start(folder.path())).collect();
    for build in &mut builds {
        assert_eq!(build.wait().expect("it ends").code(), Some(0));
    }
    assert_eq!(names(folder.path()), ["content", "public"]);
    let pages = fixture::folder(&folder.path().join("public"));
    assert_eq!(pages.values().filter(|bytes| bytes.ends_with(b"</html>\n")).count(), PAGES + 2);
}

/// Two versions of a site, the first of them built.
fn built() -> (TempDir, Files) {
    let folder = on_disk(&site("Apples"));
    assert_eq!(run(folder.path(), &["build", "-q"]).code, 0);
    let before = fixture::folder(&folder.path().join("public"));
    put(folder.path(), &site("Pears"));
    (folder, before)
}

/// Runs a build in a shell, after something that makes it fail: it says why, and the old site stands.
fn fails(folder: &TempDir, before: &Files, shell: &str, why: &str) {
    let mut command = Command::new("sh");
    command.current_dir(folder.path()).arg("-c").arg(format!("{shell} \"$0\" build -q")).arg(env!("CARGO_BIN_EXE_casebook"));
    let ran = ran(&mut command);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains(why), "{}", ran.err);
    assert_eq!(fixture::folder(&folder.path().join("public")), *before, "the old site was touched");
}

#[cfg(unix)]
#[test]
fn without_room_the_old_site_stands() {
    let (folder, before) = built();
    fails(&folder, &before, "trap '' XFSZ; ulimit -f 4;", "too large");
    assert_eq!(names(folder.path()), ["content", "public"]);
}

/// What comes of a script that has mounts of its own; nothing where this machine lets a test have none.
#[cfg(target_os = "linux")]
fn mounting(folder: &Path, script: &str) -> Option<Ran> {
    let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    if !tried.is_ok_and(|tried| tried.status.success()) {
        eprintln!("this machine lets nobody mount: not tried");
        return None;
    }
    Some(ran(Command::new("unshare").args(["-rm", "sh", "-c", script]).arg(env!("CARGO_BIN_EXE_casebook")).current_dir(folder)))
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_the_old_site_stands() {
    let folder = on_disk(&site("Apples"));
    fs::create_dir(folder.path().join("disk")).expect("a folder");
    let script = "set -e; mount -t tmpfs -o size=1m none disk; \"$0\" build -q -o disk/public; before=$(cat disk/public/*.html | cksum)
        sed -i s/Apples/Pears/ content/*.md content/site.yaml; head -c 1m /dev/zero > disk/filler 2>/dev/null || true
        if \"$0\" build -q -o disk/public; then echo built; exit 1; else echo \"code $?\"; fi
        test \"$before\" = \"$(cat disk/public/*.html | cksum)\"; ls -A disk; rm disk/filler; \"$0\" build -q -o disk/public; grep -c Pears disk/public/index.html";
    let Some(ran) = mounting(folder.path(), script) else { return };
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.starts_with("code 2\nfiller\npublic\n"), "{}", ran.out);
    assert!(ran.err.contains("No space left"), "{}", ran.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_and_a_read_only_disk_are_refused() {
    let (folder, _) = built();
    for (mount, why) in
        [("mount -t tmpfs none public", "a mount point can't"), ("mount --bind . . && mount -o remount,ro,bind . && cd \"$PWD\"", "Read-only")]
    {
        let script = format!("set -e; {mount}; \"$0\" build -q || echo \"code $?\"; ls -A");
        let Some(ran) = mounting(folder.path(), &script) else { return };
        assert_eq!(ran.out, "code 2\ncontent\npublic\n", "{mount}: {}", ran.err);
        assert!(ran.err.contains(why), "{mount}: {}", ran.err);
    }
}

/// The layers of a container's disk: a folder of the image can't be moved.
#[cfg(target_os = "linux")]
#[test]
fn over_a_site_in_an_image_a_new_one_is_built() {
    let (folder, _) = built();
    let script = "set -e; mkdir disk; mount -t tmpfs none disk; mkdir disk/over disk/work disk/whole
        mount -t overlay -o lowerdir=.,upperdir=disk/over,workdir=disk/work,userxattr none disk/whole 2>/dev/null || { echo none; exit 0; }
        cd disk/whole; \"$0\" build -q; ls -A; grep -c Pears public/index.html";
    let Some(ran) = mounting(folder.path(), script) else { return };
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out == "none\n" || ran.out.starts_with("content\ndisk\npublic\n"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn without_permission_the_old_site_stands() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, before) = built();
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    mode(folder.path(), 0o555);
    // The superuser may do everything: then the build is run by somebody else.
    if fs::write(folder.path().join("probe"), "").is_ok() {
        fs::remove_file(folder.path().join("probe")).expect("it is there");
        let command = folder.path().join("content/casebook");
        fs::copy(env!("CARGO_BIN_EXE_casebook"), &command).expect("a copy");
        let ran =
            ran(Command::new("setpriv").args(["--reuid=65534", "--clear-groups", "content/casebook", "build", "-q"]).current_dir(folder.path()));
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("ermission denied"), "{}", ran.err);
        assert_eq!(fixture::folder(&folder.path().join("public")), before);
    } else {
        fails(&folder, &before, "", "ermission denied");
    }
    mode(folder.path(), 0o755);
}

#[test]
fn what_a_killed_build_left_is_cleared_up() {
    let (folder, _) = built();
    for left in [".public.casebook-new", ".public.casebook-old"] {
        fs::create_dir_all(folder.path().join(left).join("deep")).expect("a folder");
        fs::write(folder.path().join(left).join("deep/half.html"), "<p>").expect("a file");
    }
    assert_eq!(run(folder.path(), &["build", "-q"]).code, 0);
    assert_eq!(names(folder.path()), ["content", "public"]);
}

#[test]
fn a_site_that_a_killed_build_had_moved_aside_is_put_back() {
    let (folder, before) = built();
    fs::rename(folder.path().join("public"), folder.path().join(".public.casebook-old")).expect("it can be moved");
    fs::write(folder.path().join("content/index.md"), "no title").expect("a file");
    assert_eq!(run(folder.path(), &["build", "-q"]).code, 1);
    put(folder.path(), &site("Apples"));
    assert_eq!(run(folder.path(), &["build", "-q"]).code, 0);
    assert_eq!(fixture::folder(&folder.path().join("public")), before);
    assert_eq!(names(folder.path()), ["content", "public"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_did_not_change_stays_the_same_file() {
    use std::os::unix::fs::MetadataExt;
    let folder = on_disk(&site("Apples"));
    let number = |path: &str| fs::metadata(folder.path().join("public").join(path)).expect("it is there").ino();
    assert_eq!(run(folder.path(), &["build", "-q"]).code, 0);
    let before = (number("p1/index.html"), number("p2/index.html"));
    let page = folder.path().join("content/p1.md");
    fs::write(&page, fs::read_to_string(&page).expect("it is there") + "\nMore.\n").expect("a file");
    assert_eq!(run(folder.path(), &["build", "-q"]).code, 0);
    assert_ne!(number("p1/index.html"), before.0);
    assert_eq!(number("p2/index.html"), before.1);
}

#[test]
fn no_file_of_a_site_is_written_outside_of_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = compile(&read::with_theme(site("Apples")), &Options::default()).output;
    assert!(!good.files.is_empty());
    for path in ["../out.html", "/out.html", "a/../../out.html"] {
        let mut output = good.clone();
        output.add(path, b"x".to_vec());
        let error = write::write(&output, &folder.path().join("public")).expect_err("it is refused");
        assert!(error.to_string().contains("outside"), "{error:#}");
    }
    assert!(write::write(&Output::default(), &folder.path().join("public")).is_err());
    let nothing = compile(&Sources::default(), &Options::default()).output;
    assert!(write::write(&nothing, &folder.path().join("public")).is_err());
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn where_nothing_changed_the_folder_stays_and_holds_nothing_else() {
    use std::os::unix::fs::MetadataExt;
    let folder = on_disk(&site("Apples"));
    let (root, public) = (folder.path(), folder.path().join("public"));
    let build = || assert_eq!(run(root, &["build", "-q"]).code, 0);
    let number = || fs::metadata(&public).expect("it is there").ino();
    build();
    let first = number();
    build();
    assert_eq!(number(), first);
    for stray in ["CNAME", "p1/notes/old.txt"] {
        fs::create_dir_all(public.join(stray).parent().expect("a folder")).expect("made");
        fs::write(public.join(stray), "not ours").expect("written");
        let ran = run(root, &["build", "-q"]);
        assert!(ran.code == 2 && ran.err.contains(stray), "{}", ran.err);
        fs::remove_file(public.join(stray)).expect("it stands");
    }
    fs::create_dir(public.join("empty")).expect("made");
    fs::write(public.join("p1/index.html"), "spoilt").expect("written");
    build();
    assert!(!public.join("empty").exists());
    assert_eq!(broken(&fs::read_to_string(public.join("p1/index.html")).expect("a page")), None);
    assert_eq!(names(root), ["content", "public"]);
}

#[test]
fn a_path_written_twice_never_empties_what_stands() {
    let home = TempDir::new().expect("there is room");
    let folder = home.path().join("public");
    let build = |files: &[&str]| {
        let writing = write::Writing::begin(&folder).expect("the folder is free");
        files.iter().for_each(|path| writing.put(path, br#"{"files": [{"path": "a.json"}]}"#));
        writing.finish(None)
    };
    build(&["casebook-manifest.json", "a.json"]).expect("each is written once");
    let failed = build(&["casebook-manifest.json", "a.json", "a.json"]).expect_err("one is written twice");
    assert!(failed.to_string().contains("a.json would be written twice"), "{failed}");
    assert!(!fs::read(folder.join("a.json")).expect("it stands").is_empty());
}
