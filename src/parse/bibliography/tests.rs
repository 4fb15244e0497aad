//! Owns the examples of how a .bib file is read: text in, works and mistakes out.

use std::fmt::Write;

use super::parse;
use crate::base::{FileId, Span};

/// Works and mistakes, one a line, each mistake with the text it points at.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(report(text).trim_end(), expected.trim_end(), "of {text}");
}

fn report(text: &str) -> String {
    let (works, found, _) = parse(text, FileId(0));
    let mut out = String::new();
    for work in &works {
        let authors = work.authors.join("; ");
        let year = work.year.as_deref().unwrap_or("n.d.");
        assert_eq!(text[work.key_span.clone()], work.key);
        _ = writeln!(out, "{}: {authors} | {year} | {}", work.key, work.title);
    }
    for found in &found {
        let what = match found.related.first() {
            Some((first, _)) => format!("first at {}", first.start),
            None if found.rule == "bibliography" => found.message.clone(),
            None => String::new(),
        };
        let at = found.span.expect("it is in the file").bytes();
        _ = writeln!(out, "{} «{}» {what}", found.rule, &text[at]);
    }
    out.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

pub const PLAYBOOK: &str = "% Größe: in a comment
@string{hks = {Harvard Kennedy School}}
@techreport{belfer2018a,
  author      = {{Belfer Center for Science and International Affairs} and van der Staak, Sam},
  shortauthor = {{Belfer Center}},
  title       = {Das Spielbuch – für {EU}}, subtitle = \"R\\'esum\\'e \\& more\",
  institution = hks, kind = {publication}, weak = true,
  year = 2018, month = nov, urldate = {2026-01-31},
  url  = {https://www.belfercenter.org/playbook},
  doi  = {https://doi.org/10.31752/idea.2019.23},
  note = {First issued in 2017}
}";

#[test]
fn a_work() {
    let (works, found, whole) = parse(PLAYBOOK, FileId(0));
    assert!(found.is_empty() && whole, "{found:?}");
    let work = &works[0];
    assert_eq!(work.title, "Das Spielbuch – für EU: Résumé & more");
    let authors = ["Belfer Center for Science and International Affairs", "Sam van der Staak"];
    assert_eq!(work.authors, authors);
    assert_eq!(work.short_author.as_deref(), Some("Belfer Center"));
    let (kind, at) = work.kind.as_ref().expect("it has one");
    assert_eq!((kind.as_str(), &PLAYBOOK[at.clone()], work.weak), ("publication", "publication", true));
    assert_eq!(work.year.as_deref(), Some("2018"));
    assert_eq!(work.accessed.as_deref(), Some("2026-01-31"));
    assert_eq!(work.url.as_deref(), Some("https://www.belfercenter.org/playbook"));
    assert_eq!(work.doi.as_deref(), Some("10.31752/idea.2019.23"));
    assert_eq!(&PLAYBOOK[work.key_span.clone()], "belfer2018a");
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let other = format!("\u{feff}{}", PLAYBOOK.replace('\n', "\r\n"));
    let (ours, theirs) = (&parse(PLAYBOOK, FileId(0)).0[0], &parse(&other, FileId(0)).0[0]);
    assert_eq!(ours.entry, theirs.entry);
    assert_eq!(&other[theirs.key_span.clone()], "belfer2018a");
}

#[test]
fn keys() {
    check(
        "@misc{ä1, title={é}}",
        "ä1:  | n.d. | é\nbibliography «ä1» `ä1` can't be a citation key: letters from a to z, digits, and `-`, `_` and `.` inside",
    );
    check(
        "@misc{a:b, title={T}}",
        "a:b:  | n.d. | T\nbibliography «a:b» `a:b` can't be a citation key: letters from a to z, digits, and `-`, `_` and `.` inside",
    );
    check(
        "@misc{, title={T}}",
        ":  | n.d. | T\nbibliography «misc» `` can't be a citation key: letters from a to z, digits, and `-`, `_` and `.` inside",
    );
    check("@misc{x-1, title={T}}", "x-1:  | n.d. | T");
    check("@misc{a, title={T}}\n@misc{A, title={U}}", "a:  | n.d. | T\nduplicate-id «A» first at 6");
}

#[test]
fn types_and_fields() {
    check("@bok{a, title={T}}", "a:  | n.d. | T\nbibliography «bok» there is no type of work `bok`");
    check("@xdata{a, title={T}}", "a:  | n.d. | T\nbibliography «xdata» there is no type of work `xdata`");
    check("@WWW{a, Title={T}}", "a:  | n.d. | T");
    check("@legislation{a, title={T}, Keywords={k}}", "a:  | n.d. | T");
    check("@misc{a, title={T}, titel={é}}", "a:  | n.d. | T\nunknown-key «titel»");
    check(
        "@misc{a, title={T}, crossref={b}}",
        "a:  | n.d. | T\nbibliography «crossref» works do not inherit from each other, so `crossref` means nothing",
    );
    check("@misc{a, title={T}, TITLE={U}}", "a:  | n.d. | T\nduplicate-key «TITLE» first at 16");
    check("@misc{a, title={ }}", "a:  | n.d. | a\nmissing-key «a»");
    check("@misc{a, title={T}, weak={maybe}}", "a:  | n.d. | T\nbibliography «maybe» `weak` can't be used: `maybe` is neither `true` nor `false`");
    check(
        "@misc{a, title={ä \\foo{T}}}",
        "a:  | n.d. | ä \\foo{T}\nbibliography «ä \\foo{T}» `title` can't be used: the TeX command `\\foo` means nothing here: write the letters that it stands for",
    );
    check(
        "@misc{a, title={T}, doi={11.5/x}}",
        "a:  | n.d. | T\nbibliography «11.5/x» `doi` can't be used: `11.5/x` is no DOI: they look like `10.1000/182`",
    );
}

#[test]
fn commands_of_tex() {
    for (written, read) in [
        (r#"{\'\i} \'\i{} {\"\i} {\^\i} {\`\i} \'{\i} \'{i} \u{\i} \v\j{}n \'i"#, "í í ï î ì í í ĭ ǰn í"),
        (
            r"S\o{}ren S\o ren {\O}re \L{}\'od\'z \l\'o Stra\ss e {\ae}\AE{}\oe{}\OE{} \AA{}s\aa{} Y\i lmaz",
            "Søren Søren Øre Łódź łó Straße æÆœŒ Åså Yılmaz",
        ),
        (r#"\c{c} \c c \c {c} \v{s} \u{a} \H{o} \H o \k{a} \d{a} \r{a} \=a \.z \'{\^e} \' e \~n \"{u}"#, "ç ç ç š ă ő ő ą ạ å ā ż ế é ñ ü"),
        (r"\b{b} \t{oo} \t oo", "b\u{332} o\u{361}o o\u{361}o"),
        (r"A--B --- C~D \& \% \_ \# \$ E\-F\/G\,H\ I\\J\ldots{} \euro 5", "A–B — C D & % _ # $ EFG H I J… €5"),
        (r"\emph{On} {\em The} \textsc{{EU}} 11\textsuperscript{th} \url{http://x.org/~y_z}", "On The EU 11th http://x.org/~y_z"),
        ("?`Qué? !`No! ``A `b' c'' `d'", "¿Qué? ¡No! ‘A ‘b’ c’ ‘d’"),
        ("May's ``?''", "May's ‘?’"),
        (r"CO$_2$, the 11$^{th}$ for 5\$", "CO2, the 11th for 5$"),
    ] {
        check(&format!("@misc{{a, title={{{written}}}}}"), &format!("a:  | n.d. | {read}"));
    }
    check(
        "@string{s = {S\\o{}ren}}\n@misc{a, title=s, author={Mart{\\'\\i}nez~May, J.\\,R. and van~der Berg, Ann}}",
        "a: J. R. Martínez May; Ann van der Berg | n.d. | Søren",
    );
    let formula = "a formula between `$` can't be printed: write it in letters, and a dollar as `\\$`";
    check("@misc{a, title={On $x+y$}}", &format!("a:  | n.d. | On $x+y$\nbibliography «On $x+y$» `title` can't be used: {formula}"));
    check(
        r"@misc{a, title={1 \* 2}}",
        "a:  | n.d. | 1 \\* 2\nbibliography «1 \\* 2» `title` can't be used: the TeX command `\\*` means nothing here: write the letters that it stands for",
    );
}

#[test]
fn dates() {
    for (fields, year) in [
        ("year=2018", "2018"),
        ("year={2018}, month=9", "2018"),
        ("year={2018}, month={Sept.}, day=30", "2018"),
        ("date={2018-05}", "2018"),
        ("date={2018-05-31~}", "2018"),
        ("date={2017/2018}", "2017"),
        ("date={2017/}", "2017"),
        ("date={/2017}", "2017"),
        ("date={2018}, year={1999}", "2018"),
        ("year={}", "n.d."),
    ] {
        check(&format!("@misc{{a, title={{T}}, {fields}}}"), &format!("a:  | {year} | T"));
    }
    for (fields, at) in [
        ("year={n.d.}", "n.d."),
        ("year={18}", "18"),
        ("year={- 5}, month={January 999}", "- 5"),
        ("year={2018}, month=feb, day={30}", "30"),
        ("date={20１８}", "20１８"),
        ("date={12345X}", "12345X"),
        ("date={2018-13}", "2018-13"),
        ("date={/}", "/"),
        ("urldate={yesterday}", "yesterday"),
    ] {
        check(&format!("@misc{{a, title={{T}}, {fields}}}"), &format!("a:  | n.d. | T\nwrong-type «{at}»"));
    }
    for month in ["January 999", "smarch", "13"] {
        let said = "`month` can't be used: a month is a number from 1 to 12, or its English name";
        check(&format!("@misc{{a, title={{T}}, year=2018, month={{{month}}}}}"), &format!("a:  | n.d. | T\nbibliography «{month}» {said}"));
    }
    check("@misc{a, title={T}, date={2018-05-31T10:00:00Z}, urldate={2019-01-02 03:04:05}}", "a:  | 2018 | T");
}

#[test]
fn every_broken_work_is_said_and_a_line_of_a_text_may_begin_with_an_at() {
    check(
        "@misc{a, title={To\n@home}}\n@misc{b title={B}}\n@misc{c title={C}}\n@misc{d, title={D}}",
        "a:  | n.d. | To @home\nd:  | n.d. | D\n\
         bibliography «» a comma is missing here, behind the key\n\
         bibliography «» a comma is missing here, behind the key",
    );
}

#[test]
fn names_of_others() {
    let said = "`et al.` would be printed as a name";
    check("@misc{a, author={May, Ann and et al.}, title={T}}", &format!("a: Ann May; et al. | n.d. | T\nbibliography «et al.» {said}"));
    check("@misc{a, author={May, Ann and others}, title={T}}", "a: Ann May | n.d. | T");
}

#[test]
fn names_in_the_extended_format() {
    for (written, read) in [
        ("family=Staak, given=Sam, prefix=van der, useprefix=true and Wolf, Peter", "Sam van der Staak; Peter Wolf"),
        ("family=King, suffix=Jr., given={Martin Luther}", "Martin Luther King Jr."),
        ("Wolf, Peter and family=Ministry of Health and others", "Peter Wolf; Ministry of Health"),
    ] {
        check(&format!("@misc{{a, title={{T}}, author={{{written}}}}}"), &format!("a: {read} | n.d. | T"));
    }
}

#[test]
fn addresses() {
    for url in
        ["https://example.org/a?b=c&d=<e>", "ftp://x.org", "javascript:alert(1)", "x.org", "https://exa mple.org", "https://", "https://x.org:99999/"]
    {
        let text = format!("@misc{{a, title={{T}}, url={{{url}}}}}");
        let (_, found, whole) = parse(&text, FileId(0));
        assert!(whole && matches!(&found[..], [found] if found.rule == "wrong-type"), "{url}: {found:?}");
    }
    for url in ["https://example.org/a?b=c&d=%20#e", "HTTP://x.org", "http://ärger.de/ü_~"] {
        let (works, found, _) = parse(&format!("@misc{{a, title={{T}}, url={{{url}}}}}"), FileId(0));
        assert_eq!((works[0].url.as_deref(), found.len()), (Some(url), 0));
    }
    for url in ["http://x.org/\\_y", "\\url{http://x.org/_y}"] {
        let (works, found, _) = parse(&format!("@misc{{a, title={{T}}, url={{{url}}}}}"), FileId(0));
        assert_eq!((works[0].url.as_deref(), found.len()), (Some("http://x.org/_y"), 0));
    }
}

#[test]
fn syntax() {
    check(
        "@misc{ä, title={é}, year=2018}\n@misc{b, title={B,\n year={2019}\n}\n@misc{c, title={C}}\n",
        "ä:  | 2018 | é\nc:  | n.d. | C\n\
         bibliography «@misc{b» this entry is never closed: a brace, quote or comma is missing\n\
         bibliography «ä» `ä` can't be a citation key: letters from a to z, digits, and `-`, `_` and `.` inside",
    );
    check("@misc{a, title {A}}\n@misc{b title={B}}", "bibliography «{» expected `=` here\nbibliography «» a comma is missing here, behind the key");
    check(
        "@misc{a, title=abc}\n@misc{b, title={B}}",
        "b:  | n.d. | B\nbibliography «abc» `abc` is no abbreviation of this file: \
         put text in braces, `{abc}`",
    );
    check(
        "@string{x = x}\n@misc{a, title={T}, note=x}",
        "a:  | n.d. | T\nbibliography «x» an abbreviation cannot be made of others: \
         write its text in braces",
    );
    let deep = format!("@misc{{a, title={{{}{}}}}}", "{".repeat(101), "}".repeat(101));
    check(&deep, "bibliography «{» braces stand more than 100 deep");
    check("no entries here: a%b {", "");
    check("@misc{a, title={T}\n note={N}}", "bibliography «» a comma is missing here, behind the value of a field");
    check("@misc{a, title=“T”}", "bibliography «“T”» `“T”` is no abbreviation of this file: put text in braces, `{T}`");
}

#[test]
fn between_entries_stands_what_is_no_work() {
    check("Books {of note}, all read:\n@misc{a, title={T}}\n% book{b, title={U}}\n", "a:  | n.d. | T");
    check(
        "@misc{a, title={T}}\n book{b,\n title={U}\n}\n",
        "a:  | n.d. | T\nbibliography «book» this looks like a work whose `@` is missing: `@book`",
    );
}

#[test]
fn names() {
    for fine in [
        "{Salt & Sons; Co., Ltd., of, Rome}",
        "May, Jr., Ann and Lee, Ben and others",
        "May, Ann\nand Lee, Jr., Ben",
        "May, III, Ann and Lee, Filho, Ben",
        "{\\'E}clair, A.",
    ] {
        let (_, found, _) = parse(&format!("@misc{{a, title={{T}}, author={{{fine}}}}}"), FileId(0));
        assert!(found.is_empty(), "{fine}: {found:?}");
    }
    for (joined, before) in [
        ("May, Ann; Lee, Ben", "May, Ann"),
        ("Ann May & Ben Lee", "Ann May "),
        ("May, A., Lee, B.", "May, A."),
        ("Ana May, Ben Lee, Eve Roe", "Ana May"),
        ("May, Lee, Roe", "May"),
        ("A \\& B", "A \\"),
    ] {
        let text = format!("@misc{{a, title={{T}}, editor={{{joined}}}}}");
        let (_, found, _) = parse(&text, FileId(0));
        let at = text.find(joined).expect("it is there") + before.len();
        let said = |rule: &str, span: Option<Span>| rule == "bibliography" && span.is_some_and(|span| span.start as usize == at);
        assert!(matches!(&found[..], [found] if said(found.rule, found.span)), "{joined}: {found:?}");
    }
}
