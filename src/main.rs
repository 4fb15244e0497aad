//! The command `casebook`.

use std::ffi::c_long;
use std::process::ExitCode;

use libmimalloc_sys::{mi_option_set, mi_option_t};

/// A build makes and drops some millions of small texts on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long the allocator keeps memory that is free again before the system gets it, in milliseconds. A build asks for it anew long
/// before, and the system clears whatever it gives: after the usual ten, that took a twentieth of a build.
const KEPT: c_long = 300;

/// The allocator's number for that option, `mi_option_purge_delay`, which its crate does not name; a test holds it to the name.
const PURGE_DELAY: mi_option_t = 15;

fn main() -> ExitCode {
    // SAFETY: no other thread runs yet that could ask for the option.
    unsafe { mi_option_set(PURGE_DELAY, KEPT) };
    casebook::cli::run()
}
