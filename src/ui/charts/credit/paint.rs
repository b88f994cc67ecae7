//! Draws the credit chart and answers pointer and keyboard. Never computes a credit.

use eframe::egui::{Align2, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::model::{Mark, Model, Row};
use crate::app::wording::channels::orders;
use crate::domain::{Direction, Language};
use crate::ui::charts::ChartResponse;
use crate::ui::charts::ink::{self, Swatch};
use crate::ui::charts::mark::{Marks, TabStops, around, tooltip};
use crate::ui::text::tr;
use crate::ui::theme::{BODY, SMALL, Tokens, tokens};

/// Height of a row.
const ROW: f32 = 40.0;
/// Room for the name, as a share of the width and at most.
const NAME: (f32, f32) = (0.26, 220.0);
/// Room for the figures on the right.
const FIGURES: f32 = 150.0;
/// Height of the band.
const BAND: f32 = 16.0;

/// Draws the rows across the available width.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    legend(ui, model, language);
    let most = model.most();
    let (mut places, mut bands) = (Vec::new(), Vec::new());
    for (index, row) in model.rows.iter().enumerate() {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        bands.push((index, one(ui, row, (rect, most), language)));
        places.push((index, rect.shrink2(vec2(0.0, 2.0))));
    }
    let marks = Marks { id: "credit", columns: 1, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| {
            let row = &model.rows[index];
            format!("{}: {}", Model::name(row, language), Model::says(row, language))
        },
        |ui, index| tip(ui, &model.rows[index], language),
    );
    let mark = |row| Mark { row };
    answer.of(ui, (around(&places), &bands), |row| Some(mark(row)))
}

fn legend(ui: &mut Ui, model: &Model, language: Language) {
    let t = tokens(ui);
    let mut entries = vec![
        (Swatch::Fill(t.push), tr(language, "lens.push")),
        (Swatch::Fill(t.pull), tr(language, "lens.pull")),
    ];
    if model.rows.iter().any(|row| row.kind.is_none()) {
        entries.push((Swatch::Hatch(t.surface, t.unattributed), tr(language, "channels.none")));
    }
    ink::legend(ui, &entries);
    if !model.single {
        ink_note(ui, language);
    }
}

/// What the marks on a band mean.
fn ink_note(ui: &mut Ui, language: Language) {
    let t = tokens(ui);
    crate::ui::text::label(ui, tr(language, "channels.credit.marks"), SMALL, t.text_subdued);
}

fn color(kind: Option<Direction>, t: &Tokens) -> eframe::egui::Color32 {
    match kind {
        Some(Direction::Push) => t.push,
        Some(Direction::Pull) => t.pull,
        None => t.unattributed,
    }
}

/// One row; returns where its band is.
fn one(ui: &Ui, row: &Row, (rect, most): (Rect, f64), language: Language) -> Rect {
    let t = tokens(ui);
    let (middle, room) = (rect.center().y, (rect.width() * NAME.0).min(NAME.1));
    let name = Model::name(row, language);
    let strong = if row.kind.is_some() { t.text } else { t.text_subdued };
    ink::text(ui, pos2(rect.left(), middle), Align2::LEFT_CENTER, &name, (BODY, strong), room - 8.0);
    let length = (rect.width() - room - FIGURES).max(40.0);
    let x = |value: f64| rect.left() + room + (value / most).clamp(0.0, 1.0) as f32 * length;
    let track = Rect::from_min_max(pos2(x(0.0), middle - 0.5), pos2(x(most), middle + 0.5));
    ui.painter().rect_filled(track, 0, t.outline);
    let tone = color(row.kind, t);
    let span = |from: f64, to: f64| {
        let right = x(to).max(x(from) + 2.0);
        Rect::from_min_max(pos2(x(from), middle - BAND / 2.0), pos2(right, middle + BAND / 2.0))
    };
    match row.kind {
        None => ink::hatch(ui.painter(), span(0.0, row.last), t.surface, tone),
        Some(_) => {
            ui.painter().rect_filled(span(0.0, row.range.0), 3, tone);
            ui.painter().rect_filled(span(row.range.0, row.range.1), 3, t.wash(tone, 0.35));
        }
    }
    if row.linear.is_some() {
        marks(ui, row, middle, x);
    }
    let says = Model::says(row, language);
    ink::text(ui, pos2(rect.right(), middle), Align2::RIGHT_CENTER, &says, (SMALL, t.text), FIGURES - 12.0);
    span(0.0, row.range.1.max(row.last))
}

/// Last contact as a line, equal parts as a ring, Markov as a dot.
fn marks(ui: &Ui, row: &Row, middle: f32, x: impl Fn(f64) -> f32) {
    let t = tokens(ui);
    let reach = BAND / 2.0 + 4.0;
    ui.painter().vline(x(row.last), (middle - reach)..=(middle + reach), Stroke::new(2.0, t.text));
    if let Some(linear) = row.linear {
        ui.painter().circle(pos2(x(linear), middle), 5.0, t.surface, Stroke::new(2.0, t.text));
    }
    if let Some(markov) = row.markov {
        ui.painter().circle(pos2(x(markov), middle), 4.5, t.text, Stroke::new(1.0, t.surface));
    }
}

fn tip(ui: &mut Ui, row: &Row, language: Language) {
    let mut rows = vec![(tr(language, "channels.credit.last"), orders(row.last))];
    if let Some(linear) = row.linear {
        rows.push((tr(language, "channels.credit.linear"), orders(linear)));
    }
    if let Some(markov) = row.markov {
        rows.push((tr(language, "channels.credit.markov"), orders(markov)));
    }
    if row.linear.is_some() {
        let range = format!("{}–{}", orders(row.range.0), orders(row.range.1));
        rows.push((tr(language, "channels.credit.all_models"), range));
    }
    tooltip(ui, &Model::name(row, language), &rows, &tr(language, "channels.credit.open"));
}
