//! Owns works as other programs import them: as they are written, without what is kept for whoever keeps the file.

use std::collections::{BTreeMap, BTreeSet};

use biblatex::{Pair, RawChunk, RawEntry};

use super::fields;

/// A longer value is left out.
const LONGEST: usize = 10_000;

/// An entry in BibLaTeX, with its abbreviations spelt out.
pub fn entry(raw: &RawEntry<'_>, strings: &BTreeMap<&str, Pair<'_>>) -> String {
    let mut out = format!("@{}{{{},\n", raw.kind.v, raw.key.v);
    let mut met = BTreeSet::new();
    for pair in &raw.fields {
        let name = pair.key.v.to_ascii_lowercase();
        if !fields::is_public(&name) || met.contains(&name) {
            continue;
        }
        if let Some(value) = value(pair, strings) {
            out.push_str(&format!("  {name} = {value},\n"));
        }
        met.insert(name);
    }
    out.push_str("}\n");
    out
}

/// A value as it is written; none if it is empty, or if its braces would end another.
fn value(pair: &Pair<'_>, strings: &BTreeMap<&str, Pair<'_>>) -> Option<String> {
    let mut out = String::new();
    for chunk in &pair.value.v {
        match chunk.v {
            RawChunk::Normal(text) => out.push_str(text),
            RawChunk::Abbreviation(name) => match strings.get(name) {
                Some(string) => out.extend(string.value.v.iter().filter_map(|chunk| match chunk.v {
                    RawChunk::Normal(text) => Some(text),
                    RawChunk::Abbreviation(_) => None,
                })),
                // A number, or a month.
                None if pair.value.v.len() == 1 => return Some(name.to_owned()),
                None => out.push_str(name),
            },
        }
        if out.len() > LONGEST {
            return None;
        }
    }
    let text = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut depth = 0_usize;
    for brace in text.bytes().filter(|byte| matches!(byte, b'{' | b'}')) {
        depth = if brace == b'{' { depth + 1 } else { depth.checked_sub(1)? };
    }
    (depth == 0 && !text.is_empty()).then(|| format!("{{{text}}}"))
}
