//! Casebook.

pub mod base;
pub mod cli;
pub mod link;
pub mod parse;
pub mod read;
pub mod render;
pub mod schema;
pub mod write;

use base::{Diagnostic, Severity, Sources};
use render::output::Output;

/// What a compilation may be told beside its sources.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether drafts are published too.
    pub drafts: bool,
    /// The site's address, instead of `base_url`.
    pub base_url: Option<String>,
}

/// What came of a compilation.
#[derive(Debug, Clone, Default)]
pub struct Compiled {
    /// The finished site; empty where there are errors.
    pub output: Output,
    /// Every mistake, in the order of reading.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages the site has.
    pub pages: usize,
}

/// Compiles a site: pure, and the same for the same sources every time.
pub fn compile(sources: &Sources, options: &Options) -> Compiled {
    let mut found = Vec::new();
    let mut compiled = Compiled::default();
    if let Some(mut parsed) = parse::parse(sources, &mut found) {
        if let Some(base_url) = &options.base_url {
            let slash = if base_url.ends_with('/') { "" } else { "/" };
            parsed.schema.settings.base_url = format!("{base_url}{slash}");
        }
        let severities = parsed.severities.clone();
        let site = link::link(parsed, sources, options.drafts, &mut found);
        judge(&mut found, &severities);
        compiled.pages = site.places().filter(|place| site.address(*place).1.is_none()).count();
        if !found.iter().any(|found| found.severity == Severity::Error) {
            compiled.output = render::render(&site, sources, &mut found);
        }
    }
    base::diagnostic::sort(&mut found);
    compiled.diagnostics = found;
    compiled
}

/// Gives rules the severities that `site.yaml` wants.
fn judge(found: &mut Vec<Diagnostic>, severities: &parse::schema::Severities) {
    found.retain_mut(|found| match severities.iter().find(|(rule, _)| rule == found.rule) {
        Some((_, Some(severity))) => {
            found.severity = *severity;
            true
        }
        Some((_, None)) => false,
        None => true,
    });
}
