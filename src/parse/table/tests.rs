//! What goes in and what comes out, as tables.

use super::*;

mod mutations;

/// A table as lines: the header, then the rows, cells between `|`; broken rows end with `!`.
fn shape(table: &Table) -> String {
    let cells = |cells: &[Cell]| cells.iter().map(|cell| cell.text.replace('\n', "↵")).collect::<Vec<_>>().join("|");
    let mut lines = vec![cells(&table.header)];
    lines.extend(table.rows.iter().map(|row| cells(&row.cells) + if row.broken { " !" } else { "" }));
    lines.join(" / ")
}

fn said(text: &str, mistake: &TableMistake) -> String {
    let at = &mistake.at;
    let place = format!("{}‹{}›", at.start, text[at.clone()].replace('\n', "↵"));
    match &mistake.slip {
        Slip::Foreign => format!("foreign {place}"),
        Slip::UnclosedQuote => format!("unclosed {place}"),
        Slip::QuoteInside => format!("inside {place}"),
        Slip::SmartQuotes => format!("smart {place}"),
        Slip::RowLength { found, expected } => format!("{found} for {expected} {place}"),
        Slip::OtherSeparator { sign } => format!("by {sign} {place}"),
        Slip::HeaderLength { found, expected, count, rows } => format!("{count} of {rows}: {found} for {expected} {place}"),
        Slip::DuplicateColumn { name, first } => format!("again {name} {place} {}", first.start),
        Slip::EmptyHeader { column } => format!("nameless {column} {place}"),
    }
}

#[test]
fn tables() {
    for (text, expected, mistakes) in [
        ("", "", ""),
        ("\n\n", "", ""),
        ("id\nx\ny", "id / x / y", ""),
        ("id,title\nx,X\n\ny,Y\n,\n\n", "id|title / x|X / y|Y", ""),
        (" id , title \n x\t,  two words ", "id|title / x|two words", ""),
        ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"one\ntwo\",", "a|b / x, y|say \"hi\" / one↵two|", ""),
        ("a,b\n \"x\" , \"y\"\n\"\",z", "a|b / x|y / |z", ""),
        ("a,b\n, x;y;z \n", "a|b / |x;y;z", ""),
        // columns touched once in a spreadsheet, and rows filled up with commas
        ("a,b,,\nx,y,,\nz,w\n", "a|b / x|y / z|w", ""),
        ("a,,c\nx,,z\n", "a||c / x||z", ""),
        // spreadsheets
        ("id;title\nx;X, Y\ny;\"a;b\"", "id|title / x|X, Y / y|a;b", ""),
        ("id,title,z\nx;X;Z\ny,Y,\nz,Z,\nw,W,\n", "id|title|z / x ! / y|Y| / z|Z| / w|W|", "by ; 11‹x;X;Z›"),
        ("id;title;z\nx,X,Z\ny;Y;\nz;Z;\nw;W;\n", "id|title|z / x ! / y|Y| / z|Z| / w|W|", "by , 11‹x,X,Z›"),
        ("id,title,z,e\nx;X\ny,Y,,\nw; W\nv,V,,\n", "id|title|z|e / x ! / y|Y|| / w; W ! / v|V||", "by ; 13‹x;X› + 1 for 4 23‹w; W›"),
        ("id,title,z\nx;X\ny,Y,\nz;,Z,\nv,V,\n", "id|title|z / x ! / y|Y| / z;|Z| / v|V|", "by ; 11‹x;X›"),
        ("id;title\nx;X;Y\n", "id|title / x|X !", "foreign 2‹;›"),
        ("id;title;;\nx;X;;\n;;;\n;;;\n", "id|title / x|X", ""),
        ("id;title, long;z\nx;X;\ny", "id|title, long|z / x|X| / y !", "foreign 2‹;›"),
        ("id\ttitle\nx\tX Y\n", "id|title / x|X Y", ""),
        ("id\ttitle, long\tz\nx\tX\t\n", "id|title, long|z / x|X|", "foreign 2‹\t›"),
        ("sep=,\na,b\nx,y", "a|b / x|y", ""),
        ("\"sep=;\"\na;b, c\nx;y", "a|b, c / x|y", ""),
        ("SEP=\t\na\tb\nx\ty", "a|b / x|y", ""),
        ("“id”,“title”\nx,X\n", "id|title / x|X", "smart 0‹“id”›"),
        ("id,title\nx,“X, Y”\ny,“Y”\n", "id|title / x|“X ! / y|“Y”", "smart 11‹“X, Y”›"),
        // lengths
        ("a,b\nx\n\ny,1,2\nz,3", "a|b / x ! / y|1 ! / z|3", "1 for 2 4‹x› + 3 for 2 11‹2›"),
        ("a\n\"x\ny\",z\n", "a / x↵y !", "2 for 1 8‹z›"),
        ("a,b,c\nx,X\ny,Y\n", "a|b|c / x|X ! / y|Y !", "2 of 2: 2 for 3 0‹a,b,c›"),
        ("a,b,c\nx,X\ny,Y,\nz\nw,W\nv,V\n", "a|b|c / x|X ! / y|Y| / z ! / w|W ! / v|V !", "3 of 5: 2 for 3 0‹a,b,c› + 1 for 3 15‹z›"),
        ("a,b\nx,X,\ny,Y,2\nz,Z,3\n", "a|b / x|X ! / y|Y ! / z|Z !", "3 of 3: 3 for 2 0‹a,b›"),
        // names
        ("a,b,a,A\n1,2,3,4", "a|b|a|A / 1|2|3|4", "again a 4‹a› 0"),
        ("a,,\n1,2,\n3,,4", "a|| / 1|2| / 3||4", "nameless 2 2‹› + nameless 3 3‹›"),
        // quotes
        ("a,b\nx,\"no end\ny,Y\nz,Z", "a|b / x|no end ! / y|Y / z|Z", "unclosed 6‹\"›"),
        ("a,b\nx,\"no end\ny,\"Y\"\n\"z\",Z", "a|b / x|no end ! / y|Y / z|Z", "unclosed 6‹\"›"),
        ("a,b\n\"x,X\ny,Y\n", "a|b / x|X ! / y|Y", "unclosed 4‹\"›"),
        ("a,b\nx,12\" disk\ny,Y", "a|b / x|12\" disk ! / y|Y", "inside 8‹\"›"),
        ("a,b\nx,\"say \"hi, you\" to\"\ny,Y", "a|b / x|say \"hi, you\" to ! / y|Y", "inside 11‹\"›"),
        ("a,b\nx,\"one\ntwo \"q\" more\nthree\"\ny,Y", "a|b / x|one↵two \"q\" more↵three ! / y|Y", "inside 15‹\"›"),
        ("a,b\n\"x\"y,1\nz,\"2\"3\n", "a|b / x\"y|1 ! / z|2\"3 !", "inside 6‹\"› + inside 15‹\"›"),
        ("ä,ö\n\"ü,ß\nñ,\"日\"\n", "ä|ö / ü|ß ! / ñ|日", "unclosed 6‹\"›"),
    ] {
        let (table, found) = parse(text);
        assert_eq!(shape(&table), expected, "{text:?}");
        let found: Vec<String> = found.iter().map(|mistake| said(text, mistake)).collect();
        assert_eq!(found.join(" + "), mistakes, "{text:?}");
    }
}

#[test]
fn traps_of_spreadsheets() {
    let date = |meant: &str| Some(Trap::Date { meant: vec![meant.into()] });
    for (cell, expected) in [
        ("Oct-17", date("2017-10")),
        ("okt-97", date("1997-10")),
        ("September-2017", date("2017-09")),
        ("17-Oct", date("2017-10")),
        ("17-Oct-18", date("2018-10-17")),
        ("17/10/2017", date("2017-10-17")),
        ("10/17/2017", date("2017-10-17")),
        ("17.10.17", date("2017-10-17")),
        ("5/6/2017", Some(Trap::Date { meant: vec!["2017-06-05".into(), "2017-05-06".into()] })),
        ("05.05.2017", date("2017-05-05")),
        ("2017/10/5", date("2017-10-05")),
        ("2017-10-17 00:00:00", date("2017-10-17")),
        ("2017-10-17", None),
        ("2017-13-17", None),
        ("32/10/2017", None),
        ("1.2.3", None),
        ("########", Some(Trap::TooNarrow)),
        ("#REF!", Some(Trap::Formula)),
        ("#n/a", Some(Trap::Formula)),
        ("“quoted”", None),
        ("2017-10", None),
        ("risotto-17", None),
        ("32-Oct", None),
        ("Oct-1", None),
        ("#1", None),
        ("“so” it began", None),
        ("-", None),
        ("", None),
    ] {
        assert_eq!(spreadsheet_trap(cell), expected, "{cell:?}");
    }
}

#[test]
fn hostile_tables_take_linear_time() {
    let started = std::time::Instant::now();
    for unit in ["\"a\n", "\"a\"b\n", "\"\"\"a\n", ",\"", "\"a\"b,\"\n\"c", "\n\"a\",\"b", "x\"", "“,"] {
        let (_, mistakes) = parse(&unit.repeat(500_000 / unit.len()));
        assert!(mistakes.len() < 500_000);
    }
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
