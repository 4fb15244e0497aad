//! Owns what a rule means at length: its page of `tests/mistakes/`, whose examples the tests run, as text.

use include_dir::{Dir, include_dir};

use super::rules::Rule;

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/mistakes");

/// What a rule asks for, and why, with examples of wrong and right: Markdown that reads well as it is.
pub fn explanation(rule: &Rule) -> String {
    let page = PAGES.get_file(format!("{}.md", rule.name)).and_then(|file| file.contents_utf8()).unwrap_or(rule.meaning);
    let mut lines = page.lines().skip_while(|line| line.starts_with("# ") || line.is_empty()).peekable();
    let mut out = String::new();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("````") else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("````")).collect();
        if let Some(asked) = kind.strip_prefix("site") {
            while lines.next_if(|line| line.is_empty()).is_some() {}
            let wrong = lines.peek().is_some_and(|line| line.starts_with("````diagnostics"));
            out.push_str(if wrong { "Wrong" } else { "Right" });
            out.push_str(&flags(asked));
            out.push_str(":\n\n");
            inside.iter().for_each(|line| site(&mut out, line));
            out.push('\n');
        } else {
            if kind.starts_with("text") {
                out.push_str("What readers see:\n\n");
            }
            inside.iter().for_each(|line| indent(&mut out, "    ", line));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The flags that an example asks for, after what is said of it.
fn flags(asked: &str) -> String {
    let flag = |word: &str| word.strip_prefix("as-of=").map_or_else(|| format!(", with `--{word}`"), |day| format!(", with `--as-of {day}`"));
    asked.split_whitespace().map(flag).collect()
}

/// A line of a site: the name of a file, or a line of one.
fn site(out: &mut String, line: &str) {
    match line.strip_prefix("//- ") {
        Some(path) => indent(out, "    ", path),
        None => indent(out, "      ", line),
    }
}

fn indent(out: &mut String, blank: &str, line: &str) {
    if !line.is_empty() {
        out.push_str(blank);
        out.push_str(line);
    }
    out.push('\n');
}
