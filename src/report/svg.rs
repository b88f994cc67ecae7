//! A scene as SVG, for web pages, for files and for the libraries that draw it. Never holds a script or the address of anything.

use std::fmt::Write as _;

use super::fonts::{self, FAMILIES};
use super::scene::{Align, Area, Fill, Mark, Point, Scene};

/// Whom a picture is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A library that draws it: nothing that can be pointed at.
    Printer,
    /// A web page, which shows what is said about a place.
    Page,
    /// A file of its own, with its letters in it.
    File,
}

/// The picture as a file of its own.
pub fn to_svg(scene: &Scene) -> String {
    written(scene, Reader::File)
}

/// The picture for a reader.
pub fn written(scene: &Scene, reader: Reader) -> String {
    let (width, height) = (scene.room.width, scene.room.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" width=\"{width:.1}\" \
         height=\"{height:.1}\" role=\"img\" font-family=\"{FAMILIES}\" font-weight=\"500\">\n"
    );
    let _ = writeln!(svg, "<title>{}</title>", escaped(&scene.title));
    if reader == Reader::File {
        let _ = writeln!(svg, "<style>{}</style>", super::html::font_faces());
        let _ = writeln!(
            svg,
            "<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>",
            Fill::Ink(super::Ink::Paper).rgb().hex()
        );
    }
    for mark in &scene.marks {
        one(&mut svg, mark, reader);
    }
    svg.push_str("</svg>\n");
    svg
}

/// A text in which nothing is a tag, and nothing that XML forbids.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

/// How strong a band and the ground of a hatched rectangle are.
const BAND: f32 = 0.14;
const GROUND: f32 = 0.22;
/// From one line of a hatching to the next.
const APART: f32 = 4.5;

/// Slanting lines from edge to edge of a rectangle: plain lines, which every program draws alike.
fn hatching(area: Area) -> String {
    let mut lines = String::new();
    let mut sum = APART / 2.0;
    while sum < area.width + area.height {
        // On a line x + y is the same everywhere.
        let (left, bottom) = ((sum - area.height).max(0.0), sum.min(area.height));
        let (right, top) = (sum.min(area.width), (sum - area.width).max(0.0));
        let [from_x, from_y] = [area.x + left, area.y + bottom];
        let [to_x, to_y] = [area.x + right, area.y + top];
        let _ = write!(lines, "M{from_x:.2} {from_y:.2}L{to_x:.2} {to_y:.2}");
        sum += APART;
    }
    lines
}

fn one(svg: &mut String, mark: &Mark, reader: Reader) {
    match mark {
        Mark::Rect { area, fill, radius } => {
            let (place, color) = (rect(*area), fill.rgb());
            let is_hatched = matches!(fill, Fill::Hatched(_));
            let ground = if is_hatched { color.washed(GROUND) } else { color }.hex();
            let _ = writeln!(svg, "<rect {place} rx=\"{radius:.1}\" fill=\"{ground}\"/>");
            if is_hatched {
                let (lines, color) = (hatching(*area), color.hex());
                let _ = writeln!(svg, "<path d=\"{lines}\" stroke=\"{color}\" stroke-width=\"1\"/>");
            }
        }
        Mark::Line { points, ink, width, dashed } => {
            let dash = if *dashed { " stroke-dasharray=\"5 4\"" } else { "" };
            let (path, color) = (path(points), ink.rgb().hex());
            let _ = writeln!(
                svg,
                "<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width:.2}\"{dash} stroke-linejoin=\"round\"/>"
            );
        }
        Mark::Band { upper, lower, ink } => {
            let around: Vec<Point> = upper.iter().chain(lower.iter().rev()).copied().collect();
            let (path, color) = (path(&around), ink.rgb().washed(BAND).hex());
            let _ = writeln!(svg, "<path d=\"{path}Z\" fill=\"{color}\"/>");
        }
        Mark::Text { at, size, align, rgb, text } => letters(svg, *at, *size, *align, &rgb.hex(), text),
        Mark::Tip { area, lines } => tip(svg, *area, lines, reader),
    }
}

fn rect(area: Area) -> String {
    format!(
        "x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\"",
        area.x, area.y, area.width, area.height
    )
}

fn path(points: &[Point]) -> String {
    let mut path = String::new();
    for (index, [x, y]) in points.iter().enumerate() {
        let _ = write!(path, "{}{x:.2} {y:.2}", if index == 0 { 'M' } else { 'L' });
    }
    path
}

/// A text, run by run: whoever draws it guesses the script of each by its first letter.
fn letters(svg: &mut String, [x, y]: Point, size: f32, align: Align, color: &str, text: &str) {
    let runs = fonts::runs(text);
    if runs.len() < 2 {
        let anchor = match align {
            Align::Start => "",
            Align::Middle => " text-anchor=\"middle\"",
            Align::End => " text-anchor=\"end\"",
        };
        let text = escaped(text);
        let _ = writeln!(
            svg,
            "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"{size:.2}\" fill=\"{color}\"{anchor} xml:space=\"preserve\">{text}</text>"
        );
        return;
    }
    let whole = fonts::text_width(text, size);
    let mut at = match align {
        Align::Start => x,
        Align::Middle => x - whole / 2.0,
        Align::End => x - whole,
    };
    let _ =
        write!(svg, "<text y=\"{y:.2}\" font-size=\"{size:.2}\" fill=\"{color}\" xml:space=\"preserve\">");
    for run in runs {
        let _ = write!(svg, "<tspan x=\"{at:.2}\">{}</tspan>", escaped(run));
        at += fonts::text_width(run, size);
    }
    svg.push_str("</text>\n");
}

fn tip(svg: &mut String, area: Area, lines: &[String], reader: Reader) {
    let place = rect(area);
    match reader {
        Reader::Printer => {}
        Reader::Page => {
            let said = escaped(&lines.join("\n"));
            let _ = writeln!(
                svg,
                "<rect class=\"tip\" {place} fill-opacity=\"0\" tabindex=\"0\" role=\"img\" aria-label=\"{said}\"/>"
            );
        }
        Reader::File => {
            let said = escaped(&lines.join("\n"));
            let _ = writeln!(svg, "<rect {place} fill-opacity=\"0\"><title>{said}</title></rect>");
        }
    }
}
