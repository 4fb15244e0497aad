//! Owns finding the collection that an argument names.

use anyhow::{Result, bail};

use crate::base::suggest::nearest;
use crate::link::Site;
use crate::schema::CollectionId;

/// The collection of that id.
///
/// # Errors
/// There is none: near names, or all.
pub fn find(site: &Site, id: &str) -> Result<CollectionId> {
    let schema = &site.records.schema;
    let names = || schema.collections.iter().map(|collection| collection.id.as_str());
    match (schema.find(id), nearest(id, names())) {
        (Some(found), _) => Ok(found),
        (None, Some(near)) => bail!("there is no collection `{id}`: did you mean {near}?"),
        (None, None) => bail!("there is no collection `{id}`: there are {}", names().collect::<Vec<_>>().join(", ")),
    }
}
