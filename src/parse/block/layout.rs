//! Owns the blocks that show parts of an entry, and stand only in layouts.

use super::{Makes, Reader};
use crate::base::mistake;
use crate::schema::{Kind, Name, Path, Step};

impl Reader<'_, '_> {
    pub(super) fn layout(&mut self, kind: &str) -> Option<Makes<Name>> {
        let (true, Some(this)) = (self.context.layout, self.context.this) else {
            self.found.push(mistake::only_in_layout(self.span, kind));
            return None;
        };
        Some(match kind {
            "facts" => {
                self.allow(&["fields", "style"]);
                let fields = self.columns("fields", this);
                Makes::Facts(fields, self.text("style"))
            }
            "section" => {
                self.allow(&["name"]);
                Makes::Section(self.text("name").or_else(|| self.missing("name"))?)
            }
            "relation" => {
                self.allow(&["field", "columns", "where", "sort", "limit", "group", "empty"]);
                let path = self.path("field", this)?;
                let Some(to) = path.steps.last().and_then(|step| self.context.schema.leads_to(*step)) else {
                    self.found.push(mistake::no_relation(self.value_span("field"), &self.text("field").unwrap_or_default()));
                    return None;
                };
                let group = if self.pair("group").is_some() { self.path("group", to) } else { None };
                Makes::Relation(path, self.query_on(to), group)
            }
            "alike" => {
                self.allow(&["by"]);
                let paths: Vec<Path> = self.columns("by", this).into_iter().map(|column| column.path).collect();
                let schema = self.context.schema;
                let shared = |path: &Path| match path.steps[..] {
                    [Step::Field(collection, field)] => {
                        matches!(schema.collection(collection).fields[field].kind, Kind::Choice(_) | Kind::Relation(_))
                    }
                    _ => false,
                };
                if let (Some(pair), false) = (self.pair("by"), paths.iter().all(shared)) {
                    let at = self.at(pair.value_at.clone());
                    self.found.push(mistake::not_shared(at));
                }
                Makes::Alike(paths)
            }
            "body" | "relations" | "mentions" | "sources" => {
                self.allow(&[]);
                match kind {
                    "body" => Makes::Body,
                    "relations" => Makes::Relations,
                    "mentions" => Makes::Mentions,
                    _ => Makes::Sources,
                }
            }
            _ => return None,
        })
    }
}
