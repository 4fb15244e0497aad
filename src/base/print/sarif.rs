//! Diagnostics as SARIF 2.1.0, for programs that collect what checkers find.

use super::json::escape;
use super::places::{Place, Places};
use crate::base::address::encode;
use crate::base::mistake::{self, RULES, Rule};
use crate::base::{Diagnostic, Edit, Severity, Sources};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

/// One run on one line, with a line break at its end. Paths are addresses below `prefix`, the way
/// from where the reader stands to the site's root; columns count characters.
pub fn sarif(diagnostics: &[Diagnostic], files: &Sources, prefix: &str) -> String {
    let broken: BTreeSet<&str> = diagnostics.iter().map(|found| found.rule).collect();
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| broken.contains(rule.name)).collect();
    let mut places = Places::new(files);
    let mut physical = |span| physical(&places.place(span), prefix);
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let Diagnostic { rule, severity, span, message, label, help, related, edit, more: _, sure: _ } = diagnostic;
            let mut words = message.clone();
            let more = Some(label).filter(|label| !label.is_empty()).into_iter().chain(help);
            more.for_each(|line| _ = write!(words, "\n{line}"));
            let mut result = json!({
                "ruleId": rule,
                "level": level(*severity),
                "message": { "text": words },
                "locations": span.iter().map(|span| json!({ "physicalLocation": physical(*span) })).collect::<Vec<_>>(),
            });
            if let Some(index) = rules.iter().position(|known| known.name == *rule) {
                result["ruleIndex"] = json!(index);
            }
            if !related.is_empty() {
                let related = related.iter().enumerate();
                let related =
                    related.map(|(id, (span, words))| json!({ "id": id, "physicalLocation": physical(*span), "message": { "text": words } }));
                result["relatedLocations"] = related.collect();
            }
            if let Some(Edit { span, text, .. }) = edit {
                let place = physical(*span);
                result["fixes"] = json!([{
                    "description": { "text": help.first().map_or("the repair", String::as_str) },
                    "artifactChanges": [{
                        "artifactLocation": place["artifactLocation"],
                        "replacements": [{ "deletedRegion": place["region"], "insertedContent": { "text": text } }],
                    }],
                }]);
            }
            result
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "casebook",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_iter().map(described).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{}\n", escape(&log.to_string()))
}

fn described(rule: &Rule) -> Value {
    let explanation = mistake::explanation(rule);
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.meaning },
        "help": { "text": explanation, "markdown": explanation },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn physical(place: &Place<'_>, prefix: &str) -> Value {
    json!({
        "artifactLocation": { "uri": encode(&format!("{prefix}{}", place.path)) },
        "region": { "startLine": place.start.0, "startColumn": place.start.1, "endLine": place.end.0, "endColumn": place.end.1 },
    })
}
