//! A table on a page: columns as wide as what stands in them, long words broken, wide tables in several parts, the header on every page.
//! Never leaves a row out.

use super::{EDGE, PAGE, Sheets, WIDTH};
use crate::report::fonts::{shortened, text_width};
use crate::report::ink::Ink;
use crate::report::lines::{break_opportunities, lines};
use crate::report::model::{Cell, Column, Table};
use crate::report::scene::{Align, Area, Fill};

/// Sizes of the letters, the first that lets the table fit across the page; and how much of it from line to line.
const SIZES: [f32; 4] = [7.8, 7.2, 6.6, 6.0];
const LEADING: f32 = 1.6;
/// Room beside a cell's text.
const PAD: f32 = 5.0;
/// Narrowest column of words.
const NARROWEST: f32 = 64.0;
/// Width from which on a header of figures takes several lines.
const HEADER: f32 = 46.0;

/// Puts the table on the pages; one that is too wide in several parts, each with the first column.
pub(super) fn lay(sheets: &mut Sheets, table: &Table, continued: &str) {
    if table.rows.is_empty() {
        return;
    }
    let fits = |size: &f32| parts(&wanted_widths(table, *size), &table.columns).len() == 1;
    let size = SIZES.into_iter().find(fits).unwrap_or(SIZES[0]);
    let wanted = wanted_widths(table, size);
    for (part, columns) in parts(&wanted, &table.columns).into_iter().enumerate() {
        let widths = fitted(&columns, &wanted, &table.columns);
        sheets.need(4.0 * size * LEADING + 24.0);
        sheets.gap(8.0);
        if !table.title.is_empty() {
            let title =
                if part == 0 { table.title.clone() } else { format!("{} ({continued})", table.title) };
            sheets.words(&title, 8.5, Ink::Subdued, EDGE);
        }
        header(sheets, table, (&columns, &widths), size);
        for row in &table.rows {
            let cells: Vec<Vec<String>> = columns
                .iter()
                .zip(&widths)
                .map(|(column, width)| {
                    broken(&row.get(*column).map_or_else(String::new, Cell::written), *width, size)
                })
                .collect();
            if sheets.left() < height(&cells, size) {
                sheets.turn();
                header(sheets, table, (&columns, &widths), size);
            }
            line(sheets, &cells, (&columns, &widths), &table.columns, (Ink::Text, size));
        }
        sheets.gap(8.0);
    }
}

/// How wide every column would like to be.
fn wanted_widths(table: &Table, size: f32) -> Vec<f32> {
    let columns = table.columns.iter().enumerate();
    let widest = columns.map(|(index, column)| {
        let header = text_width(&column.header, size);
        // A header may take several lines, but none of its words may be cut.
        let header =
            if column.is_number { widest_word(&column.header, size).max(header.min(HEADER)) } else { header };
        let cells = table.rows.iter().filter_map(|row| row.get(index));
        cells.map(|cell| text_width(&cell.written(), size)).fold(header, f32::max) + 2.0 * PAD
    });
    widest.collect()
}

/// Width of the longest word of a header.
fn widest_word(text: &str, size: f32) -> f32 {
    lines(text, 0.0, &break_opportunities(text), |part| text_width(part, size))
        .iter()
        .map(|word| text_width(word, size))
        .fold(0.0, f32::max)
}

/// The narrowest that a column can be made.
fn narrowest(wanted: f32, column: &Column) -> f32 {
    if column.is_number { wanted } else { wanted.min(NARROWEST + 2.0 * PAD) }
}

/// The columns in parts that fit across a page.
fn parts(wanted: &[f32], columns: &[Column]) -> Vec<Vec<usize>> {
    let least = |index: usize| narrowest(wanted[index], &columns[index]);
    let mut parts: Vec<Vec<usize>> = vec![vec![0]];
    let mut used = least(0);
    for index in 1..wanted.len() {
        if used + least(index) > WIDTH {
            parts.push(vec![0]);
            used = least(0);
        }
        if let Some(part) = parts.last_mut() {
            part.push(index);
        }
        used += least(index);
    }
    parts
}

/// Widths that fill the page: columns of words give way, or take what is left.
fn fitted(columns: &[usize], wanted: &[f32], all: &[Column]) -> Vec<f32> {
    let mut widths: Vec<f32> = columns.iter().map(|index| wanted[*index]).collect();
    let sum: f32 = widths.iter().sum();
    let least: Vec<f32> = columns.iter().map(|index| narrowest(wanted[*index], &all[*index])).collect();
    if sum > WIDTH {
        let spare: f32 = widths.iter().zip(&least).map(|(width, least)| width - least).sum();
        let over = (sum - WIDTH).min(spare);
        for (width, least) in widths.iter_mut().zip(&least).filter(|_| spare > 0.0) {
            *width -= (*width - least) * over / spare;
        }
    } else {
        // What is left goes between the columns, but not so far that the eye loses the row.
        let extra = ((WIDTH - sum) / widths.len() as f32).min(46.0);
        widths.iter_mut().for_each(|width| *width += extra);
    }
    widths
}

fn broken(text: &str, width: f32, size: f32) -> Vec<String> {
    let room = (width - 2.0 * PAD).max(12.0);
    let broken = lines(text, room, &break_opportunities(text), |part| text_width(part, size));
    broken.into_iter().map(|line| shortened(&line, size, room + 0.5)).collect()
}

fn height(cells: &[Vec<String>], size: f32) -> f32 {
    cells.iter().map(Vec::len).max().unwrap_or(1).max(1) as f32 * size * LEADING + 3.0
}

fn header(sheets: &mut Sheets, table: &Table, (columns, widths): (&[usize], &[f32]), size: f32) {
    let cells: Vec<Vec<String>> = columns
        .iter()
        .zip(widths)
        .map(|(column, width)| broken(&table.columns[*column].header, *width, size))
        .collect();
    let (y, height) = (sheets.y, height(&cells, size));
    let width = widths.iter().sum::<f32>().min(PAGE.width - 2.0 * EDGE);
    sheets.sheet().rect(Area::new(EDGE, y, width, height), Fill::Ink(Ink::Panel), 2.0);
    line(sheets, &cells, (columns, widths), &table.columns, (Ink::Subdued, size));
}

fn line(
    sheets: &mut Sheets,
    cells: &[Vec<String>],
    (columns, widths): (&[usize], &[f32]),
    all: &[Column],
    (ink, size): (Ink, f32),
) {
    let (y, height) = (sheets.y, height(cells, size));
    let mut x = EDGE;
    for ((cell, column), width) in cells.iter().zip(columns).zip(widths) {
        for (index, text) in cell.iter().enumerate() {
            let base = y + 1.5 + (index as f32 + 0.5) * size * LEADING + size * 0.36;
            let (at, align) =
                if all[*column].is_number { (x + width - PAD, Align::End) } else { (x + PAD, Align::Start) };
            sheets.sheet().text([at, base], size, align, ink, text.as_str());
        }
        x += width;
    }
    let bottom = y + height;
    sheets.sheet().line(vec![[EDGE, bottom], [x, bottom]], Ink::Outline, 0.5);
    sheets.y = bottom;
}
