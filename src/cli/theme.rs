//! `casebook theme`: the files of the default theme, from which one's own begins.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;

use super::say::show;
use crate::base::suggest::nearest;
use crate::read;

#[derive(Args)]
pub struct Theme {
    /// The file that is printed, like `static/style.css`; the names of all files if not given
    file: Option<String>,
}

/// Prints a file of the default theme, or the names of all.
pub fn theme(arguments: &Theme) -> Result<ExitCode> {
    let sources = read::with_theme(None);
    let files = || sources.iter().filter_map(|(_, source)| Some((source.path.strip_prefix("themes/default/")?, source)));
    match &arguments.file {
        None => show(files().map(|(name, _)| format!("{name}\n")).collect::<String>())?,
        Some(wanted) => match files().find(|(name, _)| name == wanted) {
            Some((_, source)) => show(source.contents.bytes())?,
            None => match nearest(wanted, files().map(|(name, _)| name)) {
                Some(near) => bail!("the default theme has no file `{wanted}`: did you mean {near}?"),
                None => bail!("the default theme has no file `{wanted}`; `casebook theme` lists them"),
            },
        },
    }
    Ok(ExitCode::SUCCESS)
}
