//! Every mark of every chart and every row of every list, in every view: it has a name, it says more under the pointer, a click explains
//! it, a double click opens its rows. Found by going through the views, not by naming them. Never a picture, a clock or a home folder.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Modifiers, PointerButton, Pos2, vec2};

use egui_kittest::kittest::Queryable as _;

use super::everywhere::{go, stops};
use super::screen::{Screen, perform, screen_of, settle};
use crate::analysis::rows::{Behind, behind};
use crate::app::{Action, Command, Desk, Selection, View};
use crate::ui::widgets::seen::{Kind, Seen, all};

/// So high that nothing has to be scrolled.
fn sample_shop() -> Screen {
    let mut harness = screen_of(Desk::reading(), vec2(1440.0, 7000.0));
    perform(&mut harness, Action::Do(Command::OpenSample));
    harness
}

/// The first and the last mark of each chart, the first row of each list: a row that opens a form moves those below it.
fn tried(harness: &Screen, kind: Kind) -> Vec<(Kind, Seen)> {
    let mut by: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
    for one in all(&harness.ctx, kind) {
        // What is out of sight answers nothing.
        let is_large = kind == Kind::Mark || one.rect.height() > 12.0;
        if is_large && harness.ctx.content_rect().contains(one.rect.center()) {
            by.entry(one.of.clone()).or_default().push(one);
        }
    }
    let ends = |found: Vec<Seen>| {
        let last = found.last().cloned().filter(|_| found.len() > 1 && kind == Kind::Mark);
        found.into_iter().take(1).chain(last).map(|one| (kind, one)).collect::<Vec<_>>()
    };
    by.into_values().flat_map(ends).collect()
}

fn point(harness: &mut Screen, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    for _ in 0..3 {
        harness.step();
    }
}

/// A double click within one frame: of events that are queued each takes a frame of its own, and time passes.
fn click_twice(harness: &mut Screen, at: Pos2) {
    let button = PointerButton::Primary;
    let turn = |pressed| Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE };
    harness.input_mut().events.extend([true, false, true, false].map(turn));
    harness.step();
}

/// What a place says and does; what is missing of it.
fn missing(harness: &mut Screen, one: &Seen, kind: Kind) -> Option<&'static str> {
    if one.name.trim().is_empty() {
        return Some("has no name");
    }
    // A row is pointed at in its first cell.
    let at = if kind == Kind::Row { one.rect.left_center() + vec2(12.0, 0.0) } else { one.rect.center() };
    harness.state_mut().perform(Action::Select(None));
    point(harness, at);
    let has_number = |text: &str| text.chars().any(|letter| letter.is_ascii_digit() || letter == '–');
    let is_figure = |tip: &Seen| has_number(&tip.of) || has_number(&tip.name);
    if kind == Kind::Mark && !all(&harness.ctx, Kind::Tip).iter().any(is_figure) {
        return Some("says no number under the pointer");
    }
    let before = fingerprint(harness);
    click_twice(harness, at);
    let Some(selection) = harness.state().controller().state.session.selection.clone() else {
        harness.step();
        return (fingerprint(harness) == before).then_some("does nothing when it is clicked");
    };
    let rows = harness.state().controller().state.session.rows.is_some();
    let says_why = match &selection {
        Selection::Definition(definition) => matches!(behind(*definition), Behind::Nothing(_)),
        Selection::Mark(mark) => matches!(behind(mark.definition), Behind::Nothing(_)),
        _ => false,
    };
    match (selection.figure().is_some(), rows) {
        (true, false) => Some("has rows that a double click does not open"),
        (false, false) if !says_why => Some("has no rows, and nobody says why"),
        _ => None,
    }
}

/// What a click may have changed, if it chose nothing: a period, a funnel, a part of a view, a form that opens.
fn fingerprint(harness: &Screen) -> String {
    let session = &harness.state().controller().state.session;
    let buttons = harness.get_all_by_role(Role::Button).count();
    format!(
        "{buttons} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        session.data_tab,
        session.period,
        session.paths,
        session.flow,
        session.source,
        session.view,
        session.dialog,
        session.opened_snapshot
    )
}

/// Every part of every view once: a view without a part shows its first.
fn parts() -> Vec<(View, Option<Action>)> {
    let all = stops();
    let has_parts = |view: View| all.iter().any(|(other, part)| *other == view && part.is_some());
    all.iter().filter(|(view, part)| part.is_some() || !has_parts(*view)).cloned().collect()
}

#[test]
fn every_mark_and_every_row_says_more_leads_to_its_card_and_opens_its_rows() {
    let mut harness = sample_shop();
    let mut faults = BTreeSet::new();
    let mut number = 0;
    for stop in parts() {
        go(&mut harness, &stop);
        let mut found = tried(&harness, Kind::Mark);
        // What the lists of files show are rows themselves.
        if stop.0 != View::Data {
            found.extend(tried(&harness, Kind::Row));
        }
        let start = fingerprint(&harness);
        for (kind, one) in found {
            number += 1;
            let fault = missing(&mut harness, &one, kind);
            faults.extend(fault.map(|fault| format!("{:?}: {} “{}” {fault}", stop, one.of, one.name)));
            if harness.state().controller().state.session.rows.is_some() {
                harness.state_mut().perform(Action::CloseRows);
            }
            if fingerprint(&harness) != start || harness.state().controller().is_busy() {
                settle(&mut harness);
                go(&mut harness, &stop);
            } else {
                harness.step();
            }
        }
    }
    assert!(number > 80, "{number} were tried");
    assert!(faults.is_empty(), "{} of {number}:\n{:#?}", faults.len(), faults);
}

#[test]
fn every_chart_stands_in_a_card_that_shows_it_as_a_table_and_takes_it_along() {
    let mut harness = sample_shop();
    let mut outside = BTreeSet::new();
    for stop in parts() {
        go(&mut harness, &stop);
        let cards = all(&harness.ctx, Kind::Card);
        for mark in all(&harness.ctx, Kind::Mark) {
            if !cards.iter().any(|card| card.rect.contains_rect(mark.rect.shrink(2.0))) {
                outside.insert(format!("{stop:?}: {}", mark.of));
            }
        }
    }
    assert!(outside.is_empty(), "{outside:#?}");
}

#[test]
fn every_chart_over_time_is_looked_at_more_closely_with_the_wheel_and_as_a_whole_again_by_a_link() {
    let mut harness = sample_shop();
    let mut zoomed = BTreeSet::new();
    let is_closer = |harness: &Screen| harness.query_all_by_label("Show everything").next().is_some();
    for stop in parts() {
        go(&mut harness, &stop);
        for chart in all(&harness.ctx, Kind::Closer) {
            assert!(!is_closer(&harness), "{stop:?}: {} begins with everything", chart.of);
            point(&mut harness, chart.rect.center());
            harness.event(Event::Zoom(2.0));
            settle(&mut harness);
            assert!(is_closer(&harness), "{stop:?}: {} cannot be looked at more closely", chart.of);
            harness.get_all_by_label("Show everything").next().expect("the way back").click();
            settle(&mut harness);
            assert!(!is_closer(&harness), "{stop:?}: {} stays close", chart.of);
            zoomed.insert(chart.of);
        }
    }
    let expected = ["ads by month", "nps by month", "repeat curve", "revenue"];
    assert!(expected.iter().all(|chart| zoomed.contains(*chart)), "{zoomed:?}");
}

#[test]
fn the_curves_of_groups_are_looked_at_more_closely_too() {
    let mut harness = sample_shop();
    go(&mut harness, &(View::Customers, None));
    harness.get_by_label("First channel").click();
    settle(&mut harness);
    let chart = all(&harness.ctx, Kind::Closer).into_iter().next().expect("the curves");
    point(&mut harness, chart.rect.center());
    harness.event(Event::Zoom(3.0));
    settle(&mut harness);
    assert_eq!(harness.query_all_by_label("Show everything").count(), 1);
}
