//! When files were last changed, from git's history.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::schema::PartialDate;

const NO_HISTORY: &str = "there is no git history";

/// The newest commit: its name stands for it and all before it.
///
/// # Errors
/// Why there is none: no git, no history, or a shallow one, in which every file seems to be as old as its first commit.
pub fn newest_commit(root: &Path) -> Result<String, &'static str> {
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

/// The day of the last commit of each Markdown file below `content/`, by path from `root`, as of `commit`.
///
/// # Errors
/// Why there are none: git tells no history, or none of such files.
pub fn dates(root: &Path, commit: &str) -> Result<BTreeMap<String, PartialDate>, &'static str> {
    // Each commit begins with NUL and its day; the files it touched follow, one a line.
    let log = ["log", "--format=%x00%as", "--name-only", "--no-renames", "--relative", commit, "--", "content/*.md"];
    let dates = newest(&git(root, &log).ok_or(NO_HISTORY)?);
    if dates.is_empty() { Err("the git history has no Markdown file of this site") } else { Ok(dates) }
}

/// The first day named for each path: git tells the newest first.
fn newest(log: &str) -> BTreeMap<String, PartialDate> {
    let mut dates = BTreeMap::new();
    for commit in log.split('\0') {
        let mut lines = commit.lines();
        let Some(date) = lines.next().and_then(PartialDate::parse) else { continue };
        for path in lines.filter(|line| !line.is_empty()) {
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
    const SETTINGS: [&str; 8] = [
        "core.quotePath=false",
        "log.showSignature=false",
        "log.showRoot=true",
        "log.diffMerges=off",
        "color.ui=false",
        "core.fsmonitor=false",
        "protocol.allow=never",
        "safe.directory=*",
    ];
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("GIT_NO_REPLACE_OBJECTS", "1");
    command.arg("--no-pager").args(SETTINGS.iter().flat_map(|setting| ["-c", setting])).arg("-C").arg(root).args(arguments);
    let done = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok().filter(|done| done.status.success())?;
    String::from_utf8(done.stdout).ok()
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
