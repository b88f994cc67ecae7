//! What the controller does about the look: language, theme, size, contrast, motion, years, layout; and that the next run knows;
//! and which figure a view is opened for. Never draws.

use super::Controller;
use crate::analysis::DefinitionId;
use crate::app::jobs::Request;
use crate::app::{
    Action, ChannelsTab, Command, CustomersTab, Scale, Selection, ServiceTab, ThemeChoice, View, WindowPlace,
};
use crate::domain::{Era, Language, Stage};

impl Controller {
    /// Shows texts in another language from now on.
    pub fn set_language(&mut self, language: Language) {
        self.state.session.language = language;
        self.preferences.language = Some(language);
        self.save_preferences();
    }

    /// Shows another theme from now on.
    pub fn set_theme(&mut self, theme: ThemeChoice) {
        self.state.session.theme = theme;
        self.preferences.theme = theme;
        self.save_preferences();
    }

    pub(super) fn save_preferences(&mut self) {
        if let Some(path) = self.services.preferences_path.clone() {
            let json = self.preferences.to_json();
            // A full queue costs nothing here: the next change writes everything.
            let _ = self.jobs.submit(Request::SavePreferences { path, json });
        }
    }

    /// Draws otherwise from now on, as the command says.
    pub(super) fn change_look(&mut self, command: Command) {
        let reduces_motion = self.state.session.reduces_motion();
        let look = &mut self.state.session.appearance;
        match command {
            Command::ZoomIn => look.scale = look.scale.larger().unwrap_or(look.scale),
            Command::ZoomOut => look.scale = look.scale.smaller().unwrap_or(look.scale),
            Command::ZoomReset => look.scale = Scale::default(),
            Command::ToggleContrast => look.high_contrast = !look.high_contrast,
            Command::ToggleMotion => look.reduced_motion = Some(!reduces_motion),
            Command::ToggleEra => {
                look.era = if look.era == Era::Common { Era::Buddhist } else { Era::Common };
            }
            Command::ToggleInspector => self.state.session.inspector = !self.state.session.inspector,
            _ => return,
        }
        self.preferences.appearance = self.state.session.appearance;
        self.preferences.hides_inspector = !self.state.session.inspector;
        self.save_preferences();
    }

    /// Shows the inspector so many points wide from now on.
    pub(super) fn set_inspector_width(&mut self, width: u16) {
        if self.state.session.inspector_width != Some(width) {
            self.state.session.inspector_width = Some(width);
            self.preferences.inspector_width = Some(width);
            self.save_preferences();
        }
    }

    /// Shows another part of a view, with the figure that it is opened for.
    pub(super) fn show_part(&mut self, action: &Action) {
        match *action {
            Action::ShowChannelsTab(tab) => self.state.session.channels_tab = tab,
            Action::ShowCustomersTab(tab) => self.state.session.customers_tab = tab,
            Action::ShowServiceTab(tab) => self.state.session.service_tab = tab,
            _ => return,
        }
        self.ask_what_is_missing();
        self.select_first();
    }

    /// Selects what was chosen, and shows what there is to say about it.
    pub(super) fn select(&mut self, action: Action) {
        let session = &mut self.state.session;
        match action {
            Action::Select(selection) => session.select(selection),
            Action::SelectToo(selection) => session.select_too(selection),
            Action::SelectAll(all) => session.select_all(all),
            _ => return,
        }
        session.inspector |= session.selection.is_some();
    }

    /// Selects the figure that a view or one of its parts is opened for, so that the inspector has something to say.
    pub(super) fn select_first(&mut self) {
        let leak = self.state.shown().analysis.and_then(|analysis| analysis.journey.worst_step());
        let session = &mut self.state.session;
        let definition = match session.view {
            View::Journey => {
                let first = leak.map_or(Selection::Stage(Stage::Purchase), Selection::Step);
                return session.select(Some(first));
            }
            View::Customers => match session.customers_tab {
                CustomersTab::Repeat => {
                    return session.select(Some(Selection::Window(session.window_days)));
                }
                CustomersTab::Cohorts => Some(DefinitionId::Cohort),
                CustomersTab::Ladder => Some(DefinitionId::Ladder),
                CustomersTab::Rfm => Some(DefinitionId::Rfm),
                CustomersTab::Value => Some(DefinitionId::HistoricalValue),
            },
            View::Channels => match session.channels_tab {
                ChannelsTab::Cost => Some(DefinitionId::CustomerCost),
                ChannelsTab::Credit => Some(DefinitionId::Attribution),
                ChannelsTab::Sides => Some(DefinitionId::ChannelStages),
                ChannelsTab::Sources => Some(DefinitionId::Origin),
            },
            View::Service => Some(match session.service_tab {
                ServiceTab::Service => DefinitionId::ServiceReply,
                ServiceTab::Delivery => DefinitionId::OnTime,
                ServiceTab::Carts => DefinitionId::Cart,
            }),
            View::Voice => Some(DefinitionId::Nps),
            View::Paths => Some(DefinitionId::Path),
            View::WhatIf => Some(DefinitionId::WhatIf),
            View::Map | View::Snapshots | View::Data => None,
        };
        session.select(definition.map(Selection::Definition));
    }

    /// Remembers where the window was. Call when it closes.
    pub fn remember_window(&mut self, place: WindowPlace) {
        let place = place.usable();
        if place.is_some() && self.preferences.window != place {
            self.preferences.window = place;
            self.save_preferences();
        }
    }
}
