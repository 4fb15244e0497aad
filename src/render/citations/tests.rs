//! Owns the examples of how works are printed: a .bib file in, entries and citations out.

use super::{Styled, Unprinted, style_works, styles};
use crate::base::FileId;
use crate::parse::bibliography::parse;

fn styled(bib: &str, style: Option<&str>, language: &str) -> Vec<Styled> {
    let (works, found, _) = parse(bib, FileId(0));
    assert!(found.is_empty(), "{found:?}");
    style_works(&works.iter().collect::<Vec<_>>(), style, language).unwrap()
}

#[track_caller]
fn check(bib: &str, expected: &[(&str, &str, &str)]) {
    let all = styled(bib, None, "en");
    let found: Vec<_> = all.iter().map(|one| (one.author.as_str(), one.year.as_str(), one.entry_html.as_str())).collect();
    assert_eq!(found, expected);
}

const PLAYBOOKS: &str = "
@report{belfer2018b, author={{Belfer Center for Science}}, shortauthor={{Belfer Center}},
  title={A Playbook}, institution={Harvard Kennedy School}, date={2018-01}}
@report{belfer2018a, author={{Belfer Center for Science} and {National Institute}},
  shortauthor={{Belfer Center}}, title={The Playbook}, year=2018, note={Listed as November}}
@online{belfer, author={{Belfer Center}}, title={About}, url={https://x.org/?a&b}, urldate={2026-01-31}}
@online{belfer-2, author={{Belfer Center}}, title={History}}
@report{defcon2017, author={{DEF CON}}, title={Voting Village}, year=2017}
@report{defcon2018, author={{DEF CON}}, title={Voting Village}, year=2018}
";

#[test]
fn letters_follow_the_bibliography_and_stand_in_the_entries() {
    check(
        PLAYBOOKS,
        &[
            ("Belfer Center", "2018a", "Belfer Center for Science. 2018a. <em>A Playbook</em>. Harvard Kennedy School."),
            ("Belfer Center", "2018b", "Belfer Center for Science, and National Institute. 2018b. <em>The Playbook</em>."),
            (
                "Belfer Center",
                "n.d.-a",
                "Belfer Center. n.d.-a. “About.” Accessed January 31, 2026. \
              <a href=\"https://x.org/?a&amp;b\">https://x.org/?a&amp;b</a>.",
            ),
            ("Belfer Center", "n.d.-b", "Belfer Center. n.d.-b. “History.”"),
            ("DEF CON", "2017", "DEF CON. 2017. <em>Voting Village</em>."),
            ("DEF CON", "2018", "DEF CON. 2018. <em>Voting Village</em>."),
        ],
    );
}

#[test]
fn what_is_added_to_the_title_of_a_page_is_its_site() {
    let printed = |site: &str| {
        styled(&format!("@online{{a, author={{May, Ann}}, title={{T}}, date={{2020-01-02}}, {site}}}"), None, "en")[0].entry_text.clone()
    };
    assert_eq!(printed("titleaddon={The Guardian}"), "May, Ann. 2020. “T.” The Guardian, January 2.");
    assert_eq!(printed("titleaddon={Blog}, organization={The Guardian}"), "May, Ann. 2020. “T.” The Guardian, January 2.");
    assert_eq!(styled("@book{a, title={T}, titleaddon={A novel}}", None, "en")[0].entry_text, "T. n.d.");
}

#[test]
fn kinds_of_works() {
    check(
        "@book{a, author={van der Staak, Sam and Wolf, Peter}, title={Models}, subtitle={of Work},
           publisher={Institute for Democracy and Assistance}, doi={10.31752/idea.2019.23}, year=2019}
         @article{b, author={Past, Liisa}, title={Is all {<b>} & \"open\"?}, journal={A Journal}, year=2017}
         @book{c, editor={Doe, Jane and Roe, R.}, title={Essays}, publisher={P}, year=2004}
         @incollection{d, author={Šnore, G. and Bay, S. and Öhn, Y.}, title={On X}, booktitle={Essays},
           editor={Doe, Jane}, publisher={P}, year=2004}
         @misc{e, title={regeringen skrider ind}, year=2018}
         @article{f, author={Mei{\\ss}ner, A.}, title={x}, journal={Der Bote}, date={2018-03-05}}",
        &[
            (
                "van der Staak and Wolf",
                "2019",
                "van der Staak, Sam, and Peter Wolf. 2019. \
              <em>Models: of Work</em>. Institute for Democracy and Assistance. \
              <a href=\"https://doi.org/10.31752/idea.2019.23\">https://doi.org/10.31752/idea.2019.23</a>.",
            ),
            ("Past", "2017", "Past, Liisa. 2017. “Is all &lt;b&gt; &amp; &quot;open&quot;?” <em>A Journal</em>."),
            ("Doe and Roe", "2004", "Doe, Jane, and R. Roe, eds. 2004. <em>Essays</em>. P."),
            ("Šnore et al.", "2004", "Šnore, G., S. Bay, and Y. Öhn. 2004. “On X.” In <em>Essays</em>, edited by Jane Doe. P."),
            ("regeringen skrider ind", "2018", "“regeringen skrider ind.” 2018."),
            ("Meißner", "2018", "Meißner, A. 2018. “x.” <em>Der Bote</em>, March 5."),
        ],
    );
}

#[test]
fn every_style_gives_the_same_letters_and_hides_the_label() {
    let bib = PLAYBOOKS.replace("{Belfer Center}}", "{LABEL}}");
    for style in styles() {
        let all = styled(&bib, Some(style), "en");
        assert!(all[0].entry_text.contains("2018a"), "{style}: {}", all[0].entry_text);
        assert!(all[1].entry_text.contains("2018b"), "{style}: {}", all[1].entry_text);
        assert_eq!((all[0].year.as_str(), all[1].year.as_str()), ("2018a", "2018b"));
        assert!(!all[1].entry_text.contains("LABEL"), "{style}");
        let html = all.iter().map(|one| &one.entry_html);
        assert!(html.clone().all(|html| !html.contains("style=") && !html.contains("<div")));
    }
}

#[test]
fn every_style_prints_the_title_of_every_kind() {
    let kinds =
        "article book booklet collection dataset inbook incollection inproceedings legislation manual misc online report software thesis video";
    let work = |kind: &str| {
        format!(
            "@{kind}{{{kind}, author={{{{FAO}}}}, title={{Leekish}}, journal={{J}}, booktitle={{B}}, institution={{I}}, type={{mathesis}},
             url={{https://fao.net/}}, urldate={{2024-01-31}}, year=2020}}\n"
        )
    };
    let bib: String = kinds.split(' ').map(work).collect();
    for style in styles() {
        for (one, kind) in styled(&bib, Some(style), "en").iter().zip(kinds.split(' ')) {
            assert!(one.entry_text.to_lowercase().contains("leekish"), "{style}, {kind}: {}", one.entry_text);
        }
    }
}

#[test]
fn many_groups_all_get_letters() {
    let entry = |i: usize| format!("@misc{{k{i:03}, author={{A{}, B}}, title={{T{i:03}}}, year=2000}}\n", i % 50);
    let all = styled(&(0..100).map(entry).collect::<String>(), None, "en");
    assert!(all[..50].iter().all(|one| one.year == "2000a"));
    assert!(all[50..].iter().all(|one| one.year == "2000b"));
}

#[test]
fn languages() {
    for (language, author, year) in [
        ("et", "van der Staak ja Wolf", "s.a."),
        ("ro", "van der Staak și Wolf", "f.a."),
        ("id", "van der Staak dan Wolf", "t.t."),
        ("pt-BR", "van der Staak e Wolf", "s.d."),
        ("xx", "van der Staak and Wolf", "n.d."),
        ("", "van der Staak and Wolf", "n.d."),
    ] {
        let bib = "@book{a, author={van der Staak, Sam and Wolf, Peter}, title={T}}";
        let all = styled(bib, None, language);
        assert_eq!((all[0].author.as_str(), all[0].year.as_str()), (author, year), "{language}");
    }
}

#[test]
fn days_stand_as_the_language_has_them() {
    let bib = "@article{a, author={Ray, A.}, title={T}, journaltitle={J}, date={1973-01-05}}
        @article{b, author={Roe, B.}, title={T}, journaltitle={J}, date={1973-01}}
        @article{c, author={Rye, C.}, title={T}, journaltitle={J}, date={1973}}";
    for (language, day, month) in [
        ("en", "January 5", "January"),
        ("en-GB", "5 January", "January"),
        ("xx", "January 5", "January"),
        ("fr", "5 janvier", "janvier"),
        ("es", "5 de enero", "enero"),
        ("es-MX", "5 de enero", "enero"),
        ("de", "5. Januar", "Januar"),
        ("tr", "5 Ocak", "Ocak"),
        ("hu", "január 5", "január"),
        ("ja", "1月5日", "1月"),
        ("ko", "1월 5일", "1월"),
        ("lt", "sausio 5 d", "sausio"),
    ] {
        let printed = |style| styled(bib, Some(style), language).into_iter().map(|one| one.entry_text).collect::<Vec<_>>();
        let [a, b, c] = &printed("chicago-author-date")[..] else { panic!() };
        assert!(a.ends_with(&format!(" J, {day}.")), "{language}: {a}");
        assert!(b.ends_with(&format!(" J, {month}.")), "{language}: {b}");
        assert!(c.ends_with(" J."), "{language}: {c}");
        let online = bib.replace("article", "online").replace("journaltitle={J}", "url={https://x.org/}");
        let apa = styled(&online, Some("apa"), language);
        // A language may have a word for the year here.
        assert!(apa[0].entry_text.contains(&format!(", {day}")), "{language}: {}", apa[0].entry_text);
        assert!(apa[1].entry_text.contains(&format!(", {month})")), "{language}: {}", apa[1].entry_text);
    }
}

#[test]
fn a_newspaper_on_the_web_is_named() {
    let bib = "@online{a, author={Ray, A.}, title={T}, journaltitle={The Daily}, date={1973-01-05}, url={https://x.org/}}";
    assert_eq!(styled(bib, None, "en")[0].entry_text, "Ray, A. 1973. “T.” The Daily, January 5. https://x.org/.");
}

#[test]
fn no_style_has_the_english_order_elsewhere() {
    let kinds = ["article", "online", "book", "legislation", "jurisdiction", "report", "patent", "inproceedings", "misc", "unpublished", "video"];
    let fields = "author={Roe, A.}, title={T}, journaltitle={J}, url={https://x.org/}, date={1973-12-05}, urldate={1986-12-09}";
    let bib: String = kinds.iter().map(|kind| format!("@{kind}{{{kind}, {fields}}}\n")).collect();
    for style in styles() {
        for work in styled(&bib, Some(style), "fr") {
            for wrong in ["cembre 5", "cembre 9", "déc. 5", "déc. 9", "cembre, 5", "1973décembre", "5décembre"] {
                assert!(!work.entry_text.contains(wrong), "{style}: {}", work.entry_text);
            }
        }
    }
}

#[test]
fn others_are_named_in_the_language() {
    let bib = "@book{a, author={Lerner, J. and others}, title={T}, year=2001} @book{b, editor={Roe, A. and others}, title={U}, year=2002}";
    for (language, author, entry, edited) in [
        ("en", "Lerner and others", "Lerner, J., and others. 2001. T.", "Roe, A., and others, eds. 2002. U."),
        ("es", "Lerner y otros", "Lerner, J., y otros. 2001. T.", "Roe, A., y otros, eds. 2002. U."),
        ("de", "Lerner und andere", "Lerner, J., und andere. 2001. T.", "Roe, A., und andere, Hrsg. 2002. U."),
    ] {
        let all = styled(bib, None, language);
        assert_eq!((all[0].author.as_str(), all[0].entry_text.as_str(), all[1].entry_text.as_str()), (author, entry, edited));
    }
}

#[test]
fn numbers_are_printed_once_and_as_they_are() {
    let entries = |bib: &str, style| styled(bib, Some(style), "en").into_iter().map(|one| one.entry_text).collect::<Vec<_>>();
    let bib = "@article{a, author={Leea, A.}, title={T}, journaltitle={J}, year=2001, volume=4, number={1-2}, pages={12,17,23--25}}
        @book{b, author={Leeb, A.}, title={T}, series={S}, volume=2, year=2001, publisher={P}}
        @book{c, author={Leec, A.}, title={T}, series={S}, number=7, year=2001, edition={Second}, publisher={P}}
        @report{d, author={Leed, A.}, title={T}, number={99-02}, institution={I}, year=2001}
        @inbook{e, author={Leee, A.}, title={T}, booktitle={B}, series={S}, number={7a}, year=2001, edition={3rd ed.}, publisher={P}}";
    assert_eq!(
        entries(bib, "chicago-author-date"),
        [
            "Leea, A. 2001. “T.” J 4 (1–2): 12, 17, 23–25.",
            "Leeb, A. 2001. T. Vol. 2. S. P.",
            "Leec, A. 2001. T. 2nd ed. S 7. P.",
            "Leed, A. 2001. T. 99‑02. I.",
            "Leee, A. 2001. “T.” In B, 3rd ed. S 7a. P.",
        ]
    );
    assert_eq!(entries(bib, "apa")[1..4], ["Leeb, A. (2001). T (Vol. 2). P.", "Leec, A. (2001). T (2nd ed.). P.", "Leed, A. (2001). T (99‑02). I."]);
}

#[test]
fn works_in_archives_have_an_address() {
    for (fields, address) in [
        ("eprint={2101.00001}, eprinttype={arxiv}", Some("https://arxiv.org/abs/2101.00001")),
        ("eprint={hep-th/9711200}, archiveprefix={arXiv}", Some("https://arxiv.org/abs/hep-th/9711200")),
        ("eprint={2950022}, eprinttype={jstor}", Some("https://www.jstor.org/stable/2950022")),
        ("eprint={12345}, eprinttype={pubmed}, url={https://x.org/}", Some("https://x.org/")),
        ("eprint={12345}, eprinttype={pubmed}, doi={10.1/x}", None),
        ("eprint={12345}, eprinttype={elsewhere}", None),
    ] {
        let (works, found, _) = parse(&format!("@misc{{a, title={{T}}, {fields}}}"), FileId(0));
        assert_eq!((works[0].url.as_deref(), found.len()), (address, 0), "{fields}");
    }
}

#[test]
fn a_name_with_angle_brackets_is_linked() {
    let bib =
        "@article{a, author={Roe, A.}, title={T}, journaltitle={J}, date={1996}, doi={10.1002/(SICI)1097-4571(199601)47:1<1::AID-ASI1>3.0.CO;2-B}}";
    let html = &styled(bib, None, "en")[0].entry_html;
    assert!(html.contains("href=\"https://doi.org/10.1002/(SICI)1097-4571(199601)47:1%3C1::AID-ASI1%3E3.0.CO;2-B\""), "{html}");
}

#[test]
fn a_year_alone_has_no_comma() {
    for kind in ["online", "misc", "legislation", "video", "article"] {
        let bib = format!("@{kind}{{a, author={{{{INE}}}}, title={{C}}, year=2011}}");
        for language in ["en", "es"] {
            assert!(styled(&bib, Some("apa"), language)[0].entry_text.starts_with("INE. (2011). C"), "{kind}");
        }
    }
}

#[test]
fn what_is_missing_leaves_no_hole() {
    let article = "@article{a, author={May, Ann}, title={D}, journal={J}, volume=2, pages={3--4}, year=2001}";
    assert_eq!(styled(article, None, "en")[0].entry_text, "May, Ann. 2001. “D.” J 2: 3–4.");
    let manual = "@manual{a, author={May, Ann}, title={Salt}, series={Notes}, organization={K}, year=2003}";
    assert_eq!(styled(manual, None, "en")[0].entry_text, "May, Ann. 2003. Salt. Notes. K.");
    let online = "@online{a, author={{FAO}}, title={Leek}, url={https://fao.net/l}, year=2020}";
    for (style, expected) in [
        ("american-anthropological-association", "FAO 2020 Leek. https://fao.net/l."),
        ("deutsche-gesellschaft-für-psychologie", "FAO. (2020). Leek. Available at: https://fao.net/l"),
    ] {
        assert_eq!(styled(online, Some(style), "en")[0].entry_text, expected);
    }
    let talk = "@inproceedings{a, author={May, Ann}, title={Talk}, booktitle={Proc}, series={LNCS}, pages={1--2}, year=2001}";
    let printed = &styled(talk, Some("american-political-science-association"), "en")[0].entry_text;
    assert!(!printed.contains(", ,") && printed.ends_with(", 1–2."), "{printed}");
}

#[test]
fn an_editor_who_is_none_is_named_for_what_they_did() {
    let book = |role: &str| format!("@book{{a, editor={{Xu, Li}}, editortype={{{role}}}, title={{R}}, publisher={{K}}, year=2016}}");
    assert_eq!(styled(&book("translator"), None, "en")[0].entry_text, "Xu, Li, trans. 2016. R. K.");
    assert_eq!(styled(&book("director"), None, "en")[0].entry_text, "Xu, Li. 2016. R. K.");
}

#[test]
fn the_order_of_the_file_does_not_matter() {
    let (works, ..) = parse(PLAYBOOKS, FileId(0));
    let forth = works.iter().collect::<Vec<_>>();
    let back = works.iter().rev().collect::<Vec<_>>();
    let mut reversed = style_works(&back, None, "en").unwrap();
    reversed.reverse();
    assert_eq!(style_works(&forth, None, "en").unwrap(), reversed);
    assert_eq!(style_works(&[], None, "en"), Ok(Vec::new()));
}

#[test]
fn unusable_styles_are_refused() {
    for (style, why) in
        [("ieee", "does not tell works apart by author and year"), ("cse-name-year", "leaves out the titles of some works"), ("no", "is unknown")]
    {
        assert_eq!(style_works(&[], Some(style), "en"), Err(Unprinted::Style(why)));
    }
    assert_eq!(style_works(&[], Some("APA"), "en"), Ok(Vec::new()));
}

#[test]
fn odd_works_are_printed_without_panic() {
    let odd = ["", "and", "and others", ",", ",,", "{}", "{ }", "~", "é", "İ. ß", "a=b, c", "-", "$x$", "'’\"", "0"];
    let mut bib = String::new();
    for (i, a) in odd.iter().enumerate() {
        for (j, b) in odd.iter().enumerate() {
            let kind = ["article", "book", "inproceedings", "thesis"][(i + j) % 4];
            bib += &format!(
                "@{kind}{{k{i}-{j}, author={{{a} and {b}}}, editor={{{b}}}, title={{{a}}}, journal={{{b}}},
                 booktitle={{{a}}}, pages={{{b}-{a}}}, volume={{{b}}}, number={{{a}}}, edition={{{b}}},
                 series={{{a}}}, publisher={{{b}}}, language={{{a}}}, date={{0001/..}}}}\n"
            );
        }
    }
    let (works, ..) = parse(&bib, FileId(0));
    assert!(works.len() > 200, "{}", works.len());
    for style in styles() {
        let all = style_works(&works.iter().collect::<Vec<_>>(), Some(style), "en").unwrap();
        assert_eq!(all.len(), works.len());
    }
}
