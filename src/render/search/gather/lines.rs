//! Owns the lines of a place: paragraphs, items, rows of its text by section, and what its fields hold.

use super::{FIELD, Gatherer, HEADING, Part, Zone};
use crate::link::records::Entry;
use crate::link::texts::{Place, Text};
use crate::parse::doc::Labelled;
use crate::parse::tree::{Inside, Line, Node, Nodes};
use crate::render::value::{date_words, number_words};
use crate::schema::{SOURCES, Value};

/// Room for a line, in bytes: most paragraphs are longer, most cells shorter.
const LINE: usize = 128;

impl Gatherer<'_> {
    /// The sections of a text.
    pub(super) fn read(&mut self, text: &Text) {
        let own_page = self.site.address(self.place).1.is_none();
        for node in text.doc.tree.nodes() {
            match node.inside {
                Inside::Heading(level, label) if level <= 3 => {
                    let Some(label) = text.doc.labels.get(label as usize) else { continue };
                    let Labelled::Heading(_, words) = &label.of else { continue };
                    self.take(words, Zone::Heading(HEADING));
                    let anchor = if own_page { label.id.clone() } else { String::new() };
                    self.document.parts.push(Part { anchor, heading: words.clone(), lines: Vec::new() });
                }
                _ => self.below(text, node),
            }
        }
    }

    /// The lines of nodes: each paragraph, item, row of a table, title of a block.
    fn lines(&mut self, text: &Text, nodes: Nodes<'_>) {
        for line in nodes.lines() {
            match line {
                Line::Inline(nodes) => {
                    let words = self.words_of(text, nodes);
                    self.line(words, Zone::Body);
                }
                Line::Other(node) => self.below(text, node),
            }
        }
    }

    fn below(&mut self, text: &Text, node: Node<'_>) {
        match node.inside {
            Inside::TableHead | Inside::TableRow => {
                let cells: Vec<String> =
                    node.children.iter().map(|cell| self.words_of(text, cell.children)).filter(|cell| !cell.is_empty()).collect();
                self.line(cells.join(" · "), Zone::Body);
            }
            Inside::Block(block) => {
                if let Some(title) = text.blocks.get(block as usize).and_then(|block| block.title.clone()) {
                    self.line(title, Zone::Heading(FIELD));
                }
                self.lines(text, node.children);
            }
            Inside::CodeBlock(_) => self.line(node.plain(), Zone::Body),
            _ => self.lines(text, node.children),
        }
    }

    fn words_of(&self, text: &Text, nodes: Nodes<'_>) -> String {
        let mut words = String::with_capacity(LINE);
        self.site.read(&text.doc, &text.targets, nodes, Some(self.place), &mut words, &mut Vec::new());
        if words.trim().len() == words.len() { words } else { words.trim().to_owned() }
    }

    /// What the fields hold, a line each; what a source says of them too.
    pub(super) fn fields(&mut self, entry: &Entry) {
        let site = self.site;
        let declared = site.records.schema.collection(entry.collection);
        self.document.parts.push(Part::default());
        for (field, holds) in declared.fields.iter().zip(&*entry.values) {
            let Some(holds) = holds.as_ref().filter(|_| field.id != SOURCES) else { continue };
            let mut said = Vec::new();
            for (value, _) in &holds.values {
                match value {
                    Value::Markdown(text) => self.read(text),
                    Value::Text(text) | Value::Url(text) => said.push(text.clone()),
                    Value::Integer(number) => said.push(number.to_string()),
                    Value::Number(text, _) => said.push(number_words(text, &site.theme.strings)),
                    Value::Year(year) => said.push(year.to_string()),
                    Value::Date(date) => said.push(date_words(date, &site.theme.strings)),
                    Value::Country(code) => said.push(site.theme.countries.get(code).unwrap_or(code).clone()),
                    Value::Relation(other) => {
                        self.adjectives(*other, Zone::Field);
                        said.push(site.title(Place::Entry(*other), Some(self.place)).into_owned());
                    }
                    Value::Choice(choice) => said.push(field.choices()[*choice].label.clone()),
                    Value::Boolean(_) => {}
                }
            }
            if !said.is_empty() {
                self.take(&field.label, Zone::Body);
                let said = said.join(site.theme.strings.get("comma"));
                self.take(&said, Zone::Field);
                self.say([&field.label, site.theme.strings.get("colon"), &said].concat());
            }
            if let Some(note) = &holds.note {
                self.read(note);
            }
        }
    }
}
