//! The test suite: one binary, each module a promise.

mod answers;
mod cli;
mod command;
mod compare;
mod content;
mod corners;
mod crawl;
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
mod repairs;
mod search;
mod sheets;
mod spec;
mod spreadsheets;
mod twice;
