//! The command `casebook`.

use std::process::ExitCode;

fn main() -> ExitCode {
    casebook::cli::run()
}
