//! The published reference values, computed again on this machine: how many agree, and each with theirs and ours. Never computes one.

use eframe::egui::Context;

use super::modal;
use crate::analysis::self_check::Check;
use crate::app::{Action, Controller};
use crate::domain::Language;
use crate::ui::text::{count, label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, TITLE, tokens};
use crate::ui::widgets::{Column, Sheet, Tone, button, spinner};

/// Verdict, list and Close.
pub(super) fn ui(context: &Context, controller: &Controller, out: &mut Vec<Action>) {
    let language = controller.state.session.language;
    let width = (context.content_rect().width() - 120.0).clamp(400.0, 860.0);
    modal(context, "self check", width, out, |ui, out| {
        let t = tokens(ui);
        label(ui, tr(language, "self_check.title"), TITLE, t.text);
        paragraph_colored(ui, &tr(language, "self_check.about"), BODY, t.text_subdued);
        match &controller.state.derived.self_check {
            None => {
                spinner(ui, &tr(language, "empty.working"));
            }
            Some(checks) => {
                let differ = checks.iter().filter(|check| !check.agrees()).count() as u64;
                let key = if differ == 0 { "cli.check.all_agree" } else { "cli.check.some_differ" };
                let values = [("checked", &*count(checks.len() as u64)), ("differ", &*count(differ))];
                let color = if differ == 0 { t.text } else { t.warning_text };
                label(ui, tr_with(language, key, &values), BODY, color);
                list(ui, checks, language);
            }
        }
        if button(ui, None, &tr(language, "dialog.close")).clicked() {
            out.push(Action::SetDialog(None));
        }
    });
}

fn list(ui: &mut eframe::egui::Ui, checks: &[Check], language: Language) {
    let columns = [
        Column::text(tr(language, "cli.check.agrees")),
        Column::text(tr(language, "cli.check.value")),
        Column::number(tr(language, "cli.check.theirs")),
        Column::number(tr(language, "cli.check.ours")),
        Column::text(tr(language, "cli.check.source")),
    ];
    let number = |value: f64| format!("{value:.6}");
    let height = (ui.ctx().content_rect().height() - 320.0).clamp(160.0, 420.0);
    let sheet = Sheet {
        id: "self check",
        columns: &columns,
        rows: checks.len(),
        selected: None,
        sorted: None,
        height,
    };
    sheet.show(ui, |row, column| {
        let check = &checks[row];
        let text = match column {
            0 => tr(language, if check.agrees() { "cli.check.yes" } else { "cli.check.no" }),
            1 => check.name.clone(),
            2 => number(check.expected),
            3 => check.computed.map_or_else(|| "–".to_owned(), number),
            _ => check.source.clone(),
        };
        (text, if check.agrees() { Tone::Plain } else { Tone::Warning })
    });
}
