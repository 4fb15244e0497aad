//! `casebook schema`: JSON Schema for editors, and the settings that make them use it for YAML files.

use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Map, Value, json};

use super::MISTAKES;
use super::flags::Common;
use super::put::replace;
use super::say::{say, show, tell};
use crate::base::print::JSON_SCHEMA;
use crate::base::suggest::nearest;
use crate::link::Site;
use crate::schema::{Collection, Origin, json_schema};
use crate::{Options, read, understand};

#[derive(Args)]
pub struct SchemaOf {
    #[command(flatten)]
    common: Common,
    /// Offer the ids of drafts too
    #[arg(long)]
    drafts: bool,
    /// Of what: `site` (site.yaml), `page`, a collection, or `diagnostics` (what `check --format json` prints); all if not given
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    /// Write each to a file NAME.json in this folder, and print the settings that make an editor use them for YAML files
    #[arg(short, long, value_name = "DIR", conflicts_with = "of")]
    output_dir: Option<PathBuf>,
}

/// Prints or writes schemas.
pub fn schema(arguments: &SchemaOf) -> Result<ExitCode> {
    if arguments.of.as_deref() == Some("diagnostics") {
        show(JSON_SCHEMA)?;
        return Ok(ExitCode::SUCCESS);
    }
    let sources = read::read(&arguments.common.root)?;
    let (site, found) = understand(&sources, &Options { drafts: arguments.drafts, ..Options::default() });
    let Some(site) = site else {
        say(&arguments.common, &sources, &found)?;
        return Ok(ExitCode::from(MISTAKES));
    };
    let all = all(&site);
    let printed = match (&arguments.of, &arguments.output_dir) {
        (Some(name), _) => match all.get(name) {
            Some(schema) => schema.clone(),
            None => {
                let names: Vec<&str> = all.keys().map(String::as_str).chain(["diagnostics"]).collect();
                match nearest(name, names.iter().copied()) {
                    Some(near) => bail!("there is no schema of `{name}`: did you mean {near}?"),
                    None => bail!("there is no schema of `{name}`: there are {}", names.join(", ")),
                }
            }
        },
        (None, Some(folder)) => {
            fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
            for (name, schema) in &all {
                let path = folder.join(format!("{name}.json"));
                replace(&path, format!("{schema:#}\n").as_bytes())?;
            }
            let from_root = way(&arguments.common.root, folder)?;
            if !arguments.common.quiet {
                let from_content = way(&arguments.common.root.join("content"), folder)?;
                tell(format_args!("{} schemas in {}\n", all.len(), folder.display()));
                tell("the settings below are for an editor with a YAML language server that has the site's folder open\n");
                tell("they serve YAML files: for front matter the editor must pass it on to that server, which most do not\n");
                tell(format_args!(
                    "the first line of site.yaml does the same for that file: # yaml-language-server: $schema={from_content}/site.json\n"
                ));
            }
            json!({ "yaml.schemas": settings(&site, &from_root) })
        }
        (None, None) => Value::Object(all),
    };
    show(format!("{printed:#}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// Every schema by name.
fn all(site: &Site) -> Map<String, Value> {
    let schema = &site.records.schema;
    let ids: Vec<Vec<String>> =
        site.records.members.iter().map(|members| members.iter().map(|id| site.records.get(*id).id.clone()).collect()).collect();
    let offers = json_schema::Offers { ids: &ids, countries: &site.theme.countries };
    let mut all = Map::new();
    all.insert("site".to_owned(), json_schema::of_site(schema));
    all.insert("page".to_owned(), json_schema::of_page(schema, &offers));
    for collection in schema.collections.iter().filter(|collection| collection.origin != Origin::Bibliography) {
        all.insert(name(collection), json_schema::of_collection(schema, collection, &offers));
    }
    all
}

/// What the schema of a collection is called: as the collection, unless another schema has that name.
fn name(collection: &Collection) -> String {
    let taken = ["site", "page", "diagnostics"].contains(&collection.id.as_str());
    if taken { format!("{}.collection", collection.id) } else { collection.id.clone() }
}

/// The way from a folder to another, which both are there.
fn way(from: &Path, to: &Path) -> Result<String> {
    let whole = |path: &Path| path.canonicalize().or_else(|_| absolute(path)).with_context(|| format!("looking for {}", path.display()));
    let (from, to) = (whole(from)?, whole(to)?);
    let shared = from.components().zip(to.components()).take_while(|(from, to)| from == to).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let way = up.chain(down).collect::<Vec<_>>().join("/");
    Ok(if way.is_empty() { ".".to_owned() } else { way })
}

/// Which files each schema is for.
fn settings(site: &Site, folder: &str) -> Map<String, Value> {
    let path = |collection: &Collection| match &collection.origin {
        Origin::Files(pattern) => Some(pattern.clone()),
        Origin::Table(path) if !path.ends_with(".csv") => Some(path.clone()),
        _ => None,
    };
    let of = |name: &str, path: &str| (format!("{folder}/{name}.json"), json!([format!("content/{path}")]));
    let collections = site.records.schema.collections.iter().filter_map(|collection| Some(of(&name(collection), &path(collection)?)));
    std::iter::once(of("site", "site.yaml")).chain(collections).collect()
}
