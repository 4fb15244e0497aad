//! Owns the flags that commands share, and what a compilation is told by them.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::say::Format;
use crate::Options;
use crate::parse::address::no_base;
use crate::schema::PartialDate;

#[derive(Args)]
pub struct Common {
    /// The site's folder, holding content/ and perhaps themes/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Include entries and pages marked `draft: true`
    #[arg(long)]
    pub drafts: bool,
    /// Count warnings as errors
    #[arg(short, long)]
    pub strict: bool,
    /// How mistakes are printed; `human` if not given
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Say nothing but mistakes
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more
    #[arg(short, long)]
    pub verbose: bool,
    /// The day that counts as today, for what is due: YYYY-MM-DD; the newest `updated`, `reviewed` or `as_of` of a page or entry if not given
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

/// Whether `-u` was given what it takes.
pub fn address(base_url: Option<&str>) -> Result<()> {
    match base_url.and_then(|url| Some((url, no_base(url)?))) {
        Some((url, wanted)) => bail!("--base-url takes {wanted}, or a path like /repo/, not `{url}`"),
        None => Ok(()),
    }
}

/// What a compilation is told.
pub fn options(common: &Common, base_url: Option<String>) -> Result<Options> {
    let as_of = match &common.as_of {
        None => None,
        Some(text) => match PartialDate::parse(text) {
            None => bail!("`{text}` is not a date like 2026, 2026-11 or 2026-11-22"),
            date => date,
        },
    };
    Ok(Options { drafts: common.drafts, base_url, as_of, ..Options::default() })
}
