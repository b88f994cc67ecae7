//! Several figures side by side: each with its value, what it is made of and its interval, the steps between neighbouring stages, and
//! who reached the stages among them. Never computes a figure, never keeps a selection.

use eframe::egui::{Align, Layout, RichText, Ui};

use super::facts::Facts;
use super::{group, section};
use crate::analysis::Analysis;
use crate::analysis::rows::{FigureId, Reached, Together};
use crate::app::{Action, Command, Selection, Session};
use crate::domain::{Language, Stage};
use crate::ui::text::{count, label, paragraph_colored, stage, tr, tr_with};
use crate::ui::theme::{BODY, Icon, NUMBER_SMALL, SMALL, icon, space, tokens};
use crate::ui::views::ViewModel;
use crate::ui::widgets::{Card, Column, Table, button, icon_button, key_values, link};

/// What is read of a figure at a glance.
const AT_A_GLANCE: usize = 3;

/// A selected figure with what there is to say about it.
type Shown = (Selection, Facts);

pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let (language, session) = (model.language, &model.state.session);
    let Some(analysis) = model.shown.analysis else { return };
    let all = shown(session, analysis, language);
    ui.horizontal(|ui| {
        if link(ui, &tr(language, "inspector.several.clear")).clicked() {
            out.push(Action::Select(None));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::Close, &tr(language, "inspector.close")).clicked() {
                out.push(Action::Do(Command::ToggleInspector));
            }
        });
    });
    let title = tr_with(language, "inspector.several", &[("n", &count(all.len() as u64))]);
    Card::new("side by side", &title).show(
        ui,
        language,
        || table(&all, language),
        |ui| {
            for (index, one) in all.iter().enumerate() {
                figure(ui, one, language, out);
                let next = all.get(index + 1).map(|(selection, _)| selection);
                between(ui, (&one.0, next), analysis, language);
            }
        },
    );
    reached(ui, model, &session.selected_stages(), out);
    if let Some(found) = session.rows.as_ref().and_then(|desk| desk.found.as_ref()) {
        section(ui, &tr(language, "inspector.group"));
        group::ui(ui, model, found);
    }
    ui.add_space(space::M);
    paragraph_colored(ui, &hint(ui, language, "inspector.several.hint"), SMALL, tokens(ui).text_subdued);
}

/// How several figures are selected, with the name of the key on this machine.
pub(super) fn hint(ui: &Ui, language: Language, key: &str) -> String {
    let command = if ui.ctx().os().is_mac() { "Cmd" } else { "Ctrl" };
    tr_with(language, key, &[("key", command)])
}

/// What is selected and has something to say, the journey's stages and steps first and in its order.
fn shown(session: &Session, analysis: &Analysis, language: Language) -> Vec<Shown> {
    let facts = |selection: &Selection| Some((selection.clone(), Facts::of(selection, analysis, language)?));
    let mut all: Vec<Shown> = session.selected().filter_map(facts).collect();
    all.sort_by_key(|(selection, _)| match selection {
        Selection::Stage(stage) => *stage as usize * 2,
        Selection::Step(index) => index * 2 + 1,
        _ => usize::MAX,
    });
    all
}

fn figure(ui: &mut Ui, (selection, facts): &Shown, language: Language, out: &mut Vec<Action>) {
    let t = tokens(ui);
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        if link(ui, &facts.title).clicked() {
            out.push(Action::Select(Some(selection.clone())));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let out_of_it = tr_with(language, "inspector.several.remove", &[("name", &facts.title)]);
            if icon_button(ui, Icon::Close, &out_of_it).clicked() {
                out.push(Action::SelectToo(selection.clone()));
            }
        });
    });
    // What a stage counts stands beside its number.
    let (unit, rows) = match facts.rows.split_first() {
        Some((first, rest)) if first.0 == tr(language, "facts.unit") => (first.1.as_str(), rest),
        _ => ("", facts.rows.as_slice()),
    };
    if !facts.value.is_empty() {
        ui.horizontal(|ui| {
            ui.label(RichText::new(&facts.value).size(NUMBER_SMALL).color(t.text));
            label(ui, unit, BODY, t.text_subdued);
        });
    }
    key_values(ui, &at_a_glance(rows, language));
}

/// The first lines about a figure, its interval always among them.
fn at_a_glance(rows: &[(String, String)], language: Language) -> Vec<(String, String)> {
    let name = tr(language, "facts.interval");
    let interval = rows.iter().skip(AT_A_GLANCE).find(|row| row.0 == name);
    let before = AT_A_GLANCE - usize::from(interval.is_some());
    rows.iter().take(before).chain(interval).cloned().collect()
}

/// What goes on from a stage to the next, where both are selected and the step between them is not.
fn between(
    ui: &mut Ui,
    (one, next): (&Selection, Option<&Selection>),
    analysis: &Analysis,
    language: Language,
) {
    let (Selection::Stage(from), Some(Selection::Stage(to))) = (one, next) else { return };
    if *from as usize + 1 != *to as usize {
        return;
    }
    let Some(step) = Facts::of(&Selection::Step(*from as usize), analysis, language) else { return };
    let t = tokens(ui);
    let name = tr(language, "facts.interval");
    let interval = step.rows.iter().find(|row| row.0 == name && !row.1.is_empty());
    let text = interval.map_or_else(|| step.value.clone(), |row| format!("{}  ·  {}", step.value, row.1));
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        icon(ui, Icon::ArrowDown, 14.0, t.text_subdued);
        label(ui, text, BODY, t.text_subdued);
    });
}

/// The ways to the customers of the selected stages, and which of them name nobody.
fn reached(ui: &mut Ui, model: &ViewModel<'_>, stages: &[Stage], out: &mut Vec<Action>) {
    let (language, t) = (model.language, tokens(ui));
    let (people, events): (Vec<Stage>, Vec<Stage>) = stages.iter().partition(|stage| stage.counts_people());
    if people.len() < 2 {
        return;
    }
    section(ui, &tr(language, "inspector.several.customers"));
    if model.shown.frozen.is_some() || model.state.derived.imported.is_none() {
        paragraph_colored(ui, &tr(language, "rows.frozen"), SMALL, t.text_subdued);
        return;
    }
    for together in Together::ALL {
        let text = tr(language, &format!("inspector.several.{}", together.id()));
        let figure = Reached::new(together, &people).map(FigureId::Reached);
        if button(ui, Some(Icon::Table), &text).clicked() {
            out.extend(figure.map(Action::ShowRows));
        }
    }
    if !events.is_empty() {
        let names: Vec<String> = events.iter().map(|own| stage(language, *own)).collect();
        let text = tr_with(language, "inspector.several.events", &[("stages", &names.join(", "))]);
        paragraph_colored(ui, &text, SMALL, t.text_subdued);
    }
}

/// All figures as a table: one a row, with everything that is said about any of them.
fn table(all: &[Shown], language: Language) -> Table {
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in all.iter().flat_map(|(_, facts)| &facts.rows) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let said = |facts: &Facts, name: &String| {
        facts.rows.iter().find(|row| row.0 == *name).map_or_else(String::new, |row| row.1.clone())
    };
    let is_number = |name: &String| {
        let mut cells = all.iter().map(|(_, facts)| said(facts, name));
        cells.all(|cell| {
            cell.is_empty() || cell.starts_with(|first: char| "–−+".contains(first) || first.is_ascii_digit())
        })
    };
    let mut columns = vec![
        Column::text(tr(language, "inspector.several.figure")),
        Column::number(tr(language, "inspector.several.value")),
    ];
    columns.extend(names.iter().map(|name| Column { title: (*name).clone(), numeric: is_number(name) }));
    let mut table = Table::new(columns);
    for (_, facts) in all {
        let mut cells = vec![facts.title.clone(), facts.value.clone()];
        cells.extend(names.iter().map(|name| said(facts, name)));
        table.row(cells);
    }
    table
}
