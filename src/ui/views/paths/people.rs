//! Who is where in the funnel, and why one of them is there. Never sorts, never follows anybody itself.

use eframe::egui::{Align, Layout, Ui};

use super::super::ViewModel;
use crate::analysis::funnel::{Member, Trace, TracedEvent, UnitState};
use crate::app::Action;
use crate::app::paths::{PathsAnswer, event_name, moment};
use crate::domain::{Day, Language};
use crate::ui::text::{count, date, label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, space, tokens};
use crate::ui::widgets::{Column, Sheet, Tone, button, icon_button};

/// The list, or the way of one of them.
pub(super) fn ui(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    answer: &PathsAnswer,
    names: &[String],
    out: &mut Vec<Action>,
) {
    match &answer.trace {
        Some((unit, trace)) => one(ui, model, answer, (*unit, trace), names, out),
        None => list(ui, model, answer, names, out),
    }
}

fn list(ui: &mut Ui, model: &ViewModel<'_>, answer: &PathsAnswer, names: &[String], out: &mut Vec<Action>) {
    let (language, t) = (model.language, tokens(ui));
    let Some(imported) = &model.state.derived.imported else { return };
    ui.horizontal(|ui| {
        label(ui, tr(language, "path.people"), TITLE, t.text);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let export = button(ui, Some(Icon::Download), &tr(language, "rows.export"));
            if export.on_hover_text(tr(language, "rows.export.about")).clicked() {
                out.push(Action::ExportPaths);
            }
        });
    });
    paragraph_colored(ui, &tr(language, "path.people.about"), SMALL, t.text_subdued);
    let column = |name: &str| tr(language, &format!("path.column.{name}"));
    let columns = [
        Column::text(column("customer")),
        Column::text(column("state")),
        Column::text(column("last_step")),
        Column::text(column("entered")),
        Column::text(column("last")),
    ];
    let rows = answer.members.len();
    let sheet =
        Sheet { id: "path people", columns: &columns, rows, selected: None, sorted: None, height: 420.0 };
    let response = sheet.show(ui, |row, column| {
        let member = &answer.members[row];
        let text = match column {
            0 => answer.person(imported, member.unit).to_owned(),
            1 => tr(language, &format!("path.state.{}", member.state.id())),
            2 => member.last_step.and_then(|step| names.get(step)).cloned().unwrap_or_default(),
            3 => member.entry.map_or_else(String::new, |second| day_of(language, second)),
            _ => member.last.map_or_else(String::new, |second| day_of(language, second)),
        };
        (text, if member.state == UnitState::Dropped && column == 1 { Tone::Warning } else { Tone::Plain })
    });
    if let Some(row) = response.row {
        out.push(Action::TracePath(Some(answer.members[row].unit)));
    }
    let values = [("people", &*count(rows as u64)), ("names", &*model.names_told())];
    paragraph_colored(ui, &tr_with(language, "path.people.count", &values), SMALL, t.text_subdued);
}

/// The day of a moment, as people read it.
fn day_of(language: Language, second: i64) -> String {
    date(language, Day(second.div_euclid(86_400) as i32))
}

fn one(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    answer: &PathsAnswer,
    (unit, trace): (u32, &Trace),
    names: &[String],
    out: &mut Vec<Action>,
) {
    let (language, t) = (model.language, tokens(ui));
    let person = model.state.derived.imported.as_ref().map_or("", |imported| answer.person(imported, unit));
    ui.horizontal(|ui| {
        if icon_button(ui, Icon::ChevronLeft, &tr(language, "path.back_to_people")).clicked() {
            out.push(Action::TracePath(None));
        }
        label(ui, person, TITLE, t.text);
    });
    for member in &trace.members {
        paragraph_colored(ui, &why(model, member, names), BODY, t.text);
    }
    ui.add_space(space::XS);
    let column = |name: &str| tr(language, &format!("path.column.{name}"));
    let columns = [Column::text(column("when")), Column::text(column("event")), Column::text(column("step"))];
    let sheet = Sheet {
        id: "path trace",
        columns: &columns,
        rows: trace.events.len(),
        selected: None,
        sorted: None,
        height: 380.0,
    };
    sheet.show(ui, |row, column| {
        let traced = &trace.events[row];
        let event = answer.names.get(traced.event.event as usize).map_or("", String::as_str);
        let text = match column {
            0 => moment(traced.event.second, traced.event.second.rem_euclid(86_400) > 0),
            1 => event_name(language, event),
            _ => remark(model, traced, names),
        };
        (text, if traced.step.is_some() { Tone::Plain } else { Tone::Quiet })
    });
}

/// Why a customer is where they are, in a sentence.
pub(super) fn why(model: &ViewModel<'_>, member: &Member, names: &[String]) -> String {
    let day = |second: Option<i64>| second.map_or_else(String::new, |second| day_of(model.language, second));
    let at = |step: Option<usize>| step.and_then(|step| names.get(step)).cloned().unwrap_or_default();
    let next = member.last_step.map(|step| step + 1);
    let values = [
        ("step", at(member.last_step)),
        ("next", at(next)),
        ("entry", day(member.entry)),
        ("last", day(member.last)),
        ("deadline", day(member.deadline)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    tr_with(model.language, &format!("path.why.{}", member.state.id()), &values)
}

fn remark(model: &ViewModel<'_>, traced: &TracedEvent, names: &[String]) -> String {
    let language = model.language;
    match traced.step {
        Some(step) => format!("{}. {}", step + 1, names.get(step).map_or("", String::as_str)),
        None if traced.is_excluded => tr(language, "path.event_excluded"),
        None if traced.is_late => tr(language, "path.event_late"),
        None => String::new(),
    }
}
