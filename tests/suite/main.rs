//! The test suite: one binary, each module a promise.

mod compare;
mod crawl;
mod examples;
mod fixture;
mod html;
mod mistakes;
mod spec;
