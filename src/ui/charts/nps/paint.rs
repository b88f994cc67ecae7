//! Draws bar, score axis and distribution, and answers pointer and keyboard. Never computes a score.

use eframe::egui::{Align2, Color32, Layout, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::layout::{BOTTOM, TOP, Top, distribution};
use super::model::{Group, Mark, Model, interval};
use super::trend;
use crate::domain::Language;
use crate::ui::charts::ink::{self, Swatch};
use crate::ui::charts::mark::{Marks, TabStops, around, tooltip};
use crate::ui::charts::{ChartResponse, THIN};
use crate::ui::text::{count, percent, signed, tr, tr_with};
use crate::ui::theme::{NUMBER_SMALL, SMALL, TITLE, Tokens, space, text_on, tokens};

/// Draws the NPS across the available width: the groups, the score on its axis, the scores one by one and, where
/// there are months, the trend beside them (below them in narrow places).
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let t = tokens(ui);
    ink::legend(ui, &legend(model, t, language));
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), TOP), Sense::hover());
    let top = Top::new(area, model);
    groups(ui, model, &top, t);
    axis(ui, model, &top, language, t);
    let mut response = group_marks(ui, model, &top, language);
    ui.add_space(space::M);
    let width = ui.available_width();
    let beside = !model.result.months.is_empty() && width >= 680.0;
    let left = if beside { width * 0.4 } else { width };
    let (area, _) = ui.allocate_exact_size(vec2(width, BOTTOM), Sense::hover());
    let scores = area.with_max_x(area.left() + left - if beside { space::L } else { 0.0 });
    response.join(score_bars(ui, model, scores, language));
    if beside {
        let place = area.with_min_x(area.left() + left);
        let builder = UiBuilder::new().max_rect(place).layout(Layout::default());
        let answer = ui.scope_builder(builder, |ui| trend::show(ui, model, language)).inner;
        response.join(answer);
    } else if !model.result.months.is_empty() {
        response.join(trend::show(ui, model, language));
    }
    response
}

/// The colour of a group.
pub fn colour(group: Group, t: &Tokens) -> Color32 {
    match group {
        Group::Promoters => t.promoters,
        Group::Passives => t.passives,
        Group::Detractors => t.detractors,
    }
}

fn legend(model: &Model, t: &Tokens, language: Language) -> Vec<(Swatch, String)> {
    let entry = |group: Group| {
        let share = model.share(group);
        let value = share.value().map_or("–".to_owned(), percent);
        (
            Swatch::Fill(colour(group, t)),
            format!("{} {value} · {}", tr(language, group.key()), count(share.numerator)),
        )
    };
    Group::ALL.map(entry).to_vec()
}

fn groups(ui: &Ui, model: &Model, top: &Top, t: &Tokens) {
    for (group, rect) in Group::ALL.into_iter().zip(top.groups) {
        let fill = colour(group, t);
        ui.painter().rect_filled(rect, 0, fill);
        let share = model.share(group).value().unwrap_or(0.0);
        let galley = ink::line(ui, &percent(share), TITLE, text_on(fill), f32::INFINITY);
        if galley.size().x + 16.0 <= rect.width() {
            let at = pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, text_on(fill));
        }
    }
}

/// The axis with ticks, the interval as a thick line, the score as a dot with its number above.
fn axis(ui: &Ui, model: &Model, top: &Top, language: Language, t: &Tokens) {
    let painter = ui.painter();
    let y = top.axis.center().y;
    painter.hline(top.axis.x_range(), y, Stroke::new(1.0, t.text_subdued));
    for tick in [-100.0, -50.0, 0.0, 50.0, 100.0] {
        let x = top.x(tick);
        painter.vline(x, (y - 4.0)..=(y + 4.0), Stroke::new(1.0, t.text_subdued));
        let style = (SMALL, t.text_subdued);
        ink::text(ui, pos2(x, y + 6.0), Align2::CENTER_TOP, &signed(tick, 0), style, 60.0);
    }
    let Some(score) = model.result.net.score.filter(|score| score.is_finite()) else { return };
    let color = if model.thin() { t.text_subdued } else { t.accent };
    if let (Some(low), Some(high)) = (model.result.net.low, model.result.net.high) {
        let ends = [pos2(top.x(low), y), pos2(top.x(high), y)];
        painter.line_segment(ends, Stroke::new(6.0, t.wash(color, 0.4)));
    }
    painter.circle(pos2(top.x(score), y), 6.0, color, Stroke::new(2.0, t.surface));
    let size = if model.thin() { SMALL } else { NUMBER_SMALL };
    let number = format!("NPS {}", signed(score, 0));
    let mut note = interval(model.result.net.low, model.result.net.high);
    if model.thin() {
        note = format!("{note} · {}", tr(language, "chart.thin"));
    }
    let wide = ink::line(ui, &number, size, t.text, f32::INFINITY).size().x;
    let note_wide = ink::line(ui, &note, SMALL, t.text, f32::INFINITY).size().x;
    // Kept whole at both ends of the axis.
    let total = wide + 8.0 + note_wide;
    let furthest = (top.axis.right() + 16.0 - total).max(top.axis.left() - 16.0);
    let left = (top.x(score) - wide / 2.0).clamp(top.axis.left() - 16.0, furthest);
    let base = y - 10.0;
    let color = if model.thin() { t.text_subdued } else { t.text };
    let written = ink::text(ui, pos2(left, base), Align2::LEFT_BOTTOM, &number, (size, color), f32::INFINITY);
    let at = pos2(written.right() + 8.0, base - if model.thin() { 0.0 } else { 3.0 });
    ink::text(ui, at, Align2::LEFT_BOTTOM, &note, (SMALL, t.text_subdued), f32::INFINITY);
}

fn group_marks(ui: &mut Ui, model: &Model, top: &Top, language: Language) -> ChartResponse<Mark> {
    let places: Vec<(usize, Rect)> =
        top.groups.iter().copied().enumerate().filter(|(_, rect)| rect.is_positive()).collect();
    let marks = Marks { id: "groups", columns: 3, tab_stops: TabStops::One, places: &places, selected: None };
    let words = |index: usize| {
        let share = model.share(Group::ALL[index]);
        let (a, b) = (count(share.numerator), count(share.denominator));
        let of = tr_with(language, "chart.a_of_b", &[("a", &a), ("b", &b)]);
        (tr(language, Group::ALL[index].key()), share.value().map_or("–".to_owned(), percent), of)
    };
    let answer = marks.show(
        ui,
        |index| {
            let (name, share, of) = words(index);
            format!("{name}: {share}, {of}")
        },
        |ui, index| {
            let (name, share, of) = words(index);
            let rows = [(tr(language, "chart.nps.share"), share), (tr(language, "chart.nps.answers"), of)];
            tooltip(ui, &name, &rows, &tr(language, "chart.nps.means"));
        },
    );
    answer.of(ui, (around(&places), &places), |index| Group::ALL.get(index).copied().map(Mark::Group))
}

fn score_bars(ui: &mut Ui, model: &Model, area: Rect, language: Language) -> ChartResponse<Mark> {
    let t = tokens(ui);
    let style = (SMALL, t.text_subdued);
    let title = tr(language, "chart.nps.by_score");
    let head = ink::text(ui, area.left_top(), Align2::LEFT_TOP, &title, style, area.width());
    let room = area.with_min_y(head.bottom() + 4.0);
    let counts = &model.result.distribution;
    let bars = distribution(room, counts);
    for (score, bar) in bars.iter().enumerate() {
        ui.painter().rect_filled(*bar, 0, colour(Group::of(score), t));
        let above = pos2(bar.center().x, bar.top() - 2.0);
        let number = crate::ui::text::compact(counts[score] as f64);
        ink::text(ui, above, Align2::CENTER_BOTTOM, &number, style, bar.width() + 8.0);
        let below = pos2(bar.center().x, bar.bottom() + 2.0);
        ink::text(ui, below, Align2::CENTER_TOP, &score.to_string(), (SMALL, t.text), bar.width());
    }
    let base = bars[0].bottom();
    ui.painter().hline(room.x_range(), base, Stroke::new(1.0, t.outline));
    let places: Vec<(usize, Rect)> = bars.iter().map(|bar| bar.with_min_y(room.top())).enumerate().collect();
    let marks =
        Marks { id: "scores", columns: 11, tab_stops: TabStops::One, places: &places, selected: None };
    let name = |score: usize| {
        let number = count(counts[score]);
        tr_with(language, "chart.nps.score_name", &[("score", &score.to_string()), ("n", &number)])
    };
    let answer = marks.show(ui, name, |ui, score| {
        let share =
            if model.result.net.n > 0 { counts[score] as f64 / model.result.net.n as f64 } else { 0.0 };
        let rows = [
            (tr(language, "chart.nps.answers"), count(counts[score])),
            (tr(language, "chart.nps.share"), percent(share)),
        ];
        let title = tr_with(language, "chart.nps.score_title", &[("score", &score.to_string())]);
        let thin = if model.result.net.n < THIN { tr(language, "chart.thin") } else { String::new() };
        tooltip(ui, &format!("{title} · {}", tr(language, Group::of(score).key())), &rows, &thin);
    });
    let bars: Vec<(usize, Rect)> = bars.into_iter().enumerate().collect();
    answer.of(ui, (area, &bars), |score| u8::try_from(score).ok().map(Mark::Score))
}
