//! What stands on which slide: the title page, a slide for each page of the report, then the method. Never writes a part of the package.

use super::Slide;
use super::parts;
use super::shapes::{BODY, FOOT, POINT, Place, STAGE, Shapes, TOPIC};
use crate::report::kind::ReportError;
use crate::report::model::{Page, Report, Table};
use crate::report::scene::{Room, Scene};
use crate::report::{Chart, Ink, raster};

/// Dots to a point of a chart: sharp on a large screen.
const SCALE: f32 = 2.5;
/// Most rows and columns of a table on a slide; the workbook has all.
const ROWS: usize = 12;
const COLUMNS: usize = 8;
/// Sentences and cards on a slide of the method.
const CAVEATS: usize = 8;
const CARDS: usize = 5;
/// Letters of text that fit on a line of the body.
const LINE: usize = 120;

/// The slides of the report.
pub fn of(report: &Report) -> Result<Vec<Slide>, ReportError> {
    let mut slides = vec![cover(report)];
    for page in &report.pages {
        let slide = one(report, page, slides.len() + 1)?;
        slides.push(slide);
    }
    method(report, &mut slides);
    Ok(slides)
}

fn cover(report: &Report) -> Slide {
    let mut shapes = Shapes::new(parts::language(report.language));
    shapes.placeholder("title", Some([571_500, 2_200_000, 11_049_000, 1_100_000]), &[&report.title]);
    let facts: Vec<String> = report.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let mut lines = vec![report.question.as_str()];
    lines.extend(facts.iter().map(String::as_str));
    shapes.placeholder("body", Some([571_500, 3_400_000, 11_049_000, 2_400_000]), &lines);
    foot(&mut shapes, report, 1);
    Slide { shapes: shapes.finish(), notes: Vec::new(), picture: None }
}

fn foot(shapes: &mut Shapes, report: &Report, number: usize) {
    shapes.label(FOOT, &report.captions.foot, (900, Ink::Subdued), false);
    shapes.number(number);
}

fn one(report: &Report, page: &Page, number: usize) -> Result<Slide, ReportError> {
    let mut shapes = Shapes::new(parts::language(report.language));
    shapes.label(TOPIC, &page.title, (1200, Ink::Accent), false);
    shapes.placeholder("title", None, &[&page.finding]);
    let mut stage = STAGE;
    let text: Vec<&str> = page.text.iter().map(String::as_str).collect();
    if !text.is_empty() {
        let lines: usize = text.iter().map(|text| text.chars().count().div_ceil(LINE)).sum();
        let height = (u32::try_from(lines).unwrap_or(1) * 22 * POINT).min(1_500_000);
        shapes.placeholder("body", Some([BODY[0], BODY[1], BODY[2], height]), &text);
        let taken = height + 100_000;
        stage = [stage[0], stage[1] + taken, stage[2], stage[3] - taken];
    }
    let mut picture = None;
    if !page.tiles.is_empty() {
        tiles(&mut shapes, page, stage);
    } else if let Some(chart) = &page.chart {
        picture = Some(chart_in(&mut shapes, chart, page, stage)?);
    } else if let Some(table) = page.tables.first() {
        table_in(&mut shapes, table, stage);
    }
    foot(&mut shapes, report, number);
    Ok(Slide { shapes: shapes.finish(), notes: notes(report, page), picture })
}

/// What whoever presents the slide should know: the notes, then which definitions the figures follow.
fn notes(report: &Report, page: &Page) -> Vec<String> {
    let mut notes: Vec<String> = page.notes.clone();
    if notes.is_empty() {
        notes.push(page.finding.clone());
        notes.extend(page.text.iter().cloned());
    }
    if !page.definitions.is_empty() {
        notes.push(format!("{} {}", report.captions.definition, page.definitions.join(", ")));
    }
    notes
}

fn tiles(shapes: &mut Shapes, page: &Page, [x, y, width, height]: Place) {
    let columns = if page.tiles.len() > 4 { 3 } else { 2 };
    let rows = page.tiles.len().div_ceil(columns).max(1);
    let gap = 150_000;
    let count = |number: usize| u32::try_from(number).unwrap_or(1);
    let wide = (width - gap * (count(columns) - 1)) / count(columns);
    let high = ((height - gap * (count(rows) - 1)) / count(rows)).min(1_300_000);
    for (index, (name, value)) in page.tiles.iter().enumerate() {
        let (column, row) = (count(index % columns), count(index / columns));
        shapes.tile([x + column * (wide + gap), y + row * (high + gap), wide, high], name, value);
    }
}

/// The chart as large as it fits; its picture as dots and as outlines.
fn chart_in(
    shapes: &mut Shapes,
    chart: &Chart,
    page: &Page,
    [x, y, width, height]: Place,
) -> Result<(Vec<u8>, String), ReportError> {
    let scene = fitting(chart, &page.finding, width as f32 / height as f32);
    let by = (width as f32 / scene.room.width).min(height as f32 / scene.room.height);
    let (wide, high) = ((scene.room.width * by) as u32, (scene.room.height * by) as u32);
    shapes.picture([x + (width - wide.min(width)) / 2, y, wide, high], &page.finding);
    Ok((raster::png(&scene, SCALE)?, raster::outlined(&scene)?))
}

/// The chart laid out so that it fills a room of these proportions, if it can.
fn fitting(chart: &Chart, title: &str, proportions: f32) -> Scene {
    const WIDTH: f32 = 900.0;
    let wanted = WIDTH / proportions;
    let natural = chart.natural_height(WIDTH);
    match chart.bare() {
        Chart::Columns(_) | Chart::Curves(_) => chart.scene_in(title, Room { width: WIDTH, height: wanted }),
        // A little less room makes rows lower; much less would make them too small to read.
        _ if natural > wanted && natural < wanted * 1.5 => {
            chart.scene_in(title, Room { width: WIDTH, height: wanted })
        }
        _ => chart.scene(title, WIDTH),
    }
}

fn table_in(shapes: &mut Shapes, table: &Table, stage: Place) {
    let columns = &table.columns[..table.columns.len().min(COLUMNS)];
    let rows: Vec<_> = table.rows.iter().take(ROWS).collect();
    if !rows.is_empty() {
        shapes.table(stage, columns, &rows);
    }
}

fn method(report: &Report, slides: &mut Vec<Slide>) {
    let (captions, method) = (&report.captions, &report.method);
    let settings: Vec<String> =
        method.settings.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let mut add = |title: &str, texts: &[String]| {
        let mut shapes = Shapes::new(parts::language(report.language));
        shapes.label(TOPIC, &captions.method, (1200, Ink::Accent), false);
        shapes.placeholder("title", None, &[title]);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        shapes.placeholder("body", Some(STAGE), &texts);
        foot(&mut shapes, report, slides.len() + 1);
        slides.push(Slide { shapes: shapes.finish(), notes: Vec::new(), picture: None });
    };
    method.caveats.chunks(CAVEATS).for_each(|caveats| add(&captions.caveats, caveats));
    if !settings.is_empty() {
        add(&captions.settings, &settings);
    }
    let cards: Vec<String> = method
        .cards
        .iter()
        .map(|card| {
            let formula = card.parts.first().map_or("", |(_, text)| text);
            format!("{} ({}): {formula}", card.name, card.id)
        })
        .collect();
    cards.chunks(CARDS).for_each(|cards| add(&captions.definitions, cards));
}
