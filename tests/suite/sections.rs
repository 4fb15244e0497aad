//! Sections that are known to be long while they are parsed are long by every count.

use casebook::parse::long::THIN;
use casebook::{Options, read, understand};
use unicode_segmentation::UnicodeSegmentation;

use crate::fixture;

#[test]
fn what_is_held_to_be_long_is_long() {
    let sources = read::read(fixture::repository()).expect("the real site");
    let (site, _) = understand(&sources, &Options::default());
    let site = site.expect("a site");
    let mut long = 0;
    for entry in &site.records.entries {
        let doc = &entry.text.doc;
        for start in &doc.long {
            let words: usize = doc.tree.between(*start..doc.tree.end()).iter().skip(1).map(|node| node.plain().unicode_words().count()).sum();
            let name = doc.tree.node(*start).plain();
            let section = doc.section(&name).map_or(words, |range| {
                assert_eq!(range.start, *start, "{name}");
                doc.tree.between(range).iter().skip(1).map(|node| node.plain().unicode_words().count()).sum()
            });
            assert!(section >= THIN, "`{name}` of {} has {section} words", entry.id);
            long += 1;
        }
    }
    assert!(long > 50, "{long} long sections");
}
