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
    /// How mistakes are printed; `human` if not given
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Say nothing but mistakes
    #[arg(short, long)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
}

/// The flags of those commands that look at the whole site.
#[derive(Args)]
pub struct Whole {
    #[command(flatten)]
    pub common: Common,
    /// Include entries and pages marked `draft: true`
    #[arg(long)]
    pub drafts: bool,
    /// Count warnings as errors
    #[arg(short, long)]
    pub strict: bool,
    /// Say more
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    #[command(flatten)]
    pub today: Today,
}

#[derive(Args)]
pub struct Today {
    /// The day that counts as today, for what is due: YYYY-MM-DD, YYYY-MM or YYYY; the newest `updated`, `reviewed` or `as_of` of a page or entry if not given
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
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

impl Whole {
    /// What a compilation is told.
    pub fn options(&self, base_url: Option<String>) -> Result<Options> {
        Ok(Options { base_url, ..options(self.drafts, &self.today)? })
    }
}

/// What a compilation is told about drafts and about the day.
pub fn options(drafts: bool, today: &Today) -> Result<Options> {
    let as_of = match &today.as_of {
        None => None,
        Some(text) => match PartialDate::parse(text) {
            None => bail!("`{text}` is not a date like 2026, 2026-11 or 2026-11-22"),
            date => date,
        },
    };
    Ok(Options { drafts, as_of, ..Options::default() })
}
