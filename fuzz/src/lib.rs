//! What the fuzz targets share; the suite replays their corpus with the same code.

pub mod attempt;
#[allow(dead_code)]
#[path = "../../tests/suite/crawl.rs"]
mod crawl;
#[allow(dead_code)]
#[path = "../../tests/suite/html.rs"]
mod html;
#[path = "../../tests/suite/safe.rs"]
mod safe;
