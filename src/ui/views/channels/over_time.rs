//! What the ad exports say of each month, by channel and by campaign. Computes nothing.

use eframe::egui::{Id, Ui};

use super::super::ViewModel;
use super::super::drawn::answered;
use crate::analysis::Analysis;
use crate::analysis::rows::FigureId;
use crate::app::{Action, Selection};
use crate::ui::charts::spend::{self, Measure, Parts};
use crate::ui::text::{count, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, flow, segmented};

/// The months as stacked bars; which parts and which measure is chosen above them.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let Some(found) = &analysis.ad_months else { return };
    let language = model.language;
    let key = Id::unique("look at the months of ads");
    let (mut parts, mut measure): (Parts, Measure) = ui.data(|data| data.get_temp(key)).unwrap_or_default();
    if found.campaigns.is_empty() {
        parts = Parts::Channels;
    }
    let chart = spend::Model::new(found, (parts, measure), analysis.currency, language);
    if chart.is_empty() {
        return;
    }
    let title = chart.title(language);
    let mut notes = Vec::new();
    for (n, key) in [(found.across_months, "across"), (chart.elsewhere as u64, "elsewhere")] {
        if n > 0 {
            notes.push(tr_with(language, &format!("channels.over_time.{key}"), &[("n", &count(n))]));
        }
    }
    let note = notes.join(" ");
    let card = Card::new("ads by month", &title).subtitle(&note);
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| {
            ui.horizontal_wrapped(|ui| {
                if !found.campaigns.is_empty() {
                    let choices = Parts::ALL
                        .map(|parts| (parts, tr(language, &format!("channels.over_time.by.{}", parts.id()))));
                    flow::item(ui, "parts", |ui| segmented(ui, &mut parts, &choices));
                }
                let choices = Measure::ALL
                    .map(|measure| (measure, tr(language, &format!("channels.over_time.{}", measure.id()))));
                flow::item(ui, "measure", |ui| segmented(ui, &mut measure, &choices));
            });
            spend::show(ui, &chart, language)
        },
    );
    ui.data_mut(|data| data.insert_temp(key, (parts, measure)));
    let figure = |mark: &spend::Mark| {
        let line = chart.lines.get(mark.line?)?;
        Some(Selection::Figure(FigureId::Ads(line.figure(Some(mark.month)))))
    };
    answered(ui, model, shown.inner, figure, out);
    ui.add_space(space::XS);
}
