//! Rows behind a number, segments and paths as a person meets them, on a small shop. Never a picture, a clock or a home folder.

use eframe::egui::vec2;

use super::screen::{Screen, click, perform, screen_on, shows, type_into};
use crate::app::{Action, Command, CustomersTab, Dialog, Selection, View};
use crate::domain::{Segment, Stage};

const ORDERS: &str = "order_id,date,total,email,currency\n\
    1,2026-01-05,120.50,ann@example.com,THB\n\
    2,2026-02-01,80,ann@example.com,THB\n\
    3,2026-02-03,60,bo@example.com,THB\n\
    4,2026-06-30,90,cy@example.com,THB\n";

/// A window on the small shop; what the jobs have to say is taken in.
fn shop() -> Screen {
    screen_on(vec2(1440.0, 1400.0), &[("orders.csv", ORDERS.as_bytes())])
}

#[test]
fn a_figure_leads_to_its_customers_who_are_found_sorted_and_left_again() {
    let mut harness = shop();
    perform(&mut harness, Action::Select(Some(Selection::Step(Stage::Purchase as usize))));
    click(&mut harness, "Show the rows behind it");
    assert!(shows(&harness, "1 of 3"), "Ann of three came back");
    assert!(shows(&harness, "ann@example.com") && shows(&harness, "bo@example.com"));
    click(&mut harness, "Lost 1");
    assert!(!shows(&harness, "ann@example.com") && shows(&harness, "bo@example.com"));
    click(&mut harness, "All 3");
    type_into(&mut harness, "Find in the rows", "cy@");
    assert!(shows(&harness, "cy@example.com") && !shows(&harness, "bo@example.com"));
    assert!(shows(&harness, "bought lately"), "why she is still open");
    click(&mut harness, "State");
    let rows = harness.state().controller().state.session.rows.as_ref().expect("open");
    assert!(rows.look.order.is_some());
    perform(&mut harness, Action::CloseRows);
    assert!(shows(&harness, "Biggest loss") || shows(&harness, "Purchase"));
}

#[test]
fn everybody_who_bought_is_one_click_away_from_every_part_of_the_customers() {
    for tab in CustomersTab::ALL {
        let mut harness = shop();
        perform(&mut harness, Action::Show(View::Customers));
        perform(&mut harness, Action::ShowCustomersTab(tab));
        click(&mut harness, "List of customers");
        for name in ["ann@example.com", "bo@example.com", "cy@example.com"] {
            assert!(shows(&harness, name), "{tab:?}: {name}");
        }
    }
}

#[test]
fn a_segment_filters_every_figure_and_is_taken_back() {
    let mut harness = shop();
    let buyers = |harness: &Screen| {
        let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
        analysis.repeat.as_ref().map(|repeat| repeat.to_date.customers)
    };
    assert_eq!(buyers(&harness), Some(3));
    perform(&mut harness, Action::SetDialog(Some(Dialog::Segment(None))));
    type_into(&mut harness, "Name of the segment", "Came twice");
    assert!(shows(&harness, "orders >= \"2\""));
    click(&mut harness, "Save");
    let state = &harness.state().controller().state;
    assert_eq!(state.chosen_segment().map(|saved| saved.name.as_str()), Some("Came twice"));
    assert_eq!(state.project.document.segments[0].segment, Segment::parse("orders >= 2").expect("a segment"));
    assert_eq!(buyers(&harness), Some(1));
    perform(&mut harness, Action::Do(Command::Undo));
    assert_eq!(buyers(&harness), Some(3));
    assert!(harness.state().controller().state.session.segment.is_none());
}

#[test]
fn a_saved_group_that_gets_another_name_keeps_its_place_in_the_groups_that_name_it() {
    let mut harness = shop();
    let save = |harness: &mut Screen, id, name: &str, rule: &str| {
        let segment = Segment::parse(rule).expect("a segment");
        perform(harness, Action::SaveSegment { id, name: name.to_owned(), segment });
    };
    save(&mut harness, None, "Loyal", "orders >= 2");
    save(&mut harness, None, "Loyal or large", "persona = \"loyal\" or value >= 85");
    let rules = |harness: &Screen| -> Vec<String> {
        let segments = &harness.state().controller().state.project.document.segments;
        segments.iter().map(|saved| format!("{}: {}", saved.name, saved.segment)).collect()
    };
    let before = rules(&harness);
    let id = harness.state().controller().state.project.document.segments[0].id;
    save(&mut harness, Some(id), "Regulars", "orders >= 2");
    let buyers = harness.state().controller().state.derived.analysis.clone().expect("figures");
    assert_eq!(buyers.repeat.as_ref().map(|repeat| repeat.to_date.customers), Some(2), "Ann and Cy");
    assert!(rules(&harness)[1].contains("Regulars") && !rules(&harness)[1].contains("loyal"), "{before:?}");
    perform(&mut harness, Action::Do(Command::Undo));
    assert_eq!(rules(&harness), before);
}

#[test]
fn the_paths_say_where_customers_stop_and_why_one_of_them_is_there() {
    let mut harness = shop();
    perform(&mut harness, Action::Show(View::Paths));
    assert!(shows(&harness, "First purchase") && shows(&harness, "Second purchase"));
    let answer = harness.state().controller().state.derived.paths.clone().expect("an answer");
    let funnel = answer.funnel.clone().expect("a funnel");
    let reached: Vec<u64> = funnel.steps.iter().map(|step| step.reached).collect();
    assert_eq!((reached, funnel.steps[0].dropped, funnel.steps[0].still_open), (vec![3, 1], 1, 1));
    let stopped = answer.members.iter().find(|member| member.last_step == Some(0)).expect("Bo").unit;
    perform(&mut harness, Action::TracePath(Some(stopped)));
    assert!(shows(&harness, "bo@example.com") && shows(&harness, "did not follow by"));
    let mut spec = answer.spec.clone();
    spec.window_seconds = None;
    perform(&mut harness, Action::SetFunnel(Box::new(spec)));
    let days = |harness: &Screen| {
        harness.state().controller().state.derived.paths.as_ref().and_then(|paths| paths.spec.window_seconds)
    };
    assert_eq!(days(&harness), None);
    perform(&mut harness, Action::Do(Command::Undo));
    assert_eq!(days(&harness), Some(90 * 86_400));
}

#[test]
fn the_self_check_says_how_many_values_agree() {
    let mut harness = shop();
    perform(&mut harness, Action::Do(Command::SelfCheck));
    assert!(shows(&harness, "values agree"));
    perform(&mut harness, Action::SetDialog(None));
    assert!(!shows(&harness, "values agree"));
}
