//! Stories of a project that carries its data: opened without its exports, read again with them. Never the home folder.

use std::path::{Path, PathBuf};

use super::tests::pin;
use super::*;
use crate::app::{Desk, Exports};
use crate::domain::Lens;

/// A project that keeps the data of an export beside it.
fn saved(folder: &Path) -> (PathBuf, PathBuf, serde_json::Value) {
    let (export, project) = (folder.join("orders.csv"), folder.join("shop.senthang"));
    let rows: String = (0..300)
        .map(|order| {
            format!("{order},c{}@example.com,2026-0{}-1{},100\n", order % 90, 1 + order % 4, order % 9)
        })
        .collect();
    std::fs::write(&export, format!("order id,email,date,total\n{rows}")).expect("written");
    let mut desk = Desk::reading_and_choosing(vec![project.clone()]);
    desk.perform(Action::Open(vec![export.clone()]));
    desk.perform(Action::KeepData(true));
    desk.perform(Action::SetLens(Lens::Pull));
    let pull = figures(&desk);
    desk.perform(Action::SetLens(Lens::All));
    desk.perform(Action::Do(Command::SaveProject));
    desk.settle();
    assert!(!desk.state().project.is_dirty());
    (export, project, pull)
}

fn figures(desk: &Desk) -> serde_json::Value {
    serde_json::to_value(desk.state().derived.analysis.as_deref().expect("figures")).expect("JSON")
}

fn is_kept(desk: &Desk) -> bool {
    desk.state().derived.imported.as_ref().expect("data").tables.is_kept
}

#[test]
fn a_project_with_its_data_answers_questions_without_its_exports() {
    let folder = tempfile::tempdir().expect("a folder");
    let (export, project, pull) = saved(folder.path());
    std::fs::remove_file(&export).expect("removed");
    let mut desk = Desk::reading_and_choosing(vec![folder.path().join("copy.senthang")]);
    desk.perform(Action::Open(vec![project]));
    let missing = Problem::ShownFromData { exports: Exports { missing: 1, changed: 0 } };
    assert!(is_kept(&desk) && desk.problems().contains(&missing), "{:?}", desk.problems());
    desk.perform(Action::SetLens(Lens::Pull));
    assert_eq!(figures(&desk), pull);

    // Another export cannot be added to what cannot be read: the data stays, and why is said.
    desk.perform(Action::Do(Command::SaveProjectAs));
    let other = folder.path().join("more.csv");
    std::fs::write(&other, "order id,email,date,total\n900,z@example.com,2026-05-01,5\n").expect("written");
    desk.perform(Action::Open(vec![other]));
    assert!(is_kept(&desk) && desk.problems().contains(&missing), "{:?}", desk.problems());
    assert_eq!(figures(&desk), pull);

    // The copy carries them on.
    desk.perform(Action::Open(vec![folder.path().join("copy.senthang")]));
    desk.perform(Action::SetLens(Lens::Pull));
    assert!(is_kept(&desk));
    assert_eq!(figures(&desk), pull);
}

#[test]
fn the_exports_are_read_again_when_a_person_asks() {
    let folder = tempfile::tempdir().expect("a folder");
    let (export, project, _) = saved(folder.path());
    let text = std::fs::read_to_string(&export).expect("there");
    std::fs::write(&export, format!("{text}900,new@example.com,2026-04-20,50\n")).expect("written");
    let mut desk = Desk::reading();
    desk.perform(Action::Open(vec![project]));
    let changed = Problem::ShownFromData { exports: Exports { missing: 0, changed: 1 } };
    assert!(is_kept(&desk) && desk.problems().contains(&changed), "{:?}", desk.problems());
    let orders = |desk: &Desk| figures(desk)["orders"]["orders"].as_u64();
    let before = orders(&desk);
    desk.perform(Action::ReadExports);
    assert!(!is_kept(&desk) && !desk.problems().contains(&changed));
    assert_eq!(orders(&desk), before.map(|orders| orders + 1));
}

#[test]
fn a_project_keeps_its_data_through_edits_and_until_a_person_says_otherwise() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, project, _) = saved(folder.path());
    let parts = || crate::project::store::open(&project).expect("opens").contents.others;
    let kept = || parts().iter().filter(|part| crate::project::is_data(part)).count();
    assert!(kept() > 10);
    let mut desk = Desk::reading();
    desk.perform(Action::Open(vec![project.clone()]));
    desk.perform(pin("still there"));
    desk.perform(Action::Do(Command::SaveProject));
    desk.settle();
    assert!(kept() > 10);
    desk.perform(Action::KeepData(false));
    desk.perform(Action::Do(Command::SaveProject));
    desk.settle();
    assert_eq!(kept(), 0);
    desk.perform(Action::Do(Command::Undo));
    assert!(desk.state().project.document.settings.keeps_data);
}
