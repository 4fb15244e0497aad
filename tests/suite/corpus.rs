//! The corpus of the fuzz targets, replayed: no input panics, and nothing harmful is published.

use std::fs;

use rayon::prelude::*;

use crate::attempt::attempt;
use crate::fixture;

#[test]
fn every_input_that_fuzzing_kept_is_refused_or_published_safely() {
    let mut inputs = Vec::new();
    for target in fs::read_dir(fixture::repository().join("fuzz/corpus")).expect("a folder") {
        let target = target.expect("a folder of the corpus");
        let files = fixture::folder(&target.path()).into_values();
        inputs.extend(files.map(|bytes| (target.file_name().to_string_lossy().into_owned(), bytes)));
    }
    assert!(inputs.len() > 20, "{} inputs", inputs.len());
    inputs.par_iter().for_each(|(target, bytes)| attempt(target, bytes));
}
