//! A notice across the page: information, warning or error, with details that fold. Never goes away by itself.

use eframe::egui::{CollapsingHeader, Frame, Layout, Margin, Ui, UiBuilder, vec2};

use super::{icon_button_colored, link};
use crate::domain::Language;
use crate::ui::text::{paragraph_colored, tr};
use crate::ui::theme::{BODY, Icon, SMALL, Tokens, icon, tokens};

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Good to know.
    Info,
    /// The numbers need to be read with care.
    Warning,
    /// Something failed.
    Error,
}

/// A notice; see [`Banner::show`].
#[derive(Clone, Copy, Debug)]
pub struct Banner<'a> {
    /// How much it matters.
    pub severity: Severity,
    /// What happened and what to do, in one or two sentences.
    pub text: &'a str,
    /// Folded below the text; the path or the list of rows.
    pub details: Option<&'a str>,
    /// Words of a link that does something about it.
    pub action: Option<&'a str>,
    /// Whether it can be dismissed.
    pub dismissable: bool,
}

/// What was done to a banner.
#[derive(Clone, Copy, Debug, Default)]
pub struct BannerResponse {
    /// The cross was clicked.
    pub dismissed: bool,
    /// The link was clicked.
    pub action: bool,
}

impl<'a> Banner<'a> {
    /// A dismissable notice without details.
    pub fn new(severity: Severity, text: &'a str) -> Self {
        Self { severity, text, details: None, action: None, dismissable: true }
    }

    /// Draws the notice across the available width.
    pub fn show(self, ui: &mut Ui, language: Language) -> BannerResponse {
        let t = tokens(ui);
        let (fill, color, sign) = self.look(t);
        let mut response = BannerResponse::default();
        Frame::new().fill(fill).corner_radius(6).inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                icon(ui, sign, 18.0, color);
                let room = ui.available_width() - if self.dismissable { 36.0 } else { 0.0 };
                let area = ui.available_rect_before_wrap();
                let area = eframe::egui::Rect::from_min_size(area.min, vec2(room, area.height()));
                ui.scope_builder(UiBuilder::new().max_rect(area).layout(Layout::default()), |ui| {
                    ui.set_width(room);
                    self.body(ui, language, t, &mut response);
                });
                if self.dismissable {
                    let name = tr(language, "widget.dismiss");
                    response.dismissed = icon_button_colored(ui, Icon::Close, &name, color).clicked();
                }
            });
        });
        response
    }

    fn body(&self, ui: &mut Ui, language: Language, t: &Tokens, response: &mut BannerResponse) {
        paragraph_colored(ui, self.text, BODY, t.text);
        if let Some(action) = self.action {
            response.action = link(ui, action).clicked();
        }
        if let Some(details) = self.details {
            CollapsingHeader::new(tr(language, "widget.details")).id_salt((self.severity, self.text)).show(
                ui,
                |ui| {
                    paragraph_colored(ui, details, SMALL, t.text_subdued);
                },
            );
        }
    }

    fn look(&self, t: &Tokens) -> (eframe::egui::Color32, eframe::egui::Color32, Icon) {
        match self.severity {
            Severity::Info => (t.info_fill, t.info_text, Icon::Info),
            Severity::Warning => (t.warning_fill, t.warning_text, Icon::Alert),
            Severity::Error => (t.alert_fill, t.alert_text, Icon::CircleX),
        }
    }
}
