//! Texts cut, spliced and made up: no panic, and every place lies in the text.

use super::super::*;
use crate::base::random::Random;

fn check(text: &str) {
    let (table, mistakes) = parse(text);
    for mistake in &mistakes {
        assert!(text.get(mistake.at.clone()).is_some(), "{mistake:?} in {text:?}");
    }
    for row in &table.rows {
        assert!(row.cells.len() <= table.header.len(), "{row:?} in {text:?}");
        assert!(text.get(row.start..row.end).is_some(), "{row:?} in {text:?}");
    }
    for cell in table.header.iter().chain(table.rows.iter().flat_map(|row| &row.cells)) {
        assert!(text.get(cell.start..cell.end).is_some(), "{cell:?} in {text:?}");
        let _ = spreadsheet_trap(&cell.text);
    }
}

#[test]
fn mutations_do_not_panic() {
    const SEED: &str = "id,title,members\nä,\"Ärger, \"\"x\"\"\",a;b\n\nb,\"two\nlines\",日本\nc,,\n";
    const BITS: [&str; 14] = ["\"", "\"\"", ",", ";", "\t", "\n", " ", "“", "”", "ü", "日", "\0", "sep=;\n", ",,,"];
    let ends: Vec<usize> = (0..=SEED.len()).filter(|at| SEED.is_char_boundary(*at)).collect();
    for &at in &ends {
        check(&SEED[..at]);
        check(&SEED[at..]);
        for bit in BITS {
            check(&format!("{}{bit}{}", &SEED[..at], &SEED[at..]));
        }
    }
    let mut random = Random::new(7);
    for _ in 0..20_000 {
        let mut text = if random.below(2) == 0 { SEED.to_owned() } else { String::new() };
        for _ in 0..1 + random.below(16) {
            let at = text.floor_char_boundary(random.below(text.len() + 1));
            text.insert_str(at, random.pick(&BITS));
        }
        check(&text);
    }
}
