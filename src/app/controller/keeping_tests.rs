//! Stories of saving, crashing and opening again: nothing is lost, nothing is written over. Never the home folder, never a real clock.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::tests::pin;
use super::*;
use crate::app::jobs::{Failure, Kind};
use crate::app::{Desk, ReadOnly};
use crate::project::{ProjectError, store};

#[test]
fn a_project_is_saved_and_opens_again_without_the_exports() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::choosing(vec![folder.path().join("ร้าน")]);
    desk.perform(Action::Open(vec!["orders.csv".into()]));
    desk.perform(Action::TakeSnapshot { name: "Before".to_owned() });
    assert!(desk.state().project.is_dirty());
    desk.perform(Action::Do(Command::SaveProject));
    desk.settle();
    let path = folder.path().join("ร้าน.senthang");
    assert_eq!(desk.state().project.path.as_deref(), Some(path.as_path()));
    assert!(!desk.state().project.is_dirty());

    let mut other = Desk::new();
    other.perform(Action::Open(vec![path.clone()]));
    assert_eq!(other.state().project.document.snapshots[0].name, "Before");
    assert_eq!(other.state().session.recent, std::slice::from_ref(&path));
    assert_eq!(other.state().session.view, View::Journey);

    let mut third = Desk::new();
    third.controller.perform(Action::Open(vec![path.clone()]));
    third.perform(Action::Show(View::Data));
    assert_eq!(third.state().session.view, View::Data, "whoever went there meanwhile stays there");
    third.perform(Action::Open(vec![path]));
    assert_eq!(third.state().session.view, View::Journey);
}

#[test]
fn unsaved_changes_are_never_lost_without_a_question() {
    let mut desk = Desk::with_shop();
    desk.perform(pin("keep me"));
    desk.perform(Action::Do(Command::Quit));
    assert_eq!(desk.state().session.dialog, Some(Dialog::UnsavedChanges(Then::Quit)));
    assert!(desk.controller.take_effects().is_empty());
    desk.perform(Action::DiscardChanges);
    assert_eq!(desk.controller.take_effects(), [Effect::Quit]);
}

#[test]
fn saving_before_quitting_quits_only_once_the_file_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::choosing(vec![folder.path().join("a.senthang")]);
    desk.perform(pin("keep me"));
    desk.perform(Action::Do(Command::Quit));
    desk.controller.perform(Action::SaveChanges);
    assert!(desk.controller.take_effects().is_empty());
    desk.settle();
    assert_eq!(desk.controller.take_effects(), [Effect::Quit]);
    assert!(folder.path().join("a.senthang").exists());
}

#[test]
fn a_save_that_fails_says_so_and_keeps_the_work() {
    let mut desk = Desk::choosing(vec!["/no/such/folder/a.senthang".into()]);
    desk.perform(pin("keep me"));
    desk.perform(Action::Do(Command::SaveProject));
    desk.settle();
    let failed = |problem: &Problem| {
        let failure = Failure::Project(ProjectError::Unwritable {
            path: "".into(),
            why: String::new(),
            is_full: false,
        });
        matches!(problem, Problem::Job { kind: Kind::SaveProject, failure: got }
            if std::mem::discriminant(got) == std::mem::discriminant(&failure))
    };
    assert!(desk.problems().iter().any(failed), "{:?}", desk.problems());
    assert!(desk.state().project.is_dirty());
    assert_eq!(desk.state().project.document.notes.len(), 1);
}

/// A second goes by, and whatever is due is done.
fn wait(desk: &mut Desk, seconds: u64) {
    desk.clock.0.fetch_add(seconds, Ordering::Relaxed);
    desk.settle();
}

fn saved_shop(folder: &Path) -> (Desk, PathBuf) {
    let path = folder.join("shop.senthang");
    let mut desk = Desk::keeping(&folder.join("recovery"), vec![path.clone()]);
    desk.perform(Action::Open(vec!["orders.csv".into()]));
    desk.perform(pin("first"));
    desk.perform(Action::Do(Command::SaveProject));
    (desk, path)
}

/// Ends a desk as a killed process ends: nothing is tidied up but what the system does.
fn kill(desk: Desk) {
    let mut controller = desk.into_controller();
    controller.state.project.lock = None;
    controller.keeping.claim = None;
    std::mem::forget(controller);
}

fn notes(desk: &Desk) -> Vec<&str> {
    desk.state().project.document.notes.iter().map(|note| note.text.as_str()).collect()
}

#[test]
fn changes_survive_a_crash_and_the_saved_file_stays_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut desk, path) = saved_shop(folder.path());
    let on_disk = std::fs::read(&path).expect("saved");
    desk.perform(pin("second"));
    wait(&mut desk, 1);
    kill(desk);
    assert_eq!(std::fs::read(&path).expect("still there"), on_disk);

    let mut desk = Desk::keeping(&folder.path().join("recovery"), Vec::new());
    desk.perform(Action::Open(vec![path.clone()]));
    assert_eq!(desk.state().session.dialog, Some(Dialog::Recovered));
    assert_eq!(notes(&desk), ["first"], "nothing is opened unasked");
    desk.perform(Action::OpenRecovered);
    assert_eq!(notes(&desk), ["first", "second"]);
    assert!(desk.state().project.is_dirty() && desk.state().project.path.as_deref() == Some(path.as_path()));
    desk.perform(Action::Do(Command::SaveProject));
    desk.settle();
    assert_eq!(store::load(&path).expect("opens").notes.len(), 2);
    drop(desk);
    assert_eq!(hidden_files(folder.path()), Vec::<String>::new());
}

#[test]
fn whoever_wants_the_saved_file_gets_it_and_the_work_stays_on_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut desk, path) = saved_shop(folder.path());
    desk.perform(pin("second"));
    wait(&mut desk, 1);
    kill(desk);
    let mut desk = Desk::keeping(&folder.path().join("recovery"), Vec::new());
    desk.perform(Action::Open(vec![path.clone()]));
    desk.perform(Action::LeaveRecovered);
    assert_eq!(notes(&desk), ["first"]);
    assert!(folder.path().join(".shop.senthang.autosave.old").exists());
    drop(desk);
    let mut again = Desk::keeping(&folder.path().join("recovery"), Vec::new());
    again.perform(Action::Open(vec![path]));
    assert_eq!(again.state().session.dialog, None, "asked once, not for ever");
}

#[test]
fn a_project_without_a_place_is_offered_by_the_next_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let recovery = folder.path().join("recovery");
    let mut desk = Desk::keeping(&recovery, Vec::new());
    desk.perform(Action::Open(vec!["orders.csv".into()]));
    desk.perform(pin("never saved"));
    wait(&mut desk, 1);
    let beside = Desk::keeping(&recovery, Vec::new());
    assert_eq!(beside.state().session.dialog, None, "its window is still open");
    drop(beside);
    kill(desk);
    let mut desk = Desk::keeping(&recovery, Vec::new());
    desk.settle();
    assert_eq!(desk.state().session.dialog, Some(Dialog::Recovered));
    desk.perform(Action::OpenRecovered);
    assert_eq!(notes(&desk), ["never saved"]);
    assert!(desk.state().project.is_dirty());
}

#[test]
fn a_window_that_is_closed_leaves_nothing_to_recover() {
    let folder = tempfile::tempdir().expect("a folder");
    let recovery = folder.path().join("recovery");
    let mut desk = Desk::keeping(&recovery, Vec::new());
    desk.perform(Action::Open(vec!["orders.csv".into()]));
    desk.perform(pin("thrown away on purpose"));
    wait(&mut desk, 1);
    assert!(!hidden_or_not(&recovery).is_empty(), "the work is kept");
    drop(desk);
    assert_eq!(hidden_or_not(&recovery), Vec::<String>::new());
}

#[test]
fn a_second_window_only_shows_and_says_whose_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, path) = saved_shop(folder.path());
    let mut second = Desk::choosing(vec![folder.path().join("copy.senthang")]);
    second.perform(Action::Open(vec![path.clone()]));
    let holder = "Ann, 2026-11-21 12:00".to_owned();
    assert_eq!(second.state().project.read_only, Some(ReadOnly::InUse { holder }));
    second.perform(pin("in the copy"));
    second.perform(Action::Do(Command::SaveProject));
    assert_eq!(store::load(&path).expect("opens").notes.len(), 1, "the first one's file is untouched");
    assert_eq!(second.state().project.path.as_deref(), Some(folder.path().join("copy.senthang").as_path()));
    assert_eq!(second.state().project.read_only, None, "the copy is one's own");
    kill(first);
    let mut third = Desk::new();
    third.perform(Action::Open(vec![path]));
    assert_eq!(third.state().project.read_only, None, "a lock ends with its process");
}

#[test]
fn a_file_that_changed_underneath_is_noticed_and_never_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut desk, path) = saved_shop(folder.path());
    let theirs = crate::project::Document::default();
    store::save(&path, &theirs).expect("a synchronised folder brings another version");
    desk.perform(pin("mine"));
    wait(&mut desk, 1);
    let noticed = |problem: &Problem| matches!(problem, Problem::ChangedUnderneath { .. });
    assert!(desk.problems().iter().any(noticed), "{:?}", desk.problems());
    desk.perform(Action::Do(Command::SaveProject));
    let refused = Failure::Project(ProjectError::ChangedUnderneath { path: path.clone() });
    let problem = Problem::Job { kind: Kind::SaveProject, failure: refused };
    assert!(desk.problems().contains(&problem), "{:?}", desk.problems());
    assert_eq!(store::load(&path), Ok(theirs));
    assert_eq!(notes(&desk), ["first", "mine"]);
    assert!(desk.state().project.is_dirty());
}

#[test]
fn a_project_shows_its_last_figures_even_where_its_exports_are_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (desk, path) = saved_shop(folder.path());
    let shown = desk.state().derived.analysis.clone().expect("figures");
    drop(desk);
    let loaded = crate::app::keeper::perform(Request::LoadProject(crate::app::keeper::LoadOrder {
        path,
        place: crate::project::autosave::Place::default(),
        holder: String::new(),
    }));
    let Ok(crate::app::jobs::Answer::Loaded { project, .. }) = loaded else { panic!("{loaded:?}") };
    assert_eq!(project.figures.expect("kept").analysis.as_ref(), shown.as_ref());
}

/// Names in a folder that begin with a dot.
fn hidden_files(folder: &Path) -> Vec<String> {
    hidden_or_not(folder).into_iter().filter(|name| name.starts_with('.')).collect()
}

fn hidden_or_not(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}
