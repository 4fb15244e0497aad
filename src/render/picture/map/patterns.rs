//! Owns the patterns that countries are filled with: told apart by shape and by how dark they are, never by colour alone.

use super::super::super::escape;
use super::super::Frame;

/// How many patterns the theme has.
pub const PATTERNS: usize = 6;

/// Attributes that fill a shape: the theme's class, and for all but the first pattern where it is drawn.
pub fn fill(frame: &Frame, tone: usize) -> String {
    match tone {
        0 | 1 => format!(" class=\"tone tone-{tone}\""),
        _ => format!(" class=\"tone\" fill=\"url(#{}-tone-{tone})\"", escape::text(&frame.own)),
    }
}

/// A pattern for the legend.
pub fn swatch(frame: &Frame, tone: usize) -> String {
    format!(
        "<svg class=\"swatch\" viewBox=\"0 0 76 46\" width=\"28\" height=\"17\" aria-hidden=\"true\"><path{} d=\"M1 1h74v44H1z\"></path></svg>",
        fill(frame, tone)
    )
}

/// The patterns from the second on: told apart by their shapes, and by how dark they are from afar.
pub fn patterns(prefix: &str) -> String {
    let prefix = escape::text(prefix);
    let tiles = [
        (2, "<path class=\"ink\" d=\"M-2 6l8-8M-2 18l20-20M6 18l12-12\"></path>"),
        (3, "<circle class=\"spot\" cx=\"4\" cy=\"4\" r=\"2.6\"></circle><circle class=\"spot\" cx=\"12\" cy=\"12\" r=\"2.6\"></circle>"),
        (4, "<path class=\"ink\" d=\"M-2 6l8-8M-2 18l20-20M6 18l12-12M-2 10l8 8M-2-2l20 20M10-2l8 8\"></path>"),
        (5, "<path class=\"ink thin\" d=\"M0 4h16M0 12h16\"></path>"),
        (6, "<path class=\"ink thin\" d=\"M8 0v16\"></path>"),
    ];
    let tile = |(tone, inner): (usize, &str)| {
        format!(
            "<pattern id=\"{prefix}-tone-{tone}\" width=\"16\" height=\"16\" patternUnits=\"userSpaceOnUse\"><path class=\"paper\" d=\"M0 0h16v16H0z\"></path>{inner}</pattern>"
        )
    };
    format!("<defs>{}</defs>\n", tiles.map(tile).concat())
}
