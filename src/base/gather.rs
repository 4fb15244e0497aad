//! Owns how many mistakes are said: those that are the same in one place, and of those that are alike the first.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::Diagnostic;
use super::place::FileId;

/// Rules whose breaches have one cause when they say the same: a name that is gone.
const ONE_CAUSE: [&str; 4] = ["unknown-file", "unknown-reference", "unknown-work", "draft-link"];
/// More mistakes of another rule that say the same in one file have one cause too: a value that means nothing, a key of no work.
const MANY: usize = 5;
/// A rule of which that holds in all files together: a key that other programs have, or a field that was renamed.
const IN_ALL: &str = "unknown-key";
/// So many mistakes of one rule in one file are said.
const MOST: usize = 50;
/// So many of one column or key are said beside those of others.
const LEAST: usize = 10;
/// So many further places of one cause are shown.
const PLACES: usize = 5;

/// Puts diagnostics in the order of reading, drops those said twice, and gathers those with one cause at its first place.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (a.span, a.severity, a.rule, &a.message).cmp(&(b.span, b.severity, b.rule, &b.message)));
    diagnostics.dedup();
    let many = many(diagnostics);
    let mut gathered: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    let mut first: BTreeMap<(&'static str, String, Option<FileId>), (usize, usize)> = BTreeMap::new();
    for diagnostic in diagnostics.drain(..) {
        let one_cause = ONE_CAUSE.contains(&diagnostic.rule);
        let file = file_of(&diagnostic).filter(|_| !one_cause);
        let key = (diagnostic.rule, diagnostic.message.clone(), file);
        let Some(span) = diagnostic.span.filter(|_| one_cause || many.contains(&key)) else {
            gathered.push(diagnostic);
            continue;
        };
        match first.get_mut(&key) {
            Some((at, more)) => {
                *more += 1;
                if !one_cause {
                    gathered[*at].more += 1;
                }
                if *more <= PLACES {
                    gathered[*at].related.push((span, "and here".to_owned()));
                }
            }
            None => {
                first.insert(key, (gathered.len(), 0));
                gathered.push(diagnostic);
            }
        }
    }
    for (at, more) in first.into_values().filter(|(_, more)| *more > PLACES) {
        gathered[at].help.push(format!("and in {} more places", more - PLACES));
    }
    *diagnostics = limited(gathered);
}

/// The file in which mistakes that say the same have one cause.
fn file_of(diagnostic: &Diagnostic) -> Option<FileId> {
    diagnostic.span.map(|span| span.file).filter(|_| diagnostic.rule != IN_ALL)
}

/// What more than [`MANY`] diagnostics of one file say.
fn many(diagnostics: &[Diagnostic]) -> BTreeSet<(&'static str, String, Option<FileId>)> {
    let mut counts: BTreeMap<(&'static str, &str, Option<FileId>), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        // What names nothing that was written may be about something else each time.
        if diagnostic.related.is_empty() && diagnostic.message.contains('`') {
            *counts.entry((diagnostic.rule, &diagnostic.message, file_of(diagnostic))).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count > MANY).map(|((rule, message, file), _)| (rule, message.to_owned(), file)).collect()
}

/// No more than [`MOST`] of one rule in one file, or a share of them for each column or key: the last one says how many more there are.
fn limited(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut rules: BTreeMap<(&'static str, Option<FileId>), Vec<usize>> = BTreeMap::new();
    for (at, diagnostic) in diagnostics.iter().enumerate() {
        rules.entry((diagnostic.rule, diagnostic.span.map(|span| span.file))).or_default().push(at);
    }
    // Of some the last is said, with so many that are not.
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    let mut left_out: BTreeSet<usize> = BTreeSet::new();
    for all in rules.into_values().filter(|all| all.len() > MOST) {
        let groups = alike(&diagnostics, &all);
        let share = (MOST / groups.len()).max(LEAST);
        for group in groups.into_iter().filter(|group| group.len() > share) {
            last.insert(group[share - 1], group.len() - share);
            left_out.extend(&group[share..]);
        }
    }
    let mut kept = Vec::with_capacity(diagnostics.len() - left_out.len());
    for (at, mut diagnostic) in diagnostics.into_iter().enumerate().filter(|(at, _)| !left_out.contains(at)) {
        if let Some(more) = last.get(&at) {
            diagnostic.more += *more;
            diagnostic.help.push(format!("and {more} more of this kind in this file"));
        }
        kept.push(diagnostic);
    }
    kept
}

/// Mistakes of one rule by the column or key that they are about: the first or the last name in their sentence, whichever there are fewer
/// of, as the other is what was written; together if there are many of either.
fn alike(diagnostics: &[Diagnostic], all: &[usize]) -> Vec<Vec<usize>> {
    let by = |without: fn(&str) -> String| {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in all {
            groups.entry(without(&diagnostics[*at].message)).or_default().push(*at);
        }
        groups
    };
    let (first, last) = (by(without_first), by(without_last));
    let groups = if first.len() < last.len() { first } else { last };
    if groups.len() > MOST / LEAST * 4 { vec![all.to_vec()] } else { groups.into_values().collect() }
}

/// A sentence without its first name.
fn without_first(message: &str) -> String {
    let mut parts = message.splitn(3, '`');
    let (before, _, behind) = (parts.next(), parts.next(), parts.next());
    format!("{}`{}", before.unwrap_or_default(), behind.unwrap_or_default())
}

/// A sentence without its last name.
fn without_last(message: &str) -> String {
    let mut parts = message.rsplitn(3, '`');
    let (behind, _, before) = (parts.next(), parts.next(), parts.next());
    format!("{}`{}", before.unwrap_or_default(), behind.unwrap_or_default())
}
