//! One file in full: how it was read, what is worth knowing, what was left out. Never repairs anything.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::{lists, quiet, sentences};
use crate::analysis::DataQuality;
use crate::app::{Action, wording};
use crate::domain::Language;
use crate::import::{Refusal, SourceReport};
use crate::ui::text::{count, label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, space, tokens};
use crate::ui::widgets::{Banner, Severity, button, key_values};

/// Width of what was found out; wider, a value is far from its name.
const FACTS: f32 = 380.0;
/// Gaps that are listed before it says how many more there are.
const GAPS: usize = 5;

pub(super) fn ui(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    (index, source): (usize, &SourceReport),
    quality: &DataQuality,
    out: &mut Vec<Action>,
) {
    let (t, language) = (tokens(ui), model.language);
    let changed = model.state.derived.changed.get(index).and_then(Option::as_ref);
    label(ui, wording::file_name(&source.path), TITLE, t.text);
    paragraph_colored(ui, &source.path, SMALL, t.text_subdued);
    if let Some(refusal) = &source.refusal {
        let text = wording::refusal_with_button(language, refusal);
        Banner { dismissable: false, ..Banner::new(Severity::Warning, &text) }.show(ui, language);
        question(ui, language, refusal, out);
        super::super::mapping::offer(ui, language, source, out);
        return;
    }
    if let Some(why) = &source.left_out {
        paragraph_colored(ui, &wording::left_out(language, why), BODY, t.text);
        return;
    }
    paragraph_colored(ui, &wording::account(language, source), BODY, t.text);
    super::super::mapping::offer(ui, language, source, out);
    ui.add_space(space::XS);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.columns(2, |columns| {
            columns[0].set_max_width(FACTS.min(columns[0].available_width()));
            key_values(&mut columns[0], &reading(language, source));
            let ui = &mut columns[1];
            gaps(ui, language, index, quality);
            let changes = changed.map(|changed| wording::columns_changed(language, changed));
            sentences(ui, Icon::Alert, true, changes.into_iter());
            sentences(ui, Icon::Info, false, source.notes.iter().map(|note| wording::note(language, note)));
        });
    });
    lists::ui(ui, language, (index, source), changed, out);
}

/// Days that are missing from this file.
fn gaps(ui: &mut Ui, language: Language, index: usize, quality: &DataQuality) {
    for of in quality.coverage.iter().filter(|of| of.source as usize == index) {
        let listed = of.gaps.iter().take(GAPS).map(|gap| wording::gap(language, of.table, *gap));
        sentences(ui, Icon::Alert, true, listed);
        if of.gaps.len() > GAPS {
            let more = (of.gaps.len() - GAPS).to_string();
            quiet(ui, &tr_with(language, "data.more_gaps", &[("more", &more)]));
        }
    }
}

/// A file that could be read in two ways: the person says which.
fn question(ui: &mut Ui, language: Language, refusal: &Refusal, out: &mut Vec<Action>) {
    let read_as = |value: &str| tr_with(language, "data.read_as", &[("value", value)]);
    let answers = match refusal {
        Refusal::AmbiguousDates { day_first, month_first, .. } => [
            (read_as(day_first), Action::ReadDates { day_first: true }),
            (read_as(month_first), Action::ReadDates { day_first: false }),
        ],
        Refusal::AmbiguousNumbers { .. } => [
            (tr(language, "data.decimal_point"), Action::ReadNumbers { decimal_comma: false }),
            (tr(language, "data.decimal_comma"), Action::ReadNumbers { decimal_comma: true }),
        ],
        _ => return,
    };
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        for (text, action) in answers {
            if button(ui, None, &text).clicked() {
                out.push(action);
            }
        }
    });
}

fn reading(language: Language, source: &SourceReport) -> Vec<(String, String)> {
    let row = |key: &str, value: String| (tr(language, &format!("data.{key}")), value);
    let mut rows = Vec::new();
    if let Some(name) = &source.profile_name {
        rows.push(row("format", name.clone()));
    }
    if let Some(table) = source.table {
        rows.push(row("table", wording::table(language, table)));
    }
    rows.push(row("encoding", source.encoding.clone()));
    if let Some(delimiter) = source.delimiter {
        rows.push(row("delimiter", wording::delimiter(language, delimiter)));
    }
    if let Some(line) = source.header_row {
        rows.push(row("header_row", tr_with(language, "data.line", &[("line", &line.to_string())])));
    }
    let headers = source.headers.iter().filter(|header| !header.trim().is_empty()).count();
    if headers > 0 {
        let values = [("kept", source.mapping.len().to_string()), ("all", headers.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        rows.push(row("columns", tr_with(language, "data.columns.value", &values)));
    }
    let merged = [
        ("new", source.new),
        ("updated", source.updated),
        ("unchanged", source.unchanged),
        ("conflicting", source.conflicting),
    ];
    rows.extend(merged.into_iter().filter(|(_, rows)| *rows > 0).map(|(key, rows)| row(key, count(rows))));
    rows
}
