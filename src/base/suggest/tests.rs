//! Which names are offered, and which of them `fix` may write unseen.

use super::{Near, nearest, nearest_name};

fn said(near: Option<Near>) -> Option<(String, bool)> {
    near.map(|near| (near.to_string(), near.only().is_some()))
}

#[test]
fn only_a_word_nearer_than_all_others_is_sure() {
    let near = |written, known: &[&'static str]| said(nearest(written, known.iter().copied()));
    assert_eq!(near("risoto", &["risotto", "poland"]), Some(("`risotto`".to_owned(), true)));
    assert_eq!(near("cot", &["cat", "cut", "dog"]), Some(("`cat` or `cut`".to_owned(), false)));
    assert_eq!(near("hill2018", &["hill2019"]), Some(("`hill2019`".to_owned(), false)));
    assert_eq!(near("peru", &["risotto"]), None);
    assert_eq!(near("fr", &["gr"]), None);
    assert_eq!(near("bxo", &["box"]), Some(("`box`".to_owned(), true)));
    assert_eq!(near("typ", &["type"]), Some(("`type`".to_owned(), true)));
    assert_eq!(near("di", &["id"]), Some(("`id`".to_owned(), false)));
    assert_eq!(near("ee", &["EE"]), Some(("`EE`".to_owned(), true)));
    assert_eq!(near("the", &["thw"]), Some(("`thw`".to_owned(), false)));
    assert_eq!(near("countries/fr.md", &["countries/gr.md"]), None);
    assert_eq!(near("countries-of-europe/fr.md", &["countries-of-europe.md"]), None);
    assert_eq!(near("send", &["sent"]), Some(("`sent`".to_owned(), false)));
    assert_eq!(near("snet", &["sent"]), Some(("`sent`".to_owned(), true)));
    assert_eq!(near("contries/fr.md", &["countries/fr.md"]), Some(("`countries/fr.md`".to_owned(), true)));
    assert_eq!(near("weight", &["height"]), Some(("`height`".to_owned(), false)));
}

#[test]
fn another_name_is_no_slip() {
    let near = |written, known: &'static str| said(nearest_name(written, [known])).map(|(_, sure)| sure);
    for (written, known) in [
        ("Greek", "creek"),
        ("Comorian", "cimbrian"),
        ("Avarian", "bavarian"),
        ("Prussian", "russian"),
        ("Chichewa", "chippewa"),
        ("Malay", "malayo"),
        ("Karami", "karaim"),
        ("Gur", "gur"),
        ("gre", "ger"),
        ("mai2001", "may2001"),
        ("Elizabeth II", "Elizabeth I"),
        ("World War I", "World War II"),
        ("phase-iii", "phase-ii"),
        ("المرحلة ١١", "المرحلة ١"),
    ] {
        assert_ne!(near(written, known), Some(true), "{written}, {known}");
    }
    for (written, known) in [("IRN", "irn"), ("Pea-Soup", "pea-soup"), ("pea-suop", "pea-soup"), ("Cote dIvoire", "côte d’ivoire")] {
        assert_eq!(near(written, known), Some(true), "{written}, {known}");
    }
}
