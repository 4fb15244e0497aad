//! Owns which types and fields a .bib file may use, with the spelling of dates, DOIs and addresses.

use std::ops::RangeInclusive;

use biblatex::EntryType;

use crate::base::suggest::{Near, nearest};

/// Types of BibLaTeX that its own styles print like `misc`.
const EXTRA_KINDS: &str = "
    artwork audio bibnote commentary image jurisdiction legal legislation letter movie music
    performance review standard video
";

/// What [`fields`] gives.
const FIELDS: &str = "
    addendum address afterword annotator archiveprefix author bookauthor booksubtitle
    booktitle chapter commentator date day doi edition editor editora editoratype editorb
    editorbtype editorc editorctype editortype eprint eprinttype eventdate eventtitle
    foreword holder howpublished institution introduction isan isbn ismn issn issue
    issuetitle iswc journal journalsubtitle journaltitle langid language location
    mainsubtitle maintitle month note number organization pages pagetotal publisher school
    series shortauthor shorttitle subtitle title titleaddon translator type url urldate venue
    version volume volumes year
";

/// The fields of BibLaTeX that are accepted and say nothing here.
const SKIPPED: &str = "
    abstract annotation annote authortype bookpagination booktitleaddon eid entryset
    entrysubtype eprintclass eventtitleaddon execute file gender hyphenation ids
    indexsorttitle indextitle isrn issuesubtitle issuetitleaddon journaltitleaddon key
    keywords label library lista listb listc listd liste listf maintitleaddon namea
    nameaddon nameatype nameb namebtype namec namectype options origdate origlanguage
    origlocation origpublisher origtitle pagination part pdf presort primaryclass pubstate
    related relatedoptions relatedstring relatedtype reprinttitle shorteditor shorthand
    shorthandintro shortjournal shortseries sortkey sortname sortshorthand sorttitle
    sortyear uri usera userb userc userd usere userf verba verbb verbc xref
";

/// Those of them that belong to a work, and not to whoever keeps the file.
const OF_WORKS: &str = "
    booktitleaddon eid entrysubtype eprintclass eventtitleaddon issuetitleaddon journaltitleaddon maintitleaddon origdate
    origlanguage origlocation origpublisher origtitle pagination part primaryclass pubstate reprinttitle shorteditor shortjournal
    shortseries
";

/// Fields that are read, and may hold what is nobody's business.
const REMARKS: [&str; 2] = ["addendum", "note"];

/// What programs that keep bibliographies, and libraries and publishers, write down for themselves.
const BOOKKEEPING: &str = "
    accessed acknowledgement acmid adsnote adsurl affiliation affiliationaddress articleno attachment bibdate bibsource biburl
    bookreview city classification coden comment comments confnote contents copyright country creationdate dateadded datemodified
    day-added dissyear ean fjournal groups history identifier interhash intrahash isbn-13 issn-l issue_date journal-url keyword
    langidopts lastchecked lccn local-url masid mendeley-groups modificationdate mrclass mrnumber mrreviewer numpages openurl
    origyear owner pagecount pmc pmcid pmid price priority qualityassured ranking read readstatus refid remark review rights score
    source subject tableofcontents thesaurus timestamp urn username zblnumber zmnumber
";

/// How fields begin that a program writes down for itself.
const PROGRAMS: [&str; 6] = ["bdsk-", "mendeley-", "date-", "citeulike-", "jabref-", "opt"];

/// The fields that are read.
pub(super) fn fields() -> impl Iterator<Item = &'static str> {
    FIELDS.split_whitespace()
}

/// Whether a field is handed out to those who import works.
pub(super) fn is_public(name: &str) -> bool {
    !REMARKS.contains(&name) && fields().chain(OF_WORKS.split_whitespace()).any(|known| known == name)
}

/// Whether a field is accepted although nothing reads it.
pub(super) fn skipped(name: &str) -> bool {
    [SKIPPED, BOOKKEEPING].iter().any(|known| known.split_whitespace().any(|known| known == name))
        || PROGRAMS.iter().any(|begin| name.starts_with(begin))
}

/// The fields that a name is nearly one of, so that a work would lack what its author wrote.
pub fn meant(name: &str) -> Option<Near> {
    let own = |sign: char| !sign.is_ascii_alphabetic();
    let read = fields().chain(["kind", "weak"]).filter(|field| name.starts_with(&field[..1]) && field.len().abs_diff(name.len()) < 2);
    nearest(name, read).filter(|_| !name.contains(own))
}

/// Whether a type makes a work. Aliases such as `www` do, and so do those of BibTeX.
pub(super) fn is_kind(name: &str) -> bool {
    match EntryType::new(name) {
        EntryType::Set | EntryType::XData => false,
        EntryType::Unknown(name) => EXTRA_KINDS.split_whitespace().any(|known| known == name),
        _ => true,
    }
}

/// A date, or two with `/` between and one of them open, followed by `~`, `?` or `%`, in
/// the digits that biblatex reads without panicking. The calendar is not checked.
pub(super) fn date(text: &str) -> Option<String> {
    let bare = text.trim();
    let (bare, mark) = match bare.strip_suffix(['~', '?', '%']) {
        Some(rest) => (rest, &bare[rest.len()..]),
        None => (bare, ""),
    };
    let Some((from, to)) = bare.split_once('/') else {
        return Some(format!("{}{mark}", day(bare)?));
    };
    let end = |text: &str| match text {
        "" | ".." => Some("..".to_owned()),
        text => day(text),
    };
    let (from, to) = (end(from)?, end(to)?);
    match (from.as_str(), to.as_str()) {
        ("..", "..") => None,
        ("..", _) | (_, "..") => Some(format!("{from}/{to}{mark}")),
        // It is cited by the year in which it began, where all that is printed would name the other.
        _ => Some(format!("{from}{mark}")),
    }
}

/// `2019`, `2019-5` or `2019-05-31`, with all its zeros and without a time of the day.
fn day(text: &str) -> Option<String> {
    let time = |time: &str| time.starts_with(|c: char| c.is_ascii_digit()) && time.bytes().all(|b| b.is_ascii_digit() || b":.Z+-".contains(&b));
    let text = text.split_once(['T', ' ']).filter(|(_, behind)| time(behind)).map_or(text, |(day, _)| day);
    let digits = |text: &str, lengths: RangeInclusive<usize>| lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split('-');
    let mut day = parts.next().filter(|year| digits(year, 4..=4))?.to_owned();
    for (count, part) in parts.enumerate() {
        if count > 1 || !digits(part, 1..=2) {
            return None;
        }
        day += &format!("-{part:0>2}");
    }
    Some(day)
}

/// The number of a month given as number or by its English name, at least three letters.
pub(super) fn month(text: &str) -> Option<String> {
    const NAMES: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let text = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let number = match text.parse::<usize>() {
        Ok(number) => number,
        Err(_) if text.len() < 3 => return None,
        Err(_) => NAMES.iter().position(|name| name.starts_with(&text))? + 1,
    };
    (1..=12).contains(&number).then(|| format!("{number:02}"))
}

/// The DOI without scheme and resolver.
pub(super) fn doi(text: &str) -> Option<&str> {
    let text = text.trim();
    let bare = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/"]
        .iter()
        .chain(&["doi:", "DOI:"])
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    let (registrant, suffix) = bare.trim().strip_prefix("10.")?.split_once('/')?;
    let number = registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    // Some publishers gave names with angle brackets in them.
    let odd = odd(&suffix.replace(['<', '>'], ""));
    (number && !registrant.is_empty() && !suffix.is_empty() && !odd).then(|| bare.trim())
}

/// Whether the text has the form of an http or https address.
pub(super) fn web(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        && !odd(rest)
}

/// Punctuation that is joined to the text before it.
pub(super) fn is_joined(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ']' | ')' | '-' | '–' | '—')
}

/// Signs that no address holds unescaped, and that would be "repaired" in silence.
fn odd(text: &str) -> bool {
    let sign = |c: char| matches!(c, '<' | '>' | '"' | '\\' | '{' | '}' | '^' | '`' | '|');
    text.contains(|c: char| c.is_whitespace() || c.is_control() || sign(c))
}
