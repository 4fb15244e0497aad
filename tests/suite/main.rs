//! The test suite: one binary, each module a promise.

mod cli;
mod command;
mod content;
mod crawl;
mod examples;
mod fixture;
mod golden;
mod hostile;
mod html;
mod layers;
mod mistakes;
mod mutate;
mod spec;
mod twice;
