//! The order of works: that in which they are printed, for the list, the sources of a page, and the letters of years.

use casebook::Options;

use crate::fixture::{self, page};

const SITE: &str = "//- content/index.md
---
title: T
---
[@zorro; @ann-a; @ann-b; @ann-c; @ann-old; @staak; @news; @snore; @essays; @law]
//- content/references.bib
@book{zorro, author={Zorro, Aaron}, title={A}, year=2001}
@book{ann-a, author={Smith, Ann}, title={Zebras}, year=2018}
@book{ann-b, author={Smith, Ann}, title={Apes}, year=2018}
@book{ann-c, author={Smith, Ann and Abel, Zoe}, title={Apes}, year=2002}
@book{ann-old, author={Smith, Ann}, title={Zebras}, year=2001}
@book{staak, author={van der Staak, Sam}, title={A}, year=2001}
@online{news, title={A}, publisher={Daily News}, year=2001}
@book{snore, author={Šnore, Gundars}, title={A}, year=2001}
@book{essays, editor={Gray, Zoe}, title={A}, year=2001}
@online{law, title={{“Many laws”}}}
";

#[test]
fn works_stand_in_the_order_in_which_they_are_printed() {
    let expected = ["news", "essays", "law", "ann-old", "ann-b", "ann-a", "ann-c", "snore", "staak", "zorro"];
    let order = |html: &str, before: &str| {
        let mut places: Vec<_> = expected.iter().map(|key| (html.find(&format!("<li class=\"work\" id=\"{before}{key}\">")), *key)).collect();
        places.sort_unstable();
        places.into_iter().map(|(_, key)| key).collect::<Vec<_>>()
    };
    let list = page(SITE, "references/index.html");
    assert_eq!(order(&list, ""), expected);
    let home = page(SITE, "index.html");
    assert_eq!(order(&home, "cb-work-"), expected);
    for (year, title) in [("2018a", "Apes"), ("2018b", "Zebras")] {
        assert!(list.contains(&format!("Smith, Ann. {year}. <em>{title}</em>")), "{list}");
    }
    assert!(home.contains(">Smith 2018b</a>; <a class=\"citation\" href=\"#cb-work-ann-b\">Smith 2018a</a>"), "{home}");
}

#[test]
fn works_are_handed_out_as_they_are_written_without_what_is_private() {
    let tried = fixture::try_site(
        "//- content/references.bib
@string{press = {Town {P}ress}}
@Book{lee,
  Author = {Lee, Bo # {and} others},
  title = \"{One}
    line\",
  publisher = press # { & Sons},
  month = jan, year = 1999, series = {},
  origdate = {1990}, titleaddon = {A novel},
  note = {We doubt it.}, addendum = {Not public}, abstract = {Long}, keywords = {a}, file = {:home/me/lee.pdf:PDF},
  annotation = {Ask Ann}, timestamp = {2020-01-01}, mendeley-groups = {x}, kind = {news}, weak = {true},
}
@online{ann, title={{Ann’s}: \\emph{a} page}, url={https://example.org/a_b%20c}, urldate={2024-01-02}}
//- content/index.md
---
title: T
---
[@lee; @ann]
",
    );
    let expected = "@online{ann,
  title = {{Ann’s}: \\emph{a} page},
  url = {https://example.org/a_b%20c},
  urldate = {2024-01-02},
}

@Book{lee,
  author = {Lee, Bo # {and} others},
  title = {{One} line},
  publisher = {Town {P}ress & Sons},
  month = jan,
  year = {1999},
  origdate = {1990},
  titleaddon = {A novel},
}
";
    assert_eq!(tried.output("data/references.bib").unwrap_or_else(|| panic!("{}", tried.short())), expected);
    assert!(tried.output("references/index.html").expect("a page").contains("<a href=\"../data/references.bib\">BibTeX</a>"));
    let without = fixture::try_site("//- content/index.md\n---\ntitle: T\n---\n//- content/references.bib\n");
    assert_eq!(without.output("data/references.bib"), None, "where there are no works, there is no file");
}

#[test]
fn works_that_are_handed_out_are_printed_as_here() {
    let printed = |files| {
        let page = fixture::try_files(files, &Options::default()).output("references/index.html").expect("a page");
        let works = page.split("<li class=\"work\" id=\"").skip(1).map(|work| work.split_once("</p>").expect("a paragraph").0.to_owned());
        works.collect::<Vec<_>>()
    };
    let files = fixture::real_content();
    let handed = fixture::try_files(files.clone(), &Options::default()).output("data/references.bib").expect("works are handed out");
    let mut again = files.clone();
    again.insert("content/references.bib".to_owned(), handed.into_bytes());
    let works = printed(files);
    assert!(works.len() > 100);
    assert_eq!(printed(again), works);
}

#[test]
fn what_is_printed_is_what_the_bibliography_says() {
    let site = "//- content/references.bib
@collection{a, editor={Lee, Bo}, title={Whole}, series={Ser}, number={4}, publisher={P}, date={2001}}
@inbook{b, author={Lee, Bo}, title={Part}, booktitle={Whole}, chapter={3}, publisher={P}, date={2002}}
@article{c, author={Lee, Bo}, title={He said ``no''}, journaltitle={Water}, date={1999}, doi={10.1/x}}
@misc{d, author={May, Ann and others}, title={D}, date={1990/1995}, url={https://example.org/}}
//- content/index.md
---
title: T
---
[@a; @b; @c; @d]
";
    let text = |html: &str| {
        let mut text = String::new();
        let mut inside = true;
        for letter in html.chars() {
            match letter {
                '<' => inside = false,
                '>' => inside = true,
                _ if inside => text.push(letter),
                _ => {}
            }
        }
        text
    };
    let printed = text(&page(site, "references/index.html"));
    for work in [
        "Lee, Bo, ed. 2001. Whole. Ser 4. P.",
        "Lee, Bo. 2002. “Part.” In Whole. P.",
        "Lee, Bo. 1999. “He said ‘no’.” Water. https",
        "May, Ann, and others. 1990. “D.”",
    ] {
        assert!(printed.contains(work), "{work} is not in {printed}");
    }
    assert!(page(site, "data/references.csv").contains("Ann May,"), "others are nobody");
}
