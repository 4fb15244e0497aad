//! Arguments to exit codes: everything impure, and no logic that deserves a golden test.

mod build;
mod changed;
mod check;
mod collection;
mod completions;
mod diff;
mod explain;
mod fix;
mod flags;
mod init;
mod list;
mod new;
mod put;
mod report;
mod say;
mod schema;
mod serve;
mod theme;

use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, Parser, Subcommand};

use crate::base::print::visible;
use flags::Whole;

/// Turns case studies and tables into a cross-linked static site.
#[derive(Parser)]
#[command(name = "casebook", version, about, color = ColorChoice::Auto)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// A new site that teaches by example
    Init(init::Init),
    /// A new entry with its fields and sections: a file, or a row to fill in
    New(new::New),
    /// Say every mistake, and write nothing
    Check(Whole),
    /// Build the site from content/ and the theme
    Build(build::Build),
    /// The site in a browser while it is being written
    Serve(serve::Serve),
    /// The records of a collection, as a table
    List(list::List),
    /// JSON Schema of site.yaml, front matter and tables, for editors
    Schema(schema::SchemaOf),
    /// What a rule means, with examples of wrong and right
    Explain(explain::Explain),
    /// How full, how old and how well supported the records are
    Report(report::Report),
    /// The safe repairs, as a difference
    Fix(fix::Fix),
    /// What changed between two finished sites
    Diff(diff::Diff),
    /// The files of the default theme, to copy from
    Theme(theme::Theme),
    /// What a shell needs to complete these commands
    Completions(completions::Completions),
}

/// The site can't be published: its content has mistakes.
const MISTAKES: u8 = 1;
/// Wrong usage, no site there, or the machine failed.
const FAILED: u8 = 2;

/// Runs the command, and gives its exit code.
pub fn run() -> ExitCode {
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(error) => {
            let wrong = error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if wrong { FAILED } else { 0 });
        }
    };
    let done = match &command.action {
        Action::Init(arguments) => init::init(arguments),
        Action::New(arguments) => new::new(arguments),
        // On a worker from the start: the first memory that a thread touches is dear, and this one would touch some of its own.
        Action::Check(whole) => rayon::scope(|_| check::check(whole)),
        Action::Build(arguments) => rayon::scope(|_| build::build(arguments)),
        Action::Serve(arguments) => serve::serve(arguments),
        Action::List(arguments) => list::list(arguments),
        Action::Schema(arguments) => schema::schema(arguments),
        Action::Explain(arguments) => explain::explain(arguments),
        Action::Report(arguments) => report::report(arguments),
        Action::Fix(arguments) => fix::fix(arguments),
        Action::Diff(arguments) => diff::diff(arguments),
        Action::Theme(arguments) => theme::theme(arguments),
        Action::Completions(arguments) => completions::completions(arguments, &mut <Command as CommandFactory>::command()),
    };
    done.unwrap_or_else(|error| {
        say::tell(format_args!("casebook: {}\n", visible::lines(&format!("{error:#}"))));
        ExitCode::from(FAILED)
    })
}
