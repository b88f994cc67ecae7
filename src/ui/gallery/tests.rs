//! The gallery draws every widget and chart in every state and look, with a name for whatever can be used. Never a picture.

use eframe::egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::Gallery;
use crate::app::{Scale, ThemeChoice};
use crate::domain::Language;
use crate::ui::theme::Theme;

/// The charts that there are, by the names of their folders.
fn charts() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ui/charts");
    let entries = std::fs::read_dir(folder).expect("charts").filter_map(Result::ok);
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

#[test]
fn every_widget_and_chart_is_drawn_in_every_state_and_look() {
    let gallery = Gallery::new(Language::English, ThemeChoice::Light);
    let states = gallery.shops.len();
    let charts = charts();
    assert!(charts.len() > 15, "{charts:?}");
    let mut harness = Harness::builder().with_size(vec2(1280.0, 12_000.0)).build_ui_state(
        |ui, gallery: &mut Gallery| {
            Theme::apply_once(ui.ctx());
            gallery.frame(ui);
        },
        gallery,
    );
    for language in Language::ALL {
        for (theme, contrast) in [
            (ThemeChoice::Light, false),
            (ThemeChoice::Dark, false),
            (ThemeChoice::Light, true),
            (ThemeChoice::Dark, true),
        ] {
            for shop in 0..states {
                let gallery = harness.state_mut();
                (gallery.language, gallery.theme, gallery.contrast, gallery.shop) =
                    (language, theme, contrast, shop);
                harness.step();
                harness.step();
                for chart in &charts {
                    let is_there = harness.query_all_by_label_contains(chart).next().is_some();
                    assert!(is_there, "{chart} has no place in the gallery");
                }
            }
        }
    }
    for percent in [80, 200] {
        harness.state_mut().scale = Scale::from(percent);
        harness.step();
        harness.step();
    }
}
