//! Made-up sites of any size: the same from run to run, in the content format, and as full as real case studies are.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The files of a site, by path from its root.
pub type Corpus = Vec<(String, String)>;

/// How many models and how many agencies there are: some hundred together, so that 1 000 cases make some 1 300 pages.
const FEW: usize = 50;
/// How many different words texts are made of.
const VOCABULARY: usize = 8000;

const SCHEMA: &str = r"title: Made up
base_url: https://made-up.test/
description: Case studies that nobody wrote.
menu: [models, cases, forums, agencies, references]
collections:
  models:
    files: models/*.md
    fields:
      kind: {type: choice, of: {open: Open, closed: Closed, mixed: Mixed}}
  agencies:
    table: agencies.csv
    fields:
      type: {type: choice, of: {public: Public, private: Private}}
  cases:
    files: cases/**/*.md
    sections: [Structure, Use, Risks]
    fields:
      country: {type: country}
      models: {type: models, many: true, inverse: cases}
      agencies: {type: agencies, many: true, inverse: cases}
      size: {type: integer}
  forums:
    table: forums.csv
    fields:
      case: {type: cases, required: true, inverse: forums}
      kind: {type: choice, of: {council: Council, group: Group}}
      members: {type: agencies, many: true, inverse: forums}
      since: {type: date}
";

/// N cases of about 6 kB, a fifth as many forums, a tenth as many works, and some hundred models and agencies.
pub fn cases(number: usize) -> Corpus {
    let mut maker = Maker::new(number);
    let mut files = maker.frame(number / 5);
    files.extend((0..number).map(|case| (format!("content/cases/case-{case}.md"), maker.case(case, 1))));
    files
}

/// Other shapes, in pairs of which the second is twice the first.
pub const SHAPES: [&str; 14] = [
    "20 pages of 1 MB",
    "40 pages of 1 MB",
    "10 000 tiny pages",
    "20 000 tiny pages",
    "5 000 name one",
    "10 000 name one",
    "50 000 rows",
    "100 000 rows",
    "500 folders in each other",
    "1 000 folders in each other",
    "5 000 named by one",
    "10 000 named by one",
    "1 000 cases in Korean",
    "2 000 cases in Korean",
];

/// A site of one of these shapes.
pub fn shape(name: &str) -> Option<Corpus> {
    let digits: String = name.chars().take_while(|letter| letter.is_ascii_digit() || *letter == ' ').collect();
    let number: usize = digits.replace(' ', "").parse().ok()?;
    let usual = |case: usize| format!("case-{case}");
    Some(match name[digits.len()..].trim() {
        "pages of 1 MB" => of_pages(Maker::new(number), number, |maker, case| (usual(case), maker.case(case, 170))),
        "tiny pages" => of_pages(Maker::new(number), number, |maker, case| (usual(case), maker.tiny(case, None))),
        "name one" => of_pages(Maker::new(number), number, |maker, case| (usual(case), maker.tiny(case, Some(0)))),
        "cases in Korean" => of_pages(Maker::new(number).in_korean(), number, |maker, case| (usual(case), maker.case(case, 1))),
        "rows" => of_rows(number),
        "named by one" => of_named(number),
        "folders in each other" => {
            of_pages(Maker::new(number), number, |maker, case| (format!("{}{}", "in/".repeat(case), usual(case)), maker.tiny(case, None)))
        }
        _ => return None,
    })
}

/// A site of one case and as many forums as that.
fn of_rows(rows: usize) -> Corpus {
    let mut maker = Maker::new(1);
    let mut files = maker.frame(rows);
    files.push(("content/cases/case-0.md".to_owned(), maker.case(0, 1)));
    files
}

/// A site of one case that names so many agencies, and of a matrix of both.
fn of_named(number: usize) -> Corpus {
    let mut maker = Maker::new(1);
    let mut files = maker.frame(1);
    let case = maker.case(0, 1);
    let names: Vec<String> = (0..number).map(|agency| format!("agency-{agency}")).collect();
    let rows: String = names.iter().map(|name| format!("{name},The {name},public\n")).collect();
    for (path, text) in &mut files {
        match path.as_str() {
            "content/agencies.csv" => *text = format!("id,title,type\n{rows}"),
            "content/index.md" => text.push_str("\n::: matrix {#tbl-all rows=cases columns=agencies via=agencies}\nAll of it\n:::\n"),
            _ => {}
        }
    }
    let (before, rest) = case.split_once("agencies: [").expect("a case names agencies");
    let (_, after) = rest.split_once(']').expect("the list has an end");
    files.push(("content/cases/case-0.md".to_owned(), format!("{before}agencies: [{}]{after}", names.join(", "))));
    files
}

/// A site of as many cases, whose names and texts `each` gives.
fn of_pages(mut maker: Maker, number: usize, each: impl Fn(&mut Maker, usize) -> (String, String)) -> Corpus {
    let mut files = maker.frame(1);
    files.extend((0..number).map(|case| each(&mut maker, case)).map(|(name, text)| (format!("content/cases/{name}.md"), text)));
    files
}

/// Writes the files below a folder, which is emptied before.
pub fn write(corpus: &Corpus, folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (path, text) in corpus {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

struct Maker {
    state: u64,
    words: Vec<String>,
    cases: usize,
    works: usize,
}

impl Maker {
    fn new(cases: usize) -> Self {
        let mut maker = Self { state: 7, words: Vec::new(), cases, works: (cases / 10).max(1) };
        maker.words = (0..VOCABULARY).map(|_| maker.syllables()).collect();
        maker
    }

    /// The same with a syllable of Korean for each letter of its words.
    fn in_korean(mut self) -> Self {
        let syllable = |letter: char| char::from_u32(0xac00 + (u32::from(letter) - u32::from('a')) * 400).unwrap_or(letter);
        self.words = self.words.iter().map(|word| word.chars().map(syllable).collect()).collect();
        self
    }

    /// The next number below a bound (splitmix64).
    fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn syllables(&mut self) -> String {
        let count = 1 + self.below(4);
        (0..count)
            .map(|_| ["ba", "con", "de", "fi", "gor", "ha", "is", "lu", "men", "no", "pre", "ra", "st", "ti", "u", "ve"][self.below(16)])
            .collect()
    }

    /// So many words; few of them are used often, as in any language.
    fn text(&mut self, count: usize) -> String {
        let mut text = String::new();
        for at in 0..count {
            let often = self.below(VOCABULARY) * self.below(VOCABULARY) / VOCABULARY * self.below(VOCABULARY) / VOCABULARY;
            text.push_str(if at == 0 { "" } else { " " });
            text.push_str(&self.words[often]);
        }
        text
    }

    /// Sentences of some fifteen words, so many words in all.
    fn prose(&mut self, count: usize) -> String {
        let sentences: Vec<String> = (0..count.div_ceil(15)).map(|_| format!("In {}.", self.text(14))).collect();
        sentences.join(" ")
    }

    fn several(&mut self, letter: &str, number: usize, between: &str) -> String {
        let names: Vec<String> = (0..number).map(|_| format!("{letter}-{}", self.below(FEW))).collect();
        names.join(between)
    }

    /// Everything but the cases.
    fn frame(&mut self, forums: usize) -> Corpus {
        let mut agencies = "id,title,type\n".to_owned();
        let mut table = "id,title,case,kind,members,since\n".to_owned();
        let mut works = String::new();
        let mut files = Vec::new();
        for number in 0..FEW {
            let text = format!("---\ntitle: Model {number} {}\nkind: open\n---\n{}\n", self.text(1), self.prose(60));
            files.push((format!("content/models/model-{number}.md"), text));
            let _ = writeln!(agencies, "agency-{number},Agency {number} {},public", self.text(2));
        }
        for number in 0..forums {
            let (case, members, month) = (self.below(self.cases), self.several("agency", 5, ";"), 1 + self.below(9));
            let _ = writeln!(table, "forum-{number},Forum {number} {},case-{case},council,{members},2017-0{month}", self.text(1));
        }
        for number in 0..self.works {
            let (title, year) = (self.text(6), 10 + self.below(10));
            let _ = writeln!(
                works,
                "@online{{work{number}, author={{Author{number}, First}}, title={{{title}}}, date={{20{year}}}, url={{https://example.org/{number}}}}}"
            );
        }
        let home = "---\ntitle: Made up\n---\nAll of it is made up.\n".to_owned();
        files.extend([
            ("content/site.yaml".to_owned(), SCHEMA.to_owned()),
            ("content/index.md".to_owned(), home),
            ("content/agencies.csv".to_owned(), agencies),
            ("content/forums.csv".to_owned(), table),
            ("content/references.bib".to_owned(), works),
        ]);
        files
    }

    fn head(&mut self, case: usize) -> String {
        let (models, agencies) = (self.several("model", 4, ", "), self.several("agency", 5, ", "));
        let (title, size) = (self.text(2), self.below(1_000_000));
        format!("---\ntitle: Case {case} {title}\ncountry: EE\nmodels: [{models}]\nagencies: [{agencies}]\nsize: {size}\n---\n")
    }

    /// A case of so many times 6 kB.
    fn case(&mut self, case: usize, times: usize) -> String {
        let mut text = self.head(case);
        for part in 0..times {
            for (at, heading) in ["Structure", "Use", "Risks", "Since then", "What is not known"].iter().enumerate() {
                let more = if part == 0 { String::new() } else { format!(" {part}") };
                let (other, model, work) = (self.below(self.cases), self.below(FEW), self.below(self.works));
                let (first, second, third) = (self.prose(75), self.text(4), self.prose(60));
                let cited = if at % 3 == 0 { format!(" [@work{work}, p. {at}]") } else { String::new() };
                let _ = writeln!(
                    text,
                    "## {heading}{more}\n\n{first} See [[cases:case-{other}]] and [[models:model-{model}|a model]], {second}{cited}.\n\n{third}\n"
                );
                let items: String = (0..2).map(|_| format!("- {}\n", self.text(8))).collect();
                let _ = writeln!(text, "{items}");
            }
            for _ in 0..2 {
                let rows: String = (0..5).map(|_| format!("| {} | {} | {} |\n", self.text(3), self.text(2), self.below(1000))).collect();
                let _ = writeln!(text, "| Where | What | How many |\n| --- | --- | ---: |\n{rows}");
            }
            let (quote, title, inside, note) = (self.prose(20), self.text(3), self.prose(45), self.text(9));
            let _ = writeln!(text, "> {quote}\n\nSee [[#box-{part}]].[^{part}]\n\n[^{part}]: {note}.\n");
            let _ = writeln!(text, "::: box {{#box-{part} title=\"{title}\"}}\n{inside}\n:::\n");
        }
        text
    }

    /// A case of three paragraphs, which may name another one.
    fn tiny(&mut self, case: usize, other: Option<usize>) -> String {
        let link = other.map(|other| format!(" See [[cases:case-{other}]].")).unwrap_or_default();
        let (head, parts) = (self.head(case), ["Structure", "Use", "Risks"].map(|heading| format!("## {heading}\n\n{}{link}\n\n", self.text(6))));
        format!("{head}{}", parts.concat())
    }
}
