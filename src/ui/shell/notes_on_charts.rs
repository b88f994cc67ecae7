//! Notes on the charts of every view of the sample shop: a person pins one to a mark, draws it, freezes it. Never a picture, a clock or
//! a home folder.

use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::screen::{Screen, click, perform, screen_of};
use crate::analysis::rows::{DepthFigure, FigureId, NpsFigure, RepeatFigure, RfmFigure, ServiceFigure};
use crate::analysis::{Analysis, DefinitionId, RfmSegment};
use crate::app::{Action, ChannelsTab, ChartMark, CustomersTab, Desk, PathsTab, Selection, ServiceTab, View};
use crate::project::{Drawn, DrawnAs};

fn figure(figure: FigureId) -> Selection {
    Selection::Figure(figure)
}

fn mark<Name: Into<String>>(definition: DefinitionId, names: impl IntoIterator<Item = Name>) -> Selection {
    Selection::Mark(ChartMark::new(definition, names))
}

/// A mark of each chart, and how to come to it.
fn marks(analysis: &Analysis) -> Vec<(Vec<Action>, Selection)> {
    let customers = |tab| vec![Action::Show(View::Customers), Action::ShowCustomersTab(tab)];
    let service = |tab| vec![Action::Show(View::Service), Action::ShowServiceTab(tab)];
    let voice = || vec![Action::Show(View::Voice)];
    let months = analysis.revenue.as_ref().expect("revenue");
    let nps = analysis.nps.as_ref().expect("answers");
    let asked = analysis.voice.as_ref().expect("groups of answers");
    let known = asked.groups.iter().find(|group| group.group != "unknown").expect("a known group");
    let driver = asked.drivers.first().expect("a circumstance");
    let what_if = analysis.what_if.as_ref().expect("levers");
    let lever = what_if.levers.iter().find(|own| !own.goals.is_empty()).expect("a lever within reach");
    let requests = analysis.service.as_ref().expect("requests");
    let delivery = analysis.delivery.as_ref().expect("parcels");
    let parcel = delivery.months.iter().find(|own| own.on_time.denominator > 0).expect("a month");
    let effect = requests.effects.first().expect("an experience");
    let credited = &analysis.attribution.as_ref().expect("credit").channels[0].channel;
    let lever = ["lever".to_owned(), lever.lever.id().to_owned(), what_if.window_days.to_string()];
    let effect = ["effect", effect.experience.id(), effect.outcome.id()];
    let month = ["month".to_owned(), parcel.month.to_string()];
    let answers = DepthFigure::Answers(known.by, known.group.clone());
    let with = DepthFigure::Driver(driver.kind, driver.name.clone(), true);
    let topic = requests.complaints[0].topic.clone().unwrap_or_default();
    let counted = analysis.translations[0].counted.id();
    vec![
        (vec![Action::Show(View::Journey)], Selection::Step(2)),
        (customers(CustomersTab::Repeat), Selection::Window(90)),
        (vec![], mark(DefinitionId::Translator, ["counted", counted, "elsewhere"])),
        (customers(CustomersTab::Cohorts), Selection::Revenue(months[months.len() - 2].month)),
        (vec![], Selection::Cohort(months[months.len() - 4].month, 1)),
        (customers(CustomersTab::Ladder), figure(FigureId::Repeat(RepeatFigure::Ladder(1)))),
        (customers(CustomersTab::Rfm), figure(FigureId::Rfm(RfmFigure::Place(5, 5)))),
        (vec![], figure(FigureId::Rfm(RfmFigure::Segment(RfmSegment::Champions)))),
        (
            vec![Action::Show(View::Channels), Action::ShowChannelsTab(ChannelsTab::Credit)],
            figure(FigureId::Attribution(Some(credited.clone()))),
        ),
        (voice(), Selection::Answers(NpsFigure::Detractors)),
        (voice(), Selection::Answers(NpsFigure::Score(3))),
        (voice(), Selection::Answers(NpsFigure::Month(nps.months[1].month))),
        (voice(), figure(FigureId::Depth(answers))),
        (voice(), figure(FigureId::Depth(with))),
        (service(ServiceTab::Service), figure(FigureId::Service(ServiceFigure::Topic(topic)))),
        (vec![], mark(DefinitionId::BusyHours, ["hour", "1", "14"])),
        (vec![], mark(DefinitionId::Effect, effect)),
        (service(ServiceTab::Delivery), mark(DefinitionId::OnTime, month)),
        (vec![], mark(DefinitionId::Demand, ["weekday", "6"])),
        (vec![], mark(DefinitionId::Demand, ["season", "11"])),
        (service(ServiceTab::Carts), mark(DefinitionId::Cart, ["carts", "reminded"])),
        (vec![Action::Show(View::WhatIf)], mark(DefinitionId::WhatIf, lever)),
    ]
}

/// Pins a note to a figure and draws it as an arrow.
fn draw(harness: &mut Screen, selection: &Selection, text: &str) {
    let target = selection.target().expect("notes are pinned there");
    perform(harness, Action::PinNote { target, text: text.to_owned() });
    let notes = &harness.state().controller().state.project.document.notes;
    let id = notes.last().expect("the note").id;
    perform(harness, Action::DrawNote { id, drawn: Some(Drawn::new(DrawnAs::Arrow)) });
}

/// Whether the note is drawn on a chart, where it answers the pointer.
fn is_drawn(harness: &Screen, text: &str) -> bool {
    harness.query_all_by_label(text).any(|node| node.accesskit_node().role() == Role::Button)
}

#[test]
fn a_note_is_drawn_at_the_marks_of_every_chart_and_stays_in_what_is_frozen() {
    let mut harness = screen_of(Desk::reading(), vec2(1400.0, 5_200.0));
    click(&mut harness, "Open sample shop");
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let marks = marks(&analysis);
    let mut missing = Vec::new();
    for (index, (way, selection)) in marks.iter().enumerate() {
        way.iter().for_each(|action| perform(&mut harness, action.clone()));
        let text = format!("remark {index}");
        draw(&mut harness, selection, &text);
        missing.extend((!is_drawn(&harness, &text)).then_some(selection));
    }
    assert!(missing.is_empty(), "{missing:#?}");
    perform(&mut harness, Action::TakeSnapshot { name: "All of them".to_owned() });
    let id = harness.state().controller().state.project.document.snapshots[0].id;
    perform(&mut harness, Action::OpenSnapshot(id));
    for (index, (way, selection)) in marks.iter().enumerate() {
        way.iter().for_each(|action| perform(&mut harness, action.clone()));
        assert!(is_drawn(&harness, &format!("remark {index}")), "{selection:?}");
    }
}

#[test]
fn a_step_of_a_path_and_a_node_of_a_flow_take_a_note_each() {
    let mut harness = screen_of(Desk::reading(), vec2(1400.0, 3_000.0));
    click(&mut harness, "Open sample shop");
    perform(&mut harness, Action::Show(View::Paths));
    let asked = harness.state().controller().state.derived.paths.clone().expect("an answer");
    let events = asked.spec.steps[1].events.iter().map(String::as_str);
    let step = mark(DefinitionId::Path, std::iter::once("step").chain(events));
    draw(&mut harness, &step, "ask them");
    assert!(is_drawn(&harness, "ask them"));
    perform(&mut harness, Action::ShowPathsTab(PathsTab::Flow));
    assert!(!is_drawn(&harness, "ask them"), "it is about another chart");
    draw(&mut harness, &mark(DefinitionId::Flow, ["place", "1", "stopped"]), "call them");
    assert!(is_drawn(&harness, "call them"));
}

#[test]
fn a_mark_says_what_it_is_where_its_note_is_listed_and_leads_back_to_it() {
    let mut harness = screen_of(Desk::reading(), vec2(1400.0, 5_200.0));
    click(&mut harness, "Open sample shop");
    perform(&mut harness, Action::Show(View::Service));
    let hour = mark(DefinitionId::BusyHours, ["hour", "1", "14"]);
    draw(&mut harness, &hour, "one person more");
    perform(&mut harness, Action::Select(None));
    click(&mut harness, "Busiest hours: Tue 14:00");
    assert_eq!(harness.state().controller().state.session.selection, Some(hour));
}
