//! The part of the gallery that holds no chart: colours, type, icons, and every widget in each of its states. Computes nothing.

use eframe::egui::{Sense, Ui, vec2};

use crate::analysis::DefinitionId;
use crate::domain::{Language, Period};
use crate::ui::text::{label, paragraph, tr};
use crate::ui::theme::{
    BODY, HEADING, Icon, NUMBER, NUMBER_SMALL, SMALL, TITLE, category, icon, sequence_in, space, text_on,
    tokens,
};
use crate::ui::widgets::{
    Banner, Card, Column, EmptyState, Severity, Sheet, StatTile, Table, Tone, badge, button, card, chip,
    icon_button, icon_menu, key_values, link, nav_item, primary_button, progress, progress_bar, segmented,
    spinner, table,
};

/// What can be chosen in the gallery.
#[derive(Debug, Default)]
pub(super) struct State {
    chosen: usize,
    period: Period,
}

/// Every widget.
pub(super) fn ui(ui: &mut Ui, state: &mut State, language: Language) {
    section(ui, language, "colours", colours);
    section(ui, language, "type", |ui| type_sizes(ui, language));
    section(ui, language, "icons", icons);
    section(ui, language, "controls", |ui| controls(ui, state, language));
    section(ui, language, "messages", |ui| messages(ui, language));
    section(ui, language, "figures", |ui| figures(ui, language));
    section(ui, language, "lists", |ui| lists(ui, language));
}

fn section(ui: &mut Ui, language: Language, key: &str, content: impl FnOnce(&mut Ui)) {
    ui.push_id(key, |ui| {
        card(ui, |ui| {
            let color = tokens(ui).text;
            label(ui, tr(language, &format!("gallery.{key}")), TITLE, color);
            ui.add_space(space::XS);
            content(ui);
        });
    });
    ui.add_space(space::S);
}

fn colours(ui: &mut Ui) {
    let t = tokens(ui);
    let fills = [
        ("background", t.background),
        ("panel", t.panel),
        ("surface", t.surface),
        ("surface_hover", t.surface_hover),
        ("control", t.control),
        ("control_hover", t.control_hover),
        ("accent", t.accent),
        ("accent_fill", t.accent_fill),
        ("alert_fill", t.alert_fill),
        ("warning_fill", t.warning_fill),
        ("info_fill", t.info_fill),
        ("loss", t.loss),
        ("loss_fill", t.loss_fill),
        ("push", t.push),
        ("pull", t.pull),
        ("unattributed", t.unattributed),
        ("new_customers", t.new_customers),
        ("returning", t.returning_customers),
        ("promoters", t.promoters),
        ("passives", t.passives),
        ("detractors", t.detractors),
        ("thin_data", t.thin_data),
    ];
    ui.horizontal_wrapped(|ui| {
        for (name, fill) in fills {
            swatch(ui, name, fill);
        }
    });
    ui.horizontal_wrapped(|ui| {
        for index in 0..8 {
            swatch(ui, &format!("category {index}"), category(index));
        }
    });
    ui.horizontal_wrapped(|ui| {
        for step in 0..=8_u8 {
            let share = f32::from(step) / 8.0;
            swatch(ui, &format!("sequence {share:.2}"), sequence_in(ui, share));
        }
    });
}

fn swatch(ui: &mut Ui, name: &str, fill: eframe::egui::Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(104.0, 32.0), Sense::hover());
    ui.painter().rect_filled(rect, 4, fill);
    let at = rect.center();
    let style = (SMALL, text_on(fill));
    crate::ui::charts::ink::text(ui, at, eframe::egui::Align2::CENTER_CENTER, name, style, rect.width());
}

fn type_sizes(ui: &mut Ui, language: Language) {
    let t = tokens(ui);
    for (size, name) in [
        (NUMBER, "98.8 %"),
        (NUMBER_SMALL, "฿1.23M"),
        (HEADING, "gallery.sample_heading"),
        (TITLE, "gallery.sample_finding"),
        (SMALL, "gallery.sample_caption"),
    ] {
        label(ui, tr(language, name), size, if size == SMALL { t.text_subdued } else { t.text });
    }
    paragraph(ui, &tr(language, "gallery.sample_prose"));
}

fn icons(ui: &mut Ui) {
    let color = tokens(ui).text;
    ui.horizontal_wrapped(|ui| {
        for sign in Icon::ALL {
            icon(ui, *sign, 20.0, color).on_hover_text(format!("{sign:?}"));
        }
    });
}

fn controls(ui: &mut Ui, state: &mut State, language: Language) {
    let say = |key: &str| tr(language, &format!("gallery.{key}"));
    ui.horizontal_wrapped(|ui| {
        primary_button(ui, Some(Icon::FilePlus), &tr(language, "command.open_files"));
        button(ui, Some(Icon::Camera), &tr(language, "command.take_snapshot"));
        button(ui, None, &tr(language, "dialog.cancel"));
        ui.add_enabled_ui(false, |ui| button(ui, None, &say("disabled")));
        link(ui, &tr(language, "command.open_sample"));
        icon_button(ui, Icon::Settings, &say("icon_button"));
        icon_menu(ui, Icon::Copy, &say("icon_menu"), |ui| {
            label(ui, say("menu"), BODY, tokens(ui).text);
        });
        chip(ui, &say("chip"), language);
    });
    ui.horizontal_wrapped(|ui| {
        let choices = ["first", "second", "third"].map(say);
        let choices: Vec<(usize, String)> = choices.into_iter().enumerate().collect();
        segmented(ui, &mut state.chosen, &choices);
        let months = (crate::domain::MonthIndex(2024 * 12), crate::domain::MonthIndex(2026 * 12));
        if let Some(period) = crate::ui::widgets::period_months(ui, state.period, months, language) {
            state.period = period;
        }
    });
    ui.scope(|ui| {
        ui.set_max_width(220.0);
        nav_item(ui, Icon::Route, &tr(language, "view.journey"), true);
        nav_item(ui, Icon::Users, &tr(language, "view.customers"), false);
    });
}

fn messages(ui: &mut Ui, language: Language) {
    let say = |key: &str| tr(language, &format!("gallery.{key}"));
    let (info, details, action) = (say("sample_prose"), say("sample_caption"), say("chip"));
    for severity in [Severity::Info, Severity::Warning, Severity::Error] {
        let banner =
            Banner { details: Some(&details), action: Some(&action), ..Banner::new(severity, &info) };
        banner.show(ui, language);
        ui.add_space(space::XS);
    }
    let t = tokens(ui);
    ui.horizontal_wrapped(|ui| {
        badge(ui, &say("badge"), t.accent_fill, t.text);
        badge(ui, &say("badge"), t.warning_fill, t.warning_text);
        badge(ui, &say("badge"), t.alert_fill, t.alert_text);
        spinner(ui, &say("loading"));
    });
    progress(ui, &say("loading"), Some(0.4), language);
    progress(ui, &say("loading"), None, language);
    progress_bar(ui, &say("loading"), Some(0.7));
    let (title, text) = (tr(language, "empty.customers.title"), tr(language, "empty.customers.text"));
    let (files, sample) = (tr(language, "command.open_files"), tr(language, "command.open_sample"));
    EmptyState { icon: Icon::Users, title: &title, sentence: &text, button: &files, link: &sample }.show(ui);
}

fn figures(ui: &mut Ui, language: Language) {
    let note = tr(language, "gallery.sample_caption");
    ui.columns(3, |columns| {
        let tiles = [
            ("98.8 %", DefinitionId::CameBack),
            ("–", DefinitionId::Nps),
            ("฿1,234,567,890", DefinitionId::Revenue),
        ];
        for (ui, (value, definition)) in columns.iter_mut().zip(tiles) {
            let name = tr(language, "gallery.sample_heading");
            StatTile { label: &name, value, note: &note, definition, name_height: 0.0 }.show(ui, language);
        }
    });
    let row = |key: &str, value: &str| (tr(language, key), value.to_owned());
    key_values(ui, &[row("view.customers", "1,204"), row("view.voice", "+41.2 (+38.0 … +44.4)")]);
    let finding = tr(language, "gallery.sample_finding");
    Card::new("gallery card", &finding).subtitle(&note).show(
        ui,
        language,
        || small_table(language),
        |ui| crate::ui::charts::ink::nothing(ui, language),
    );
}

fn small_table(language: Language) -> Table {
    let mut list = Table::new(vec![
        Column::text(tr(language, "view.journey")),
        Column::number(tr(language, "flow.column.customers")),
    ]);
    for (stage, customers) in
        [("stage.purchase", "1,204"), ("stage.retention", "311"), ("stage.advocacy", "–")]
    {
        list.row(vec![tr(language, stage), customers.to_owned()]);
    }
    list
}

fn lists(ui: &mut Ui, language: Language) {
    table(ui, "gallery table", &small_table(language));
    ui.add_space(space::S);
    let columns =
        [Column::text(tr(language, "view.customers")), Column::number(tr(language, "flow.column.customers"))];
    let sheet = Sheet {
        id: "gallery sheet",
        columns: &columns,
        rows: 1_000_000,
        selected: None,
        sorted: Some((1, true)),
        height: 200.0,
    };
    sheet.show(ui, |row, column| match (column, row % 3) {
        (0, _) => (format!("c{row}@example.com"), Tone::Plain),
        (_, 0) => (crate::ui::text::count(1_000_000 - row as u64), Tone::Warning),
        _ => (crate::ui::text::count(1_000_000 - row as u64), Tone::Quiet),
    });
}
