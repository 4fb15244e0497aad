//! Owns the output: every file of the finished site, as a value.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The path of the list of all files; a folder that holds one was made by casebook.
pub const MANIFEST: &str = "casebook-manifest.json";

/// Takes a finished file, by its path: from several threads at once, in no order.
pub type Put<'p> = dyn Fn(&str, &[u8]) + Sync + 'p;

/// A finished site: path from its root → bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// Files by path, with `/` and without a leading one.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

impl Output {
    /// All files that are handed out.
    pub fn of(make: impl FnOnce(&Put<'_>)) -> Self {
        let output = Mutex::new(Self::default());
        make(&|path, bytes| output.lock().unwrap_or_else(PoisonError::into_inner).add(path, bytes));
        output.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a file. Paths are unique by the time this is called: link has seen to that.
    pub fn add(&mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// The text of a file, for tests.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(path)?).ok()
    }
}
