//! When files were last changed, from git's history.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::schema::PartialDate;

/// The day of the last commit of each Markdown file below `content/`, by path from the site's root; or why there are none.
pub type Days = Result<BTreeMap<String, PartialDate>, &'static str>;

const NO_HISTORY: &str = "there is no git history";

/// A site's history. Git is asked when something is wanted for the first time, by one thread for all.
pub struct History<'a> {
    root: &'a Path,
    commit: OnceLock<Result<String, &'static str>>,
    days: OnceLock<Days>,
}

impl<'a> History<'a> {
    /// The history of the site in a folder.
    pub fn of(root: &'a Path) -> Self {
        Self { root, commit: OnceLock::new(), days: OnceLock::new() }
    }

    /// The name of the newest commit: it stands for all before it.
    ///
    /// # Errors
    /// Why there is none: no git, no history, or a shallow one, in which every file seems to be as old as its first commit.
    pub fn commit(&self) -> Result<&str, &'static str> {
        self.commit.get_or_init(|| newest_commit(self.root)).as_deref().map_err(|why| *why)
    }

    /// When files were last changed.
    pub fn days(&self) -> &Days {
        self.days.get_or_init(|| {
            // Each commit begins with NUL and its day; the files it touched follow, one a line.
            let log = ["log", "--format=%x00%as", "--name-only", "--no-renames", "--relative", self.commit()?, "--", "content"];
            let days = newest(&git(self.root, &log).ok_or(NO_HISTORY)?);
            if days.is_empty() { Err("the git history has no Markdown file of this site") } else { Ok(days) }
        })
    }
}

fn newest_commit(root: &Path) -> Result<String, &'static str> {
    // Git looks there too, but to start it takes as long as to build a small site.
    let folder = root.canonicalize().map_err(|_| NO_HISTORY)?;
    if !folder.ancestors().any(|folder| folder.join(".git").exists()) {
        return Err(NO_HISTORY);
    }
    let said = git(root, &["rev-parse", "--is-shallow-repository", "HEAD"]).ok_or(NO_HISTORY)?;
    match said.split_once('\n') {
        Some(("false", commit)) => Ok(commit.trim_end().to_owned()),
        Some(_) => Err("the git history is shallow"),
        None => Err(NO_HISTORY),
    }
}

/// The newest day of each Markdown file.
fn newest(log: &str) -> BTreeMap<String, PartialDate> {
    let mut dates = BTreeMap::new();
    for commit in log.split('\0') {
        let mut lines = commit.lines();
        let Some(date) = lines.next().and_then(PartialDate::parse) else { continue };
        for path in lines.filter(|line| line.ends_with(".md")) {
            let day = dates.entry(path.to_owned()).or_insert(date);
            // Days of authors need not come in the order of commits.
            *day = date.max(*day);
        }
    }
    dates
}

/// What git says, whatever the reader's own settings and surroundings are; nothing if it fails.
///
/// Neither who owns the folder nor how git is set up may change a date; and reading the history runs no program and asks no
/// other machine, so that git need not refuse the folder of another user.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    const SETTINGS: [&str; 10] = [
        "core.quotePath=false",
        "log.showSignature=false",
        "log.showRoot=true",
        "log.diffMerges=off",
        "color.ui=false",
        "core.fsmonitor=false",
        "protocol.allow=never",
        "safe.directory=*",
        "diff.orderFile=/dev/null",
        "i18n.logOutputEncoding=UTF-8",
    ];
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("GIT_NO_REPLACE_OBJECTS", "1");
    command.arg("--no-pager").args(SETTINGS.iter().flat_map(|setting| ["-c", setting])).arg("-C").arg(root).args(arguments);
    let done = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok().filter(|done| done.status.success())?;
    // One name in another encoding does not spoil the others.
    Some(String::from_utf8_lossy(&done.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_day_of_each_file_counts() {
        let log = "\x002025-03-02\n\ncontent/a.md\ncontent/ö b.md\n\x00\x00bad\ncontent/c.md\n\x002025-03-04\n\ncontent/a.md\n\x002019-01-01\n";
        let dates = newest(log);
        let told: Vec<String> = dates.iter().map(|(path, date)| format!("{path} {date}")).collect();
        assert_eq!(told, ["content/a.md 2025-03-04", "content/ö b.md 2025-03-02"]);
    }
}
