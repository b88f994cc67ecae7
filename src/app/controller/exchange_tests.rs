//! User stories about files that come and go: a watched folder, rows and tables that are written. Never a disk, never a clock.

use super::*;
use crate::app::Desk;
use crate::app::watch::{WatchEvent, WatchTrouble};

#[test]
fn a_watched_folder_brings_its_exports_and_the_setting_can_be_taken_back() {
    let mut desk = Desk::with_shop();
    desk.perform(Action::WatchFolder(Some("shop".into())));
    assert_eq!(desk.watches.folder.lock().expect("one thread").as_deref(), Some("shop".as_ref()));
    assert!(desk.state().project.is_dirty());
    let ready = |name: &str| WatchEvent::Ready(vec![name.into()]);
    // What was read already is no news at the first look; what comes later is, also under the same name.
    for (event, inputs) in
        [(ready("shop/orders.csv"), 1), (ready("shop/may.csv"), 2), (ready("shop/orders.csv"), 3)]
    {
        desk.watches.events.lock().expect("one thread").push(event);
        desk.settle();
        desk.settle();
        assert_eq!(desk.state().derived.inputs.len(), inputs);
    }
    let is_told =
        |problem: &Problem| matches!(problem, Problem::PickedUp { files } if files[0].name == "orders.csv");
    assert!(desk.problems().iter().any(is_told), "{:?}", desk.problems());
    desk.perform(Action::Do(Command::Undo));
    assert_eq!(*desk.watches.folder.lock().expect("one thread"), None);
}

#[test]
fn what_goes_wrong_with_a_watched_folder_is_told_until_it_is_right_again() {
    let mut desk = Desk::with_shop();
    desk.perform(Action::WatchFolder(Some("shop".into())));
    let trouble = WatchEvent::Trouble(WatchTrouble::Unreadable("unplugged".to_owned()));
    desk.watches
        .events
        .lock()
        .expect("one thread")
        .extend([trouble, WatchEvent::Gone(vec!["shop/a.csv".into()])]);
    desk.settle();
    let problems = desk.problems();
    assert!(problems.iter().any(|problem| matches!(problem, Problem::WatchTrouble { .. })), "{problems:?}");
    assert!(
        problems
            .iter()
            .any(|problem| matches!(problem, Problem::WatchedGone { names } if names == &["a.csv"]))
    );
    assert!(desk.state().shown().analysis.is_some(), "the figures stay");
    desk.watches.events.lock().expect("one thread").push(WatchEvent::Recovered);
    desk.settle();
    assert!(!desk.problems().iter().any(|problem| matches!(problem, Problem::WatchTrouble { .. })));
}

#[test]
fn rejected_rows_and_tables_are_written_where_the_person_says() {
    let mut desk = Desk::choosing(vec!["out/fix.csv".into()]);
    desk.perform(Action::Open(vec!["orders.csv".into()]));
    desk.perform(Action::ExportRejected(0));
    desk.settle();
    assert_eq!(
        desk.problems().last(),
        Some(&Problem::Exported { path: "out/fix.csv".into(), rows: Some(1) })
    );
    desk.perform(Action::ExportTable { suggested: "files.csv".to_owned(), text: "a,b".to_owned() });
    desk.settle();
    assert_eq!(desk.problems().last(), Some(&Problem::Exported { path: "out/fix.csv".into(), rows: None }));
}
