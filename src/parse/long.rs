//! Owns which sections of a text are long without doubt: found while it is parsed and still at hand, so that only others are counted.

use super::tree::{Inside, Node, Nodes};

/// Sections of fewer words are thin.
pub const THIN: usize = 40;

/// The headings of level 2, by position in the tree, whose sections are long.
pub fn find(nodes: Nodes<'_>) -> Vec<usize> {
    let heading = |node: &Node<'_>| matches!(node.inside, Inside::Heading(..=2, _));
    let (mut long, mut begun, mut missing) = (Vec::new(), None, 0);
    for node in nodes {
        if heading(&node) {
            begun = matches!(node.inside, Inside::Heading(2, _)).then(|| node.position());
            missing = THIN;
        } else if let Some(start) = begun {
            missing = surely([node], missing);
            if missing == 0 {
                long.push(start);
                begun = None;
            }
        }
    }
    long.shrink_to_fit();
    long
}

/// How many of so many words are still missing after those that some nodes have without doubt: each begins after a blank.
fn surely<'a>(nodes: impl IntoIterator<Item = Node<'a>>, missing: usize) -> usize {
    nodes.into_iter().fold(missing, |missing, node| match node.inside {
        _ if missing == 0 => 0,
        Inside::Text(_) => {
            // Letters of ASCII, Cyrillic and Korean ones.
            let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, 0xd0 | 0xd1 | 0xeb | 0xec);
            let begins = node.words().as_bytes().windows(2).filter(|pair| pair[0] == b' ' && letter(pair[1]));
            missing - begins.take(missing).count()
        }
        Inside::Comment(_) | Inside::Claim(_) => missing,
        _ => surely(node.children, missing),
    })
}
