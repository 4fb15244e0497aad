//! Owns the few shapes of SVG that pictures are made of. Presentation is left to the theme's classes.

use super::super::escape;

/// A drawing: what it is called, and its shapes so far.
pub struct Svg {
    /// Its shapes, as SVG.
    pub body: String,
    /// Its width in units.
    pub width: f64,
}

impl Svg {
    /// An empty drawing.
    pub fn new(width: f64) -> Self {
        Self { body: String::new(), width }
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
        self.body.push_str(&format!("<path class=\"{class}\" d=\"M{x1} {y1}L{x2} {y2}\"></path>"));
    }

    /// A line that leaves and arrives level.
    pub fn curve(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let [x1, y1, x2, y2, middle] = [from.0, from.1, to.0, to.1, (from.0 + to.0) / 2.0].map(number);
        self.body.push_str(&format!("<path class=\"{class}\" d=\"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}\"></path>"));
    }

    /// A dot.
    pub fn dot(&mut self, class: &str, at: (f64, f64), radius: f64) {
        let [x, y, r] = [at.0, at.1, radius].map(number);
        self.body.push_str(&format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"></circle>"));
    }

    /// Lines of words, the first on the baseline `at`; `href` is escaped already, empty for words that lead nowhere.
    pub fn words(&mut self, class: &str, at: (f64, f64), step: f64, lines: &[String], href: &str) {
        let (x, y) = (number(at.0), number(at.1));
        let lines: Vec<String> = lines.iter().map(|line| escape::text(line)).collect();
        let inner = match &lines[..] {
            [] => return,
            [only] => only.clone(),
            [first, rest @ ..] => {
                let rest: String = rest
                    .iter()
                    .map(|line| format!("<tspan class=\"blank\"> </tspan><tspan x=\"{x}\" dy=\"{}\">{line}</tspan>", number(step)))
                    .collect();
                format!("{first}{rest}")
            }
        };
        let text = format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{inner}</text>");
        self.body.push_str(&if href.is_empty() { text } else { format!("<a href=\"{href}\">{text}</a>") });
    }

    /// The whole drawing, with its name and a description for those who don't see it.
    pub fn finish(self, prefix: &str, height: f64, title: &str, description: &str) -> String {
        let [prefix, title, description] = [prefix, title, description].map(escape::text);
        let (width, height) = (number(self.width), number(height));
        format!(
            "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\" aria-labelledby=\"{prefix}-title\" aria-describedby=\"{prefix}-desc\">\n\
             <title id=\"{prefix}-title\">{title}</title><desc id=\"{prefix}-desc\">{description}</desc>\n{}</svg>\n",
            self.body
        )
    }
}

/// A coordinate with at most one decimal, the same everywhere.
pub fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}
