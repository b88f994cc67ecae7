//! Draws the ladder and answers pointer and keyboard. Never computes a share.

use eframe::egui::{Align2, Rect, Sense, Ui, pos2, vec2};

use super::model::{Mark, Model, gap};
use crate::analysis::LadderStep;
use crate::domain::Language;
use crate::ui::charts::ink::{self, Swatch};
use crate::ui::charts::mark::{Marks, TabStops, around, tooltip};
use crate::ui::charts::{ChartResponse, THIN};
use crate::ui::text::{count, decimal, interval_percent, percent, tr, tr_with};
use crate::ui::theme::{BODY, NUMBER_SMALL, SMALL, tokens};

/// Height of a step.
const ROW: f32 = 76.0;
/// Room for the name of a step.
const NAME: f32 = 124.0;
/// Room for the figures on the right.
const FIGURES: f32 = 210.0;

/// Draws the steps across the available width.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let t = tokens(ui);
    ink::legend(
        ui,
        &[
            (Swatch::Fill(t.series), tr(language, "chart.ladder.in_time")),
            (Swatch::Hatch(t.surface, t.series), tr(language, "chart.funnel.still_open")),
            (Swatch::Fill(t.track), tr(language, "chart.ladder.lost")),
        ],
    );
    let largest = model.steps.iter().map(|step| step.reached).max().unwrap_or(1).max(1);
    let (mut places, mut bars) = (Vec::new(), Vec::new());
    for (index, step) in model.steps.iter().enumerate() {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        bars.push((index, one(ui, model, step, (rect, largest), language)));
        places.push((index, rect.shrink2(vec2(0.0, 4.0))));
    }
    let marks = Marks { id: "ladder", columns: 1, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| name(&model.steps[index]),
        |ui, index| tip(ui, model, &model.steps[index], language),
    );
    let mark = |step| Mark { step };
    answer.of(ui, (around(&places), &bars), |step| Some(mark(step)))
}

fn name(step: &LadderStep) -> String {
    let share = step.mature.value.map_or_else(|| "–".to_owned(), percent);
    format!("{}: {share}, {}", Model::name(step), count(step.reached))
}

/// One step; returns where its bar is.
fn one(ui: &Ui, model: &Model, step: &LadderStep, (rect, largest): (Rect, u64), language: Language) -> Rect {
    let t = tokens(ui);
    let middle = rect.center().y;
    let left = rect.left();
    ink::text(
        ui,
        pos2(left, middle - 9.0),
        Align2::LEFT_CENTER,
        &Model::name(step),
        (NUMBER_SMALL, t.text),
        NAME,
    );
    let customers = tr_with(language, "chart.ladder.customers", &[("n", &count(step.reached))]);
    ink::text(ui, pos2(left, middle + 12.0), Align2::LEFT_CENTER, &customers, (SMALL, t.text_subdued), NAME);
    let room = (rect.width() - NAME - FIGURES - 16.0).max(40.0);
    // As long as the step has customers; a short one stays wide enough to be read.
    let length = (step.reached as f64 / largest as f64).sqrt() as f32 * room;
    let bar = Rect::from_min_size(pos2(left + NAME, middle - 13.0), vec2(length.max(24.0), 26.0));
    let part = |units: u64| bar.width() * units as f32 / step.reached.max(1) as f32;
    let in_time = bar.with_max_x(bar.left() + part(step.in_time));
    let open = Rect::from_min_size(in_time.right_top(), vec2(part(step.still_open), bar.height()));
    ui.painter().rect_filled(bar, 3, t.track);
    ui.painter().rect_filled(in_time, 3, t.series);
    ink::hatch(ui.painter(), open, t.surface, t.wash(t.series, 0.6));
    let right = pos2(rect.right(), middle);
    let thin = step.mature.denominator < THIN;
    let share = step.mature.value.map_or_else(|| "–".to_owned(), percent);
    let strong = if thin { t.text_subdued } else { t.text };
    ink::text(ui, right - vec2(0.0, 18.0), Align2::RIGHT_CENTER, &share, (NUMBER_SMALL, strong), FIGURES);
    let interval = interval_percent(step.mature.low, step.mature.high);
    let of = tr_with(
        language,
        "chart.ladder.of_mature",
        &[("interval", &interval), ("n", &count(step.mature.denominator))],
    );
    ink::text(ui, right + vec2(0.0, 2.0), Align2::RIGHT_CENTER, &of, (SMALL, t.text_subdued), FIGURES);
    let after =
        tr_with(language, "chart.ladder.after", &[("days", &gap(&step.gap)), ("value", &model.value(step))]);
    ink::text(
        ui,
        right + vec2(0.0, 20.0),
        Align2::RIGHT_CENTER,
        &after,
        (SMALL, t.text_subdued),
        FIGURES + 60.0,
    );
    bar
}

fn tip(ui: &mut Ui, model: &Model, step: &LadderStep, language: Language) {
    let share = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), percent);
    let half =
        step.half_days.map_or_else(|| tr(language, "chart.survival.not_reached"), |days| days.to_string());
    let rows = [
        (tr(language, "chart.ladder.in_time"), count(step.in_time)),
        (tr(language, "chart.funnel.still_open"), count(step.still_open)),
        (tr(language, "chart.ladder.lost"), count(step.dropped)),
        (tr(language, "chart.repeat.rate"), share(step.mature.value)),
        (tr(language, "chart.interval_95"), interval_percent(step.mature.low, step.mature.high)),
        (tr(language, "chart.repeat.km"), share(step.kaplan_meier)),
        (tr(language, "chart.ladder.gap"), gap(&step.gap)),
        (tr(language, "chart.survival.half"), half),
        (
            tr(language, "chart.ladder.dormant"),
            step.dormant_days.map_or_else(|| "–".to_owned(), |days| decimal(days, 0)),
        ),
        (tr(language, "chart.ladder.value"), model.value(step)),
    ];
    let thin = if step.mature.denominator < THIN { tr(language, "chart.thin") } else { String::new() };
    tooltip(ui, &Model::name(step), &rows, &thin);
    ui.set_min_width(BODY);
}
