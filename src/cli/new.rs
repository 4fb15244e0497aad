//! `casebook new`: an entry from its collection's declaration, as a file or a row.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::flags::Common;
use super::put::{create, put, turn};
use super::say::{say, show, tell};
use super::{MISTAKES, collection};
use crate::base::print::visible;
use crate::base::{Contents, Sources};
use crate::link::Site;
use crate::parse::schema::{is_id, offer_id};
use crate::parse::table;
use crate::parse::yaml::{self, Node, NodeKind};
use crate::schema::template::{self, Hints};
use crate::schema::{Collection, CollectionId, Kind, Origin, Query};
use crate::{Options, read, understand};

#[derive(Args)]
pub struct New {
    #[command(flatten)]
    common: Common,
    /// The collection
    collection: String,
    /// What the new entry is called
    title: String,
    /// Its id, the last part of its address; made from the title if not given
    #[arg(long)]
    id: Option<String>,
    /// For a collection in a table: append the row instead of showing it
    #[arg(long)]
    write: bool,
}

/// Makes a file, or shows or appends a row.
pub fn new(arguments: &New) -> Result<ExitCode> {
    let common = &arguments.common;
    read::forbid_links(&common.root)?;
    // Until the row is written, the table stays as it was read.
    let _turn = if arguments.write { turn(&common.root)? } else { None };
    let sources = read::read(&common.root)?;
    let (site, found) = understand(&sources, &Options { drafts: true, ..Options::default() });
    let Some(site) = site else {
        say(common, &sources, &found)?;
        return Ok(ExitCode::from(MISTAKES));
    };
    let from = collection::find(&site, &arguments.collection)?;
    let declared = site.records.schema.collection(from);
    let title = arguments.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if visible::line(&title) != title {
        bail!("a title has no control characters: `{title}`");
    }
    let id = id(&site, from, &title, arguments.id.as_deref())?;
    let hints = hints(&site, &sources, from);
    let said = |words: String| {
        if !common.quiet {
            tell(format_args!("{}\n", visible::lines(&words)));
        }
    };
    match &declared.origin {
        Origin::Files(pattern) => {
            let path = format!("content/{}", path(pattern, &id)?);
            let file = common.root.join(&path);
            // A folder on the way may be a link to another place.
            file.ancestors().take_while(|above| *above != common.root).try_for_each(read::forbid_link)?;
            if file.exists() {
                bail!("{path} is there already");
            }
            create(&file, template::file(declared, &title, &hints).as_bytes())?;
            said(format!("{path} is made: fill in its fields, and let `casebook check` say what is missing"));
        }
        Origin::Table(table) => {
            let path = format!("content/{table}");
            let entry = row(&sources, &path, declared, &id, &title, &hints)?;
            if path.ends_with(".csv") {
                said(template::columns(declared, &hints));
            }
            if arguments.write {
                let before = sources.find(&path).map_or("", |file| sources.text(file));
                put(&common.root.join(&path), &longer(&path, before, &entry)?)?;
                said(format!("appended to {path}: fill in its fields, and let `casebook check` say what is missing"));
            } else {
                show(&*visible::lines(&entry))?;
                said(format!("nothing is written: put this at the end of {path}, or let --write do it"));
            }
        }
        Origin::Markdown => {
            bail!("the entries of `{}` are rows of tables in texts, `::: table {{into={}}}`: add a row there", declared.id, declared.id)
        }
        Origin::Bibliography => {
            bail!("works stand in content/references.bib: add one there, like `@book{{{id}, author = {{…}}, title = {{{title}}}, date = {{…}}}}`")
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The id of the new entry; it is an error if another has it, or the title.
fn id(site: &Site, from: CollectionId, title: &str, given: Option<&str>) -> Result<String> {
    if title.is_empty() {
        bail!("the new entry needs a title");
    }
    let id = match given {
        Some(id) if is_id(id) => id.to_owned(),
        Some(id) => {
            let way = offer_id(id).map(|offer| format!(": how about `{offer}`?")).unwrap_or_default();
            bail!("`{id}` can't be an id, which has small letters, digits and hyphens{way}")
        }
        None => {
            offer_id(title).with_context(|| format!("no id can be made of `{title}`: give one with --id, in small letters, digits and hyphens"))?
        }
    };
    if id == "index" {
        bail!("`index` can't be an id, because index.md is the text above a collection: give another one with --id");
    }
    let name = &site.records.schema.collection(from).id;
    let there = site.records.find(name, &id).or_else(|| site.records.called(from, title));
    match there.map(|there| site.records.get(there)) {
        Some(there) if there.id == id => bail!("`{name}` has an entry `{id}` already: choose another title, or another id with --id"),
        Some(there) => bail!("`{name}` has an entry called `{}` already, `{}`", there.head.title, there.id),
        None => Ok(id),
    }
}

/// Where a new file of a pattern goes: the last part has one `*`, which becomes the id.
fn path(pattern: &str, id: &str) -> Result<String> {
    let (folder, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    let folder: Vec<&str> = folder.split('/').filter(|part| !part.is_empty() && *part != "**").collect();
    if name != "*.md" || folder.iter().any(|part| *part == ".." || part.contains(['*', '?', '[', '\\', ':'])) {
        bail!("the pattern `{pattern}` does not say where a new file goes: write it by hand");
    }
    Ok(folder.into_iter().map(str::to_owned).chain([format!("{id}.md")]).collect::<Vec<_>>().join("/"))
}

/// A new row for a table as it stands.
fn row(sources: &Sources, path: &str, declared: &Collection, id: &str, title: &str, hints: &Hints) -> Result<String> {
    let contents = sources.find(path).map(|file| &sources.get(file).contents);
    let text = match contents {
        Some(Contents::Text(text)) => text.as_str(),
        Some(_) => bail!("{path} can't be read: let `casebook check` say why"),
        None if path.ends_with(".csv") => bail!("there is no file {path} yet: make it, with the line `id,title` at its top"),
        None => bail!("there is no file {path} yet: make it, with nothing in it"),
    };
    if !path.ends_with(".csv") {
        return Ok(template::item(declared, id, title, hints));
    }
    let (table, mistakes) = table::parse(text);
    if !mistakes.is_empty() || table.header.is_empty() {
        bail!("{path} can't be added to as it is: let `casebook check` say why");
    }
    let delimiter = u8::try_from(table.delimiter).unwrap_or(b',');
    let header: Vec<String> = table.header.into_iter().map(|cell| cell.text).collect();
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let row = template::row(&header, id, title);
    if row.iter().all(String::is_empty) {
        bail!("{path} has no column `id` or `title`, so that nothing is known of a new row yet: write it by hand");
    }
    writer.write_record(row)?;
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// The text of a table with an entry more at its end, indented as those before it.
fn longer(path: &str, before: &str, entry: &str) -> Result<String> {
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    if path.ends_with(".csv") {
        return Ok(format!("{before}{gap}{entry}"));
    }
    let list = |text: &str| match yaml::parse(text) {
        Ok((Node { kind: NodeKind::List(items), start, .. }, _)) => Some((items.len(), start)),
        Ok((Node { kind: NodeKind::Empty, .. }, _)) => Some((0, 0)),
        _ => None,
    };
    let (count, start) = list(before).unwrap_or_default();
    let indent = start - before[..start].rfind('\n').map_or(0, |end| end + 1);
    let lines: String = entry.lines().map(|line| format!("{:indent$}{line}\n", "")).collect();
    let after = format!("{before}{gap}{lines}");
    if list(&after).is_none_or(|(more, _)| more != count + 1) {
        bail!("{path} can't be added to as it is: put the entry into its list by hand, as it is shown without --write");
    }
    Ok(after)
}

/// What the fields may name, and when sections are needed.
fn hints(site: &Site, sources: &Sources, from: CollectionId) -> Hints {
    let declared = site.records.schema.collection(from);
    let ids = declared.fields.iter().map(|field| match field.kind {
        Kind::Relation(to) => {
            let query = Query { from: to, columns: Vec::new(), conditions: field.narrowed.clone(), sort: Vec::new(), limit: None };
            let entries = query.map(|name| site.records.called(name.collection, &name.text)).map(|query| site.records.select(&query, None));
            entries.unwrap_or_default().into_iter().map(|entry| site.records.get(entry).id.clone()).collect()
        }
        _ => Vec::new(),
    });
    let when = declared.sections_when.iter().filter_map(|condition| sources.text(condition.span.file).get(condition.span.bytes()));
    let when = when.collect::<Vec<_>>().join(", ");
    Hints { ids: ids.collect(), when: (!when.is_empty()).then_some(when) }
}
