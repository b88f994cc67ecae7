//! The views: functions of what is shown that push actions. None changes the state, reads a file or computes a figure.

mod arriving;
mod channels;
mod comparison;
mod customers;
mod data;
mod drawn;
mod hypotheses;
mod identity;
mod journey;
mod journey_money;
mod map;
mod mapping;
mod parts;
mod paths;
pub(in crate::ui) mod present;
mod rows;
mod service;
mod snapshots;
mod start;
mod voice;
mod voice_csat;
mod voice_depth;
mod voice_reviews;
mod what_if;

pub(in crate::ui) use parts::{room, running};

use eframe::egui::Ui;

use crate::app::jobs::{Jobs, Kind};
use crate::app::{Action, Controller, Notices, Shown, State, View};
use crate::domain::{Language, Period};
use crate::ui::text::{date, tr, tr_with};

/// Everything a view may look at.
#[derive(Clone, Copy)]
pub struct ViewModel<'a> {
    /// Document, session and derived figures.
    pub state: &'a State,
    /// The figures that are shown: the present ones or those of a snapshot.
    pub shown: Shown<'a>,
    /// What the person must know.
    pub notices: &'a Notices,
    /// Background work.
    pub jobs: &'a Jobs,
    /// Language of every text.
    pub language: Language,
}

impl<'a> ViewModel<'a> {
    /// What the controller holds.
    pub fn new(controller: &'a Controller) -> Self {
        let state = &controller.state;
        Self {
            state,
            shown: state.shown(),
            notices: &controller.notices,
            jobs: controller.jobs(),
            language: state.session.language,
        }
    }

    /// Whether what names customers is replaced by codes.
    pub fn replaces_names(&self) -> bool {
        self.state.project.document.settings.pseudonyms.is_some()
    }

    /// What the names in a list of people are.
    fn names_told(&self) -> String {
        tr(self.language, if self.replaces_names() { "rows.names.replaced" } else { "rows.names.as_written" })
    }

    /// Whether there is a figure that the inspector could explain.
    pub fn shows_inspector(&self) -> bool {
        let session = &self.state.session;
        session.inspector
            && session.mapping.is_none()
            && session.view.has_filters()
            // The map needs the room; a figure that is chosen on it is explained.
            && (session.view != View::Map || session.selection.is_some())
            && self.shown.analysis.is_some()
    }
}

/// The view that is selected; the start page while there is nothing to show.
pub fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let arriving = model.state.session.arriving.as_ref().filter(|_| model.jobs.is_running(Kind::Import));
    if let Some(arriving) = arriving
        && (model.state.derived.imported.is_none() || model.state.session.view == View::Data)
    {
        return arriving::ui(ui, model, arriving, out);
    }
    if model.state.is_empty() {
        return start::ui(ui, model, out);
    }
    if let Some(desk) = &model.state.session.mapping {
        return mapping::ui(ui, model, desk, out);
    }
    if let Some(desk) = &model.state.session.rows {
        return rows::ui(ui, model, desk, out);
    }
    match model.state.session.view {
        View::Journey => journey::ui(ui, model, out),
        View::Customers => customers::ui(ui, model, out),
        View::Paths => paths::ui(ui, model, out),
        View::Channels => channels::ui(ui, model, out),
        View::Voice => voice::ui(ui, model, out),
        View::Service => service::ui(ui, model, out),
        View::WhatIf => what_if::ui(ui, model, out),
        View::Map => map::ui(ui, model, out),
        View::Snapshots => {
            snapshots::ui(ui, model, out);
            ui.add_space(crate::ui::theme::space::XS);
            hypotheses::ui(ui, model, out);
        }
        View::Data => data::ui(ui, model, out),
    }
}

/// The days of a period in words.
pub fn period_text(language: Language, period: Period) -> String {
    let end = |day: Option<crate::domain::Day>| day.map_or_else(|| "…".to_owned(), |day| date(language, day));
    if period.is_all() {
        return tr(language, "period.all");
    }
    tr_with(language, "period.days", &[("from", &end(period.from)), ("to", &end(period.to))])
}
