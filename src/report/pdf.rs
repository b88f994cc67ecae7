//! A report as PDF: A4 pages of lines and letters, none of them a picture of dots; letters can be marked and searched. Never holds a date
//! of its making, so that the same report gives the same bytes.

use std::collections::HashMap;

use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, TextStr};
use svg2pdf::ConversionOptions;

use super::fonts::{self, text_width};
use super::kind::ReportError;
use super::model::Report;
use super::scene::{Align, Mark, Scene};
use super::{flow, raster};

/// Names under which the drawings of a page are known to it.
const NAMES: [Name<'static>; 2] = [Name(b"A"), Name(b"B")];

/// The report as PDF.
pub fn write(report: &Report) -> Result<Vec<u8>, ReportError> {
    let pages = flow::pages(report);
    let mut pdf = Pdf::new();
    let mut next = 1;
    let mut fresh = move || {
        let id = Ref::new(next);
        next += 1;
        id
    };
    let (catalog, tree, info) = (fresh(), fresh(), fresh());
    let mut ids = Vec::new();
    for page in &pages {
        let id = fresh();
        one(&mut pdf, page, (id, tree), &mut fresh)?;
        ids.push(id);
    }
    let language = report.language.code();
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr(language));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).count(count).kids(ids);
    pdf.document_info(info)
        .title(TextStr(&report.title))
        .subject(TextStr(&report.question))
        .creator(TextStr("Senthang"));
    Ok(pdf.finish())
}

/// Puts a page into the file, each script as a drawing of its own: a library that finds two typefaces in one drawing numbers them in
/// the order of a hash map, and the same report would not give the same bytes.
fn one(
    pdf: &mut Pdf,
    scene: &Scene,
    (page, tree): (Ref, Ref),
    fresh: &mut impl FnMut() -> Ref,
) -> Result<(), ReportError> {
    let contents = fresh();
    let mut drawings = Vec::new();
    for part in by_script(scene) {
        drawings.push(drawing(pdf, &part, fresh)?);
    }
    let (width, height) = (scene.room.width, scene.room.height);
    let mut laid = pdf.page(page);
    laid.media_box(Rect::new(0.0, 0.0, width, height)).parent(tree).contents(contents);
    let mut resources = laid.resources();
    let mut objects = resources.x_objects();
    for (name, drawing) in NAMES.iter().zip(&drawings) {
        objects.pair(*name, *drawing);
    }
    objects.finish();
    resources.finish();
    laid.finish();
    let mut content = Content::new();
    // A drawing is one unit large.
    content.transform([width, 0.0, 0.0, height, 0.0, 0.0]);
    for name in NAMES.iter().take(drawings.len()) {
        content.x_object(*name);
    }
    pdf.stream(contents, &content.finish());
    Ok(())
}

/// Puts a drawing into the file, and says where.
fn drawing(pdf: &mut Pdf, scene: &Scene, fresh: &mut impl FnMut() -> Ref) -> Result<Ref, ReportError> {
    let drawn = raster::tree(scene)?;
    let (chunk, drawing) = svg2pdf::to_chunk(&drawn, ConversionOptions::default())
        .map_err(|error| ReportError::Drawing(error.to_string()))?;
    let mut known = HashMap::new();
    let chunk = chunk.renumber(|old| *known.entry(old).or_insert_with(&mut *fresh));
    pdf.extend(&chunk);
    Ok(known.get(&drawing).copied().unwrap_or(drawing))
}

/// Everything but Thai letters, then those.
fn by_script(scene: &Scene) -> [Scene; 2] {
    let mut parts = [Scene::new(scene.room, &scene.title), Scene::new(scene.room, &scene.title)];
    for mark in &scene.marks {
        let Mark::Text { at: [x, y], size, align, rgb, text } = mark else {
            parts[0].marks.push(mark.clone());
            continue;
        };
        let whole = text_width(text, *size);
        let mut x = match align {
            Align::Start => *x,
            Align::Middle => x - whole / 2.0,
            Align::End => x - whole,
        };
        for run in fonts::runs(text).into_iter().flat_map(fonts::of_one_face) {
            let part = usize::from(run.starts_with(fonts::is_in_thai_face));
            parts[part].colored([x, *y], *size, Align::Start, *rgb, run);
            x += text_width(run, *size);
        }
    }
    parts
}
