//! Owns what a relation of an entry leads to, and the parts of an entry's own text.

use super::super::escape;
use super::super::html::Walk;
use super::super::maker::{Heading, Maker};
use super::table::Group;
use crate::link::records::{EntryId, Seen};
use crate::link::texts::Text;
use crate::parse::block::{Block, Makes};
use crate::parse::doc::{Inside, Labelled, Node};
use crate::schema::{Kind, Path, Query, Step, Value};

impl Maker<'_> {
    /// What a relation of the entry at hand leads to: as a table, or as a list.
    pub fn relation(&mut self, walk: Walk<'_>, block: &Block<EntryId>, path: &Path, query: &Query<EntryId>, group: Option<&Path>) -> String {
        let Some(this) = self.this else { return String::new() };
        let entries = self.site.records.follow(this, &path.steps);
        let entries = self.site.records.narrow(entries, query, self.this);
        if entries.is_empty() {
            let empty = block.empty.as_deref().unwrap_or_default();
            return if empty.is_empty() { String::new() } else { format!("<p class=\"empty\">{}</p>\n", escape::text(empty)) };
        }
        if query.columns.is_empty() {
            return self.links(&entries);
        }
        let columns: Vec<_> = query.columns.iter().filter(|column| Some(&column.path) != group).cloned().collect();
        let grouped = match group {
            None => vec![(String::new(), entries)],
            Some(path) => self.in_groups(&entries, path),
        };
        let mut groups = Vec::new();
        for (label, entries) in grouped {
            groups.push(Group { label, rows: self.rows(None, &columns, &entries) });
        }
        let collection = self.site.records.schema.collection(query.from).id.clone();
        let mut view = self.table_view(block, columns, groups, String::new(), &collection);
        match walk.above {
            Some((_, words)) => view.name = escape::text(words),
            None => view.caption = escape::text(&self.site.records.schema.label(path)),
        }
        self.part("parts/table.html", &view)
    }

    /// Entries as a list of links in a line.
    fn links(&mut self, entries: &[EntryId]) -> String {
        let links: Vec<String> = entries.iter().map(|entry| format!("<li>{}</li>", self.entry_link(*entry))).collect();
        format!("<ul class=\"relation\">{}</ul>\n", links.join("\n"))
    }

    /// Entries by what a path shows of them, as HTML: choices in declared order, entries in theirs; an entry with several stands in each.
    fn in_groups(&mut self, entries: &[EntryId], path: &Path) -> Vec<(String, Vec<EntryId>)> {
        let site = self.site;
        let mut groups: Vec<(usize, String, Vec<EntryId>)> = Vec::new();
        for entry in entries {
            let mut keys = Vec::new();
            for seen in site.records.look(*entry, path) {
                match seen {
                    Seen::Entries(far) => keys.extend(far.iter().map(|far| (far.0 as usize, self.entry_link(*far)))),
                    Seen::Holds(holds, ..) => {
                        for (value, _) in &holds.values {
                            keys.push(match (value, self.kind(path)) {
                                (Value::Relation(far), _) => (far.0 as usize, self.entry_link(*far)),
                                (Value::Choice(choice), Some(Kind::Choice(choices))) => (*choice, escape::text(&choices[*choice].label)),
                                (Value::Text(text), _) => (0, escape::text(text)),
                                _ => (0, String::new()),
                            });
                        }
                    }
                    Seen::Own(..) => {}
                }
            }
            if keys.is_empty() {
                keys.push((usize::MAX, self.silence()));
            }
            for (order, label) in keys {
                match groups.iter_mut().find(|(known, words, _)| *known == order && *words == label) {
                    Some((_, _, entries)) => entries.push(*entry),
                    None => groups.push((order, label, vec![*entry])),
                }
            }
        }
        groups.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        groups.into_iter().map(|(_, label, entries)| (label, entries)).collect()
    }

    /// Everything that leads to the entry at hand, under a heading each.
    pub fn relations(&mut self) -> String {
        let Some(this) = self.this else { return String::new() };
        let site = self.site;
        let entry = site.records.get(this);
        let declared = site.records.schema.collection(entry.collection);
        let text = entry.text.clone();
        let mut out = String::new();
        for (inverse, entries) in declared.inverses.iter().zip(&entry.inverses) {
            if entries.is_empty() {
                continue;
            }
            let query = Query { from: inverse.to, columns: Vec::new(), conditions: Vec::new(), sort: Vec::new(), limit: None };
            let columns: Vec<_> = self.columns_or_usual(&query);
            out.push_str(&self.derived_heading(&inverse.label, &format!("cb-{}", inverse.name)));
            let walk = Walk { above: Some((2, &inverse.label)), ..Walk::new(&text) };
            let block: Block<EntryId> = crate::render::block::bare();
            let path = Path { from: entry.collection, steps: vec![Step::Inverse(entry.collection, declared.inverse(&inverse.name).unwrap_or(0))] };
            out.push_str(&self.relation(walk, &block, &path, &Query { columns, ..query }, None));
        }
        out
    }

    /// A heading that no author wrote.
    pub fn derived_heading(&mut self, words: &str, id: &str) -> String {
        let html = escape::text(words);
        self.toc.push(Heading { level: 2, id: id.to_owned(), html: html.clone() });
        format!("<h2 id=\"{}\">{html}</h2>\n", escape::text(id))
    }

    /// A level-2 section of the entry's own text, with its heading.
    pub fn section(&mut self, name: &str) -> String {
        let Some(this) = self.this else { return String::new() };
        let text = self.site.records.get(this).text.clone();
        let Some(range) = text.doc.section(name) else { return String::new() };
        let mut out = String::new();
        self.nodes(Walk::new(&text), &text.doc.nodes[range], &mut out);
        out
    }

    /// What of the entry's own text no section of the layout has.
    pub fn body(&mut self) -> String {
        let Some(this) = self.this else { return String::new() };
        let text = self.site.records.get(this).text.clone();
        let mut out = String::new();
        for index in self.unplaced(this) {
            self.node(Walk::new(&text), &text.doc.nodes[index], &mut out);
        }
        out
    }

    /// The nodes of an entry's text, by position, that no section of the layout has.
    fn unplaced(&self, entry: EntryId) -> Vec<usize> {
        let entry = self.site.records.get(entry);
        let named = self.site.layouts[entry.collection.0].blocks.iter().filter_map(|block| match &block.makes {
            Makes::Section(name) => entry.text.doc.section(name),
            _ => None,
        });
        let placed: Vec<_> = named.collect();
        (0..entry.text.doc.nodes.len()).filter(|index| !placed.iter().any(|range| range.contains(index))).collect()
    }

    /// A layout, filled with the entry at hand: a heading stands only if something follows it.
    pub fn fill(&mut self, layout: &Text) -> String {
        let walk = Walk { layout: true, ..Walk::new(layout) };
        let mut out = String::new();
        let mut waiting: Vec<(String, Heading)> = Vec::new();
        for node in &layout.doc.nodes {
            if let Inside::Heading(level, label) = &node.inside {
                waiting.retain(|(_, above)| above.level < *level);
                waiting.extend(self.heading(walk, *level, *label, node));
                continue;
            }
            let contents = self.toc.len();
            let words = node_words(layout, &waiting);
            let above = waiting.last().map(|(_, heading)| (heading.level, words.as_str()));
            let mut html = String::new();
            self.node(Walk { above, ..walk }, node, &mut html);
            if html.trim().is_empty() {
                self.toc.truncate(contents);
                continue;
            }
            if self.begins_with_heading(layout, node) {
                waiting.clear();
            }
            for (index, (heading, entry)) in waiting.drain(..).enumerate() {
                self.toc.insert(contents + index, entry);
                out.push_str(&heading);
            }
            out.push_str(&html);
        }
        out
    }

    /// Whether a block of a layout begins with a heading of its own.
    fn begins_with_heading(&self, layout: &Text, node: &Node) -> bool {
        let Inside::Block(block) = node.inside else { return false };
        match &layout.blocks[block].makes {
            Makes::Section(_) | Makes::Mentions | Makes::Sources | Makes::Relations => true,
            Makes::Body => self.this.is_some_and(|this| {
                let first = self.unplaced(this).first().map(|index| &self.site.records.get(this).text.doc.nodes[*index]);
                first.is_some_and(|node| matches!(node.inside, Inside::Heading(..)))
            }),
            _ => false,
        }
    }
}

/// The words of the heading that a block of a layout stands under.
fn node_words(layout: &Text, waiting: &[(String, Heading)]) -> String {
    let id = waiting.last().map(|(_, heading)| heading.id.trim_start_matches("cb-"));
    let label = layout.doc.labels.iter().find(|label| Some(label.id.as_str()) == id);
    match label.map(|label| &label.of) {
        Some(Labelled::Heading(_, words)) => words.clone(),
        _ => String::new(),
    }
}
