//! Names given twice in one map.

use super::{Key, Node, YamlMistake};

/// Keeps the first entry of each name and reports the others; by sorting, for maps of ten
/// thousand keys.
pub(super) fn keep_first(entries: Vec<(Key, Node)>, mistakes: &mut Vec<YamlMistake>) -> Vec<(Key, Node)> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|&a, &b| entries[a].0.text.cmp(&entries[b].0.text).then(a.cmp(&b)));
    let mut again = vec![false; entries.len()];
    for same in order.chunk_by(|&a, &b| entries[a].0.text == entries[b].0.text) {
        let Some((&first, others)) = same.split_first() else {
            continue;
        };
        let first = &entries[first].0;
        for &other in others {
            let key = &entries[other].0;
            again[other] = true;
            mistakes.push(YamlMistake::DuplicateKey { key: key.text.clone(), at: key.start..key.end, first: first.start..first.end });
        }
    }
    entries.into_iter().zip(again).filter(|(_, again)| !again).map(|(entry, _)| entry).collect()
}
