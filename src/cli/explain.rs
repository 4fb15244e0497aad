//! `casebook explain`: what a rule means, or the list of all rules.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;

use super::say::show;
use crate::base::mistake::{self, RULES};
use crate::base::suggest::nearest;

#[derive(Args)]
pub struct Explain {
    /// The name of the rule, as messages have it in brackets; all rules if not given
    rule: Option<String>,
}

/// Prints what a rule means, or one line for each.
pub fn explain(arguments: &Explain) -> Result<ExitCode> {
    let text = match &arguments.rule {
        None => list(),
        Some(name) => match RULES.iter().find(|rule| rule.name == name) {
            Some(rule) => format!("{} ({})\n\n{}", rule.name, rule.severity.name(), mistake::explanation(rule)),
            None => bail!("there is no rule `{name}`{}", near(name)),
        },
    };
    show(text)?;
    Ok(ExitCode::SUCCESS)
}

fn list() -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    RULES.iter().fold(String::new(), |mut out, rule| {
        let _ = writeln!(out, "{:width$}  {:7}  {}", rule.name, rule.severity.name(), rule.meaning);
        out
    })
}

/// Rules that may be meant: the nearest, or those that share a word.
fn near(name: &str) -> String {
    if let Some(near) = nearest(name, RULES.iter().map(|rule| rule.name)) {
        return format!(": did you mean {near}?");
    }
    let words: Vec<&str> = name.split('-').filter(|word| word.len() > 2).collect();
    let alike = RULES.iter().filter(|rule| rule.name.split('-').any(|part| words.contains(&part)));
    let alike: Vec<String> = alike.map(|rule| format!("`{}`", rule.name)).collect();
    if alike.is_empty() { "; `casebook explain` lists them".to_owned() } else { format!(": there are {}", alike.join(", ")) }
}
