//! What an owner wants to get done, from a fresh start, by driving the real window: one test per task. Never a picture, a clock or a
//! home folder.

use eframe::egui::vec2;

use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::screen::{click, screen_of, shows};
use crate::app::Desk;
use crate::app::wording::leaks;
use crate::domain::Language;

#[test]
fn open_the_sample_shop_and_name_the_biggest_leak() {
    let mut harness = screen_of(Desk::reading(), vec2(1280.0, 800.0));
    click(&mut harness, "Open sample shop");
    assert!(shows(&harness, "Biggest loss"));
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let leak = analysis.journey.dearest_leak().expect("a leak with a price");
    let headline = leaks::headline(Language::English, leak).expect("said in words");
    let said: Vec<String> = harness
        .query_all_by_label_contains("Biggest loss")
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert!(said.contains(&headline), "{headline}: {said:?}");
}
