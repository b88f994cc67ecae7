//! Axes of the time charts: round ends, ticks, and one quiet egui_plot frame. Never zooms, never scrolls.

use eframe::egui::{Color32, Rangef, Ui};
use egui_plot::{AxisHints, GridMark, HPlacement, Plot};

use crate::domain::{Language, MonthIndex};
use crate::ui::text::{month, tr_with};
use crate::ui::theme::{SMALL, font, tokens};

/// The next round number (1, 2, 2.5 or 5 x 10^k) not below `value`; 1 for anything not above zero.
pub fn round_up(value: f64) -> f64 {
    if !value.is_finite() || value <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powi(value.log10().floor() as i32);
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    let factor = steps.into_iter().find(|step| step * power >= value * 0.999_999).unwrap_or(10.0);
    factor * power
}

/// An axis from 0 that holds `max`: its end and the distance of its ticks, about `ticks` of them.
pub fn from_zero(max: f64, ticks: usize) -> (f64, f64) {
    let max = if max.is_finite() && max > 0.0 { max } else { 1.0 };
    let step = round_up(max / (ticks + 1) as f64);
    ((max / step).ceil() * step, step)
}

/// One axis: where it begins and ends, where its ticks are, and what they say.
pub struct Axis<'a> {
    /// First value shown.
    pub min: f64,
    /// Last value shown.
    pub max: f64,
    /// Values with a tick.
    pub ticks: Vec<f64>,
    /// Text of a tick.
    pub format: Box<dyn Fn(f64) -> String + 'a>,
}

impl<'a> Axis<'a> {
    /// An axis with a tick every `step`.
    pub fn stepped(min: f64, max: f64, step: f64, format: impl Fn(f64) -> String + 'a) -> Self {
        let number = ((max - min) / step).round().clamp(0.0, 200.0) as usize;
        let ticks = (0..=number).map(|index| min + index as f64 * step).collect();
        Self { min, max, ticks, format: Box::new(format) }
    }
}

/// A plot frame with these axes that cannot be moved; lines only for the y axis.
pub fn frame<'a>(ui: &Ui, id: &str, height: f32, x: Axis<'a>, y: Axis<'a>) -> Plot<'a> {
    let t = tokens(ui);
    let marks = |ticks: Vec<f64>, step_size: f64| {
        move |_: egui_plot::GridInput| {
            ticks.iter().map(|value| GridMark { value: *value, step_size }).collect()
        }
    };
    // Wide enough apart that neither label nor line is ever faded out.
    let (x_step, y_step) = ((x.max - x.min).max(1e-9), (y.max - y.min).max(1e-9));
    let (x_format, y_format) = (x.format, y.format);
    let hints = |axis: AxisHints<'a>| {
        let axis = axis.tick_label_color(t.text_subdued).tick_label_font(font(SMALL));
        axis.label_spacing(Rangef::new(4.0, 8.0))
    };
    Plot::new(id)
        .height(height)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_crosshair(false)
        .show_background(false)
        .show_grid([false, true])
        .grid_color(t.outline)
        .grid_fade(0.0)
        .cursor_color(Color32::TRANSPARENT)
        .label_formatter(|_| None)
        .set_margin_fraction(eframe::egui::Vec2::ZERO)
        .default_x_bounds(x.min, x.max)
        .default_y_bounds(y.min, y.max)
        .x_grid_spacer(marks(x.ticks, x_step))
        .y_grid_spacer(marks(y.ticks, y_step))
        .custom_x_axes(vec![hints(AxisHints::new_x()).formatter(move |mark, _| x_format(mark.value))])
        .custom_y_axes(vec![
            hints(AxisHints::new_y())
                .placement(HPlacement::Left)
                .min_thickness(44.0)
                .formatter(move |mark, _| y_format(mark.value)),
        ])
}

/// Days from `from` to `to`, with a tick at round numbers; the origin is labelled by the other axis.
pub fn days<'a>(from: f64, to: f64, language: Language) -> Axis<'a> {
    let width = to - from;
    let steps = [(200.0, 60.0), (60.0, 30.0), (28.0, 7.0), (10.0, 2.0)];
    let step = steps.into_iter().find(|(over, _)| width > *over).map_or(1.0, |(_, step)| step);
    let first = (from / step).ceil() as i64;
    let ticks = (first..).map(|index| index as f64 * step).take_while(|day| *day <= to).collect();
    let format = move |day: f64| {
        let text = tr_with(language, "chart.repeat.day_tick", &[("n", &format!("{day:.0}"))]);
        if day < 1.0 { String::new() } else { text }
    };
    Axis { min: from, max: to, ticks, format: Box::new(format) }
}

/// Months at 0, 1, 2 …, with as many names as find room.
pub fn months<'a>(months: impl Iterator<Item = MonthIndex>, width: f32, language: Language) -> Axis<'a> {
    let months: Vec<MonthIndex> = months.collect();
    let room = ((width - 60.0) / 72.0).max(1.0) as usize;
    let every = [1, 2, 3, 6, 12].into_iter().find(|every| months.len() / every <= room).unwrap_or(24);
    let max = months.len().max(1) as f64 - 0.5;
    let ticks = (0..months.len()).step_by(every).map(|index| index as f64).collect();
    let format = move |value: f64| {
        let index = value.round();
        let found = (index >= 0.0).then(|| months.get(index as usize)).flatten();
        found.map_or(String::new(), |found| month(language, *found))
    };
    Axis { min: -0.5, max, ticks, format: Box::new(format) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_round_ticks_inside_their_ends_however_close_one_looks() {
        let check = |from: f64, to: f64, ticks: &[f64]| {
            assert_eq!(days(from, to, Language::English).ticks, ticks, "{from} to {to}");
        };
        check(0.0, 372.0, &[0.0, 60.0, 120.0, 180.0, 240.0, 300.0, 360.0]);
        check(37.0, 100.0, &[60.0, 90.0]);
        check(37.0, 70.0, &[42.0, 49.0, 56.0, 63.0, 70.0]);
        check(5.0, 8.0, &[5.0, 6.0, 7.0, 8.0]);
    }

    #[test]
    fn axes_end_on_round_numbers_and_survive_nonsense() {
        let check = |max: f64, end: f64, step: f64| {
            let (got_end, got_step) = from_zero(max, 4);
            assert!(
                (got_end - end).abs() < end * 1e-9 && (got_step - step).abs() < step * 1e-9,
                "{got_end} {got_step}"
            );
        };
        check(0.37, 0.4, 0.1);
        check(1.0, 1.0, 0.2);
        check(873_000.0, 1_000_000.0, 200_000.0);
        check(205_000.0, 250_000.0, 50_000.0);
        check(0.0, 1.0, 0.2);
        check(f64::NAN, 1.0, 0.2);
        check(f64::INFINITY, 1.0, 0.2);
    }
}
