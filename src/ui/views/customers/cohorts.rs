//! The cohorts: people in three variants, money in two bases, months or 30-day periods; below them new and returning revenue. Never
//! computes.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::drawn::answered;
use super::super::parts::room;
use super::calendar;
use crate::analysis::rows::{DepthFigure, FigureId};
use crate::analysis::{Analysis, CalendarGrain, Cohorts, RevenueMonth};
use crate::app::{Action, Selection};
use crate::domain::{Currency, MonthIndex};
use crate::ui::charts::heat_map::{self, Content};
use crate::ui::charts::revenue;
use crate::ui::text::tr;
use crate::ui::theme::space;
use crate::ui::widgets::{Card, flow, segmented};

/// Two years of cohorts fit without scrolling.
const COHORTS_HEIGHT: f32 = 780.0;
const BARS_HEIGHT: f32 = 300.0;

/// By what cohorts are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grain {
    Month,
    Rolling,
    Calendar(CalendarGrain),
}

impl Grain {
    fn id(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Rolling => "rolling",
            Self::Calendar(grain) => grain.id(),
        }
    }
}

/// The triangle and the bars.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let known = ui.scope_id().with("cohorts are shown by");
    let (mut content, rolled): (Content, bool) = ui.data(|data| data.get_temp(known)).unwrap_or_default();
    let asked = model.state.session.cohort_grain;
    let mut grain = asked.map_or(if rolled { Grain::Rolling } else { Grain::Month }, Grain::Calendar);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let choices: Vec<(Content, String)> = Content::ALL
            .into_iter()
            .filter(|content| !content.is_money() || analysis.currency.is_some())
            .map(|content| (content, tr(model.language, &format!("customers.cohorts.{}", content.id()))))
            .collect();
        flow::item(ui, "content", |ui| segmented(ui, &mut content, &choices));
        let mut grains = vec![Grain::Month, Grain::Rolling];
        // A frozen view holds what was asked then.
        if model.shown.frozen.is_none() {
            grains.extend(CalendarGrain::ALL.map(Grain::Calendar));
        }
        let grains: Vec<(Grain, String)> = grains
            .into_iter()
            .map(|grain| (grain, tr(model.language, &format!("customers.cohorts.{}", grain.id()))))
            .collect();
        flow::item(ui, "grain", |ui| segmented(ui, &mut grain, &grains));
    });
    ui.data_mut(|data| data.insert_temp(known, (content, grain == Grain::Rolling)));
    let wanted = if let Grain::Calendar(grain) = grain { Some(grain) } else { None };
    if wanted != asked {
        out.push(Action::SetCohortGrain(wanted));
    }
    let cohorts = match grain {
        Grain::Month => analysis.cohorts.as_ref(),
        Grain::Rolling => analysis.rolling_cohorts.as_ref(),
        Grain::Calendar(_) => None,
    };
    if let Some(found) = analysis.calendar_cohorts.as_ref().filter(|found| Some(found.grain) == wanted) {
        calendar::card(ui, model, found, out);
    }
    if let Some(cohorts) = cohorts {
        triangle(ui, model, cohorts, (content, analysis.currency), out);
    }
    if let (Some(months), Some(currency)) = (&analysis.revenue, analysis.currency) {
        bars(ui, model, months, currency, out);
    }
}

fn triangle(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    cohorts: &Cohorts,
    (content, currency): (Content, Option<Currency>),
    out: &mut Vec<Action>,
) {
    let language = model.language;
    let chart = heat_map::Model::showing(cohorts, content, currency);
    if chart.is_empty() {
        return;
    }
    let title = chart.title(language);
    let about = tr(language, &format!("customers.cohorts.{}.about", content.id()));
    let card = Card::new("cohorts", &title).subtitle(&about);
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| room(ui, COHORTS_HEIGHT, |ui| heat_map::show(ui, &chart, language)),
    );
    let cell = |mark: &heat_map::Mark| {
        let definition = if content.is_money() { cohorts.money_definition } else { cohorts.definition };
        let cell = |month: MonthIndex| match cohorts.period_days {
            None => Selection::Cohort(month, mark.offset),
            Some(_) => Selection::Figure(FigureId::Depth(DepthFigure::Rolling(Some(month), mark.offset))),
        };
        let cell = mark.cohort.filter(|_| !content.is_money()).map(cell);
        Some(cell.unwrap_or(Selection::Definition(definition)))
    };
    answered(ui, model, shown.inner, cell, out);
}

fn bars(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    months: &[RevenueMonth],
    currency: Currency,
    out: &mut Vec<Action>,
) {
    let (language, chart) = (model.language, revenue::Model::new(months, currency));
    if chart.is_empty() {
        return;
    }
    let title = chart.title(language);
    let card = Card::new("revenue", &title);
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| room(ui, BARS_HEIGHT, |ui| revenue::show(ui, &chart, language)),
    );
    answered(ui, model, shown.inner, |mark| Some(Selection::Revenue(mark.month)), out);
}
