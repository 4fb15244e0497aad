//! Owns watching: which files changed, said once they are at rest.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, Event, EventKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::read::{FOLDERS, counts};

/// A file that was closed is whole: this long nothing may happen before it is read, for editors that write in several steps.
const REST: Duration = Duration::from_millis(8);
/// The same for a file that something still writes to, and for many files, as when a branch is checked out.
const LONG_REST: Duration = Duration::from_millis(80);
/// So many files at once are many.
const MANY: usize = 8;
/// It never takes longer than this until changes are said, however busy the folder is.
const LATEST: Duration = Duration::from_secs(2);
/// How often folders are looked at that can be exchanged without a word.
const LOOK: Duration = Duration::from_secs(1);

/// Watches the folders of a site.
pub struct Watch {
    root: PathBuf,
    news: Receiver<notify::Result<Event>>,
    watcher: Box<dyn Watcher>,
    /// Where each of the site's folders really lies, and which folder that is.
    homes: Vec<Option<Home>>,
    /// Whether nothing tells of changes, and folders are compared again and again.
    pub polls: bool,
}

/// A folder as it was when its watching began.
#[derive(Clone, PartialEq, Eq)]
struct Home {
    real: PathBuf,
    identity: (u64, u64),
}

/// What has happened since the last rest.
#[derive(Default)]
struct Changes {
    paths: BTreeSet<String>,
    unfinished: BTreeSet<String>,
}

impl Watch {
    /// Begins to watch.
    ///
    /// # Errors
    /// The machine can neither tell of changes nor be asked for them.
    pub fn new(root: &Path) -> Result<Self> {
        let root = fs::canonicalize(root).with_context(|| format!("looking for {}", root.display()))?;
        let (teller, news) = channel();
        let (watcher, polls) =
            told(&root, &teller).map(|watcher| (watcher, false)).or_else(|_| asked(&root, teller).map(|watcher| (watcher, true)))?;
        Ok(Self::begin(root, news, watcher, polls))
    }

    fn begin(root: PathBuf, news: Receiver<notify::Result<Event>>, watcher: Box<dyn Watcher>, polls: bool) -> Self {
        let mut watch = Self { root, news, watcher, homes: vec![None; FOLDERS.len()], polls };
        watch.settle();
        watch
    }

    /// Waits for changes; gives back the paths, from the site's root, at or below which something may be other than before.
    pub fn wait(&mut self) -> BTreeSet<String> {
        let mut changes = Changes::default();
        while changes.paths.is_empty() {
            match self.news.recv_timeout(LOOK) {
                Ok(event) => self.note(event, &mut changes),
                Err(RecvTimeoutError::Timeout) => {}
                // Whoever told of changes is gone: what remains is to look.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(LOOK),
            }
            changes.paths.extend(self.settle());
        }
        let first = Instant::now();
        while first.elapsed() < LATEST {
            let busy = !changes.unfinished.is_empty() || changes.paths.len() > MANY;
            match self.news.recv_timeout(if busy { LONG_REST } else { REST }) {
                Ok(event) => self.note(event, &mut changes),
                Err(_) => break,
            }
        }
        changes.paths.extend(self.settle());
        changes.paths
    }

    /// Adds what an event tells.
    fn note(&self, event: notify::Result<Event>, changes: &mut Changes) {
        let Ok(event) = event else {
            changes.paths.extend(FOLDERS.map(str::to_owned));
            return;
        };
        if event.need_rescan() {
            changes.paths.extend(FOLDERS.map(str::to_owned));
        }
        let closed = event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
        if event.kind.is_access() && !closed {
            return;
        }
        for path in event.paths.iter().filter_map(|path| self.path(path)) {
            match event.kind {
                EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => drop(changes.unfinished.insert(path.clone())),
                _ => drop(changes.unfinished.remove(&path)),
            }
            changes.paths.insert(path);
        }
    }

    /// A path as the site's sources name it, if it can be part of the site.
    fn path(&self, path: &Path) -> Option<String> {
        let below = |home: &Path, folder: &str| {
            let rest = path.strip_prefix(home).ok()?.to_string_lossy().replace('\\', "/");
            Some(if rest.is_empty() { folder.to_owned() } else { format!("{folder}/{rest}") })
        };
        let homes = FOLDERS.iter().zip(&self.homes).filter_map(|(folder, home)| below(&home.as_ref()?.real, folder));
        let root = path.strip_prefix(&self.root).ok().map(|path| path.to_string_lossy().replace('\\', "/"));
        homes.chain(root).find(|path| counts(path))
    }

    /// Watches the site's folders where they lie now; gives back those that are others than before.
    fn settle(&mut self) -> Vec<String> {
        let mut others = Vec::new();
        for (folder, home) in FOLDERS.iter().zip(&mut self.homes) {
            let now = at(&self.root.join(folder));
            if now == *home {
                continue;
            }
            if let Some(before) = home.take() {
                let _ = self.watcher.unwatch(&before.real);
            }
            // What can't be watched now is tried again at the next look.
            *home = now.filter(|now| self.watcher.watch(&now.real, RecursiveMode::Recursive).is_ok());
            others.push((*folder).to_owned());
        }
        others
    }
}

/// Which folder lies at a path.
fn at(path: &Path) -> Option<Home> {
    let real = fs::canonicalize(path).ok()?;
    let known = fs::metadata(&real).ok().filter(fs::Metadata::is_dir)?;
    Some(Home { real, identity: identity(&known) })
}

#[cfg(unix)]
fn identity(known: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (known.dev(), known.ino())
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}

/// By the machine's own telling.
fn told(root: &Path, teller: &Sender<notify::Result<Event>>) -> notify::Result<Box<dyn Watcher>> {
    let mut watcher = RecommendedWatcher::new(teller.clone(), Config::default().with_follow_symlinks(false))?;
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS.iter().filter_map(|folder| at(&root.join(folder))) {
        // A trial: too many folders for this machine are known before anything rests on it.
        watcher.watch(&folder.real, RecursiveMode::Recursive)?;
        watcher.unwatch(&folder.real)?;
    }
    Ok(Box::new(watcher))
}

/// By comparing again and again.
fn asked(root: &Path, teller: Sender<notify::Result<Event>>) -> Result<Box<dyn Watcher>> {
    // By their contents: times are compared by the second, and a file may come back with an older one.
    let config = Config::default().with_poll_interval(Duration::from_millis(500)).with_compare_contents(true).with_follow_symlinks(false);
    let mut watcher = PollWatcher::new(teller, config).context("watching the site's folder")?;
    watcher.watch(root, RecursiveMode::NonRecursive).with_context(|| format!("watching {}", root.display()))?;
    Ok(Box::new(watcher))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_tells_of_changes_they_are_found_by_comparing() {
        let site = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(site.path()).expect("it is there");
        let pages = root.join("content/pages");
        fs::create_dir_all(&pages).expect("a folder");
        fs::write(pages.join("a.md"), "a").expect("it can be written");
        let (teller, news) = channel();
        let watcher = asked(&root, teller).expect("it can be asked");
        let mut watch = Watch::begin(root, news, watcher, true);
        let mut awaited = |path: &str| while !watch.wait().iter().any(|changed| path.starts_with(changed.as_str())) {};
        fs::write(pages.join("a.md"), "another").expect("it can be written");
        awaited("content/pages/a.md");
        fs::write(pages.join("b.md"), "new").expect("it can be written");
        awaited("content/pages/b.md");
        fs::remove_dir_all(&pages).expect("it can be deleted");
        awaited("content/pages");
    }
}
