//! Runs a command as a whole process and says what it took.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What a run took.
#[derive(Clone, Copy)]
pub struct Took {
    /// From beginning to end.
    pub wall: Duration,
    /// Of all cores together.
    pub cpu: Duration,
    /// The most memory that it held at any time, in bytes.
    pub peak: u64,
}

impl Took {
    /// Milliseconds of wall and CPU time, and megabytes.
    pub fn cells(&self) -> [String; 3] {
        [millis(self.wall), millis(self.cpu), format!("{:.0} MB", self.peak as f64 / 1e6)]
    }
}

/// Milliseconds, with a decimal where they are few.
pub fn millis(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1e3;
    if millis < 20.0 { format!("{millis:.1} ms") } else { format!("{millis:.0} ms") }
}

/// Runs a command; it must succeed.
pub fn run<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[S], threads: usize) -> Took {
    let start = Instant::now();
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::piped());
    if threads > 0 {
        command.env("RAYON_NUM_THREADS", threads.to_string());
    }
    let mut child = command.spawn().expect("the program is there");
    let mut said = String::new();
    if let Some(mut errors) = child.stderr.take() {
        std::io::Read::read_to_string(&mut errors, &mut said).expect("what it says is text");
    }
    let used = child.wait4().expect("it can be waited for");
    assert!(used.status.success(), "{said}");
    Took { wall: start.elapsed(), cpu: used.rusage.utime + used.rusage.stime, peak: used.rusage.maxrss }
}

/// The run of median wall time among several, each with `before` done ahead of it.
pub fn median(times: usize, mut before: impl FnMut(), run: impl Fn() -> Took) -> Took {
    let mut all: Vec<Took> = (0..times)
        .map(|_| {
            before();
            run()
        })
        .collect();
    all.sort_by_key(|took| took.wall);
    all[times / 2]
}
