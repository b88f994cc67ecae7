//! Exports and presentations as a person at the window has them. Never writes a file itself.

use super::tests::Desk;
use crate::app::{Action, Command, Effect, Problem, Shift};

#[test]
fn a_deliverable_goes_where_the_person_says_with_the_ending_of_its_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::choosing(vec![folder.path().join("for the client")]);
    desk.controller.perform(Action::Open(vec!["orders.csv".into()]));
    desk.settle();
    desk.controller.perform(Action::Do(Command::ToggleClientCopy));
    desk.controller.perform(Action::Do(Command::ExportPdf));
    desk.settle();
    let expected = folder.path().join("for the client.pdf");
    let written = |problem: &Problem| matches!(problem, Problem::Exported { path, .. } if *path == expected);
    assert!(desk.problems().iter().any(written), "{:?}", desk.problems());
}

#[test]
fn nothing_can_be_exported_or_presented_before_there_are_figures() {
    let desk = Desk::new();
    for command in [Command::ExportHtml, Command::ExportPng, Command::Present] {
        assert!(!desk.controller.is_enabled(command), "{command:?}");
    }
}

#[test]
fn a_presentation_shows_a_snapshot_a_page_and_ends_with_escape() {
    let mut desk = Desk::with_shop();
    for name in ["March", "April"] {
        desk.perform(Action::TakeSnapshot { name: name.to_owned() });
    }
    desk.perform(Action::Do(Command::Present));
    assert!(desk.controller.take_effects().contains(&Effect::Fullscreen(true)));
    let shown = |desk: &Desk| desk.state().session.presenting.clone().expect("a presentation");
    assert_eq!((shown(&desk).title().0, shown(&desk).place()), ("March", (1, 2)));
    desk.perform(Action::Turn(Shift::Next));
    desk.perform(Action::Turn(Shift::Next));
    assert_eq!((shown(&desk).title().0, shown(&desk).place()), ("April", (2, 2)), "it stops at the last");
    let first = shown(&desk).page().id;
    desk.perform(Action::Turn(Shift::NextChart));
    assert_ne!(shown(&desk).page().id, first);
    desk.perform(Action::Turn(Shift::Money));
    assert!(shown(&desk).hides_money);
    desk.perform(Action::Turn(Shift::End));
    assert!(desk.state().session.presenting.is_none());
    assert!(desk.controller.take_effects().contains(&Effect::Fullscreen(false)));
}
