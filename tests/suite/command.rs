//! Owns running the built command in a folder.

use std::path::Path;
use std::process::{Command, Output};

/// What came of a run.
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// What stands on standard output.
    pub out: String,
    /// What stands on standard error.
    pub err: String,
}

/// The command, to be run in `folder`, without what the surroundings may say.
pub fn casebook(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("GITHUB_ACTIONS").env_remove("GITHUB_STEP_SUMMARY");
    command
}

/// Runs it to its end.
pub fn ran(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    let (out, err) = (text(stdout), text(stderr));
    let code = status.code().unwrap_or_else(|| panic!("{command:?} was killed: {err}"));
    assert!(!err.contains("panicked"), "{command:?}: {err}");
    Ran { code, out, err }
}

/// Runs it with arguments.
pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    ran(casebook(folder).args(arguments))
}

/// The names of all commands, as the help has them.
pub fn names() -> Vec<String> {
    let help = run(&std::env::temp_dir(), &["--help"]).out;
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<String> = lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect();
    assert!(names.contains(&"check".to_owned()), "{help}");
    names
}
