//! Sections are thin by the number of their words, however these are written.

use std::collections::BTreeMap;
use std::fmt::Write;

use casebook::link::coverage::measure;
use casebook::{Options, read, understand};
use unicode_segmentation::UnicodeSegmentation;

use crate::fixture;

#[test]
fn sections_are_thin_by_their_words() {
    let text = "Mr. O’Neil – 5 000 e.g. *l'Été*, и ЦИК, 선거 관리 a-b (c) “d” 3.4, x  y; [Zoë](https://a.net) — and _so_ on: ".repeat(4);
    let mut site = "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {files: dishes/*.md, sections: [Origin]}\n".to_owned();
    for (end, _) in text.char_indices().skip(1) {
        let _ = write!(site, "//- content/dishes/d{end:04}.md\n---\ntitle: D {end}\n---\n## Origin\n{}\n", &text[..end]);
    }
    let real = read::read(fixture::repository()).expect("the real site");
    for sources in [read::with_theme(fixture::files(&site)), real] {
        let (site, found) = understand(&sources, &Options::default());
        let site = site.unwrap_or_else(|| panic!("{found:?}"));
        let coverage = measure(&site);
        let thin: BTreeMap<_, usize> =
            coverage.collections.iter().flat_map(|all| &all.thin).map(|(id, name, words)| ((*id, name.as_str()), *words)).collect();
        let mut seen = 0;
        for id in site.records.ids() {
            let entry = site.records.get(id);
            let declared = site.records.schema.collection(entry.collection);
            let always = site.sections_when[entry.collection.0].as_ref().is_some_and(Vec::is_empty);
            for name in declared.sections.iter().filter(|_| always) {
                let Some(range) = entry.text.doc.section(name) else { continue };
                let nodes = entry.text.doc.tree.between(range).iter().skip(1);
                let words: usize = nodes.map(|node| node.plain().unicode_words().count()).sum();
                assert_eq!(thin.get(&(id, name.as_str())).copied(), (words < 40).then_some(words), "`{name}` of {}", entry.id);
                seen += 1;
            }
        }
        assert!(seen > 50, "{seen} sections");
    }
}
