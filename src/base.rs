//! The words everyone uses: sources, places, diagnostics and the catalogue of mistakes.

pub mod address;
pub mod alike;
pub mod bytes;
pub mod diagnostic;
mod gather;
pub mod mistake;
pub mod place;
pub mod plain;
pub mod print;
#[cfg(test)]
pub(crate) mod random;
pub mod sources;
pub mod suggest;

pub use diagnostic::{Diagnostic, Edit, Severity};
pub use gather::sort;
pub use place::{FileId, Span};
pub use sources::{Contents, Source, Sources, Unread};
