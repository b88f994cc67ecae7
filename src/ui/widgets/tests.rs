//! Widgets as a user meets them: by name and role.

use std::cell::Cell;

use eframe::egui;
use egui_kittest::{Harness, kittest::Queryable as _};

use super::*;
use crate::domain::Language;
use crate::ui::theme::Theme;

fn sample() -> Table {
    let mut table = Table::new(vec![Column::text("Stage"), Column::number("Customers")]);
    table.row(vec!["Purchase".to_owned(), "300".to_owned()]);
    table
}

#[test]
fn view_as_table_shows_the_numbers_and_back_again() {
    let drawn = Cell::new(0);
    let mut harness = Harness::builder().with_size(egui::vec2(600.0, 400.0)).build_ui(|ui| {
        Theme::apply_once(ui.ctx());
        Card::new("test", "A finding").show(ui, Language::English, sample, |ui| {
            drawn.set(drawn.get() + 1);
            ui.label("the chart");
        });
    });
    harness.run();
    assert!(drawn.get() > 0 && harness.query_by_label("the chart").is_some());
    harness.get_by_label("View as table").click();
    harness.run();
    assert!(harness.query_by_label("the chart").is_none());
    assert!(harness.query_by_label("300").is_some());
    harness.get_by_label("View as chart").click();
    harness.run();
    assert!(harness.query_by_label("the chart").is_some());
}

#[test]
fn copy_puts_tab_separated_text_on_the_clipboard() {
    let mut harness = Harness::builder().with_size(egui::vec2(600.0, 400.0)).build_ui(|ui| {
        Theme::apply_once(ui.ctx());
        Card::new("test", "หัวข้อ").show(ui, Language::Thai, sample, |_| ());
    });
    harness.run();
    harness.get_by_label("คัดลอก").click();
    let mut copied = None;
    for _ in 0..4 {
        harness.step();
        for command in &harness.output().platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                copied = Some(text.clone());
            }
        }
    }
    assert_eq!(copied.as_deref(), Some("Stage\tCustomers\nPurchase\t300\n"));
}
