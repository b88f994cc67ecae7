//! Every chart drawn in both languages with ordinary, empty and extreme data; missing glyphs and nameless marks fail here.

use eframe::egui::{self, Ui, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};

use super::*;
use crate::analysis::{CohortCell, CohortRow, Cohorts, DefinitionId, NetScore, NpsMonth, PooledCell};
use crate::domain::{Language, MonthIndex};
use crate::ui::theme::Theme;

fn draw<'a>(theme: egui::Theme, mut chart: impl FnMut(&mut Ui) + 'a) -> Harness<'a> {
    let builder = Harness::builder().with_size(vec2(900.0, 600.0)).with_theme(theme);
    let mut harness = builder.build_ui(move |ui| {
        Theme::apply_once(ui.ctx());
        chart(ui);
    });
    harness.run();
    harness
}

fn everywhere(check: impl Fn(Language, egui::Theme)) {
    for language in Language::ALL {
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            check(language, theme);
        }
    }
}

fn cohorts(months: usize, size: u64) -> Cohorts {
    let cell = |row: usize, offset: usize| CohortCell {
        offset: offset as u32,
        customers: size / (offset as u64 + 1),
        net_minor: 0,
        complete: row + offset + 1 < months,
        ..CohortCell::default()
    };
    let rows = (0..months).map(|row| CohortRow {
        cohort: MonthIndex(24_300 + row as i32),
        size,
        cells: (0..months - row).map(|offset| cell(row, offset)).collect(),
    });
    let pooled = (0..months).map(|offset| PooledCell {
        offset: offset as u32,
        retained: size / 4,
        size,
        ..PooledCell::default()
    });
    Cohorts {
        period_days: None,
        undated_refunds_minor: 0,
        money_definition: DefinitionId::CohortMoney,
        grain: "month".to_owned(),
        rows: rows.collect(),
        pooled: pooled.collect(),
        definition: DefinitionId::Cohort,
    }
}

#[test]
fn cohorts_of_no_month_a_year_and_ten_years_are_drawn_and_named() {
    everywhere(|language, theme| {
        for (months, size) in [(0, 0), (12, 80), (120, u64::MAX / 1_000)] {
            let model = heat_map::Model::new(&cohorts(months, size));
            draw(theme, |ui| {
                heat_map::show(ui, &model, language);
            });
        }
    });
    let model = heat_map::Model::new(&cohorts(12, 80));
    let harness = draw(egui::Theme::Light, |ui| {
        heat_map::show(ui, &model, Language::English);
    });
    harness.get_by_label("Jan 2025, Month 1: 50.0 %, 40 of 80");
    harness.get_by_label("Jan 2025, Month 11: 7.5 %, 6 of 80, Month not over yet");
}

#[test]
fn arrow_keys_walk_the_cells_of_the_heat_map() {
    let model = heat_map::Model::new(&cohorts(12, 80));
    let mut harness = draw(egui::Theme::Light, |ui| {
        heat_map::show(ui, &model, Language::English);
    });
    harness
        .get_by_label("Jan 2025, Month 0: 100.0 %, 80 of 80, Month of the first purchase: everyone")
        .focus();
    harness.run();
    harness.key_press(egui::Key::ArrowRight);
    harness.run();
    assert!(harness.get_by_label("Jan 2025, Month 1: 50.0 %, 40 of 80").is_focused());
    harness.key_press(egui::Key::ArrowDown);
    harness.run();
    assert!(harness.get_by_label("Feb 2025, Month 1: 50.0 %, 40 of 80").is_focused());
}

#[test]
fn the_repeat_curve_is_drawn_with_its_windows_named() {
    use repeat_curve::model_tests::{point, repeat};
    let ordinary = repeat(vec![point(3, 0.1), point(90, 0.3)], &[(30, Some(0.2), 400), (90, Some(0.3), 20)]);
    let strange =
        repeat(vec![point(0, f64::NAN), point(u32::MAX, 1.0)], &[(0, Some(1.0), 1), (9_999, None, 0)]);
    everywhere(|language, theme| {
        for data in [&ordinary, &strange, &repeat(vec![], &[])] {
            let model = repeat_curve::Model::new(data);
            draw(theme, |ui| {
                repeat_curve::show(ui, &model, language);
            });
        }
    });
    let model = repeat_curve::Model::new(&ordinary);
    let harness = draw(egui::Theme::Light, |ui| {
        repeat_curve::show(ui, &model, Language::English);
    });
    harness.get_by_label("Within 30 days: 20.0 %, 80 of 400");
}

#[test]
fn the_repeat_curve_climbs_in_steps_and_never_in_slopes() {
    use repeat_curve::model_tests::{point, repeat};
    let climbs = (1..90).map(|step| point(4 * step, f64::from(step) * 0.003)).collect();
    let model = repeat_curve::Model::new(&repeat(climbs, &[]));
    let harness = draw(egui::Theme::Light, |ui| {
        repeat_curve::show(ui, &model, Language::English);
    });
    let lines = harness.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::Path(path) if path.points.len() > 90 && path.stroke.width > 0.0 => Some(&path.points),
        _ => None,
    });
    let lines: Vec<&Vec<egui::Pos2>> = lines.collect();
    assert_eq!(lines.len(), 1, "the curve is one line");
    let is_flat_or_upright = |[from, to]: &[egui::Pos2; 2]| from.x == to.x || from.y == to.y;
    assert!(lines[0].array_windows().all(is_flat_or_upright), "{lines:?}");
}

#[test]
fn revenue_is_drawn_and_the_open_month_is_named_as_such() {
    use revenue::model_tests::revenue;
    let huge = [(i64::MAX, i64::MAX, i64::MAX, true); 80];
    let cases: [&[(i64, i64, i64, bool)]; 4] =
        [&[], &[(0, 0, 0, false)], &[(5_000, -900, 3, true), (1_000, 0, 0, false)], &huge];
    everywhere(|language, theme| {
        for case in cases {
            let model = revenue(case);
            draw(theme, |ui| {
                revenue::show(ui, &model, language);
            });
        }
    });
    let model = revenue(&[(500_000, 0, 0, false)]);
    let harness = draw(egui::Theme::Light, |ui| {
        revenue::show(ui, &model, Language::English);
    });
    harness.get_by_label_contains("Jan 2025: First orders ฿5,000");
    harness.get_by_label_contains("Orders 12, Month not over yet");
}

#[test]
fn nps_is_drawn_with_and_without_answers_and_months() {
    use nps::model_tests::nps;
    let month = |index: i32, n: u64, score: Option<f64>| NpsMonth {
        month: MonthIndex(24_300 + index),
        net: NetScore {
            n,
            promoters: n / 2,
            detractors: n / 4,
            score,
            low: score.map(|score| score - 30.0),
            high: score.map(|score| score + 30.0),
        },
    };
    let months = vec![
        month(0, 40, Some(25.0)),
        month(1, 0, None),
        month(2, 5, Some(f64::NAN)),
        month(3, 9, Some(-100.0)),
    ];
    let cases = [
        nps([0; 11], vec![]),
        nps([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3], vec![]),
        nps([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], months),
    ];
    everywhere(|language, theme| {
        for case in &cases {
            let model = nps::Model::new(case);
            draw(theme, |ui| {
                nps::show(ui, &model, language);
            });
        }
    });
    let model = nps::Model::new(&cases[2]);
    let harness = draw(egui::Theme::Light, |ui| {
        nps::show(ui, &model, Language::English);
    });
    harness.get_by_label("Promoters: 31.8 %, 21 of 66");
    harness.get_by_label("Score 10: 11 answers");
    harness.get_by_label("Jan 2025: NPS +25, 40 answers");
}

#[test]
fn coverage_is_drawn_and_its_gaps_are_named() {
    let model = coverage::model_tests::shop();
    let empty = coverage::Model::new(&Default::default(), &Default::default());
    everywhere(|language, theme| {
        for model in [&model, &empty] {
            draw(theme, |ui| {
                coverage::show(ui, model, language);
            });
        }
    });
    let harness = draw(egui::Theme::Light, |ui| {
        coverage::show(ui, &model, Language::English);
    });
    harness.get_by_label("orders.csv, orders, Apr 2026: 60 records on 30 days");
    harness.get_by_label_contains("No orders between 3 and 19 May 2026 (17 days).");
}
