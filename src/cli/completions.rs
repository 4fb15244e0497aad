//! `casebook completions`: what a shell needs to complete the commands.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Command};
use clap_complete::{Shell, generate};

use super::say::show;

#[derive(Args)]
pub struct Completions {
    /// For which shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script.
pub fn completions(arguments: &Completions, command: &mut Command) -> Result<ExitCode> {
    let mut script = Vec::new();
    generate(arguments.shell, command, "casebook", &mut script);
    show(script)?;
    Ok(ExitCode::SUCCESS)
}
