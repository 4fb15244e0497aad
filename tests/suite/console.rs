//! Owns what an example types into a terminal, and what is said to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{ran, run};

/// A terminal in a folder. It knows `casebook`, and of other commands only what examples need.
pub struct Console {
    folder: PathBuf,
}

impl Console {
    /// One in this folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    /// Runs the lines that begin with `$ `, and gives them back, each with what is said to it.
    pub fn run(&mut self, text: &str) -> String {
        let mut out = String::new();
        for line in text.lines().filter(|line| line.starts_with("$ ")) {
            out.push_str(&format!("{line}\n"));
            let words = words(&line[2..]);
            match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                ["casebook", ref arguments @ ..] => {
                    let ran = run(&self.folder, arguments);
                    (ran.out + &ran.err).lines().for_each(|line| out.push_str(&format!("{}\n", timeless(line))));
                }
                ["cd", folder] => self.folder.push(folder),
                ["cat", file] => out.push_str(&std::fs::read_to_string(self.folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))),
                ["git", ref arguments @ ..] => {
                    let ran = ran(Command::new("git").args(arguments).current_dir(&self.folder).env("GIT_CONFIG_GLOBAL", "/dev/null"));
                    out.push_str(&(ran.out + &ran.err));
                }
                _ => panic!("examples can't run `{line}`"),
            }
        }
        out
    }
}

/// The words of a line, as a shell takes them; quotes keep blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut open = None;
    for letter in line.chars() {
        match (letter, open) {
            ('"' | '\'', None) => open = Some(letter),
            (letter, Some(quote)) if letter == quote => open = None,
            (' ', None) => words.push(String::new()),
            (letter, _) => words.last_mut().expect("there is one").push(letter),
        }
    }
    words
}

/// A line in which every time that something took is 7 ms.
fn timeless(line: &str) -> String {
    line.split(", ").map(|part| time(part).map_or_else(|| part.to_owned(), |after| format!("7 ms{after}"))).collect::<Vec<_>>().join(", ")
}

/// What follows a time, `; 56 files`; nothing if the part does not begin with one.
fn time(part: &str) -> Option<&str> {
    let (number, rest) = part.split_once(' ')?;
    number.parse::<f32>().ok()?;
    let after = rest.strip_prefix("ms").or_else(|| rest.strip_prefix('s'))?;
    (after.is_empty() || after.starts_with(';')).then_some(after)
}
