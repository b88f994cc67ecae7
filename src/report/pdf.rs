//! A report as PDF: A4 pages of lines and letters, none of them a picture of dots; letters can be marked and searched. Never holds a date
//! of its making, so that the same report gives the same bytes.

use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, TextStr};
use svg2pdf::ConversionOptions;

use super::kind::ReportError;
use super::model::Report;
use super::scene::Scene;
use super::{flow, raster};

/// Name under which a page's drawing is known to the page.
const DRAWING: Name<'static> = Name(b"S");

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

fn one(
    pdf: &mut Pdf,
    scene: &Scene,
    (page, tree): (Ref, Ref),
    fresh: &mut impl FnMut() -> Ref,
) -> Result<(), ReportError> {
    let drawn = raster::tree(scene)?;
    let (chunk, drawing) = svg2pdf::to_chunk(&drawn, ConversionOptions::default())
        .map_err(|error| ReportError::Drawing(error.to_string()))?;
    let mut known = std::collections::HashMap::new();
    let chunk = chunk.renumber(|old| *known.entry(old).or_insert_with(&mut *fresh));
    let drawing = known.get(&drawing).copied().unwrap_or(drawing);
    let contents = fresh();
    let (width, height) = (scene.room.width, scene.room.height);
    let mut laid = pdf.page(page);
    laid.media_box(Rect::new(0.0, 0.0, width, height)).parent(tree).contents(contents);
    laid.resources().x_objects().pair(DRAWING, drawing);
    laid.finish();
    let mut content = Content::new();
    // The drawing is one unit large.
    content.transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(DRAWING);
    pdf.stream(contents, &content.finish());
    pdf.extend(&chunk);
    Ok(())
}
