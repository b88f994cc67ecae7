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
    harness.run();
    harness.get_by_label("คัดลอกเป็นตาราง").click();
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

#[test]
fn a_card_is_copied_as_text_and_asks_to_be_written_or_pictured() {
    let mut harness = Harness::builder().with_size(egui::vec2(600.0, 400.0)).build_ui_state(
        |ui, wishes: &mut Vec<Wish>| {
            Theme::apply_once(ui.ctx());
            Card::new("test", "A finding: 3 of 4").show(ui, Language::English, sample, |_| ());
            wishes.extend(take_wishes(ui.ctx()));
        },
        Vec::new(),
    );
    let settle = |harness: &mut Harness<'_, Vec<Wish>>| (0..8).for_each(|_| harness.step());
    for form in ["Export table as CSV…", "Copy as picture"] {
        settle(&mut harness);
        harness.get_by_label("Copy").click();
        settle(&mut harness);
        harness.get_by_label(form).click();
        settle(&mut harness);
    }
    let [Wish::Export { suggested, csv }, Wish::Picture(rect)] = &harness.state()[..] else {
        panic!("two wishes: {:?}", harness.state());
    };
    assert_eq!(suggested, "A finding.csv");
    assert!(csv.ends_with("Purchase,300\r\n"));
    assert!(rect.is_positive() && rect.width() <= 600.0);
    let words = copying::in_words("A finding", "", &sample());
    assert_eq!(words, "A finding\n- Stage: Purchase; Customers: 300\n");
}

#[test]
fn a_table_is_sorted_by_what_its_numbers_mean_and_searched() {
    let numbers = ["12.3 %", "฿1.2M", "−7", "1,204", "–", "9"];
    let mut table = Table::new(vec![Column::text("Name"), Column::number("Value")]);
    for (index, number) in numbers.iter().enumerate() {
        table.row(vec![format!("row {index}"), (*number).to_owned()]);
    }
    let order = |descending| table.found("", Some((1, descending)));
    assert_eq!(order(false), [2, 5, 0, 3, 1, 4], "nothing stands last");
    assert_eq!(order(true), [1, 3, 0, 5, 2, 4]);
    assert_eq!(table.found("ROW 3", None), [3]);
    assert_eq!(table.found("nowhere", None), [0_usize; 0]);
}

#[test]
fn a_million_rows_ask_only_for_those_in_sight() {
    let asked = Cell::new(0_usize);
    let columns = [Column::text("Customer"), Column::number("Value")];
    let mut harness = Harness::builder().with_size(egui::vec2(700.0, 600.0)).build_ui(|ui| {
        Theme::apply_once(ui.ctx());
        let sheet = Sheet {
            id: "many",
            columns: &columns,
            rows: 1_000_000,
            selected: None,
            sorted: Some((1, true)),
            height: 500.0,
        };
        sheet.show(ui, |row, column| {
            asked.set(asked.get() + 1);
            (format!("{row}/{column}"), Tone::Plain)
        });
    });
    for _ in 0..3 {
        asked.set(0);
        harness.step();
        assert!(asked.get() < 400, "{} cells in one frame", asked.get());
    }
    assert!(harness.query_by_label("0/0").is_some() && harness.query_by_label("500000/0").is_none());
}

#[test]
fn the_figure_of_a_narrow_tile_is_written_smaller_rather_than_broken_in_two() {
    for (value, width) in [("฿52,694,901", 150.0), ("฿52,694,901", 180.0), ("1,544", 120.0)] {
        let mut harness = Harness::builder().with_size(egui::vec2(width, 300.0)).build_ui(|ui| {
            Theme::apply_once(ui.ctx());
            let definition = crate::analysis::DefinitionId::Overdue;
            StatTile { label: "Net", value, note: "n 12", definition, name_height: 0.0 }
                .show(ui, Language::English);
        });
        harness.run();
        let figure = harness.get_by_label(value).rect();
        assert!(figure.height() < 1.6 * crate::ui::theme::NUMBER, "{value} in {width}: {figure:?}");
        assert!(figure.right() <= width, "{value} in {width}: {figure:?}");
    }
}
