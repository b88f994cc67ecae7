//! Notes drawn on charts as a person meets them: chosen in the inspector, moved, taken back. Never a picture, a clock or a home folder.

use eframe::egui::{Pos2, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::screen::{Screen, click, perform, screen_of, settle};
use crate::app::{Action, Command, Desk, Selection};
use crate::domain::Stage;
use crate::project::{Drawn, DrawnAs, Target};

const NOTE: &str = "try a coupon";

fn noted(size: Vec2) -> Screen {
    let mut harness = screen_of(Desk::with_shop(), size);
    let target = Target::Stage { stage: Stage::Purchase };
    perform(&mut harness, Action::PinNote { target, text: NOTE.to_owned() });
    perform(&mut harness, Action::Select(Some(Selection::Stage(Stage::Purchase))));
    harness
}

fn drawn(harness: &Screen) -> Option<Drawn> {
    let notes = &harness.state().controller().state.project.document.notes;
    notes.iter().find(|note| note.text == NOTE).and_then(|note| note.drawn)
}

/// The middle of the note on the chart; `None` while it is not there.
fn place(harness: &Screen) -> Option<Pos2> {
    let is_button =
        |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == eframe::egui::accesskit::Role::Button;
    harness.query_all_by_label(NOTE).find(is_button).map(|node| node.rect().center())
}

#[test]
fn a_note_is_drawn_on_its_chart_moved_by_drag_and_taken_back() {
    let mut harness = noted(vec2(1280.0, 1200.0));
    assert_eq!((drawn(&harness), place(&harness)), (None, None));
    click(&mut harness, "Arrow");
    assert_eq!(drawn(&harness), Some(Drawn::new(DrawnAs::Arrow)));
    let before = place(&harness).expect("it is on the chart");
    harness.drag_at(before);
    harness.step();
    harness.hover_at(before + vec2(20.0, 10.0));
    harness.step();
    harness.hover_at(before + vec2(60.0, 40.0));
    harness.step();
    harness.drop_at(before + vec2(60.0, 40.0));
    settle(&mut harness);
    let after = place(&harness).expect("still there");
    assert!((after - before - vec2(60.0, 40.0)).length() < 3.0, "moved from {before:?} to {after:?}");
    let moved = drawn(&harness).expect("drawn");
    assert!(moved.right > 120 && moved.down > -120, "{moved:?}");
    perform(&mut harness, Action::Do(Command::Undo));
    assert_eq!(drawn(&harness), Some(Drawn::new(DrawnAs::Arrow)), "one step for the whole drag");
    click(&mut harness, "Beside");
    assert_eq!((drawn(&harness), place(&harness)), (None, None));
}

#[test]
fn a_note_keeps_its_place_in_the_data_when_the_window_changes_its_size() {
    let mut places = Vec::new();
    for size in [vec2(1280.0, 1000.0), vec2(1700.0, 1200.0)] {
        let mut harness = noted(size);
        click(&mut harness, "Frame");
        // The row of the stage is the widest of what is called after it.
        let rows = harness.query_all_by_label_contains("Purchase:").map(|node| node.rect());
        let bar = rows.max_by(|one, other| one.width().total_cmp(&other.width())).expect("a row");
        let note = place(&harness).expect("it is on the chart");
        places.push((note.y - bar.center().y) / bar.height());
    }
    assert!((places[0] - places[1]).abs() < 0.6, "the same way from its bar: {places:?}");
}

#[test]
fn what_is_frozen_shows_its_notes_and_lets_nobody_move_them() {
    let mut harness = noted(vec2(1280.0, 1200.0));
    click(&mut harness, "Arrow");
    perform(&mut harness, Action::TakeSnapshot { name: "Before".to_owned() });
    let id = harness.state().controller().state.project.document.snapshots[0].id;
    perform(&mut harness, Action::OpenSnapshot(id));
    let before = place(&harness).expect("it is on the chart");
    harness.drag_at(before);
    harness.step();
    harness.hover_at(before + vec2(50.0, 0.0));
    harness.step();
    harness.drop_at(before + vec2(50.0, 0.0));
    settle(&mut harness);
    assert_eq!(place(&harness), Some(before));
    assert!(harness.query_by_label("Arrow").is_none(), "nothing to choose");
}
