//! The paths: an event funnel over the customers' journey, who is where in it, and why. Never follows anybody itself.

mod builder;
mod flow;
mod people;
mod times;

use eframe::egui::Ui;

use super::ViewModel;
use super::drawn::answered;
use super::parts::{headline, nothing};
use crate::analysis::DefinitionId;
use crate::analysis::funnel::{Funnel, GroupCount, TopGroups};
use crate::app::paths::{PathsAnswer, step_name};
use crate::app::{Action, ChartMark, PathsTab, Selection, wording};
use crate::ui::charts::{ink, steps};
use crate::ui::text::{count, paragraph_colored, percent, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, space, tokens};
use crate::ui::widgets::{Card, Column, Table, card, segmented, table};

/// Parts of a breakdown that are shown by name.
const SHOWN: usize = 12;

/// The view.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let there = model.shown.frozen.is_none() && model.state.derived.imported.is_some();
    if there {
        let mut tab = model.state.session.paths_tab;
        let tabs = PathsTab::ALL.map(|tab| (tab, tr(model.language, tab.label_key())));
        if segmented(ui, &mut tab, &tabs) {
            out.push(Action::ShowPathsTab(tab));
        }
        ui.add_space(space::XS);
        if model.state.session.paths_tab == PathsTab::Flow {
            return flow::ui(ui, model, out);
        }
    }
    let Some(answer) = model.state.derived.paths.as_ref().filter(|_| there) else {
        return nothing(ui, model, Icon::TrendingDown, "paths", out);
    };
    if answer.events.len() < 2 {
        return nothing(ui, model, Icon::TrendingDown, "paths", out);
    }
    if let Ok(funnel) = &answer.funnel {
        let names: Vec<String> =
            answer.spec.steps.iter().map(|step| step_name(model.language, step)).collect();
        said(ui, model, funnel, &names);
    }
    card(ui, |ui| builder::ui(ui, model, answer, out));
    ui.add_space(space::XS);
    match &answer.funnel {
        Ok(funnel) => figures(ui, model, answer, funnel, out),
        Err(error) => {
            let t = tokens(ui);
            paragraph_colored(ui, &wording::funnel_error(model.language, error), BODY, t.warning_text);
        }
    }
}

fn figures(ui: &mut Ui, model: &ViewModel<'_>, answer: &PathsAnswer, funnel: &Funnel, out: &mut Vec<Action>) {
    let language = model.language;
    let names: Vec<String> = answer.spec.steps.iter().map(|step| step_name(language, step)).collect();
    let chart = steps::Model::new(funnel, &names, language);
    let title = through(model, funnel, &names);
    let basis = basis(model, answer, funnel);
    let shown = Card::new("paths", &title).subtitle(&basis).show(
        ui,
        language,
        || chart.table(language),
        |ui| {
            let response = steps::show(ui, &chart, language);
            ui.add_space(space::S);
            legend(ui, model);
            response
        },
    );
    let step = |index: &usize| {
        let events = &answer.spec.steps.get(*index)?.events;
        let names = std::iter::once("step").chain(events.iter().map(String::as_str));
        Some(Selection::Mark(ChartMark::new(DefinitionId::Path, names)))
    };
    answered(ui, model, shown.inner, step, out);
    if let Some(groups) = &funnel.by {
        ui.add_space(space::XS);
        card(ui, |ui| {
            let t = tokens(ui);
            paragraph_colored(ui, &tr(language, "path.by.about"), SMALL, t.text_subdued);
            let groups = breakdown(model, answer, &TopGroups::new(groups, SHOWN), &names);
            times::explain(table(ui, "paths by", &groups).clicked.is_some(), out);
        });
    }
    ui.add_space(space::XS);
    times::cards(ui, model, funnel, &names, out);
    card(ui, |ui| people::ui(ui, model, answer, &names, out));
}

/// The step where most are lost, in words; nothing where nobody is.
fn said(ui: &mut Ui, model: &ViewModel<'_>, funnel: &Funnel, names: &[String]) {
    let worst =
        funnel.steps.iter().enumerate().max_by_key(|(index, step)| (step.dropped, usize::MAX - index));
    let lost = worst.filter(|(index, step)| step.dropped > 0 && index + 1 < names.len());
    let Some((index, step)) = lost else { return };
    let values = [
        ("from", names[index].as_str()),
        ("to", names[index + 1].as_str()),
        ("lost", &*count(step.dropped)),
        ("of", &*count(step.reached)),
    ];
    headline(ui, &tr_with(model.language, "path.worst", &values), None);
}

/// How many got as far as the last step, of those who had the time to.
fn through(model: &ViewModel<'_>, funnel: &Funnel, names: &[String]) -> String {
    let last = funnel.steps.last().zip(names.last());
    let share = last.and_then(|(step, name)| Some((step.of_first?, name)));
    let Some(((share, value), name)) = share.and_then(|(share, name)| Some(((share, share.value()?), name)))
    else {
        return tr(model.language, "path.title");
    };
    let values = [
        ("share", &*percent(value)),
        ("through", &*count(share.numerator)),
        ("of", &*count(share.denominator)),
        ("last", name.as_str()),
    ];
    tr_with(model.language, "path.through", &values)
}

/// Who the shares are of, and who is in none of them.
fn basis(model: &ViewModel<'_>, answer: &PathsAnswer, funnel: &Funnel) -> String {
    let number = |value: u64| count(value);
    let values = [
        ("entrants", &*number(funnel.entrants)),
        ("mature", &*number(funnel.mature_entrants)),
        ("never", &*number(funnel.never_entered)),
        ("excluded", &*number(funnel.excluded)),
        ("left_out", &*number(answer.left_out)),
    ];
    tr_with(model.language, "path.basis", &values)
}

fn legend(ui: &mut Ui, model: &ViewModel<'_>) {
    let t = tokens(ui);
    let name = |state: &str| tr(model.language, &format!("path.state.{state}"));
    let entries = [
        (ink::Swatch::Fill(t.accent), name("went_on")),
        (ink::Swatch::Hatch(t.accent_fill, t.accent), name("still_open")),
        (ink::Swatch::Fill(t.loss_fill), name("dropped")),
    ];
    ink::legend(ui, &entries);
}

fn breakdown(model: &ViewModel<'_>, answer: &PathsAnswer, groups: &TopGroups, names: &[String]) -> Table {
    let mut columns = vec![Column::text(tr(model.language, "path.group"))];
    columns.extend(names.iter().map(Column::number));
    columns.push(Column::number(tr(model.language, "path.column.mature_converted")));
    let mut list = Table::new(columns);
    let none = || tr(model.language, "path.group.none");
    let name = |group: &GroupCount| {
        let name = group.group.checked_sub(1).and_then(|code| answer.groups.get(code as usize));
        name.cloned().unwrap_or_else(none)
    };
    let other = groups.other.iter().map(|(number, sum)| {
        (tr_with(model.language, "path.group.other", &[("n", &number.to_string())]), sum)
    });
    for (name, group) in groups.shown.iter().map(|group| (name(group), group)).chain(other) {
        let mut cells = vec![name];
        cells.extend(group.reached.iter().map(|reached| count(*reached)));
        let values = [("numerator", &*count(group.mature_converted)), ("denominator", &*count(group.mature))];
        cells.push(tr_with(model.language, "cli.rows.share", &values));
        list.row(cells);
    }
    list
}
