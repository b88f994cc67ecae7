//! How wide the columns of a list are, and whether its cells stand on one line or on two. Never draws, never drops a word.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use eframe::egui::{Id, Ui};

use super::Column;
use crate::report::break_opportunities;
use crate::ui::theme::{BODY, SMALL, font, space, tokens};

/// Widest a column is while others need the room.
const WIDEST: f32 = 390.0;
/// Rows that say how wide a column is.
const MEASURED: usize = 100;
/// Words narrower than this stay on one line: breaking them would gain nothing.
const UNBROKEN: f32 = 110.0;

/// How a list fits its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fit {
    /// Width of each column, without the gaps.
    pub(super) widths: Vec<f32>,
    /// Whether a cell has two lines: the figure and what stands behind it, or words that are broken once.
    pub(super) stacked: bool,
    /// Whether any cell does need its second line; titles may, where none does.
    pub(super) high_rows: bool,
    /// Width of the list with its gaps.
    pub(super) total: f32,
}

impl Fit {
    /// Measures the first rows for a place `room` wide; does so again only once they or the place have changed.
    pub(super) fn of(
        ui: &Ui,
        id: &str,
        columns: &[Column],
        (rows, room): (usize, f32),
        cell: &impl Fn(usize, usize) -> String,
    ) -> Arc<Self> {
        let row = |row: usize| (0..columns.len()).map(|column| cell(row, column)).collect::<Vec<_>>();
        let texts: Vec<Vec<String>> = (0..rows.min(MEASURED)).map(row).collect();
        let mut hasher = DefaultHasher::new();
        let scale = ui.pixels_per_point();
        (&texts, room.to_bits(), scale.to_bits()).hash(&mut hasher);
        columns.iter().for_each(|column| column.title.hash(&mut hasher));
        let (key, state) = (Id::unique(("fit of list", id)), hasher.finish());
        if let Some((_, fit)) =
            ui.data(|data| data.get_temp::<(u64, Arc<Self>)>(key)).filter(|(known, _)| *known == state)
        {
            return fit;
        }
        let fit = Arc::new(Self::measured(ui, columns, &texts, room));
        ui.data_mut(|data| data.insert_temp(key, (state, fit.clone())));
        fit
    }

    fn measured(ui: &Ui, columns: &[Column], texts: &[Vec<String>], room: f32) -> Self {
        let color = tokens(ui).text;
        let width =
            |text: &str, size: f32| ui.painter().layout_no_wrap(text.to_owned(), font(size), color).size().x;
        let of_column = |one: &dyn Fn(&Column, &str) -> f32, title: &dyn Fn(&str) -> f32| -> Vec<f32> {
            let column = |(index, column): (usize, &Column)| {
                let cells = texts.iter().map(|row| one(column, &row[index]));
                // Room for the sign of the order behind the title.
                cells.fold(title(&column.title) + 16.0, f32::max).ceil().max(40.0) + 1.0
            };
            columns.iter().enumerate().map(column).collect()
        };
        let wanted = of_column(&|_, text| width(text, BODY), &|title| width(title, SMALL));
        let single = Self::spread(&wanted, room, false);
        if single.total <= room {
            return single;
        }
        let stacked = |column: &Column, text: &str| {
            if !column.numeric {
                return on_two_lines(text, |part| width(part, BODY));
            }
            let (figure, behind) = halves(text);
            if behind.is_empty() {
                // An interval is one figure; a sentence in its place may be broken.
                return on_two_lines(figure, |part| width(part, BODY));
            }
            width(figure, BODY).max(width(&behind, SMALL))
        };
        let wanted = of_column(&stacked, &|title| on_two_lines(title, |part| width(part, SMALL)));
        let mut fit = Self::spread(&wanted, room, true);
        let needs = |(index, text): (usize, &String)| {
            let behind = columns[index].numeric && !halves(text).1.is_empty();
            behind || width(text, BODY) > fit.widths[index] + 0.5
        };
        fit.high_rows = texts.iter().any(|row| row.iter().enumerate().any(needs));
        fit
    }

    /// Gives each column what it wants, and shares what is left among all of them; where it is too little, the widest give way first.
    fn spread(wanted: &[f32], room: f32, stacked: bool) -> Self {
        let gaps = space::M * wanted.len().saturating_sub(1) as f32;
        let mut widths: Vec<f32> = wanted.iter().map(|width| width.min(WIDEST)).collect();
        let mut spare = room - gaps - widths.iter().sum::<f32>();
        // The last columns are sentences more often than the first.
        for (width, wanted) in widths.iter_mut().zip(wanted).rev() {
            let more = (wanted - *width).min(spare).max(0.0);
            *width += more;
            spare -= more;
        }
        if spare > 0.0 && !widths.is_empty() {
            let each = (spare / widths.len() as f32).floor();
            widths.iter_mut().for_each(|width| *width += each);
        }
        let total = widths.iter().sum::<f32>() + gaps;
        Self { widths, stacked, high_rows: false, total }
    }
}

/// The figure of a cell, and what stands behind it: `16.7 %` and `12.9–21.2 % · 52/312`.
pub(super) fn halves(cell: &str) -> (&str, String) {
    let at = [" (", " · ", "  "].iter().filter_map(|sign| cell.find(sign)).min();
    let Some(at) = at.filter(|at| *at > 0) else { return (cell, String::new()) };
    let behind = cell[at..].trim_start_matches([' ', '·']);
    let behind = behind.replacen('(', "", 1).replacen(')', "", 1);
    (&cell[..at], behind.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The least width in which `text` takes two lines at most, as `width` measures its parts.
fn on_two_lines(text: &str, width: impl Fn(&str) -> f32) -> f32 {
    let whole = width(text);
    if whole <= UNBROKEN {
        return whole;
    }
    let broken = |at: usize| width(text[..at].trim_end()).max(width(&text[at..]));
    let inside = break_opportunities(text).into_iter().filter(|at| *at < text.len());
    inside.map(broken).fold(whole, f32::min).max(UNBROKEN.min(whole)).ceil()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character is ten units wide.
    fn tens(text: &str) -> f32 {
        text.chars().count() as f32 * 10.0
    }

    #[test]
    fn a_cell_is_parted_behind_its_figure_and_nothing_is_lost() {
        let check = |cell, figure, behind: &str| assert_eq!(halves(cell), (figure, behind.to_owned()));
        check("16.7 % (12.9–21.2 %)  ·  52/312", "16.7 %", "12.9–21.2 % · 52/312");
        check("−61 pp · −66 … −50", "−61 pp", "−66 … −50");
        check("0 %  0.0–1.4 %", "0 %", "0.0–1.4 %");
        check("1,317,798", "1,317,798", "");
        check("–", "–", "");
    }

    #[test]
    fn words_are_broken_where_both_lines_are_shortest() {
        assert!((on_two_lines("short", tens) - 50.0).abs() < 0.1);
        let text = "asked to return something in the 90 days before";
        let width = on_two_lines(text, tens);
        let lines = crate::report::lines(text, width, &break_opportunities(text), tens);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(width < 0.6 * tens(text));
    }

    #[test]
    fn columns_fill_their_place_and_never_lose_what_they_need() {
        let fit = Fit::spread(&[100.0, 60.0, 500.0], 900.0, false);
        assert!(fit.total <= 900.0 && fit.total > 890.0, "{fit:?}");
        assert!(fit.widths.iter().zip([100.0, 60.0, 500.0]).all(|(width, wanted)| *width >= wanted));
        let narrow = Fit::spread(&[100.0, 60.0, 500.0], 300.0, true);
        assert!(narrow.widths[2] <= WIDEST && narrow.total > 300.0, "it scrolls sideways: {narrow:?}");
    }
}
