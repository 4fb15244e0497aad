//! Owns the proof that styles made narrow print the same.

use super::super::{IndependentStyle, LABEL, Language, Named, Questions, YEAR, format, style, styles};
use crate::base::FileId;
use crate::parse::bibliography::parse;

/// A work of a kind with some of the fields that works have, by the bits of a number.
fn some_fields(kind: &str, bits: u32) -> String {
    let fields = "author={Doe, J. and Roe, R.}; author={{Office of X}}; editor={Poe, E.}; translator={Roe, T.}; title={A Title}; subtitle={of it}; \
        journal={J}; booktitle={B}; maintitle={M}; series={S}; volume=3; number=2; edition=2; edition={Revised}; pages={1-9}; publisher={P}; \
        institution={I}; organization={O}; location={L}; date={2001-02-03}; date={2001-02}; date={1999}; url={https://x.org/}; \
        urldate={2026-01-31}; doi={10.1/x}; isbn={978-3-16-148410-0}; note={N}; eventtitle={E}; language={de}; type={White paper}; chapter=4; \
        version={1.2}";
    let mut taken: Vec<&str> = Vec::new();
    for (at, field) in fields.split("; ").enumerate() {
        let name = field.split('=').next();
        if bits >> at & 1 == 1 && !taken.iter().any(|taken| taken.split('=').next() == name) {
            taken.push(field);
        }
    }
    format!("@{kind}{{{kind}-{bits}, {}}}\n", taken.join(", "))
}

#[test]
fn styles_made_narrow_print_the_same() {
    let kinds = "article book collection dataset inbook incollection inproceedings manual misc online patent periodical proceedings report \
        software thesis unpublished video audio legislation jurisdiction image";
    let mut bits = 7_u32;
    let mut bib = String::new();
    for kind in kinds.split(' ') {
        bib += &some_fields(kind, 1 << 4);
        bib += &some_fields(kind, u32::MAX);
        // An editor, a title and a year: some styles then print a date without the parts that they want.
        bib += &some_fields(kind, 1 << 2 | 1 << 4 | 1 << 21);
        for _ in 0..2 {
            bits = bits.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            bib += &some_fields(kind, bits.rotate_left(9) & bits.rotate_left(21) | 1 << 4);
            bib += &some_fields(kind, bits.rotate_left(17));
        }
    }
    let (works, found, _) = parse(&bib, FileId(0));
    assert!(works.len() > 140, "{} {found:?}", works.len());
    let [label, year] = [LABEL, YEAR].map(|style| IndependentStyle::from_xml(style).unwrap());
    let language = Language::new("en");
    for name in styles() {
        let style = style::find(name).unwrap();
        let questions = Questions::of(style.clone()).unwrap();
        for work in &works {
            let named = [Named::new(0, work, &label, &questions, &language)];
            let narrow = questions.narrow(&named[0].answers);
            assert_eq!(format(&named, &year, &narrow, &language), format(&named, &year, &style, &language), "{name}: {}", work.key);
        }
    }
}

/// What no style of the archive has, but any may.
#[test]
fn styles_made_narrow_keep_the_rules_of_groups() {
    let cases = [
        // A group in a group makes it print; one in a condition within it does not.
        (
            "",
            r#"<layout><group><text variable="archive"/><choose><if type="book"><group><text value="X"/></group></if></choose></group></layout>"#,
            "",
        ),
        ("", r#"<layout><group><text variable="archive"/><group><text value="X"/></group></group></layout>"#, "X"),
        // So does a macro that prints, wherever it is.
        (
            r#"<macro name="m"><group><text value="X"/></group></macro>"#,
            r#"<layout><group><text variable="archive"/><choose><if variable="title"><text macro="m"/></if></choose></group></layout>"#,
            "X",
        ),
        // What is missing still counts, and what it belongs to is not printed.
        ("", r#"<layout><group><text value="in "/><group><text variable="archive"/></group></group></layout>"#, ""),
        ("", r#"<layout><group><text value="X"/><label variable="edition"/></group></layout>"#, "X"),
        // What a condition holds is printed with what stands between the parts around it.
        ("", r#"<layout delimiter="; "><choose><if type="book"><text value="X"/><text value="Y"/></if></choose></layout>"#, "X; Y"),
        ("", r#"<layout><group delimiter="; "><text value="X"/><choose><if type="book"><text value="Y"/></if></choose></group></layout>"#, "X; Y"),
        // Names that stand in for others look like them, unless a condition is between.
        (
            "",
            r#"<layout><names variable="author"><name form="short"/><substitute><choose><if type="book"><names variable="editor"/></if></choose></substitute></names></layout>"#,
            "Jane Doe",
        ),
        ("", r#"<layout><names variable="author"><name form="short"/><substitute><names variable="editor"/></substitute></names></layout>"#, "Doe"),
    ];
    let (works, ..) = parse("@book{a, editor={Doe, Jane}, title={T}}", FileId(0));
    let [label, year] = [LABEL, YEAR].map(|style| IndependentStyle::from_xml(style).unwrap());
    let language = Language::new("en");
    for (macros, layout, printed) in cases {
        let style =
            YEAR.replace("<citation", &format!("{macros}<citation")).replace("</style>", &format!("<bibliography>{layout}</bibliography></style>"));
        let style = IndependentStyle::from_xml(&style).unwrap();
        let questions = Questions::of(style.clone()).unwrap();
        let named = [Named::new(0, &works[0], &label, &questions, &language)];
        let entry = |style| format(&named, &year, style, &language).remove(0).1.entry_text;
        assert_eq!((entry(&style), entry(&questions.narrow(&named[0].answers))), (printed.to_owned(), printed.to_owned()), "{layout}");
    }
}
