//! When files were last changed, from one look at git's history.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::schema::PartialDate;

/// The day of the last commit of each Markdown file below `content/`, by path from `root`.
///
/// # Errors
/// Why there are none: no git, no history, or a shallow one, in which every file seems to be as old as its first commit.
pub fn dates(root: &Path) -> Result<BTreeMap<String, PartialDate>, &'static str> {
    let shallow = git(root, &["rev-parse", "--is-shallow-repository"]);
    // Each commit begins with NUL and its day; the files it touched follow, one a line.
    let log = ["log", "--format=%x00%as", "--name-only", "--no-renames", "--relative", "--", "content/*.md"];
    let log = git(root, &log);
    let [shallow, log] = [shallow, log].map(|asked| asked.and_then(said).ok_or("there is no git history"));
    if shallow?.trim() != "false" {
        return Err("the git history is shallow");
    }
    let log = log?;
    let dates = newest(&log);
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

/// Asks git, whatever the reader's own settings and surroundings are.
///
/// Neither who owns the folder nor how git is set up may change a date; and reading the history runs no program and asks no
/// other machine, so that git need not refuse the folder of another user.
fn git(root: &Path, arguments: &[&str]) -> Option<Child> {
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
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()
}

/// What git says; nothing if it fails.
fn said(asked: Child) -> Option<String> {
    let done = asked.wait_with_output().ok().filter(|done| done.status.success())?;
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
