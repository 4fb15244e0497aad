//! Owns how grave `site.yaml` wants the breach of a rule to be, everywhere or by path.

use glob::{MatchOptions, Pattern};

use crate::base::mistake::{self, RULES};
use crate::base::suggest::nearest;
use crate::base::{Diagnostic, Severity, Sources, Span};
use crate::parse::map::Map;
use crate::parse::yaml::{Key, NodeKind};

/// What `rules` says.
#[derive(Debug, Clone, Default)]
pub struct Severities(Vec<Wanted>);

/// A severity for a rule; `None` switches it off.
#[derive(Debug, Clone)]
struct Wanted {
    rule: &'static str,
    /// Below `content/`; everywhere if there is none.
    paths: Option<Pattern>,
    severity: Option<Severity>,
}

impl Severities {
    /// Whether a rule is given a severity anywhere: some rules are looked at only then.
    pub fn ask_for(&self, rule: &str) -> bool {
        self.0.iter().any(|wanted| wanted.rule == rule && wanted.severity.is_some())
    }

    /// Whether a rule has a severity for some files only.
    pub fn by_path(&self, rule: &str) -> bool {
        self.0.iter().any(|wanted| wanted.rule == rule && wanted.paths.is_some())
    }

    /// Gives each diagnostic the severity that the last line says that fits it.
    pub fn judge(&self, found: &mut Vec<Diagnostic>, sources: &Sources) {
        let strict = MatchOptions { require_literal_separator: true, ..MatchOptions::default() };
        found.retain_mut(|found| {
            let path = found.span.and_then(|span| sources.path(span.file).strip_prefix("content/"));
            let fits = |wanted: &&Wanted| match (&wanted.paths, path) {
                (None, _) => true,
                (Some(pattern), Some(path)) => pattern.matches_with(path, strict),
                (Some(_), None) => false,
            };
            let wanted = self.0.iter().rev().filter(|wanted| wanted.rule == found.rule).find(fits);
            found.severity = wanted.and_then(|wanted| wanted.severity).unwrap_or(found.severity);
            wanted.is_none_or(|wanted| wanted.severity.is_some())
        });
    }
}

/// Reads `rules`.
pub fn severities(map: &Map<'_>, found: &mut Vec<Diagnostic>) -> Severities {
    let mut severities = Severities::default();
    let Some(rules) = map.get("rules").and_then(|node| Map::new(node, map.file, "rules", found)) else { return severities };
    for (key, node) in rules.pairs {
        let Some(rule) = RULES.iter().find(|rule| rule.name == key.text) else {
            let near = nearest(&key.text, RULES.iter().map(|rule| rule.name));
            found.push(mistake::unknown_rule(rules.at(key.start, key.end), &key.text, near));
            continue;
        };
        let mut add = |map: &Map<'_>, key: &Key, paths: Option<Pattern>, found: &mut Vec<Diagnostic>| {
            let Some((severity, span)) = severity(map, &key.text, found) else { return };
            if rule.severity == Severity::Error && severity != Some(Severity::Error) && !rule.may_be_lowered() {
                found.push(mistake::firm_rule(span, rule.name));
            } else {
                severities.0.push(Wanted { rule: rule.name, paths, severity });
            }
        };
        match &node.kind {
            NodeKind::Map(_) => {
                let Some(by_path) = Map::new(node, map.file, &key.text, found) else { continue };
                for (key, _) in by_path.pairs {
                    match Pattern::new(&key.text) {
                        Ok(pattern) => add(&by_path, key, Some(pattern), found),
                        Err(error) => found.push(mistake::bad_pattern(by_path.at(key.start, key.end), &key.text, error.msg)),
                    }
                }
            }
            _ => add(&rules, key, None, found),
        }
    }
    severities
}

/// The severity that a key has; nothing inside means that it is off.
fn severity(map: &Map<'_>, key: &str, found: &mut Vec<Diagnostic>) -> Option<(Option<Severity>, Span)> {
    let (text, span) = map.text(key, found)?;
    let severity = match text {
        "off" => None,
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "hint" => Some(Severity::Hint),
        other => {
            found.push(mistake::unknown_choice(span, "rules", other, &["error", "warning", "hint", "off"]));
            return None;
        }
    };
    Some((severity, span))
}
