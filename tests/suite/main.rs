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
mod mistakes;
mod mutate;
mod pictures;
mod safe;
mod search;
mod spec;
mod surroundings;
mod twice;
mod untrusted;
