//! `casebook check`: every mistake, and nothing written.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use super::MISTAKES;
use super::flags::{Common, options};
use super::say::{say, summary};
use crate::{compile, read};

/// Says every mistake.
pub fn check(common: &Common) -> Result<ExitCode> {
    let start = Instant::now();
    read::forbid_links(&common.root)?;
    let sources = read::read(&common.root)?;
    let compiled = compile(&sources, &options(common, None)?);
    let mistaken = say(common, &sources, &compiled.diagnostics)?;
    summary(common, &compiled, start, "");
    Ok(ExitCode::from(if mistaken { MISTAKES } else { 0 }))
}
