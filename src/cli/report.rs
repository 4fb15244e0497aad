//! `casebook report`: coverage as a table, or as JSON.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde_json::json;

use super::MISTAKES;
use super::flags::{Common, Today, options};
use super::say::{say, show};
use crate::base::Sources;
use crate::base::diagnostic::forbids;
use crate::base::print::{LineIndex, visible};
use crate::link::Site;
use crate::link::coverage::{Coverage, measure};
use crate::link::records::EntryId;
use crate::link::unlinked::{self, Unlinked};
use crate::{read, understand};

#[derive(Args)]
pub struct Report {
    #[command(flatten)]
    common: Common,
    /// Include entries and pages marked `draft: true`
    #[arg(long)]
    drafts: bool,
    #[command(flatten)]
    today: Today,
    /// How it is printed
    #[arg(long = "as", value_enum, default_value_t = As::Table)]
    shape: As,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    /// For reading
    Table,
    /// One JSON object
    Json,
}

/// Prints the coverage; with errors in the content there is nothing to measure.
pub fn report(arguments: &Report) -> Result<ExitCode> {
    let sources = read::read(&arguments.common.root)?;
    let told = options(arguments.drafts, &arguments.today)?;
    let (site, found) = understand(&sources, &told);
    let Some(site) = site.filter(|_| !forbids(&found, false)) else {
        say(&arguments.common, &sources, &found)?;
        return Ok(ExitCode::from(MISTAKES));
    };
    let coverage = measure(&site);
    let mentions = unlinked::find(&site);
    let text = match arguments.shape {
        As::Table => visible::lines(&table(&site, &sources, &coverage, &mentions)).into_owned(),
        As::Json => json_text(&site, &sources, &coverage, &mentions),
    };
    show(text)?;
    Ok(ExitCode::SUCCESS)
}

fn id(site: &Site, entry: EntryId) -> String {
    site.records.get(entry).id.clone()
}

/// So many names are shown in a line.
const MOST: usize = 50;

fn ids(site: &Site, entries: &[EntryId]) -> Vec<String> {
    entries.iter().map(|entry| id(site, *entry)).collect()
}

fn place(sources: &Sources, span: crate::base::Span) -> (String, usize) {
    let (line, _) = LineIndex::new(sources.text(span.file)).position(sources.text(span.file), span.start as usize);
    (sources.path(span.file).to_owned(), line)
}

fn table(site: &Site, sources: &Sources, coverage: &Coverage, mentions: &[Unlinked]) -> String {
    let mut out = String::new();
    let list = |title: &str, names: Vec<String>| {
        let more = if names.len() > MOST { format!(", and {} more; `--as json` has all", names.len() - MOST) } else { String::new() };
        let shown = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
        if names.is_empty() { String::new() } else { format!("  {title} ({}): {shown}{more}\n", names.len()) }
    };
    for filled in &coverage.collections {
        let declared = site.records.schema.collection(filled.id);
        let entries = if filled.entries == 1 { "entry" } else { "entries" };
        out.push_str(&format!("{}: {} {entries}\n", declared.id, filled.entries));
        for field in &filled.fields {
            let percent = field.percent(filled.entries);
            let mut more: Vec<String> = field.basis.iter().map(|(basis, count)| format!("{count} {}", basis.key())).collect();
            if field.denied > 0 {
                more.push(format!("{} none", field.denied));
            }
            let more = if more.is_empty() { String::new() } else { format!("  ({})", more.join(", ")) };
            out.push_str(&format!("  {:<20} {:>4} of {:<4} {percent:>3} %{more}\n", field.id, field.filled, filled.entries));
        }
        let thin = filled.thin.iter().map(|(entry, section, words)| format!("{} “{section}” {words} words", id(site, *entry))).collect();
        out.push_str(&list("thin sections", thin));
        out.push_str(&list("only weak sources", ids(site, &filled.weak)));
        out.push_str(&list("nothing leads to", ids(site, &filled.alone)));
        out.push_str(&list("due for another look", ids(site, &filled.due)));
        out.push('\n');
    }
    out.push_str("references\n");
    out.push_str(&list("without address", ids(site, &coverage.no_address)));
    out.push_str(&list("without year", ids(site, &coverage.no_year)));
    out.push_str(&list("without date of access", ids(site, &coverage.no_access)));
    let unknown = coverage.unknown.iter().map(|(word, (count, _))| format!("{word} ×{count}")).collect();
    out.push_str("\nnames\n");
    out.push_str(&list("short forms that nothing explains", unknown));
    out.push_str(&format!("  mentions that are no links ({}); `casebook fix` shows them as a difference\n", mentions.len()));
    for mention in mentions {
        let (path, line) = place(sources, mention.edit.span);
        out.push_str(&format!("    {path}:{line}: {} → {}\n", mention.words, id(site, mention.entry)));
    }
    out
}

fn json_text(site: &Site, sources: &Sources, coverage: &Coverage, mentions: &[Unlinked]) -> String {
    let collections: Vec<_> = coverage
        .collections
        .iter()
        .map(|filled| {
            let fields: Vec<_> = filled
                .fields
                .iter()
                .map(|field| {
                    let basis: serde_json::Map<String, serde_json::Value> =
                        field.basis.iter().map(|(basis, count)| (basis.key().to_owned(), json!(count))).collect();
                    json!({ "field": field.id, "filled": field.filled, "none": field.denied, "basis": basis })
                })
                .collect();
            let thin: Vec<_> =
                filled.thin.iter().map(|(entry, section, words)| json!({ "id": id(site, *entry), "section": section, "words": words })).collect();
            json!({
                "collection": site.records.schema.collection(filled.id).id,
                "entries": filled.entries,
                "fields": fields,
                "thin_sections": thin,
                "only_weak_sources": ids(site, &filled.weak),
                "nothing_leads_to": ids(site, &filled.alone),
                "due": ids(site, &filled.due),
            })
        })
        .collect();
    let unlinked: Vec<_> = mentions
        .iter()
        .map(|mention| {
            let (path, line) = place(sources, mention.edit.span);
            json!({ "file": path, "line": line, "words": mention.words, "id": id(site, mention.entry) })
        })
        .collect();
    let unknown: Vec<_> = coverage
        .unknown
        .iter()
        .map(|(word, (count, place))| json!({ "word": word, "count": count, "address": format!("/{}", site.address(*place).0) }))
        .collect();
    let whole = json!({
        "version": 1,
        "collections": collections,
        "references": {
            "without_address": ids(site, &coverage.no_address),
            "without_year": ids(site, &coverage.no_year),
            "without_access_date": ids(site, &coverage.no_access),
        },
        "unknown_short_forms": unknown,
        "unlinked_mentions": unlinked,
    });
    format!("{}\n", serde_json::to_string_pretty(&whole).unwrap_or_default())
}
