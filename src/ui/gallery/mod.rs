//! The gallery: every widget and every chart in every state, in any look. For whoever draws them; never shows a person's own files.

mod charts;
mod parts;
#[cfg(test)]
mod tests;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use crate::app::gallery::{ShopState, shops};
use crate::app::wording::write_years_of;
use crate::app::{Scale, ThemeChoice};
use crate::domain::{Era, Language};
use crate::ui::shell::follow_theme;
use crate::ui::text::{label, tr};
use crate::ui::theme::{HEADING, Theme, space, tokens};
use crate::ui::widgets::segmented;

/// The gallery and how it is looked at.
pub struct Gallery {
    shops: Vec<ShopState>,
    shop: usize,
    language: Language,
    theme: ThemeChoice,
    scale: Scale,
    contrast: bool,
    parts: parts::State,
}

impl Gallery {
    /// The gallery of all states.
    pub fn new(language: Language, theme: ThemeChoice) -> Self {
        let shops = shops();
        let many = shops.iter().position(|shop| shop.key == "gallery.many").unwrap_or(0);
        Self {
            shops,
            shop: many,
            language,
            theme,
            scale: Scale::default(),
            contrast: false,
            parts: parts::State::default(),
        }
    }

    /// Draws one frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        follow_theme(ui.ctx(), self.theme);
        Theme::follow(ui.ctx(), self.scale.factor(), self.contrast, false);
        write_years_of(Era::Common);
        let t = tokens(ui);
        let bar = Frame::new().fill(t.panel).inner_margin(Margin::symmetric(16, 8));
        Panel::top("gallery look").frame(bar).show_separator_line(false).show(ui, |ui| self.look(ui));
        let page = Frame::new().fill(t.background).inner_margin(Margin::same(16));
        CentralPanel::no_frame().frame(page).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                parts::ui(ui, &mut self.parts, self.language);
                ui.add_space(space::L);
                if let Some(shop) = self.shops.get(self.shop) {
                    charts::ui(ui, shop, self.language);
                }
            });
        });
    }

    /// Language, theme, size, contrast, and the shop that the charts show.
    fn look(&mut self, ui: &mut Ui) {
        let t = tokens(ui);
        ui.horizontal_wrapped(|ui| {
            label(ui, tr(self.language, "gallery.title"), HEADING, t.text);
            let languages = [(Language::English, "English".to_owned()), (Language::Thai, "ไทย".to_owned())];
            segmented(ui, &mut self.language, &languages);
            let themes = [ThemeChoice::Light, ThemeChoice::Dark]
                .map(|theme| (theme, tr(self.language, theme.label_key())));
            segmented(ui, &mut self.theme, &themes);
            let contrast = [false, true].map(|on| {
                let key = if on { "command.toggle_contrast" } else { "gallery.usual_contrast" };
                (on, tr(self.language, key))
            });
            segmented(ui, &mut self.contrast, &contrast);
            let scales =
                [80_u16, 100, 150, 200].map(|percent| (Scale::from(percent), format!("{percent} %")));
            segmented(ui, &mut self.scale, &scales);
            let shops: Vec<(usize, String)> = self
                .shops
                .iter()
                .enumerate()
                .map(|(index, shop)| (index, tr(self.language, shop.key)))
                .collect();
            segmented(ui, &mut self.shop, &shops);
        });
    }
}

impl eframe::App for Gallery {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }
}
