//! `casebook list`: the records of a collection, as a table, CSV or JSON.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::flags::Common;
use super::say::{say, show, tell};
use super::{MISTAKES, collection};
use crate::base::diagnostic::forbids;
use crate::base::{Diagnostic, FileId, Span};
use crate::link::Site;
use crate::link::records::EntryId;
use crate::parse::query;
use crate::render::data::{Rows, collection_rows, table_rows};
use crate::schema::{CollectionId, Name, Query};
use crate::{Options, read, understand};

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    common: Common,
    /// Include entries and pages marked `draft: true`
    #[arg(long)]
    drafts: bool,
    /// The collection
    collection: String,
    /// How it is printed
    #[arg(long = "as", value_enum, default_value_t = As::Table)]
    shape: As,
    /// Only records for which this holds, in the language of queries: 'kind=soup, since>=2017'
    #[arg(long = "where", value_name = "CONDITIONS", default_value = "")]
    conditions: String,
    /// What is shown of each: 'title, chef.town as Town, count(guests)'; everything in CSV and JSON, and the title in a table, if not given
    #[arg(long, value_name = "COLUMNS", default_value = "")]
    columns: String,
    /// In which order: 'kind, -since'
    #[arg(long, value_name = "FIELDS", default_value = "", allow_hyphen_values = true)]
    sort: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    /// For reading
    Table,
    /// For spreadsheets
    Csv,
    /// A list of objects
    Json,
}

/// Prints the records. With errors in the content they are not all that the site is to say: enough to look up a name, and nothing for programs.
pub fn list(arguments: &List) -> Result<ExitCode> {
    let sources = read::read(&arguments.common.root)?;
    let (site, found) = understand(&sources, &Options { drafts: arguments.drafts, ..Options::default() });
    let wrong = forbids(&found, false);
    let Some(site) = site.filter(|_| !wrong || arguments.shape == As::Table) else {
        say(&arguments.common, &sources, &found)?;
        return Ok(ExitCode::from(MISTAKES));
    };
    let rows = rows(&site, arguments)?;
    let text = match arguments.shape {
        As::Table => table(&rows).into_bytes(),
        As::Csv => rows.csv(),
        As::Json => rows.json(),
    };
    show(text)?;
    if wrong {
        tell(format_args!("the content has mistakes, so this may not be all; `casebook check` says them\n"));
        return Ok(ExitCode::from(MISTAKES));
    }
    Ok(ExitCode::SUCCESS)
}

fn rows(site: &Site, arguments: &List) -> Result<Rows> {
    let schema = &site.records.schema;
    let from = collection::find(site, &arguments.collection)?;
    let query = query(site, from, arguments)?;
    let entries = site.records.select(&query, None);
    if query.columns.is_empty() && arguments.shape != As::Table {
        let mut rows = collection_rows(site, from);
        // Rows stand in the collection's order, and are wanted in the query's.
        let place = |entry: &EntryId| site.records.members[from.0].binary_search(entry).ok();
        rows.rows = entries.iter().filter_map(place).filter_map(|at| rows.rows.get(at).cloned()).collect();
        return Ok(rows);
    }
    let columns = if query.columns.is_empty() { read_all(|found| query::columns("title", from, schema, nowhere, found))? } else { query.columns };
    let mut rows = table_rows(site, &columns, &entries, false);
    for name in &mut rows.header {
        if let Some(column) = columns.iter().find(|column| column.labelled && column.name == *name) {
            name.clone_from(&column.label);
        }
    }
    Ok(rows)
}

fn query(site: &Site, from: CollectionId, arguments: &List) -> Result<Query<EntryId>> {
    let schema = &site.records.schema;
    let query = Query {
        from,
        columns: read_all(|found| query::columns(&arguments.columns, from, schema, nowhere, found))?,
        conditions: read_all(|found| query::conditions(&arguments.conditions, from, None, schema, nowhere, found))?,
        sort: read_all(|found| query::sort(&arguments.sort, from, schema, nowhere, found))?,
        limit: None,
    };
    let mut unknown = None;
    let resolved = query.map(|name: &Name| {
        let entry = site.records.called(name.collection, &name.text);
        if entry.is_none() {
            unknown = Some(format!("there is no `{}` in `{}`", name.text, schema.collection(name.collection).id));
        }
        entry
    });
    match resolved {
        Some(resolved) => Ok(resolved),
        None => bail!(unknown.unwrap_or_default()),
    }
}

/// What is read from an argument, or what is wrong with it.
fn read_all<T>(read: impl FnOnce(&mut Vec<Diagnostic>) -> T) -> Result<T> {
    let mut found = Vec::new();
    let read = read(&mut found);
    match found.first() {
        None => Ok(read),
        Some(wrong) => bail!(std::iter::once(&wrong.message).chain(&wrong.help).map(String::as_str).collect::<Vec<_>>().join("; ")),
    }
}

/// An argument lies in no file.
fn nowhere(range: std::ops::Range<usize>) -> Span {
    Span::new(FileId(0), range.start, range.end)
}

/// Columns side by side, each as wide as its widest cell; line breaks and other control characters become blanks.
fn table(rows: &Rows) -> String {
    let plain = |row: &Vec<String>| row.iter().map(|cell| cell.replace(char::is_control, " ")).collect();
    let rows = Rows { header: rows.header.clone(), rows: rows.rows.iter().map(plain).collect() };
    let widest = |column: usize| std::iter::once(&rows.header).chain(&rows.rows).map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.header.len()).map(widest).collect();
    let mut out = String::new();
    for row in std::iter::once(&rows.header).chain(&rows.rows) {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}
