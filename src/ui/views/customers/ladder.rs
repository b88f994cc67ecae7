//! The order ladder and the RFM map. Never computes.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::drawn::answered;
use crate::analysis::rows::{FigureId, RepeatFigure, RfmFigure};
use crate::analysis::{Analysis, FrequencyScale};
use crate::app::{Action, Selection};
use crate::ui::charts::{ladder as chart_of_ladder, rfm as chart_of_rfm};
use crate::ui::text::{tr, tr_with};
use crate::ui::widgets::Card;

/// From purchase to purchase.
pub(super) fn ladder(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let Some(repeat) = &analysis.repeat else { return };
    let (language, chart) = (model.language, chart_of_ladder::Model::new(&repeat.ladder, analysis.currency));
    let title = chart.title(language);
    let days = repeat.ladder.first().map_or(0, |step| step.days).to_string();
    let subtitle = tr_with(language, "chart.ladder.about", &[("days", &days)]);
    let card = Card::new("ladder", &title).subtitle(&subtitle);
    let shown =
        card.show(ui, language, || chart.table(language), |ui| chart_of_ladder::show(ui, &chart, language));
    let step = |mark: &chart_of_ladder::Mark| {
        let order = repeat.ladder.get(mark.step)?.order;
        Some(Selection::Figure(FigureId::Repeat(RepeatFigure::Ladder(order))))
    };
    answered(ui, model, shown.inner, step, out);
}

/// The RFM map with its named segments.
pub(super) fn rfm(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let Some(rfm) = &analysis.rfm else { return };
    let (language, chart) = (model.language, chart_of_rfm::Model::new(rfm, analysis.currency));
    let title = chart.title(language);
    let key = match rfm.frequency_scale {
        FrequencyScale::Quintiles => "chart.rfm.quintiles",
        FrequencyScale::FixedCuts => "chart.rfm.fixed",
    };
    let subtitle = tr(language, key);
    let card = Card::new("rfm", &title).subtitle(&subtitle);
    let shown =
        card.show(ui, language, || chart.table(language), |ui| chart_of_rfm::show(ui, &chart, language));
    let group = |mark: &chart_of_rfm::Mark| {
        let figure = match *mark {
            chart_of_rfm::Mark::Place { r, f } => RfmFigure::Place(r, f),
            chart_of_rfm::Mark::Segment(segment) => RfmFigure::Segment(segment),
        };
        Some(Selection::Figure(FigureId::Rfm(figure)))
    };
    answered(ui, model, shown.inner, group, out);
}
