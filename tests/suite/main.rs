//! The test suite: one binary, each module a promise.

mod answers;
mod atomic;
#[path = "../../fuzz/src/attempt.rs"]
mod attempt;
mod cli;
mod command;
mod compare;
mod content;
mod corners;
mod corpus;
mod crawl;
mod diff;
mod examples;
mod fixture;
mod formats;
mod golden;
mod hostile;
mod html;
mod layers;
mod limits;
mod making;
mod mended;
mod mistakes;
mod mutate;
mod pictures;
mod safe;
mod search;
mod sheets;
mod spec;
mod spreadsheets;
mod surroundings;
mod twice;
mod untrusted;
