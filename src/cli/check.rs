//! `casebook check`: every mistake, and nothing written.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use super::MISTAKES;
use super::flags::Whole;
use super::say::{say, summary};
use crate::base;
use crate::base::diagnostic::forbids;
use crate::render::{Memory, Renderer};
use crate::{read, understand_to_render};

/// Says every mistake. A theme of one's own is tried on every page; the usual one needs no trial.
pub fn check(whole: &Whole) -> Result<ExitCode> {
    let (start, common) = (Instant::now(), &whole.common);
    read::forbid_links(&common.root)?;
    let sources = read::read(&common.root)?;
    let mut printed = Memory::default();
    let (site, mut found) = understand_to_render(&sources, &whole.options(None)?, &mut printed);
    let pages = site.as_ref().map_or(0, |site| site.with_page().count());
    if let Some(site) = site.as_ref().filter(|_| !forbids(&found, false)) {
        if let Some(renderer) = Renderer::new(site, &sources, &mut printed, &mut found)
            && common.root.join("themes").exists()
        {
            renderer.each(&mut found, &|_, _| {});
        }
        base::sort(&mut found);
    }
    say(common, &sources, &found)?;
    summary(common, pages, &found, start, "");
    // The process ends here, and all its memory with it.
    std::mem::forget((sources, site));
    Ok(ExitCode::from(if forbids(&found, whole.strict) { MISTAKES } else { 0 }))
}
