//! A scene as a picture of dots (PNG), and as a tree for the drawing libraries. Never draws a letter that is not in our fonts.

use resvg::tiny_skia::{Color, Pixmap};
use resvg::usvg::{Options, Transform, Tree, WriteOptions};

use super::kind::ReportError;
use super::scene::Scene;
use super::svg::{Reader, written};
use super::{Ink, fonts};

/// Most dots of a picture: beyond that it is made coarser.
const MOST_DOTS: f32 = 40_000_000.0;

/// The scene for the drawing libraries.
pub fn tree(scene: &Scene) -> Result<Tree, ReportError> {
    let options =
        Options { fontdb: fonts::database(), font_family: "IBM Plex Sans".to_owned(), ..Options::default() };
    let svg = written(scene, Reader::Printer);
    Tree::from_str(&svg, &options).map_err(|error| ReportError::Drawing(error.to_string()))
}

/// The scene on white paper, `scale` dots to a point.
pub fn png(scene: &Scene, scale: f32) -> Result<Vec<u8>, ReportError> {
    let tree = tree(scene)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = scale.min((MOST_DOTS / (width * height)).sqrt());
    let (dots_x, dots_y) = ((width * scale).ceil() as u32, (height * scale).ceil() as u32);
    let mut dots = Pixmap::new(dots_x, dots_y)
        .ok_or_else(|| ReportError::Drawing(format!("{dots_x} x {dots_y} dots")))?;
    let [red, green, blue] = Ink::Paper.rgb().0;
    dots.fill(Color::from_rgba8(red, green, blue, 255));
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut dots.as_mut());
    dots.encode_png().map_err(|error| ReportError::Drawing(error.to_string()))
}

/// The scene as SVG with its letters drawn, so that it looks the same in a program without our fonts.
pub fn outlined(scene: &Scene) -> Result<String, ReportError> {
    Ok(tree(scene)?.to_string(&WriteOptions { preserve_text: false, ..WriteOptions::default() }))
}
