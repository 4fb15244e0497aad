//! Owns how values look: as HTML with their marks, and as plain text for exports.

use std::borrow::Cow;
use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::escape;
use super::maker::Maker;
use crate::link::records::{EntryId, Holds, Resolved, Seen, own_date, own_text};
use crate::link::texts::Place;
use crate::parse::theme::Strings;
use crate::schema::{Basis, Choice, Column, Field, Kind, Own, PartialDate, Path, Value};

impl<'a> Maker<'a> {
    /// What a column shows of an entry, as HTML; nothing where there is nothing to say.
    pub fn cell(&mut self, id: EntryId, column: &Column) -> String {
        if column.count {
            return self.site.records.count(id, &column.path).to_string();
        }
        let site = self.site;
        let mut parts = Vec::new();
        let ways = match &column.path.steps[..] {
            [before @ .., _] if !before.is_empty() => BTreeMap::from_iter(site.records.ways(id, before)),
            _ => BTreeMap::new(),
        };
        let way = |owner: EntryId| ways.get(&owner).copied().unwrap_or_default();
        for seen in site.records.look(id, &column.path) {
            match seen {
                Seen::Entries(entries, inverse, owner) => {
                    parts.extend(entries.iter().map(|entry| (self.entry_link(*entry), self.mark_of_far_side(*entry, owner, inverse, way(owner)))))
                }
                Seen::Own(own, entry) => parts.extend(self.own(own, entry).map(|html| (html, self.mark(way(entry), None)))),
                Seen::Holds(holds, field, owner) => parts.extend(self.values(holds, field, owner, way(owner))),
            }
        }
        let mut parts = once(parts);
        if parts.is_empty() && column.path.steps.len() > 1 && site.records.denies(id, &column.path.steps) {
            return self.denial();
        }
        if parts.is_empty() && self.silence_counts(&column.path) {
            return self.silence();
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let prose = matches!(self.kind(&column.path), Some(Kind::Markdown));
        parts.join(if prose { "<br>\n" } else { self.word("comma") })
    }

    /// What a column is sorted by where that is not its words: the place of the first choice among those declared.
    pub fn sort_key(&self, id: EntryId, column: &Column) -> String {
        if column.count || !matches!(self.kind(&column.path), Some(Kind::Choice(_))) {
            return String::new();
        }
        let seen = self.site.records.look(id, &column.path);
        let first = seen.iter().find_map(|seen| match seen {
            Seen::Holds(holds, ..) => holds.values.first(),
            _ => None,
        });
        match first {
            Some((Value::Choice(choice), _)) => choice.to_string(),
            _ => String::new(),
        }
    }

    /// What stands where sources are silent.
    pub fn silence(&self) -> String {
        format!("<span class=\"not-stated\">{}</span>", escape::text(self.word("not-stated")))
    }

    /// What stands where a source says that there is none.
    pub fn denial(&self) -> String {
        format!("<span class=\"denied\">{}</span>", escape::text(self.word("none")))
    }

    /// What an entry is called on this page.
    pub fn name(&self, id: EntryId) -> Cow<'a, str> {
        let near = self.row.map(Place::Entry).filter(|row| self.site.within(id).is_some_and(|owner| self.site.belongs(*row, owner)));
        self.site.title(Place::Entry(id), near.or(Some(self.place)))
    }

    /// What an entry is called among others of its collection.
    pub fn name_of_row(&self, id: EntryId) -> Cow<'a, str> {
        self.site.names_of_owners(id, Some(self.place)).map_or_else(|| self.name(id), Cow::Owned)
    }

    /// Whether an empty end of a path means that a source is silent: fields that somebody could have written.
    pub fn silence_counts(&self, path: &Path) -> bool {
        self.site.records.schema.field_of(path).is_some_and(|field| field.kind != Kind::Boolean && field.id != crate::schema::SOURCES)
    }

    /// The type of what stands at the end of a path; none for built-in fields and inverses.
    pub fn kind(&self, path: &Path) -> Option<&Kind> {
        self.site.records.schema.field_of(path).map(|field| &field.kind)
    }

    /// The values of a field of an entry, each as HTML and with the mark of their basis.
    fn values(&mut self, holds: &Holds, field: usize, owner: EntryId, way: Basis) -> Vec<(String, String)> {
        let site = self.site;
        let mark = self.mark_of_value(holds, owner, field, way);
        if holds.denied && holds.values.is_empty() {
            return vec![(self.denial(), mark)];
        }
        let declared = &site.records.schema.collection(site.records.get(owner).collection).fields[field];
        holds.values.iter().map(|(value, _)| (self.value(value, declared), mark.clone())).collect()
    }

    /// One value as HTML.
    pub fn value(&mut self, value: &Resolved, field: &Field) -> String {
        match value {
            Value::Text(text) => escape::text(text.trim()).replace('\n', "<br>"),
            Value::Number(text, _) => escape::text(&number_words(text, &self.site.theme.strings)),
            Value::Markdown(text) => self.inline_text(text),
            Value::Integer(number) => grouped(*number),
            Value::Boolean(yes) => escape::text(self.word(if *yes { "yes" } else { "no" })),
            Value::Date(date) => self.date(date),
            Value::Year(year) => year.to_string(),
            Value::Url(url) => {
                format!("<a href=\"{}\">{}</a>", escape::address(url), escape::text(url.trim_start_matches("https://").trim_start_matches("http://")))
            }
            Value::Choice(choice) => choice_html(&field.choices()[*choice]),
            Value::Country(code) => escape::text(self.site.theme.countries.get(code).unwrap_or(code)),
            Value::Relation(entry) => self.entry_link(*entry),
        }
    }

    /// A built-in field as HTML.
    pub fn own(&mut self, own: Own, id: EntryId) -> Option<String> {
        if own == Own::Title {
            return Some(self.entry_link(id));
        }
        let entry = self.site.records.get(id);
        match own_date(own, entry) {
            Some(date) => Some(self.date(&date)),
            None if own == Own::Also => Some(entry.head.also.join("; ")).filter(|text| !text.is_empty()).map(|text| escape::text(&text)),
            None => Some(own_text(own, entry)).filter(|text| !text.is_empty()).map(|text| escape::text(&text)),
        }
    }

    /// A link to an entry, with the words for it on this page; without a page of its own, to its place in the index.
    pub fn entry_link(&mut self, id: EntryId) -> String {
        let work = self.site.is_work(id);
        let words = if work { Cow::Owned(self.short_work(id)) } else { self.name(id) };
        let href = if work { self.work_href(id) } else { self.href(Place::Entry(id), None) };
        let mut link = String::with_capacity(href.len() + words.len() + 32);
        if let Some(letter) = self.own_letter(id) {
            link.extend(["<span class=\"mark\">", &letter, "</span> "]);
        }
        link.extend(["<a href=\"", &href, "\">"]);
        escape::push(&mut link, &words);
        link.push_str("</a>");
        link
    }

    /// A date in words.
    pub fn date(&self, date: &PartialDate) -> String {
        format!("<time datetime=\"{date}\">{}</time>", escape::text(&date_words(date, &self.site.theme.strings)))
    }

    /// The mark of an entry that another shows as that inverse, `way` being the basis of the way to the other.
    pub fn mark_of_far_side(&mut self, id: EntryId, of: EntryId, inverse: usize, way: Basis) -> String {
        let site = self.site;
        match site.records.holding(id, of, inverse) {
            Some((holds, field)) => self.mark_of_value(holds, id, field, way),
            None => self.mark(way, None),
        }
    }

    /// The mark of what a field holds: that of its own basis, or of a weaker way to its entry.
    pub fn mark_of_value(&mut self, holds: &Holds, owner: EntryId, field: usize, way: Basis) -> String {
        let basis = holds.basis.max(way);
        let href = (basis != Basis::Stated && basis == holds.basis).then(|| self.note_href(owner, field));
        self.mark(basis, href)
    }

    /// The mark of a basis that is not plain, linked to the note that explains it.
    pub fn mark(&mut self, basis: Basis, note: Option<String>) -> String {
        if basis == Basis::Stated {
            return String::new();
        }
        let (mark, words) = self.words_of(basis);
        self.marks.insert(basis);
        match note {
            Some(href) => format!("<a class=\"basis\" href=\"{href}\" aria-label=\"{words}\">{mark}</a>"),
            None => format!("<abbr class=\"basis\" title=\"{words}\">{mark}</abbr>"),
        }
    }
}

/// What is reached by several ways, once: plain, if one of them is.
fn once(parts: Vec<(String, String)>) -> Vec<String> {
    if parts.len() < 2 {
        return parts.into_iter().map(|(html, mark)| html + &mark).collect();
    }
    let mut met: IndexMap<String, String> = IndexMap::with_capacity(parts.len());
    for (html, mark) in parts {
        let known = met.entry(html).or_insert_with(|| mark.clone());
        if mark.is_empty() {
            known.clear();
        }
    }
    met.into_iter().map(|(html, mark)| html + &mark).collect()
}

fn choice_html(choice: &Choice) -> String {
    let Choice { label, definition, .. } = choice;
    if definition.is_empty() {
        return escape::text(label);
    }
    format!("<span class=\"choice\" title=\"{}\">{}</span>", escape::text(definition), escape::text(label))
}

/// `1 300 000`, with thin blanks that don't break.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(2 * digits.len());
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digits.len() > 4 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if number < 0 { format!("−{out}") } else { out }
}

/// `4.5`, or `4,5` where the words of the theme have a comma.
pub fn number_words(number: &str, strings: &Strings) -> String {
    number.replace('.', strings.get("decimal"))
}

/// `14 October 2017`, `October 2017`, `2017`.
pub fn date_words(date: &PartialDate, strings: &Strings) -> String {
    let year = date.year.to_string();
    let Some(month) = date.month else { return year };
    let month = format!("month-{month}");
    let words = match date.day {
        Some(1) => strings.get("date-day").replace("{day}", strings.get("day-1")),
        Some(day) => strings.get("date-day").replace("{day}", &day.to_string()),
        None => strings.get("date-month").to_owned(),
    };
    words.replace("{month}", strings.get(&month)).replace("{year}", &year)
}

/// A value as plain text for exports: keys and ids.
pub fn plain(value: &Resolved, field: &Field, id_of: impl Fn(EntryId) -> String) -> String {
    match value {
        Value::Text(text) | Value::Number(text, _) | Value::Url(text) | Value::Country(text) => text.clone(),
        Value::Markdown(text) => {
            let mut out = String::new();
            crate::parse::tree::plain(text.doc.tree.nodes(), &mut out);
            out
        }
        Value::Integer(number) => number.to_string(),
        Value::Boolean(yes) => yes.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Year(year) => format!("{year:04}"),
        Value::Choice(choice) => field.choices()[*choice].key.clone(),
        Value::Relation(entry) => id_of(*entry),
    }
}
