//! How the file is read as a whole: each setting with what was found out, to be changed. Never decides anything itself.

use eframe::egui::{Align, Color32, Layout, Ui, vec2};

use super::{caption, choose};
use crate::app::{Action, MappingDesk, wording};
use crate::domain::{Currency, Language};
use crate::import::{DateOrder, Kind, NumberStyle, Preview, QuoteMark, Reading, mappable_tables};
use crate::ui::text::{tr, tr_with};
use crate::ui::theme::{BODY, SMALL, font, space};

/// Encodings that exports come in.
const ENCODINGS: [&str; 5] = ["UTF-8", "windows-874", "windows-1252", "UTF-16LE", "UTF-16BE"];
/// Currencies that a small shop is likely to be paid in; the one that was found is always among them.
const CURRENCIES: [&str; 20] = [
    "THB", "USD", "EUR", "GBP", "SGD", "MYR", "VND", "IDR", "PHP", "LAK", "KHR", "MMK", "JPY", "CNY", "HKD",
    "TWD", "KRW", "INR", "AUD", "CAD",
];
/// Time zones of shops, platforms and servers; the one that was found is always among them.
const ZONES: [&str; 12] = [
    "Asia/Bangkok",
    "UTC",
    "Asia/Singapore",
    "Asia/Ho_Chi_Minh",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
];
/// Lines that are offered as the header row.
const HEADER_LINES: u64 = 12;
/// Height of a setting under its name.
const SETTING: f32 = 48.0;
/// Width of a setting beyond which a choice is cut off.
const WIDEST: f32 = 280.0;

/// One line of lists, more where they do not fit.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    desk: &MappingDesk,
    shown: &Preview,
    out: &mut Vec<Action>,
) {
    let mut reading = desk.reading.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        table(ui, language, shown, &mut reading);
        if !shown.is_sheet {
            encoding(ui, language, shown, &mut reading);
            delimiter(ui, language, shown, &mut reading);
            quote_mark(ui, language, shown, &mut reading);
        }
        header_line(ui, language, shown, &mut reading);
        date_order(ui, language, shown, &mut reading);
        numbers(ui, language, shown, &mut reading);
        currency(ui, language, shown, &mut reading);
        time_zone(ui, language, shown, &mut reading);
        rows_add_up(ui, language, shown, &mut reading);
    });
    if reading != desk.reading {
        out.push(Action::ChangeReading(Box::new(reading)));
    }
}

fn setting<T: Clone + PartialEq>(ui: &mut Ui, name: &str, current: &T, choices: &[(T, String)]) -> Option<T> {
    let width = room_for(ui, name, choices.iter().map(|(_, text)| text.as_str()));
    // With its size said beforehand, so that the line is broken before it where there is no room for it.
    ui.allocate_ui_with_layout(vec2(width, SETTING), Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        caption(ui, name);
        choose(ui, name, current, (width, choices))
    })
    .inner
}

/// Width at which the name and each of the choices stand whole.
fn room_for<'text>(ui: &Ui, name: &str, choices: impl Iterator<Item = &'text str>) -> f32 {
    let wide = |text: &str, size: f32| {
        ui.painter().layout_no_wrap(text.to_owned(), font(size), Color32::PLACEHOLDER).size().x
    };
    let chosen = choices.map(|choice| wide(choice, BODY)).fold(0.0, f32::max);
    let beside = 2.0 * ui.spacing().button_padding.x + ui.spacing().icon_width + ui.spacing().icon_spacing;
    wide(name, SMALL).max(chosen + beside).ceil().min(WIDEST)
}

fn table(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    let choices: Vec<_> =
        mappable_tables().into_iter().map(|table| (table, wording::table(language, table))).collect();
    let name = tr(language, "mapping.table");
    if let Some(table) = setting(ui, &name, &shown.table.value, &choices) {
        reading.table = Some(table);
        // What was said about columns was said about another kind of row.
        reading.columns.clear();
    }
}

fn encoding(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    let found = &shown.encoding.value;
    let others =
        ENCODINGS.iter().filter(|name| !name.eq_ignore_ascii_case(found)).map(|name| (*name).to_owned());
    let choices: Vec<_> =
        std::iter::once(found.clone()).chain(others).map(|name| (name.clone(), name)).collect();
    if let Some(name) = setting(ui, &tr(language, "data.encoding"), found, &choices) {
        reading.encoding = Some(name);
    }
}

fn delimiter(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    let found = shown.delimiter.value;
    let mut signs = vec![',', ';', '\t', '|', ' '];
    signs.extend(&shown.unusual_delimiters);
    if !signs.contains(&found) {
        signs.push(found);
    }
    let choices: Vec<_> = signs.into_iter().map(|sign| (sign, wording::delimiter(language, sign))).collect();
    if let Some(sign) = setting(ui, &tr(language, "data.delimiter"), &found, &choices) {
        reading.delimiter = Some(sign);
    }
}

fn header_line(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    let found = shown.header_line.value;
    let text = |line: u64| match line {
        0 => tr(language, "mapping.no_header"),
        line => tr_with(language, "data.line", &[("line", &line.to_string())]),
    };
    let lines = (0..=HEADER_LINES).chain(Some(found).filter(|line| *line > HEADER_LINES));
    let choices: Vec<_> = lines.map(|line| (line, text(line))).collect();
    if let Some(line) = setting(ui, &tr(language, "data.header_row"), &found, &choices) {
        reading.header_line = Some(line);
        reading.columns.clear();
    }
}

fn date_order(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    let choices = [
        (DateOrder::Auto, tr(language, "mapping.by_column")),
        (DateOrder::DayFirst, tr(language, "mapping.day_first")),
        (DateOrder::MonthFirst, tr(language, "mapping.month_first")),
    ];
    let name = tr(language, "mapping.date_order");
    if let Some(order) = setting(ui, &name, &shown.date_order.value, &choices) {
        reading.date_order = Some(order).filter(|order| *order != DateOrder::Auto);
    }
}

fn numbers(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    let choices = [
        (NumberStyle::Auto, tr(language, "mapping.by_column")),
        (NumberStyle::Point, "1,234.50".to_owned()),
        (NumberStyle::Comma, "1.234,50".to_owned()),
    ];
    let name = tr(language, "mapping.numbers");
    if let Some(style) = setting(ui, &name, &shown.numbers.value, &choices) {
        reading.numbers = Some(style).filter(|style| *style != NumberStyle::Auto);
    }
}

fn quote_mark(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    let choices = [
        (QuoteMark::Double, "\"".to_owned()),
        (QuoteMark::Single, "'".to_owned()),
        (QuoteMark::None, tr(language, "mapping.no_quotes")),
    ];
    let name = tr(language, "mapping.quote_mark");
    if let Some(mark) = setting(ui, &name, &shown.quote_mark.value, &choices) {
        reading.quote_mark = Some(mark);
    }
}

/// Asked only where an amount is read.
fn currency(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    if !reads(shown, Kind::Amount) {
        return;
    }
    let found = shown.currency.value;
    let known = CURRENCIES.iter().filter_map(|code| Currency::parse(code));
    let mut currencies: Vec<Currency> = known.collect();
    currencies.extend(found.filter(|found| !currencies.contains(found)));
    let named = currencies.into_iter().map(|currency| (Some(currency), currency.code().to_owned()));
    let choices: Vec<_> = std::iter::once((None, tr(language, "mapping.no_currency"))).chain(named).collect();
    let name = tr(language, "mapping.currency");
    if let Some(currency) = setting(ui, &name, &found, &choices) {
        reading.currency = Some(currency);
    }
}

/// Asked only where a day is read.
fn time_zone(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    if !reads(shown, Kind::Date) {
        return;
    }
    let found = &shown.time_zone.value;
    let others = ZONES.iter().filter(|zone| *zone != found).map(|zone| (*zone).to_owned());
    let choices: Vec<_> =
        std::iter::once(found.clone()).chain(others).map(|zone| (zone.clone(), zone)).collect();
    if let Some(zone) = setting(ui, &tr(language, "mapping.time_zone"), found, &choices) {
        reading.time_zone = Some(zone);
    }
}

/// Asked only where orders have a number, so that several rows can be of one.
fn rows_add_up(ui: &mut Ui, language: Language, shown: &Preview, reading: &mut Reading) {
    let Some(found) = shown.rows_add_up else { return };
    let choices =
        [(false, tr(language, "mapping.total_repeats")), (true, tr(language, "mapping.rows_add_up"))];
    let name = tr(language, "mapping.rows_of_order");
    if let Some(add_up) = setting(ui, &name, &found.value, &choices) {
        reading.rows_add_up = Some(add_up);
    }
}

/// Whether any column is read as this kind.
fn reads(shown: &Preview, kind: Kind) -> bool {
    shown.columns.iter().any(|column| column.kind() == Some(kind))
}
