//! `casebook fix`: the safe repairs, as a difference, or written.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use similar::TextDiff;

use super::MISTAKES;
use super::flags::Common;
use super::put::{put, turn};
use super::say::{say, show, tell};
use crate::base::print::several;
use crate::base::{Contents, Edit, FileId, Sources};
use crate::{Options, read, repairs, understand};

#[derive(Args)]
pub struct Fix {
    #[command(flatten)]
    common: Common,
    /// Include entries and pages marked `draft: true`
    #[arg(long)]
    drafts: bool,
    /// Write the repairs to the files
    #[arg(long)]
    write: bool,
}

impl Fix {
    fn options(&self) -> Options {
        Options { drafts: self.drafts, ..Options::default() }
    }
}

/// Shows or writes the repairs: near-miss names, titles in their text, and mentions that could be links.
pub fn fix(arguments: &Fix) -> Result<ExitCode> {
    read::forbid_links(&arguments.common.root)?;
    let _turn = if arguments.write { turn(&arguments.common.root)? } else { None };
    let (sources, edits) = possible(arguments)?;
    if edits.is_empty()
        && let (None, found) = understand(&sources, &arguments.options())
    {
        say(&arguments.common, &sources, &found)?;
        return Ok(ExitCode::from(MISTAKES));
    }
    let mut by_file: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.span.file).or_default().push(edit);
    }
    let mut made = 0;
    for (file, edits) in &by_file {
        let Contents::Text(before) = &sources.get(*file).contents else { continue };
        let (after, count) = apply(before, edits);
        made += count;
        let path = sources.path(*file);
        if arguments.write {
            put(&arguments.common.root.join(path), &after)?;
        } else {
            let difference = TextDiff::from_lines(before.as_str(), &after);
            show(difference.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string())?;
        }
    }
    if !arguments.common.quiet {
        // Some can be seen only when others are made.
        let more = if arguments.write && made > 0 { possible(arguments)?.1.len() } else { 0 };
        let done = if arguments.write { "written" } else { "shown; --write makes them" };
        let again = if more > 0 { format!("; {more} more can be made now, by running it again") } else { String::new() };
        tell(format_args!("{} in {} {done}{again}\n", several(made, "repair"), several(by_file.len(), "file")));
    }
    Ok(ExitCode::SUCCESS)
}

/// The sources, and what can be repaired in them.
fn possible(arguments: &Fix) -> Result<(Sources, Vec<Edit>)> {
    let sources = read::read(&arguments.common.root)?;
    let edits = repairs(&sources, &arguments.options());
    Ok((sources, edits))
}

/// A text with edits made, the first of any that overlap; and how many were made.
fn apply(text: &str, edits: &[Edit]) -> (String, usize) {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len() + 64 * edits.len());
    let (mut at, mut count) = (0, 0);
    for edit in edits {
        let range = edit.span.bytes();
        let (Some(before), true) = (text.get(at..range.start), range.end <= text.len()) else { continue };
        out.push_str(before);
        out.push_str(&edit.text);
        at = range.end;
        count += 1;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, count)
}
