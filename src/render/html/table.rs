//! Owns tables of Markdown.

use super::Walk;
use crate::parse::tree::{Align, Inside, Node};
use crate::render::block::tools;
use crate::render::escape;
use crate::render::maker::Maker;

impl Maker<'_> {
    /// A Markdown table; `caption` stands in it, as HTML.
    pub fn markdown_table(&mut self, walk: Walk<'_>, node: Node<'_>, caption: &str, out: &mut String) {
        let mut labels = Vec::new();
        let headless = |row: &Node<'_>| row.children.first().map(|cell| cell.children.iter().next().is_none()).unwrap_or_default();
        // Rows without a head go on with the one above: sorted, they would be torn from it.
        let grouped = node.children.iter().skip(1).any(|row| headless(&row));
        out.extend(["<table class=\"text", if grouped { " grouped" } else { tools(node.children.iter().skip(1).count()) }, "\">"]);
        if !caption.is_empty() {
            out.push_str(&format!("<caption><span>{caption}</span></caption>"));
        }
        let class = |column: usize| match node.aligns().get(column) {
            Some(Align::Right) => " class=\"num\"",
            Some(Align::Center) => " class=\"center\"",
            _ => "",
        };
        for row in node.children {
            if row.inside == Inside::TableHead {
                out.push_str("<thead><tr>");
                for (column, cell) in row.children.iter().enumerate() {
                    labels.push(escape::text(&cell.plain()));
                    out.extend(["<th scope=\"col\"", class(column), ">"]);
                    self.nodes(walk, cell.children, out);
                    out.push_str("</th>");
                }
                out.push_str("</tr></thead>\n<tbody>");
                continue;
            }
            out.push_str("<tr>");
            for (column, cell) in row.children.iter().enumerate() {
                if column == 0 && headless(&row) {
                    out.push_str("<td></td>");
                } else if column == 0 {
                    out.extend(["<th scope=\"row\"", class(column), ">"]);
                    self.nodes(walk, cell.children, out);
                    out.push_str("</th>");
                } else {
                    let label = labels.get(column).map_or("", String::as_str);
                    out.extend(["<td data-label=\"", label, "\"", class(column), ">"]);
                    self.nodes(walk, cell.children, out);
                    out.push_str("</td>");
                }
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table>");
    }
}
