//! The format is as `tests/spec/` says: each page explains a part of it, and its examples run here.

use crate::examples;

#[test]
fn the_format_is_as_its_pages_say() {
    let mut wrong = String::new();
    for page in examples::pages("spec") {
        page.check(&mut wrong);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
