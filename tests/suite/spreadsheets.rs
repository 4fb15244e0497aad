//! Tables as spreadsheets save them, to the byte: all are the same table.

use casebook::Options;

use crate::fixture::{files, try_files};

const SITE: &str = "//- content/site.yaml
title: Recipes
collections:
  dishes:
    label: {one: Dish, many: Dishes}
    table: dishes.csv
    fields:
      tastes: {type: text, many: true}
      plates: {type: integer}
//- content/dishes.csv
";

const TABLE: &str = "id,title,tastes,plates\nsoup,\"Süß, “hot”\",salty;sour,1300\ncake,\"A \"\"big\"\" – cake\",,\n";

/// What the site makes of a table: its mistakes, or its data.
fn data(table: &[u8]) -> Result<String, String> {
    let mut files = files(SITE);
    files.insert("content/dishes.csv".to_owned(), table.to_vec());
    let tried = try_files(files, &Options::default());
    tried.output("data/dishes.csv").ok_or_else(|| tried.short())
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect()
}

#[test]
fn what_spreadsheets_save_is_one_table() {
    let expected = data(TABLE.as_bytes()).expect("it is a table");
    assert!(expected.contains("\"Süß, “hot”\",salty;sour,1300"), "{expected}");
    let semicolons = "id;title;tastes;plates\r\nsoup;Süß, “hot”;\"salty;sour\";1300\r\ncake;\"A \"\"big\"\" – cake\";;\r\n";
    let tabs = "id\ttitle\ttastes\tplates\r\nsoup\tSüß, “hot”\tsalty;sour\t1300\r\ncake\t\"A \"\"big\"\" – cake\"\t\t\r\n";
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    for (what, table) in [
        ("Excel: CSV UTF-8, comma", marked(&TABLE.replace('\n', "\r\n"))),
        ("Excel: CSV UTF-8, semicolon", marked(semicolons)),
        ("Excel: Unicode text", utf16(tabs, u16::to_le_bytes)),
        ("big-endian", utf16(tabs, u16::to_be_bytes)),
        ("UTF-16 with commas", utf16(TABLE, u16::to_le_bytes)),
        ("Excel, told the separator", marked(&format!("sep=;\r\n{semicolons}"))),
        ("Numbers: LF, quotes around all", TABLE.replace("soup,", "\"soup\",").into_bytes()),
        ("LibreOffice: tabs", tabs.as_bytes().to_vec()),
        ("old Mac line ends", TABLE.replace('\n', "\r").into_bytes()),
        ("columns and rows that were touched once", semicolons.replace("\r\n", ";;;\r\n").into_bytes()),
        ("rows too", format!("{semicolons};;;\r\n;;;\r\n\r\n").into_bytes()),
        ("thousands", TABLE.replace("1300", "1 300").into_bytes()),
        ("thousands with a narrow blank", TABLE.replace("1300", "1\u{202f}300").into_bytes()),
        ("decimals", TABLE.replace("1300", "1300.0").into_bytes()),
    ] {
        assert_eq!(data(&table), Ok(expected.clone()), "{what}");
    }
}

#[test]
fn other_encodings_are_named_by_the_letter_they_hold() {
    // Windows-1252, as Excel saves “CSV”; the same bytes would be other letters on other machines.
    let windows: Vec<u8> = TABLE
        .chars()
        .map(|letter| match letter {
            'ü' => 0xFC,
            'ß' => 0xDF,
            '“' => 0x93,
            '”' => 0x94,
            '–' => 0x96,
            letter => u8::try_from(letter).expect("it is ASCII"),
        })
        .collect();
    let said = "content/dishes.csv:2:8: error[invalid-text]: this file is not UTF-8 text from here on; in Windows-1252 this would be `ü`\n";
    assert_eq!(data(&windows), Err(said.to_owned()));
    // UTF-16 without its mark is full of NUL bytes.
    let unmarked = &utf16(&TABLE.replace(|letter: char| !letter.is_ascii(), "e"), u16::to_le_bytes)[2..];
    assert_eq!(data(unmarked), Err("content/dishes.csv:1:2: error[invalid-text]: there is a NUL byte in this text\n".to_owned()));
    let mut cut = utf16(TABLE, u16::to_le_bytes);
    cut.pop();
    assert!(data(&cut).is_err_and(|said| said.starts_with("content/dishes.csv:1:1: error[invalid-text]") && said.lines().count() == 1));
}

#[test]
fn a_formula_within_a_list_is_marked_too_and_a_year_has_four_digits() {
    let site = "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {table: dishes.csv, fields: {tastes: {type: text, many: true}, since: {type: year}, sizes: {type: integer, many: true}}}\n//- content/dishes.csv\nid,title,tastes,since,sizes\nsoup,Soup,x;=1+1;-inf,0999,-1;-2\n//- content/index.md\n---\ntitle: T\n---\n";
    let data = try_files(files(site), &Options::default()).output("data/dishes.csv").expect("it is handed out");
    assert_eq!(data.lines().nth(1), Some("soup,Soup,x;'=1+1;'-inf,0999,-1;-2,"), "{data}");
}
