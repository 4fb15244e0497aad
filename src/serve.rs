//! The preview: a site built in memory again and again, served, watched, shown in open browsers. Belongs to the edge, as `cli` does.
//!
//! [`watch`] says which files changed, [`build`] makes a [`site`] of them, which renders a page when it is asked for;
//! [`board`] holds what browsers are shown at the moment; [`connection`] and [`answer`] hand it out.

pub mod answer;
pub mod board;
pub mod build;
pub mod connection;
pub mod path;
pub mod site;
pub mod watch;
